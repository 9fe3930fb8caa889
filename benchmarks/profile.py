"""Which part of the day takes how long in the standard year."""

from __future__ import annotations

import statistics
import time
from collections import defaultdict

from benchmarks.day_in_parts import day_in_parts
from benchmarks.worlds import STANDARD, twin, warmed
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
    """Run one day in parts, each timed, but not room for them, which a run rarely makes."""
    monday = model.is_monday
    begun = [time.perf_counter() for _ in day_in_parts(model)]
    names = (
        "orders and routes on Mondays" if monday else "mornings", "sea and entries",
        "on land, waiting, resale", "launch decisions", "crossing and leads",
        "justice, recovery, learning on Mondays" if monday else "justice and recovery",
    )  # fmt: skip
    for name, start, end in zip(names, begun[:-1], begun[1:], strict=True):
        spent[name] += end - start
