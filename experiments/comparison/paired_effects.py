"""Paired differences between scenarios: their size, their interval, and the verdict they carry."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from experiments.comparison.verdicts import MARGINS, Judgement, Verdict, judge, margins_of
from runs.arrivals_accounting import PARTS, UNIT, account
from runs.intervals import LEVEL, Interval, of_means
from runs.results import Results
from scenarios.packaged_places import OUTCOMES

Floats = NDArray[np.float64]

LOW, HIGH = 0.05, 0.95


@dataclass(frozen=True)
class Effect:
    """One outcome of one scenario, beside the baseline.

    Attributes:
        outcome: Name of the outcome.
        unit: Its unit.
        baseline: Mean in the baseline.
        level: Mean in this scenario.
        difference: This scenario minus the baseline, replicate by replicate, with an interval for
            this effect alone; zero for the baseline.
        middle: 5th and 95th percentile of replicates' differences.
        agreement: Share of replicates whose difference has the sign of the mean difference.
        judgement: The verdict, with the simultaneous interval that carries it; None for outcomes
            that get none.
    """

    outcome: str
    unit: str
    baseline: float
    level: Interval
    difference: Interval
    middle: tuple[float, float]
    agreement: float
    judgement: Judgement | None = None

    @property
    def shown(self) -> Interval:
        """The difference with the interval that is shown: the simultaneous one, if there is one."""
        return self.judgement.interval if self.judgement else self.difference

    @property
    def direction(self) -> int:
        """1 if a rise is claimed, -1 if a fall is, else 0."""
        verdict = self.judgement and self.judgement.verdict
        return {Verdict.RISES: 1, Verdict.FALLS: -1}.get(verdict or Verdict.UNKNOWN, 0)

    @property
    def relative(self) -> Interval:
        """The difference, as shown, as a share of the baseline's mean; NaN if that is zero."""
        whole, shown = abs(self.baseline) or math.nan, self.shown
        return Interval(*(part / whole for part in (shown.mean, shown.low, shown.high)))


Effects = dict[str, dict[str, Effect]]
"""Effects by scenario and outcome, the parts of the fall in arrivals among them."""


def agreement(differences: Floats) -> float:
    """Share of differences with the sign of their mean; NaN if any is undefined, or none there."""
    if not (differences.size and np.isfinite(differences).all()):
        return math.nan
    return float((np.sign(differences) == np.sign(differences.mean())).mean())


def unit_of(name: str) -> str:
    """Unit of a declared outcome or of a part of the fall in arrivals."""
    return UNIT if name in PARTS else OUTCOMES[name].unit


def definition_of(name: str) -> str:
    """Definition of a declared outcome or of a part of the fall in arrivals."""
    return PARTS[name].definition if name in PARTS else OUTCOMES[name].definition


def with_parts(names: Iterator[str]) -> Iterator[str]:
    """The names of outcomes, with the parts of the fall in arrivals after arrivals."""
    for name in names:
        yield name
        if name == "arrivals":
            yield from PARTS


SHOWN_OUTCOMES = tuple(with_parts(iter(OUTCOMES)))
"""All that a comparison gives, in the order of tables."""


def compare_values(
    baseline: Mapping[str, Floats], values: Mapping[str, Floats]
) -> dict[str, tuple[Floats, Floats]]:
    """Baseline and scenario of every outcome, by replicate, the parts added.

    A part has no level of its own: it is zero in the baseline.
    """
    parts = account(lambda name: values[name] - baseline[name])
    nothing = np.zeros_like(next(iter(values.values())))
    return {
        name: (nothing, parts[name]) if name in PARTS else (baseline[name], values[name])
        for name in with_parts(iter(values))
    }


def paired(named: Mapping[str, tuple[str, Floats, Floats]]) -> dict[str, Effect]:
    """Effects of anything: unit, baseline and values by name, all over the same replicates.

    Without any replicate, all numbers are NaN.
    """
    if not named:
        return {}
    levels = of_means(np.array([values for _, _, values in named.values()]))
    differences = np.array([values - baseline for _, baseline, values in named.values()])
    found = zip(named.items(), levels, of_means(differences), differences, strict=True)
    return {
        name: Effect(
            name, unit, float(baseline.mean()) if baseline.size else math.nan, level, difference,
            _middle(row), agreement(row),
        )
        for (name, (unit, baseline, _)), level, difference, row in found
    }  # fmt: skip


def _middle(differences: Floats) -> tuple[float, float]:
    if not differences.size:
        return math.nan, math.nan
    low, high = np.quantile(differences, (LOW, HIGH))
    return float(low), float(high)


def effect(outcome: str, baseline: Floats, values: Floats) -> Effect:
    """Compare the values of an outcome with the baseline's in the same replicates."""
    return difference(outcome, unit_of(outcome), baseline, values)


def difference(name: str, unit: str, baseline: Floats, values: Floats) -> Effect:
    """Compare the values of anything with the baseline's in the same replicates."""
    return paired({name: (unit, baseline, values)})[name]


def judged(
    effects: Effects, differences: Mapping[str, Mapping[str, Floats]], level: float = LEVEL
) -> Effects:
    """The effects with the verdicts of their family: all scenarios by all headline outcomes.

    Args:
        effects: By scenario and outcome.
        differences: Paired differences of the headline outcomes, by scenario and outcome; those of
            scenarios that are compared, not of baselines.
        level: Share of families without any false claim.
    """
    cells = [(scenario, name) for scenario, row in differences.items() for name in row]
    margins = {
        scenario: margins_of({name: effects[scenario][name].baseline for name in MARGINS})
        for scenario in differences
    }
    found = judge(
        [differences[scenario][name] for scenario, name in cells],
        [margins[scenario][name] for scenario, name in cells],
        level,
    )
    made = {scenario: dict(row) for scenario, row in effects.items()}
    for (scenario, name), judgement in zip(cells, found, strict=True):
        made[scenario][name] = replace(made[scenario][name], judgement=judgement)
    return made


def effects(results: Results, level: float = LEVEL) -> Effects:
    """All effects of a comparison, the baseline's own zeros included.

    Args:
        results: All runs.
        level: Share of reports in which nothing is true that claim nothing.
    """
    names = results.comparison.names
    values = {
        name: {outcome: results.outcome(name, outcome) for outcome in OUTCOMES} for name in names
    }
    both = {name: compare_values(values[names[0]], values[name]) for name in names}
    found = {
        name: paired({outcome: (unit_of(outcome), *pair) for outcome, pair in row.items()})
        for name, row in both.items()
    }
    changes = {
        name: {outcome: both[name][outcome][1] - both[name][outcome][0] for outcome in MARGINS}
        for name in names[1:]
    }
    return judged(found, changes, level)
