"""Emulators of the paired effects of a study whose levers were drawn over their ranges."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.comparison.verdicts import MARGINS
from experiments.emulator.gaussian_process import GaussianProcess, fit, held_out
from experiments.study.analysis.point_effects import HEADLINE, Pairs
from experiments.study.sampling import FILLING
from experiments.study.stored_study import StudyResults
from scenarios.errors import InputError

Floats = NDArray[np.float64]

OUTCOMES = ("averted", "delayed", "arrivals", "expected_deaths", "public_cost")
"""Effects that are emulated."""
FEWEST_POINTS, FEWEST_REPLICATES = 20, 4
"""Below which nothing is emulated."""
REACH = 1.6449
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

    Attributes:
        process: Of its mean over replicates.
        coverage: Share of points left out whose mean lies in the 90 % interval.
        error: Root of the mean squared error of points left out.
        spread: Standard deviation of single replicates about their mean.
        margin: Change within which it is about the same; 0 if none is declared.
    """

    process: GaussianProcess
    coverage: float
    error: float
    spread: float
    margin: float


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
    if len(points) < FEWEST_POINTS or not names:
        raise InputError(
            f"{len(points)} points of {chosen} ran; at least {FEWEST_POINTS} are needed"
        )
    low, high = table.min(axis=0), table.max(axis=0)
    inputs = (table - low) / (high - low)
    both = [pairs.pair(at) for at in points]
    if min(values.shape[1] for _, values in both) < FEWEST_REPLICATES:
        raise InputError(f"too few replicates ran; at least {FEWEST_REPLICATES} are needed")
    levers = tuple(map(Lever, names, low.tolist(), high.tolist()))
    base = {
        name: float(np.mean([there[pairs.outcomes.index(name)].mean() for there, _ in both]))
        for name in ("arrivals", "expected_deaths")
    }
    effects = {
        name: _emulated(inputs, [here[at] - there[at] for there, here in both], name, base)
        for name in OUTCOMES
        for at in [pairs.outcomes.index(name)]
    }
    return StudyEmulator(chosen, levers, effects, base, kept.replicates)


def _points(pairs: Pairs, scenario: str | None) -> tuple[str, list[int]]:
    """The scenario that is meant, and its compared points."""
    of = {str(pairs.kept.points[at]["scenario"]) for at in pairs.compared}
    if scenario is None and len(of) != 1:
        raise InputError(f"the study compares {', '.join(sorted(of))}; name one of them")
    chosen = scenario or of.pop()
    return chosen, [at for at in pairs.compared if pairs.kept.points[at]["scenario"] == chosen]


def _varies(kept: StudyResults, points: list[int], name: str) -> bool:
    values = {kept.points[at][name] for at in points}
    return len(values) > 1 and all(isinstance(value, int | float) for value in values)


def _emulated(inputs: Floats, changes: list[Floats], name: str, base: dict[str, float]) -> Emulated:
    means = np.array([each.mean() for each in changes])
    noise = np.array([each.var(ddof=1) / len(each) for each in changes])
    noise = np.maximum(_smoothed(noise), 1e-12 * max(float(means.var()), 1e-12))
    process = fit(inputs, means, noise)
    ratios, errors = held_out(inputs, means, noise)
    margin = MARGINS[name].share * base[MARGINS[name].of] if name in MARGINS else 0.0
    return Emulated(
        process, float((np.abs(ratios) < REACH).mean()), float(np.sqrt((errors**2).mean())),
        float(np.sqrt(np.mean([each.var(ddof=1) for each in changes]))), margin,
    )  # fmt: skip


def _smoothed(noise: Floats) -> Floats:
    """Variances of few replicates drawn half towards their mean."""
    return 0.5 * noise + 0.5 * float(noise.mean())
