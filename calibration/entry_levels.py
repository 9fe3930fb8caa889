"""The monthly level of entries by side, made from detections at the Union's borders."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from calibration.data_series.data_source import DataSource
from calibration.data_series.declared_series import DETECTIONS
from calibration.press_detections import Month, last_day, later_months
from sim.world import World

Floats = NDArray[np.float64]

FIRST = (2022, 1)
"""First month of the series."""
BASE = ((2023, 11), (2024, 10))
"""Twelve months over which levels have a mean of 1: the year that the priors of demand are of."""
SIDES: dict[str, tuple[str, ...]] = {
    "turkiye": ("Eastern Mediterranean Route", "Black Sea Route"),
    "central_mediterranean": ("Central Mediterranean Route",),
    "visa_air": (),
}
"""Routes whose detections stand for the entries of a side; none if no series exists."""
DECIMALS = 4


def with_entries(world: World, data: DataSource, until: date | None = None) -> World:
    """The world with the entries that some data know, to their last whole month."""
    months, levels = entry_levels(data, until, world.sides)
    return replace(world, months=months, entry_levels=levels)


def entry_levels(
    data: DataSource, until: date | None = None, sides: tuple[str, ...] = tuple(SIDES)
) -> tuple[tuple[Month, ...], Floats]:
    """Months, and the relative level of each side in each: mean 1 over :data:`BASE`.

    Months after the monthly file come from press sums (:mod:`calibration.press_detections`).

    Args:
        data: The data.
        until: Last day that may be known; that of the data if None.
        sides: The sides, in their order.
    """
    last = data.last_day if until is None else until
    by_file = {side: _by_route(data, SIDES[side]) for side in sides if SIDES[side]}
    counts = {side: _known(data, routes, last) for side, routes in by_file.items()}
    months = tuple(sorted(set.intersection(*(set(each) for each in counts.values()))))
    levels = np.ones((len(months), len(sides)))
    for number, side in enumerate(sides):
        if side in counts:
            base = [n for month, n in _summed(by_file[side]).items() if BASE[0] <= month <= BASE[1]]
            level = np.array([counts[side][month] for month in months]) / np.mean(base)
            levels[:, number] = level.round(DECIMALS)
    return months, levels


def _by_route(data: DataSource, routes: tuple[str, ...]) -> dict[str, dict[Month, float]]:
    """Detections on some routes by month, as the monthly file has them, from :data:`FIRST` on."""
    names = [column.name for column in DETECTIONS.columns]
    rows = {(at.first.year, at.first.month): row for at, row in data.table(DETECTIONS).rows.items()}
    return {
        route: {at: float(row[names.index(route)] or 0) for at, row in rows.items() if at >= FIRST}
        for route in routes
    }


def _known(
    data: DataSource, routes: dict[str, dict[Month, float]], until: date
) -> dict[Month, float]:
    """Detections on all these routes by month, those of the press among them."""
    whole = {
        route: {at: count for at, count in counts.items() if last_day(at) <= until}
        for route, counts in routes.items()
    }
    folder = data.vintage.folder
    return _summed(
        {
            route: counts | later_months(folder, route, counts, until)
            for route, counts in whole.items()
        }
    )


def _summed(routes: dict[str, dict[Month, float]]) -> dict[Month, float]:
    """Sums over routes; one that has no count of a month adds nothing."""
    months = sorted({month for counts in routes.values() for month in counts})
    return {at: sum(counts.get(at, 0.0) for counts in routes.values()) for at in months}
