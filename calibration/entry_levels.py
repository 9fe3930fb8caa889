"""The monthly level of entries by side, made from detections at the Union's borders."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from calibration.data_series.data_source import DataSource
from calibration.data_series.declared_series import DETECTIONS
from sim.world import World

Floats = NDArray[np.float64]

FIRST = (2022, 1)
"""First month of the series."""
SIDES: dict[str, tuple[str, ...]] = {
    "turkiye": ("Eastern Mediterranean Route", "Black Sea Route"),
    "central_mediterranean": ("Central Mediterranean Route",),
    "visa_air": (),
}
"""Routes whose detections stand for the entries of a side; none if no series exists."""
YEAR, DECIMALS = 12, 4


def with_entries(world: World, data: DataSource) -> World:
    """The world with the entries that some data know, to their last whole month."""
    months, levels = entry_levels(data, world.sides)
    return replace(world, months=months, entry_levels=levels)


def entry_levels(
    data: DataSource, sides: tuple[str, ...] = tuple(SIDES)
) -> tuple[tuple[tuple[int, int], ...], Floats]:
    """Months, and the relative level of each side in each: mean 1 over the last twelve."""
    table = data.table(DETECTIONS)
    names = [column.name for column in DETECTIONS.columns]
    kept = {
        (span.first.year, span.first.month): dict(zip(names, cells, strict=True))
        for span, cells in table.rows.items()
        if (span.first.year, span.first.month) >= FIRST
    }
    levels = np.ones((len(kept), len(sides)))
    for number, side in enumerate(sides):
        if routes := SIDES[side]:
            counts = [[month[route] or 0 for route in routes] for month in kept.values()]
            summed = np.array(counts, np.float64).sum(axis=1)
            levels[:, number] = (summed / summed[-YEAR:].mean()).round(DECIMALS)
    return tuple(kept), levels
