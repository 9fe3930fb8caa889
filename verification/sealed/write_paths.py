"""Write the sealed paths: November 2024 to October 2025 as version 0.1.0 forecasts them.

The paths are those of ``narrows forecast --months 12 --replicates 1000`` of commit d4da200, under
its default scenario ``bsc-package`` and its packaged posterior, which ends on 31 October 2024. The
command writes arrivals and boats alone. This script makes the same runs with the same code, and
keeps more of each run's daily table.

To run it again, from the root of the repository, with the dependencies of that version:

    git worktree add ../sealed d4da200
    cd ../sealed
    PYTHONPATH=. python PATH/TO/write_paths.py --parts PARTS --out OUT

A run takes about four seconds of a free core, so that all take an hour. Every run is kept in the
folder PARTS, and the script goes on where it was stopped. Several may share the work, each with its
own ``--runs FIRST LAST``; these make runs alone. The one without makes what is missing and writes
``paths.parquet`` and ``SHA256SUMS`` to OUT. A run does not depend on the others, so that the paths
are the same however they were made.

Columns without a prefix are the forecast. Columns that begin with ``model_`` are the same run
before the forecast adds what parted the fitted model from the record: month sums of what happens
in a day, and month means of what there is at its end.

- ``arrivals``, ``boats`` and ``deaths`` are the command's own.
- ``expected_deaths``, ``preventions`` (people) and ``arrivals_METHOD`` follow the rule that the
  command has for deaths: the run's number times forecast over simulated arrivals.
- ``prevention_events`` and ``launches_METHOD`` follow boats in the same way.
- ``price`` is the run's own, the mean over the days of the month, in pounds.
"""

from __future__ import annotations

import argparse
import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from calibration.hindsight import known_by
from calibration.measures import by_part, later
from calibration.posterior import load_posterior
from experiments import forecasting
from experiments.compilation import compile_model
from scenarios.loader import load_scenario
from scenarios.world import load_world
from sim.model import SmugglingModel
from sim.outcomes import FLOWS, STOCKS

POSTERIOR = "2ed86e1cab27"
SCENARIO, MONTHS, REPLICATES = "bsc-package", 12, 1000
METHODS = ("beach", "dispersed", "taxi_boat")
KEPT = (*FLOWS, *STOCKS, "active_days")


def main() -> None:
    """Make the runs that are still missing, then write paths and sums."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--parts", type=Path, required=True, help="folder for single runs")
    parser.add_argument("--out", type=Path, required=True, help="folder for the paths")
    parser.add_argument(
        "--runs", type=int, nargs=2, metavar=("FIRST", "LAST"), help="make these runs and stop"
    )
    options = parser.parse_args()
    posterior = load_posterior()
    if not posterior.digest.startswith(POSTERIOR):
        parser.error(f"the posterior here is {posterior.digest[:12]}; it must be {POSTERIOR}")
    options.parts.mkdir(parents=True, exist_ok=True)
    first, last = options.runs or (0, REPLICATES - 1)
    make_runs(posterior, options.parts, range(first, last + 1))
    if options.runs:
        return
    runs = np.array([np.load(part(options.parts, number)) for number in range(REPLICATES)])
    made = forecast_from(posterior, runs)
    path = options.out / "paths.parquet"
    write(path, columns(posterior, runs, made))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    (options.out / "SHA256SUMS").write_text(f"{digest}  paths.parquet\n", encoding="utf-8")
    print(digest)


def part(folder: Path, number: int) -> Path:
    """Where a run is kept."""
    return folder / f"{number:04}.npy"


def make_runs(posterior: Any, folder: Path, numbers: range) -> None:
    """Run those replicates that are not there yet, as ``experiments.forecasting`` would."""
    compile_model()
    cutoff = date.fromisoformat(posterior.facts["cutoff"])
    world, seed = known_by(load_world(), cutoff), int(posterior.facts["seed"])
    end = later(forecasting.begins(posterior), MONTHS)
    base = replace(
        load_scenario(SCENARIO),
        start=forecasting.BEGIN,
        days=(end - forecasting.BEGIN).days,
    )
    for number in numbers:
        if not part(folder, number).exists():
            scenario = posterior.scenario(base, number)
            daily = SmugglingModel(world, scenario, seed, number).run().daily
            scratch = folder / f"scratch-{os.getpid()}.npy"
            np.save(scratch, by_month(daily))
            scratch.replace(part(folder, number))
            print(number, flush=True)


def by_month(daily: Any) -> np.ndarray:
    """What is kept of a run, shape (columns, months): sums of flows and means of stocks."""
    first = forecasting.BEGIN
    flows = by_part(np.array([daily[name] for name in FLOWS]), first, 1)
    stocks = np.array([daily[name] for name in STOCKS])
    known = ~np.isnan(stocks)
    with np.errstate(invalid="ignore"):
        means = by_part(np.where(known, stocks, 0.0), first, 1) / by_part(known * 1.0, first, 1)
    active = by_part(np.array([daily["boats_arrived"] > 0]) * 1.0, first, 1)
    return np.concatenate([flows, means, active])


def forecast_from(posterior: Any, runs: np.ndarray) -> Any:
    """The command's forecast, by its own code, from runs that are already made."""
    taken = [KEPT.index(name) for name in ("arrivals", "boats_arrived", "deaths")]

    def ready(_: Callable, tasks: Sequence[int], *__: Any) -> list[np.ndarray]:
        return [runs[number, taken] for number in tasks]

    forecasting.pool.run_chunks = ready
    scenario = load_scenario(SCENARIO)
    return forecasting.forecast(posterior, scenario, MONTHS, REPLICATES, 1, lambda *_: None)


def columns(posterior: Any, runs: np.ndarray, made: Any) -> dict[str, np.ndarray]:
    """All columns, one row a replicate and month."""
    model = {name: runs[:, place, -MONTHS:] for place, name in enumerate(KEPT)}
    people = made.arrivals / np.maximum(model["arrivals"], 1.0)
    boats = made.boats / np.maximum(model["boats_arrived"], 1.0)
    months = np.array([f"{month:%Y-%m}" for month in made.months])
    members = np.array([posterior.member(number) for number in range(REPLICATES)])
    table = {
        "replicate": np.repeat(np.arange(REPLICATES), MONTHS),
        "member": np.repeat(members, MONTHS),
        "month": np.tile(months, REPLICATES),
        "arrivals": made.arrivals,
        "boats": made.boats,
        "people_per_boat": made.load,
        "preventions": model["preventions"] * people,
        "prevention_events": model["boats_seized_beach"] * boats,
        "deaths": made.deaths,
        "expected_deaths": model["expected_deaths"] * people,
        "price": model["price"],
        **{f"arrivals_{name}": model[f"arrivals_{name}"] * people for name in METHODS},
        **{f"launches_{name}": model[f"boats_launched_{name}"] * boats for name in METHODS},
        **{f"model_{name}": values for name, values in model.items()},
    }
    return {name: np.ravel(values) for name, values in table.items()}


def write(path: Path, table: dict[str, np.ndarray]) -> None:
    """Write as Parquet, so that the same numbers give the same bytes."""
    facts = {
        "version": "0.1.0",
        "commit": "d4da200",
        "posterior": POSTERIOR,
        "scenario": SCENARIO,
        "cutoff": "2024-10-31",
    }
    made = pa.table(table).replace_schema_metadata(facts)
    pq.write_table(made, path, compression="zstd")


if __name__ == "__main__":
    main()
