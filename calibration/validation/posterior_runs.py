"""Draws of a posterior run over the past."""

from __future__ import annotations

from datetime import date

import numpy as np

from calibration.data_series.data_source import DataSource
from calibration.known_world import known_world
from calibration.measures import Table
from calibration.posterior import Posterior
from runs.comparison_design import Comparison
from runs.progress import Progress
from runs.runner import Job, each_replicate
from scenarios.packaged_places import DAILY_COLUMNS


def seed_of(posterior: Posterior) -> int:
    """Seed of a posterior's fit, which orders its draws and gives them their random numbers."""
    return int(posterior.facts["seed"])


def run_past(
    posterior: Posterior,
    design: Comparison,
    workers: int,
    progress: Progress,
    data: DataSource | None = None,
) -> dict[str, Table]:
    """Daily tables of each world of the past, by its name, as it was known at the cut-off."""
    world = known_world(data or DataSource(), date.fromisoformat(posterior.facts["cutoff"]))
    work = Job(world, design, design.first + design.replicates).run
    runs = each_replicate(work, design, workers, progress)
    tables = {}
    for index, name in enumerate(design.names):
        daily = np.array([records[index].daily for records in runs])
        columns = {column: daily[:, :, at] for at, column in enumerate(DAILY_COLUMNS)}
        tables[name] = Table(design.baseline.start, columns)
    return tables
