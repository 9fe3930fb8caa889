"""Growth of people per boat, which goes on beyond the cut-off and fades.

Boats became larger in every year of the record, and the model takes the makers' later sizes as
given: by itself it lets them stay. So a forecast carries on the growth of the last year, damped as
the trend of a damped-trend exponential smoothing (Gardner and McKenzie 1985).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from calibration.observations import Observations

Floats = NDArray[np.float64]

KEPT = 0.9
"""Share of a month's growth that is left a month later: assumed, the middle of the usual 0.8 to
0.98."""
YEAR = 12


def growth(record: Observations) -> float:
    """Logarithm of people per boat in the record's last twelve whole months over the twelve before.

    Zero where either year has no boat or is not in the record.
    """
    seen = record.monthly()
    if len(seen) < 2 * YEAR:
        return 0.0
    years = seen[["arrivals", "boats"]].to_numpy(np.float64)[-2 * YEAR :]
    people, boats = years.reshape(2, YEAR, 2).sum(axis=1).T
    if not (people.all() and boats.all()):
        return 0.0
    before, last = np.log(people / boats)
    return float(last - before)


def load_trend(record: Observations, months: int) -> Floats:
    """What people per boat gain by it after the cut-off, as logarithms, shape (months,).

    Args:
        record: What is known at the cut-off.
        months: Months after it.
    """
    fading = np.cumsum(KEPT ** np.arange(1, months + 1)) / YEAR
    return np.asarray(growth(record) * fading)
