"""History matching: which free numbers the record rules out, by emulators of mean and variance.

A check of the posterior by another road than its own. Ten targets are emulated from the runs of a
fit, each by a regression on the free numbers and their squares, and the spread of single runs by a
regression of its logarithm. A draw of the prior is ruled out where a target lies farther from what
was seen than three standard deviations of everything that may stand between them: the target's own
error, the spread of runs and the emulator's error (Craig et al. 1997; Vernon et al. 2010). What is
left was weighed by nothing but these limits, so that a posterior may be narrower and must not lie
outside.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Folds = NDArray[np.int64]

TEN = (
    ("level", 1), ("level", 3), ("level", 5), ("level", 6), ("prevention-summer-2024", 0),
    ("prevention-summer-2025", 0), ("load", 10), ("load-autumn-2025", 0), ("deaths", 2),
    ("price-2025", 0),
)  # fmt: skip
"""Targets and parts of them: arrivals of four half-years, and what goes with them."""
LIMIT = 3.0
"""Standard deviations beyond which a draw is ruled out: three hold 95 % of any distribution with
one peak (Pukelsheim 1994)."""
FOLDS = 10
PENALTIES = np.geomspace(0.1, 1e4, 16)
DRAWS, AT_ONCE = 100_000, 10_000


@dataclass(frozen=True)
class Regression:
    """A number as a quadratic function of the free numbers, without products of two.

    Attributes:
        middle: Its value where all free numbers have a score of 0 and features are centred.
        slopes: Shape (features,).
        centre: Of the features, shape (features,).
    """

    middle: float
    slopes: Floats
    centre: Floats

    def __call__(self, scores: Floats) -> Floats:
        """Shape (draws,)."""
        given: Floats = self.middle + (_features(scores) - self.centre) @ self.slopes
        return given


@dataclass(frozen=True)
class NumberEmulator:
    """Mean and variance of a target's distance from what was seen, in errors of the target.

    Attributes:
        mean: Of runs with these free numbers.
        log_variance: Of single runs about it, the emulator's error among it.
        explained: Share of the variance of left-out runs that the mean explains.
        held: Share of left-out runs inside their 90 % interval.
    """

    mean: Regression
    log_variance: Regression
    explained: float
    held: float

    def implausibility(self, scores: Floats) -> Floats:
        """Standard deviations between what was seen and what runs would give."""
        spread = np.exp(self.log_variance(scores))
        found: Floats = np.abs(self.mean(scores)) / np.sqrt(1.0 + spread)
        return found


@dataclass(frozen=True)
class Matching:
    """What is left of the prior, and where the posterior lies in it.

    Attributes:
        emulators: By name of the target and part.
        left: Share of prior draws that no target rules out.
        ruled_out: Share of prior draws that each target rules out, by name.
        posterior_ruled_out: The same of the posterior's draws.
        posterior_left: Share of the posterior's draws that no target rules out.
        allowed: 5th and 95th percentile of each free number among what is left, as scores.
        posterior: The same of the posterior.
    """

    emulators: Mapping[str, NumberEmulator]
    left: float
    ruled_out: Mapping[str, float]
    posterior_ruled_out: Mapping[str, float]
    posterior_left: float
    allowed: Floats
    posterior: Floats

    @property
    def outside(self) -> NDArray[np.int64]:
        """Free numbers whose posterior median is outside the 90 % interval of what is left."""
        middle = self.posterior[1]
        return np.flatnonzero((middle < self.allowed[0]) | (middle > self.allowed[2]))


def learn(scores: Floats, distances: Floats, seed: int) -> NumberEmulator:
    """Emulate one target; its quality is that on runs that were left out.

    Args:
        scores: Free numbers of runs, shape (runs, free numbers).
        distances: What each gave, in errors of the target, shape (runs,).
        seed: Of the folds.
    """
    fold = np.random.default_rng((seed, FOLDS)).integers(FOLDS, size=len(scores))
    mean = _regression(scores, distances, fold)
    left_out = _left_out(_regression, scores, distances, fold)
    squares = (distances - left_out) ** 2
    log_variance = _spread(scores, squares, fold)
    others = _left_out(_spread, scores, squares, fold)
    held = np.abs(distances - left_out) <= 1.645 * np.exp(others / 2.0)
    explained = 1.0 - squares.mean() / distances.var()
    return NumberEmulator(mean, log_variance, float(explained), float(held.mean()))


def match(
    scores: Floats, distances: Mapping[str, Floats], posterior: Floats, seed: int
) -> Matching:
    """Rule out draws of the prior, whose scores are standard normal.

    Args:
        scores: Free numbers of all runs, shape (runs, free numbers).
        distances: By target, what they gave, shape (runs,).
        posterior: Scores of the posterior's draws.
        seed: Of folds and draws.
    """
    emulators = {name: learn(scores, given, seed) for name, given in distances.items()}
    chance = np.random.default_rng((seed, DRAWS))
    kept, counts = [], dict.fromkeys(emulators, 0)
    for _ in range(DRAWS // AT_ONCE):
        drawn = chance.standard_normal((AT_ONCE, scores.shape[1]))
        out = {name: one.implausibility(drawn) > LIMIT for name, one in emulators.items()}
        counts = {name: counts[name] + int(out[name].sum()) for name in out}
        kept.append(drawn[~np.any(list(out.values()), axis=0)])
    left = np.concatenate(kept)
    outside = {name: one.implausibility(posterior) > LIMIT for name, one in emulators.items()}
    ends = (0.05, 0.5, 0.95)
    return Matching(
        emulators=emulators,
        left=len(left) / DRAWS,
        ruled_out={name: count / DRAWS for name, count in counts.items()},
        posterior_ruled_out={name: float(out.mean()) for name, out in outside.items()},
        posterior_left=1.0 - float(np.any(list(outside.values()), axis=0).mean()),
        allowed=np.quantile(left, ends, axis=0) if len(left) else np.full((3, scores.shape[1]), 0),
        posterior=np.quantile(posterior, ends, axis=0),
    )


def _features(scores: Floats) -> Floats:
    return np.column_stack([scores, scores**2 - 1.0])


def _spread(scores: Floats, squares: Floats, fold: Folds) -> Regression:
    """Logarithm of the variance, such that squares are what it says on average."""
    found = _regression(scores, np.log(squares + 1e-3), fold)
    scale = np.log((squares / np.exp(found(scores))).mean())
    return Regression(found.middle + float(scale), found.slopes, found.centre)


def _regression(scores: Floats, given: Floats, fold: Folds) -> Regression:
    """Ridge regression with the penalty that foretells runs left out best."""
    errors = [
        np.mean((given - _left_out(partial(_ridge, penalty), scores, given, fold)) ** 2)
        for penalty in PENALTIES
    ]
    return _ridge(PENALTIES[int(np.argmin(errors))], scores, given, fold)


def _left_out(
    learned: Callable[[Floats, Floats, Folds], Regression],
    scores: Floats,
    given: Floats,
    fold: Folds,
) -> Floats:
    """What regressions say of runs that they have not seen."""
    said = np.empty_like(given)
    for number in np.unique(fold):
        out = fold == number
        said[out] = learned(scores[~out], given[~out], fold[~out])(scores[out])
    return said


def _ridge(penalty: float, scores: Floats, given: Floats, _: Folds) -> Regression:
    features = _features(scores)
    centre, middle = features.mean(axis=0), float(given.mean())
    apart = features - centre
    square = apart.T @ apart + penalty * np.eye(apart.shape[1])
    return Regression(middle, np.linalg.solve(square, apart.T @ (given - middle)), centre)


def names() -> list[str]:
    """Names of the ten targets, with the number of the part where there are several."""
    return [f"{name} {part + 1}" if part else name for name, part in TEN]
