"""Which process of the day takes how long in the standard year."""

from __future__ import annotations

import statistics
import time
from collections import defaultdict

from benchmarks.worlds import STANDARD, twin, warmed
from sim.core.day_context import Today
from sim.schedule import SCHEDULE


def by_process(rounds: int) -> dict[str, float]:
    """Milliseconds that each process took in the year: medians, longest first."""
    start = warmed(STANDARD)
    taken: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        model, spent = twin(start), dict.fromkeys((name for name, _ in SCHEDULE), 0.0)
        while model.day < model.spec.end.toordinal():
            model.record.begin(model.day - model.spec.first_day)
            model.today = Today()
            for name, process in SCHEDULE:
                begun = time.perf_counter()
                process(model)
                spent[name] += time.perf_counter() - begun
            model.day += 1
        for name, total in spent.items():
            taken[name].append(total)
    medians = {name: statistics.median(times) * 1_000 for name, times in taken.items()}
    return dict(sorted(medians.items(), key=lambda entry: -entry[1]))
