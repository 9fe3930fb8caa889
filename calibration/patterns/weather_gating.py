"""Pattern 1: weather gates volume, in runs of days, by month, and in bursts of boats."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from calibration.patterns import observed
from calibration.patterns.pattern_values import Floats, Value, ratio, value

YEARS = (2021, 2022, 2023, 2024, 2025)
"""Years seen: the gate is of these, and earlier ones are another scale of trade."""
Flags = NDArray[np.bool_]


def spells(active: Flags) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Lengths of the runs of active days, and of the runs of idle ones, in order."""
    turns = np.flatnonzero(np.diff(active.astype(np.int8))) + 1
    edges = np.concatenate([[0], turns, [active.size]])
    lengths, kind = np.diff(edges), active[edges[:-1]]
    return lengths[kind], lengths[~kind]


def dispersion(boats: Floats) -> float:
    """Variance over mean of boats on days with any."""
    active = boats[boats > 0]
    return float(active.var(ddof=1) / active.mean()) if active.size > 1 else float("nan")


def month_days(active: Flags, dates: NDArray[np.datetime64], month: int) -> float:
    """Active days in a calendar month, mean over the years that the dates cover."""
    months = dates.astype("datetime64[M]")
    kept = months.astype(np.int64) % 12 + 1 == month
    return float(active[kept].sum() / max(np.unique(months[kept]).size, 1))


def measure_values(boats: Floats, dates: NDArray[np.datetime64], poor: Flags) -> dict[str, Value]:
    """Values of the declared measures, by name."""
    years = [observed.daily().of_year(year) for year in YEARS]
    runs_seen = [spells(year["boats"] > 0) for year in years]
    runs_made = [spells(row > 0) for row in boats]
    values = {
        name: value(
            np.array([made[kind].mean() for made in runs_made]),
            float(np.concatenate([lengths[kind] for lengths in runs_seen]).mean()),
        )
        for kind, name in enumerate(("active_spell", "idle_spell"))
    }
    for name, month in (("january", 1), ("june", 6)):
        values[name] = value(
            np.array([month_days(row > 0, dates, month) for row in boats]),
            *(month_days(year["boats"] > 0, year.days, month) for year in years),
        )
    values["dispersion"] = value(
        np.array([dispersion(row) for row in boats]), *(dispersion(y["boats"]) for y in years)
    )
    rated = observed.red_days()
    values["poor_days"] = value(
        ratio(((boats > 0) & poor).sum(axis=1), (boats > 0).sum(axis=1)),
        *(
            1 - rated[y] / (observed.daily().of_year(y)["boats"] > 0).sum()
            for y in YEARS
            if y in rated
        ),
    )
    return values
