"""Time the model against plain Mesa and against compiled code, and say what takes the time.

``make bench`` runs everything in turn, in one run; ``BENCH="--quick --json"`` is its short form.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from datetime import date
from importlib.metadata import version
from typing import Any

from benchmarks import growth, part, profile, workers
from benchmarks.flee_case import agent_days_per_second
from benchmarks.worlds import STANDARD
from runs.compilation import compile_model

PEOPLE = (STANDARD, 1_000_000, 10_000_000)
TARGETS = {
    "ratio_pure_mesa": "at least 250", "ratio_bound": "at most 2", "ratio_whole_year": "at most 2",
    "growth_exponent": "at most 1.05", "ratio_four_years": "at most 4.2",
    "bytes_per_person": "at most 60", "two_worker_speedup": "at least 1.85",
}  # fmt: skip


def measure(quick: bool) -> dict[str, Any]:
    """All measurements; quick ones have fewer rounds and stop at a million people."""
    compile_model()
    rounds = 3 if quick else 7
    people = part.measure(rounds, 1 if quick else 3, _say)
    grown = growth.people(PEOPLE[:2] if quick else PEOPLE, _say)
    years = growth.days(1 if quick else 3, _say)
    batch = workers.measure(1 if quick else 3, 40 if quick else 60, _say)
    _say("profile")
    spreads = {
        "ratio_pure_mesa": people.pop("ratio_pure_mesa"),
        "ratio_bound": people.pop("ratio_bound"),
        "ratio_whole_year": people.pop("ratio_whole_year"),
        "ratio_four_years": years,
        "two_worker_speedup": batch.pop("speedup"),
    }
    if (agentpy := people.pop("ratio_agentpy")) is not None:
        spreads["ratio_agentpy"] = agentpy
    return {
        **{name: round(spread.median, 3) for name, spread in spreads.items()},
        "growth_exponent": round(grown["exponent"], 3),
        "bytes_per_person": round(grown["bytes_per_person"], 1),
        "spread": {name: spread.rounded() for name, spread in spreads.items()},
        **people,
        "seconds_by_people": {str(n): round(s, 3) for n, s in grown["seconds"].items()},
        "batch": batch,
        "milliseconds_by_process": {
            name: round(spent, 1) for name, spent in profile.by_process(rounds).items()
        },
        "flee_agent_days_per_second": agent_days_per_second(),
        "date": date.today().isoformat(),
        "machine": {
            "cores": os.cpu_count(), "processor": platform.machine(),
            "python": platform.python_version(), "numba": version("numba"),
            "mesa": version("mesa"),
        },
    }  # fmt: skip


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def _print(found: dict[str, Any]) -> None:
    for name, target in TARGETS.items():
        spread = found["spread"].get(name)
        within = f" ({spread['low']:.3g} to {spread['high']:.3g})" if spread else ""
        print(f"{name:20} {found[name]:8.3g}{within}, aim: {target}")
    agentpy = found.get("ratio_agentpy")
    print(f"agentpy over the part: {f'{agentpy:.3g}' if agentpy else 'not installed'}")
    for name, taken in found["seconds"].items():
        print(f"{name:8} {taken['median']:8.3f} s ({taken['low']:.3f} to {taken['high']:.3f})")
    for people, taken in found["seconds_by_people"].items():
        print(f"{int(people):>10,} people a year: {taken:.2f} s")
    print(f"memory of a worker: {found['batch']['megabytes_a_worker']:.0f} MB")
    flee = found["flee_agent_days_per_second"]
    print(f"Flee: {f'{flee:,.0f} agent-days a second' if flee else 'not installed'}")
    for name, spent in found["milliseconds_by_process"].items():
        print(f"  {name:15} {spent:7.1f} ms")


def main() -> None:
    """Print the measurements."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, at most 10^6 people")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--figure", metavar="FILE", help="draw the results too: a path without its ending"
    )
    options = parser.parse_args()
    found = measure(options.quick)
    if options.figure:
        from benchmarks.figure import draw

        draw(found, options.figure)
    if options.json:
        print(json.dumps(found))
    else:
        _print(found)


if __name__ == "__main__":
    main()
