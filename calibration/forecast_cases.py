"""Three named cases of a forecast, as planners use them: means of whole paths, not of months.

The rule: paths are ordered by their arrivals over all months. The central case is the mean of the
tenth of the paths around the median; the reasonable worst case that of the tenth around the 90th
percentile, which one path in ten exceeds; the reasonable best case that around the 10th. So months
add up, and boats, people per boat and deaths are those of the same paths.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from calibration.forecasts import Forecast
from calibration.measures import ratio

Floats = NDArray[np.float64]

LEVELS = {"reasonable best": 0.1, "central": 0.5, "reasonable worst": 0.9}
"""Share of paths with fewer arrivals over all months than those of the case."""
WITHIN = 0.05
"""Half of the share of paths that a case is the mean of."""
RULE = (
    "Paths are ordered by arrivals over all months; a case is the mean of the tenth of the paths "
    "around the 10th (reasonable best), 50th (central) or 90th percentile (reasonable worst)"
)


@dataclass(frozen=True)
class Case:
    """One case.

    Attributes:
        level: Share of paths with fewer arrivals over all months.
        replicates: Numbers of the paths that it is the mean of.
        series: Its months by outcome, shape (months,).
    """

    level: float
    replicates: tuple[int, ...]
    series: Mapping[str, Floats]


def cases(made: Forecast) -> dict[str, Case]:
    """The three cases by name."""
    order = np.argsort(made.series["arrivals"].sum(axis=1), kind="stable")
    return {name: _case(made, order, level) for name, level in LEVELS.items()}


def _case(made: Forecast, order: NDArray[np.intp], level: float) -> Case:
    ranks = (np.arange(order.size) + 0.5) / order.size
    near = np.abs(ranks - level) <= WITHIN + 1e-9
    if not near.any():
        near[np.argmin(np.abs(ranks - level))] = True
    chosen = order[near]
    series = {name: paths[chosen].mean(axis=0) for name, paths in made.series.items()}
    series["people_per_boat"] = ratio(series["arrivals"], series["boats"])
    return Case(level, tuple(int(number) for number in np.sort(chosen)), series)
