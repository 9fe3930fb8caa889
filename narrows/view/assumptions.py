"""What an effect depends on, what would have to be true, and the effect if an input were known.

All of it comes from the replicates that carry the answer. An input that is moved gives an estimate
by regression on what the replicates drew, not a run.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.reporting.uncertainty_tables import SOURCE_NAMES
from experiments.uncertainty.break_even import LEAST_DRAWS
from experiments.uncertainty.draw_table import DRAWN, DrawTable
from experiments.uncertainty.drivers import Driver, DriverFinder
from experiments.uncertainty.effect_uncertainty import DECIDING, SignChange, input_changes
from experiments.uncertainty.paired_changes import changes_of
from experiments.uncertainty.regression import Fit, Regression
from experiments.uncertainty.unbiased_squares import ends, resample_counts
from narrows.view.effect_summary import Findings
from narrows.view.lever_catalogue import levers
from runs.intervals import Interval
from sim.parameters import PARAMETERS

Floats = NDArray[np.float64]

QUARTER = re.compile(r"demand_(\d{4})q([1-4])")
LITTLE = 0.05
"""Share of the variance of single histories, predicted when left out, below which moving says
little."""


@dataclass(frozen=True)
class Dependence:
    """What one outcome's effect depends on.

    Attributes:
        mean: Mean effect.
        drivers: Inputs that matter most, in order.
        changes: Where the mean effect changes its sign, for each driver.
    """

    mean: float
    drivers: Sequence[Driver]
    changes: Sequence[SignChange]


@dataclass(frozen=True)
class Assumptions:
    """What the effects of one question depend on.

    Attributes:
        replicates: How many there are.
        dependences: By outcome.
        held_fixed: Sources of which nothing was drawn.
        moved: Inputs that can be moved, those that matter most for people averted.
    """

    replicates: int
    dependences: Mapping[str, Dependence]
    held_fixed: Sequence[str]
    moved: Sequence[Driver]
    _draws: Floats
    _fits: Mapping[str, Fit]
    _coefficients: Mapping[str, Floats]

    def known(self, outcome: str) -> float:
        """Share of the variance of single histories that the inputs predict when left out."""
        return self._fits[outcome].explained if outcome in self._fits else 0.0

    def at(self, values: Mapping[str, float]) -> dict[str, Interval]:
        """Mean effects if some inputs had these values, with 95 % intervals, by outcome.

        All other inputs stay as they were drawn.

        Args:
            values: By input; one beyond its range counts as the range's end.
        """
        inputs = self._draws.copy()
        for at, driver in enumerate(self.moved):
            if driver.name in values:
                low, high = driver.value_low, driver.value_high
                inputs[:, at] = min(max(values[driver.name], low), high)
        found = {}
        for outcome, fit in self._fits.items():
            means = self._coefficients[outcome] @ fit.terms(inputs).mean(axis=0)
            low, high = (float(end[0]) for end in ends(means[1:, None]))
            found[outcome] = Interval(float(means[0]), low, high)
        return found


def assumptions_of(findings: Findings | None) -> Assumptions | None:
    """What the effects of finished replicates depend on; None with too few of them."""
    if findings is None or not findings.judged or findings.done < LEAST_DRAWS:
        return None
    changes = changes_of(findings.results)
    [policy] = changes.policies
    draws, effects = changes.draws_for(policy), changes.changes[policy]
    finder = DriverFinder(draws)
    dependences = {name: _dependence(finder, draws, effects[name]) for name in DECIDING}
    moved = [each for each in dependences[DECIDING[0]].drivers if each.value_high > each.value_low]
    columns = draws.columns([each.name for each in moved])
    fits: dict[str, Fit] = {}
    coefficients: dict[str, Floats] = {}
    if moved:
        regression, counts = Regression(columns), resample_counts(len(columns))
        fits = {name: regression.fit(effects[name]) for name in DECIDING}
        coefficients = {
            name: fit.resampled(columns, effects[name], counts) for name, fit in fits.items()
        }
    fixed = [SOURCE_NAMES[source] for source in DRAWN if not draws.of(source)]
    return Assumptions(findings.done, dependences, fixed, moved, columns, fits, coefficients)


def _dependence(finder: DriverFinder, draws: DrawTable, effect: Floats) -> Dependence:
    drivers = finder(effect)
    return Dependence(
        float(effect.mean()), drivers, input_changes(draws, [one.name for one in drivers], effect)
    )


def input_title(name: str) -> str:
    """An input in words."""
    if found := QUARTER.fullmatch(name):
        return f"unexplained demand, {found[1]} quarter {found[2]}"
    return name.replace("_", " ").replace("-", " ")


def input_source(name: str) -> tuple[str, str]:
    """Kind and name under which the evidence of an input is found; empty if there is none."""
    if name in PARAMETERS:
        return "parameter", name
    kind, _, field = name.partition(" ")
    field = field.partition(" ")[0]
    for key, lever in levers().items():
        if lever.kind == kind and field in [each.name for each in lever.numbers]:
            return "field", f"{key}:{field}"
    return "", ""
