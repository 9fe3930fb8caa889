"""Which part of the day takes how long in the standard year."""

from __future__ import annotations

import statistics
import time
from collections import defaultdict

import numpy as np

from benchmarks.worlds import STANDARD, twin, warmed
from sim.launching import launch_decision
from sim.schedule import cross, decide, enter, judge, reach_the_coast
from sim.simulation import Simulation


def by_process(rounds: int) -> dict[str, float]:
    """Milliseconds that each part took in the year, day by day: medians, longest first."""
    start = warmed(STANDARD)
    taken: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        model, spent = twin(start), defaultdict[str, float](float)
        while model.day < model.run_scenario.end.toordinal():
            _day(model, spent)
        for name, total in spent.items():
            taken[name].append(total)
    medians = {name: statistics.median(times) * 1_000 for name, times in taken.items()}
    return dict(sorted(medians.items(), key=lambda entry: -entry[1]))


def _day(model: Simulation, spent: dict[str, float]) -> None:
    """Run one day in parts, each timed."""
    monday = model.is_monday
    begun = [time.perf_counter()]
    model.begin_day()
    model.make_room()
    w, leads, means = model.everything(), np.zeros(model.gangs.count), model.means()
    begun.append(time.perf_counter())
    decide(w)
    begun.append(time.perf_counter())
    enter(w, means)
    model.note_rows()
    begun.append(time.perf_counter())
    reach_the_coast(w, leads)
    begun.append(time.perf_counter())
    launches = launch_decision.run(
        w.now[0], w.values[0], w.vectors, w.shore, w.boats, w.gangs, w.tallies, w.key
    )
    begun.append(time.perf_counter())
    cross(w, launches, leads)
    begun.append(time.perf_counter())
    judge(w)
    model.note_rows()
    model.finish_day()
    begun.append(time.perf_counter())
    names = (
        "room", "orders and routes on Mondays" if monday else "mornings", "sea and entries",
        "on land, waiting, resale", "launch decisions", "crossing and leads",
        "justice, recovery, learning on Mondays" if monday else "justice and recovery",
    )  # fmt: skip
    for name, start, end in zip(names, begun, begun[1:], strict=False):
        spent[name] += end - start
