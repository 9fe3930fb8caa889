"""Boxes of the uncertainties in which something happens often: the patient rule, PRIM.

Friedman and Fisher, Bump hunting in high-dimensional data, Statistics and Computing 9 (1999): from
the whole space, peel off the thin slice at one end of one variable that leaves the highest mean,
again and again; then paste slices back on where that does not lower it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from runs.intervals import LEVEL, Interval

Floats = NDArray[np.float64]
Cases = NDArray[np.bool_]

PEEL, PASTE = 0.08, 0.05
LEAST = 0.1
"""Share of all points that a box must hold."""
GAIN = 0.02
"""Least gain of the mean for which a limit is worth its words."""
PERMUTATIONS = 100
SEED = 20_241_031


@dataclass(frozen=True)
class Box:
    """Limits within which cases are frequent.

    Attributes:
        limits: Low and high by the place of the variable; those without limits are left out.
        points: How many points it holds.
        density: Share of them that are cases, with the 95 % interval of Wilson.
        coverage: Share of all cases that it holds.
        overall: Share of all points that are cases.
        chance: How often a box is as dense when cases are shuffled.
    """

    limits: dict[int, tuple[float, float]]
    points: int
    density: Interval
    coverage: float
    overall: float
    chance: float


def find_box(variables: Floats, cases: Sequence[bool] | Cases) -> Box | None:
    """The densest box that is not too small; None if there are no cases, or nothing but cases.

    The density is that of the points on which the box was found, and so somewhat too high;
    ``chance`` says whether it is more than searching finds in noise.

    Args:
        variables: Shape (points, variables).
        cases: Whether each point is a case.
    """
    which = np.asarray(cases, np.float64)
    if not 0 < which.sum() < which.size:
        return None
    from scipy.stats import binomtest

    inside, limits = _search(variables, which)
    stored = int(inside.sum())
    found = int(which[inside].sum())
    ends = binomtest(found, stored).proportion_ci(LEVEL, "wilson")
    density = Interval(found / stored, float(ends.low), float(ends.high))
    generator = np.random.default_rng(SEED)
    as_dense = 0
    for _ in range(PERMUTATIONS):
        shuffled = generator.permutation(which)
        as_dense += int(shuffled[_search(variables, shuffled)[0]].mean() >= density.mean)
    chance = (as_dense + 1) / (PERMUTATIONS + 1)
    coverage, overall = found / float(which.sum()), float(which.mean())
    return Box(limits, stored, density, coverage, overall, float(chance))


@dataclass(frozen=True)
class _Limits:
    low: Floats
    high: Floats

    def inside(self, variables: Floats) -> Cases:
        return np.asarray(((variables >= self.low) & (variables <= self.high)).all(axis=1))

    def moved(self, end: str, variable: int, value: float) -> _Limits:
        ends = getattr(self, end).copy()
        ends[variable] = value
        return replace(self, **{end: ends})


def _search(variables: Floats, which: Floats) -> tuple[Cases, dict[int, tuple[float, float]]]:
    whole = _Limits(variables.min(axis=0), variables.max(axis=0))
    limits = _chosen(list(_peeled(whole, variables, which)), variables, which)
    density = float(which[limits.inside(variables)].mean())
    while (pasted := _densest(_pastes(limits, whole, variables), variables, which)) is not None:
        if pasted[1] < density:
            break
        limits, density = pasted
    limits = _without_idle(limits, whole, variables, which)
    moved = np.flatnonzero((limits.low > whole.low) | (limits.high < whole.high))
    return limits.inside(variables), {
        int(at): (float(limits.low[at]), float(limits.high[at])) for at in moved
    }


def _peeled(limits: _Limits, variables: Floats, which: Floats) -> Iterator[_Limits]:
    """The whole space, then what is left after each peel, while enough is left."""
    least = max(2, int(np.ceil(LEAST * len(which))))
    stored, cases = variables, which
    while True:
        yield limits
        cut = max(1, int(PEEL * len(stored)))
        column = np.sort(stored, axis=0)
        kept = np.hstack([stored > column[cut - 1], stored < column[-cut]])
        sizes = kept.sum(axis=0)
        means = np.where(sizes >= least, cases @ kept / np.maximum(sizes, 1), -1.0)
        best = int(means.argmax())
        if means[best] < 0:
            return
        end, variable = ("low", "high")[best // stored.shape[1]], best % stored.shape[1]
        stored, cases = stored[kept[:, best]], cases[kept[:, best]]
        edge = stored[:, variable].min() if end == "low" else stored[:, variable].max()
        limits = limits.moved(end, variable, float(edge))


def _chosen(found: list[_Limits], variables: Floats, which: Floats) -> _Limits:
    """The largest box that is as dense as the densest, but for one standard error of that."""
    stored = [which[limits.inside(variables)] for limits in found]
    densest = max(stored, key=lambda cases: float(cases.mean()))
    share = float(densest.mean())
    enough = share - np.sqrt(max(share * (1 - share), 1 / len(densest)) / len(densest))
    return next(
        limits for limits, cases in zip(found, stored, strict=True) if cases.mean() >= enough
    )


def _pastes(limits: _Limits, whole: _Limits, variables: Floats) -> Iterator[_Limits]:
    more = max(1, int(PASTE * limits.inside(variables).sum()))
    for variable in range(variables.shape[1]):
        others = _Limits(limits.low.copy(), limits.high.copy())
        others.low[variable], others.high[variable] = whole.low[variable], whole.high[variable]
        column = np.sort(variables[others.inside(variables), variable])
        below = column[column < limits.low[variable]]
        above = column[column > limits.high[variable]]
        if below.size:
            yield limits.moved("low", variable, float(below[-min(more, below.size)]))
        if above.size:
            yield limits.moved("high", variable, float(above[min(more, above.size) - 1]))


def _densest(
    tries: Iterator[_Limits], variables: Floats, which: Floats
) -> tuple[_Limits, float] | None:
    found = [(limits, float(which[limits.inside(variables)].mean())) for limits in tries]
    return max(found, key=lambda each: each[1], default=None)


def _without_idle(limits: _Limits, whole: _Limits, variables: Floats, which: Floats) -> _Limits:
    """Take away limits without which the box is as dense, the idlest first."""
    while True:
        density = which[limits.inside(variables)].mean()
        tries: list[tuple[float, int, _Limits]] = []
        for variable in range(variables.shape[1]):
            for end in ("low", "high"):
                edge = getattr(whole, end)[variable]
                if getattr(limits, end)[variable] != edge:
                    looser = limits.moved(end, variable, edge)
                    tries.append(
                        (float(which[looser.inside(variables)].mean()), len(tries), looser)
                    )
        if not tries or (idlest := max(tries))[0] < density - GAIN:
            return limits
        limits = idlest[2]
