"""Emulators of the paired effects of a study whose levers were drawn over their ranges."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from experiments.comparison.verdicts import MARGINS
from experiments.emulator.gaussian_process import GaussianProcess, fit, held_out
from experiments.study.analysis.point_effects import HEADLINE, Pairs
from experiments.study.sampling import FILLING
from experiments.study.stored_study import StudyResults
from runs.number_format import counted
from scenarios.errors import InputError, instead

Floats = NDArray[np.float64]

OUTCOMES = ("averted", "delayed", "arrivals", "expected_deaths", "public_cost")
"""Effects that are emulated."""
FEWEST_POINTS, FEWEST_REPLICATES = 20, 4
"""Below which nothing is emulated."""
UP_TO = 0.95
REACH = float(stats.norm.ppf(UP_TO))
"""Standard errors that 90 % intervals reach."""


@dataclass(frozen=True)
class Lever:
    """A lever and the range over which it was drawn."""

    name: str
    low: float
    high: float


@dataclass(frozen=True)
class Emulated:
    """One effect.

    All points ran over the same replicates. What these have in common, their draws of parameters
    above all, moves the whole curve: points left out do not show it, and more points do not lessen
    it. So it is apart from the process, and part of :meth:`error_at`.

    Attributes:
        process: Of its mean over replicates, with the noise that is a point's own.
        curves: What makes curves of single replicates, less the mean curve, of covariances with
            the points, as ``process.weights`` makes the mean curve; shape (points, replicates).
        coverage: Share of points left out whose mean over these replicates lies in the 90 %
            interval.
        error: Root of the mean squared error of points left out.
        spread: Standard deviation of single replicates about their mean.
        margin: Change within which it is about the same; 0 if none is declared.
    """

    process: GaussianProcess
    curves: Floats
    coverage: float
    error: float
    spread: float
    margin: float

    def error_at(self, inputs: Floats) -> Floats:
        """Standard errors of the mean curve at inputs of shape (points, levers).

        Curves of few replicates are spread more than their standard deviation says: theirs counts
        by Student's quantile over the normal one.
        """
        apart = self.process.sums(inputs, self.curves)
        variance = (self.widened * apart.std(axis=1)) ** 2
        return np.sqrt(self.process.calibration**2 * self.process.variance(inputs) + variance)

    @property
    def widened(self) -> float:
        """Factor that makes a standard error of the replicates' standard deviation."""
        free = self.curves.shape[1] - 1
        return float(stats.t.ppf(UP_TO, free) / REACH / np.sqrt(free))


@dataclass(frozen=True)
class StudyEmulator:
    """All that is emulated of a study's scenario.

    Attributes:
        scenario: Which one, as the study lists it.
        levers: In the order of the inputs.
        effects: By outcome.
        baseline: Means of arrivals and expected deaths of the baseline.
        replicates: Of each point.
    """

    scenario: str
    levers: tuple[Lever, ...]
    effects: dict[str, Emulated]
    baseline: dict[str, float]
    replicates: int


def emulate(kept: StudyResults, scenario: str | None = None) -> StudyEmulator:
    """Fit emulators to the effects of one scenario of a study.

    Args:
        kept: A finished study whose levers were drawn.
        scenario: Which one; the study's only one if None.

    Raises:
        InputError: If the levers were not drawn over ranges, or too few points or replicates ran.
    """
    if kept.facts.get("design") not in FILLING:
        raise InputError(
            f"{kept.folder} has no design that fills ranges of levers; give a study with "
            f"design: {' or '.join(FILLING)}"
        )
    pairs = Pairs(kept, tuple(dict.fromkeys((*HEADLINE, "arrivals", "public_cost"))))
    chosen, points = _points(pairs, scenario)
    names = [name for name in kept.facts["levers"] if _varies(kept, points, name)]
    table = np.array([[float(kept.points[at][name]) for name in names] for at in points])
    sound = pairs.sound([*points, *(pairs.references[at] for at in points)])
    if len(points) < FEWEST_POINTS or not names or len(sound) < FEWEST_REPLICATES:
        raise InputError(
            f"{counted(len(points), 'point')} of {chosen} ran over "
            f"{counted(len(sound), 'replicate')}; a page needs {FEWEST_POINTS} points and "
            f"{FEWEST_REPLICATES} replicates: raise points or replicates in the study's file"
        )
    low, high = table.min(axis=0), table.max(axis=0)
    inputs = (table - low) / (high - low)
    both = [pairs.pair(at, sound) for at in points]
    levers = tuple(map(Lever, names, low.tolist(), high.tolist()))
    base = {
        name: float(np.mean([there[pairs.outcomes.index(name)].mean() for there, _ in both]))
        for name in ("arrivals", "expected_deaths")
    }
    changes = np.array([here - there for there, here in both])
    effects = {
        name: _emulated(inputs, changes[:, pairs.outcomes.index(name)], name, base)
        for name in OUTCOMES
    }
    return StudyEmulator(chosen, levers, effects, base, kept.replicates)


def _points(pairs: Pairs, scenario: str | None) -> tuple[str, list[int]]:
    """The scenario that is meant, and its compared points."""
    of = {str(pairs.kept.points[at]["scenario"]) for at in pairs.compared}
    if scenario is None and len(of) != 1:
        raise InputError(f"the study compares {', '.join(sorted(of))}; name one of them")
    if scenario is not None and scenario not in of:
        raise InputError(f"the study has no scenario {scenario!r}{instead(scenario, sorted(of))}")
    chosen = scenario or of.pop()
    return chosen, [at for at in pairs.compared if pairs.kept.points[at]["scenario"] == chosen]


def _varies(kept: StudyResults, points: list[int], name: str) -> bool:
    values = {kept.points[at][name] for at in points}
    return len(values) > 1 and all(isinstance(value, int | float) for value in values)


def _emulated(inputs: Floats, changes: Floats, name: str, base: dict[str, float]) -> Emulated:
    """An effect from its changes, shape (points, replicates)."""
    means, replicates = changes.mean(axis=1), changes.shape[1]
    apart = changes - means[:, None]
    own = ((apart - apart.mean(axis=0)) ** 2).sum(axis=1) / (replicates - 1)
    noise = _smoothed(own / replicates)
    noise = np.maximum(noise, 1e-12 * max(float(means.var()), 1e-12))
    process = fit(inputs, means, noise)
    ratios, errors = held_out(inputs, means, noise)
    margin = MARGINS[name].share * base[MARGINS[name].of] if name in MARGINS else 0.0
    return Emulated(
        process, process.solved(apart), float((np.abs(ratios) < REACH).mean()),
        float(np.sqrt((errors**2).mean())), float(np.sqrt(changes.var(axis=1, ddof=1).mean())),
        margin,
    )  # fmt: skip


def _smoothed(noise: Floats) -> Floats:
    """Variances of few replicates drawn half towards their mean."""
    return 0.5 * noise + 0.5 * float(noise.mean())
