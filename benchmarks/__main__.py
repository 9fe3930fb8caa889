"""Time the standard year, and say which process took the time.

``python -m benchmarks [--json] [--repeats N]`` runs one replicate of 365 days of the baseline after
its warm-up, at the baseline's demand and at 100,000 people a year, each several times in turn.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections import Counter
from dataclasses import replace
from typing import Any

import sim.model
from scenarios.loader import load_scenario
from scenarios.world import load_world
from sim.model import SmugglingModel
from sim.schedule import SCHEDULE

YEAR = 365
BUSY = {
    "people_per_year": 100_000, "boat_supply_per_week": 130, "engine_supply_per_week": 190,
    "largest_members": 140,
}  # fmt: skip
"""A hundred thousand people a year, with boats, engines and gangs in proportion."""


def warmed(parameters: dict[str, float], replicate: int) -> SmugglingModel:
    """A model at the end of its warm-up, so that the year starts with a full network."""
    scenario = replace(load_scenario("baseline").lasting(YEAR), parameters=parameters)
    model = SmugglingModel(load_world(), scenario, seed=1, replicate=replicate)
    for _ in range(scenario.warmup_days):
        model.step()
    return model


def time_year(parameters: dict[str, float], replicate: int) -> tuple[float, int]:
    """Seconds for the year, and people who went through the network in it."""
    model = warmed(parameters, replicate)
    already = len(model.travellers)
    begun = time.perf_counter()
    for _ in range(YEAR):
        model.step()
    return time.perf_counter() - begun, len(model.travellers) - already


def profile_year() -> dict[str, float]:
    """Milliseconds that each process took in one year of the busy world."""
    spent: Counter[str] = Counter()

    def timed(name: str, process: Any) -> Any:
        def run(model: Any) -> None:
            begun = time.perf_counter()
            process(model)
            spent[name] += time.perf_counter() - begun

        return run

    model = warmed(BUSY, 0)
    sim.model.SCHEDULE = tuple((name, timed(name, process)) for name, process in SCHEDULE)
    try:
        for _ in range(YEAR):
            model.step()
    finally:
        sim.model.SCHEDULE = SCHEDULE
    return {name: round(seconds * 1_000, 1) for name, seconds in spent.most_common()}


def measure(repeats: int) -> dict[str, Any]:
    """Medians and ranges of all cases, run in turn so that noise falls on all alike."""
    time_year({}, 0)
    seconds: dict[str, list[float]] = {"baseline": [], "busy": []}
    people: dict[str, int] = {}
    for repeat in range(repeats):
        for name, parameters in (("baseline", {}), ("busy", BUSY)):
            took, people[name] = time_year(parameters, repeat)
            seconds[name].append(took)
    years = {
        name: {
            "people": people[name],
            "seconds_median": round(statistics.median(times), 3),
            "seconds_range": [round(min(times), 3), round(max(times), 3)],
        }
        for name, times in seconds.items()
    }
    model = warmed({}, 0)
    return {
        "years": years,
        "ratio_busy": round(
            statistics.median(seconds["busy"]) / statistics.median(seconds["baseline"]), 3
        ),
        "bytes_per_person": model.travellers.bytes_per_row(),
        "milliseconds_by_process": profile_year(),
    }


def main() -> None:
    """Print the measurements."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = measure(options.repeats)
    if options.json:
        print(json.dumps(found))
        return
    for name, year in found["years"].items():
        low, high = year["seconds_range"]
        print(
            f"{name:9} {year['people']:>7,} people a year: "
            f"{year['seconds_median']:.2f} s ({low:.2f} to {high:.2f})"
        )
    print(
        f"busy over baseline: {found['ratio_busy']:.2f}; {found['bytes_per_person']} bytes a person"
    )
    for name, spent in found["milliseconds_by_process"].items():
        print(f"  {name:15} {spent:7.1f} ms")


if __name__ == "__main__":
    main()
