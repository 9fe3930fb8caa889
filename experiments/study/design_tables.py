"""The tables that say what a study's points are, and how their levers were drawn."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from experiments.study.study_design import Sampled, Study
from scenarios.loader import as_json


def points_table(study: Study) -> Any:
    """One row a point, with its scenario in full."""
    points = study.points
    columns = {
        "point": pa.array(range(len(points)), pa.int32()),
        "scenario": [point.of for point in points],
        "name": [point.scenario.name for point in points],
        "title": [point.scenario.title for point in points],
        "reference": pa.array([point.reference for point in points], pa.int32()),
        **{name: _typed(values) for name, values in study.levers.items()},
        "definition": [as_json(point.scenario) for point in points],
    }
    return pa.table(columns)


def design_table(sampled: Sampled) -> Any:
    """One row a draw: where each lever stands in its range, and the points that stand for it."""
    return pa.table({
        **{f"share of {name}": sampled.shares[:, at] for at, name in enumerate(sampled.levers)},
        **{f"point of {name}": list(points) for name, points in sampled.points.items()},
    })  # fmt: skip


def _typed(values: list[Any]) -> Any:
    """A column of one type: numbers if all are, else text."""
    if any(isinstance(value, str) for value in values):
        return pa.array([None if value is None else str(value) for value in values])
    if any(isinstance(value, float) for value in values):
        return pa.array([None if value is None else float(value) for value in values])
    return pa.array(values)
