"""Inverse distribution functions: every draw is one keyed uniform, transformed here.

Inverses keep pairs of scenarios together: if a policy raises a mean, the same uniform gives the
same or a larger value, never an unrelated one.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim.core.exact_math import exp
from sim.core.kernels import kernel
from sim.core.normal import ndtri

Floats = NDArray[np.float64]


@kernel
def poisson_one(u: float, mean: float) -> int:
    """Smallest count whose Poisson distribution function reaches ``u``.

    Sums the distribution upward from where it is next to nothing, 12 standard deviations below
    the mean, to at most as far above.
    """
    rate = max(mean, 1e-12)
    reach = 12.0 * math.sqrt(rate)
    count = max(math.floor(rate - reach), 0.0)
    chance = math.exp(count * math.log(rate) - rate - math.lgamma(count + 1.0))
    total = chance
    while total < u and count < rate + reach + 40.0:
        count += 1.0
        chance *= rate / count
        total += chance
    return int(count)


@kernel
def log_stay(daily_hazard: float) -> float:
    """Logarithm of the chance that nothing happens in a day, as :func:`geometric_day` takes it."""
    return math.log1p(-min(max(daily_hazard, 1e-9), 1.0 - 1e-9))


@kernel
def geometric_day(u: float, stays: float) -> int:
    """Days until the first event of a constant daily hazard, at least 1."""
    return max(math.ceil(math.log1p(-u) / stays), 1)


@kernel
def lognormal_one(u: float, median: float, spread: float) -> float:
    """Log-normal variate; ``spread`` is the standard deviation of its logarithm."""
    return median * exp(spread * ndtri(u))


@kernel
def lognormal(u: Floats, median: float, spread: float) -> Floats:
    """Log-normal variates; see :func:`lognormal_one`."""
    drawn = np.empty(u.size)
    for index in range(u.size):
        drawn[index] = lognormal_one(u[index], median, spread)
    return drawn


@kernel
def pick(u: float, cumulative: Floats) -> int:
    """Position of ``u`` in cumulative shares."""
    last, index = cumulative.size - 1, 0
    sought = u * cumulative[last]
    for share in cumulative:
        index += sought >= share
    return min(index, last)


@kernel
def triangular(u: float, low: float, mode: float, high: float) -> float:
    """Triangular variate of a uniform one; ``low`` where the triangle has no width."""
    width = high - low
    if width <= 0.0:
        return low
    if u * width < mode - low:
        return low + math.sqrt(u * width * (mode - low))
    return high - math.sqrt((1.0 - u) * width * (high - mode))
