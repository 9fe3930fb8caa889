"""Effects of compared policies, replicate by replicate, beside what each replicate drew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.comparison.paired_effects import compare_values
from experiments.comparison.verdicts import MARGINS
from experiments.uncertainty.comparison_draws import comparison_draws, fitted_inputs
from experiments.uncertainty.draw_table import DrawTable, Source
from runs.results import Results
from scenarios.packaged_places import OUTCOMES
from sim.scenario import Scenario

Floats = NDArray[np.float64]

COST = "public_cost"
CHANGED = (*MARGINS, COST)
"""Outcomes whose changes are analysed."""
STATE_OUTCOMES = ("boats_launched", "boats_ordered", "people_waiting", "active_days")
"""Outcomes of the baseline from which states are made."""
SCARCITY = "boats launched for each boat supplied"
QUEUE = "people waiting for each boat launched a day"
SEASON = "days with a boat arrived"


@dataclass(frozen=True)
class PairedChanges:
    """Effects by replicate, and what may explain them.

    Attributes:
        draws: What each replicate drew.
        reference: More draws of fitted inputs, from which their correlations are taken.
        baseline: What the policies are compared with.
        days: Days that count.
        changes: By policy and outcome: policy less baseline, by replicate.
        states: States of the baseline, by name.
        measures: Kinds of measures of each policy and of the baseline, by policy.
    """

    draws: DrawTable
    reference: DrawTable | None
    baseline: str
    days: int
    changes: Mapping[str, Mapping[str, Floats]]
    states: Mapping[str, Floats]
    measures: Mapping[str, frozenset[str]]

    @property
    def replicates(self) -> int:
        """How many."""
        return len(self.draws.values)

    @property
    def policies(self) -> list[str]:
        """Names of the policies, without the baseline."""
        return list(self.changes)

    def draws_for(self, policy: str) -> DrawTable:
        """What may change an effect of a policy: not the strength of measures that it lacks."""
        sources = self.draws.sources
        kept = [
            name
            for name in self.draws.inputs
            if sources[name] is not Source.ASSUMED_EFFECT or self._is_of(name, policy)
        ]
        return DrawTable(self.draws.values[kept], {name: sources[name] for name in kept})

    def strengths_of(self, policy: str) -> list[str]:
        """Strengths of a policy's measures that differ between replicates."""
        return self.draws_for(policy).of(Source.ASSUMED_EFFECT)

    def _is_of(self, strength: str, policy: str) -> bool:
        """Whether a strength, named by kind and field, is of a measure that a policy has."""
        return strength.partition(" ")[0] in self.measures[policy]


def changes_of(results: Results) -> PairedChanges:
    """Paired changes of a comparison."""
    comparison = results.comparison
    posterior = comparison.posterior
    baseline, *others = comparison.scenarios
    values = {
        name: {outcome: results.outcome(name, outcome) for outcome in OUTCOMES}
        for name in comparison.names
    }
    return PairedChanges(
        comparison_draws(comparison),
        None if posterior is None else fitted_inputs(posterior),
        baseline.name,
        baseline.days,
        {each.name: paired_change(values[baseline.name], values[each.name]) for each in others},
        states(values[baseline.name], baseline.days),
        {each.name: kinds((baseline, each)) for each in others},
    )


def paired_change(
    baseline: Mapping[str, Floats], values: Mapping[str, Floats]
) -> dict[str, Floats]:
    """Changes of all outcomes that are analysed, from those of baseline and policy."""
    both = compare_values(baseline, values)
    return {outcome: both[outcome][1] - both[outcome][0] for outcome in CHANGED}


def kinds(scenarios: Iterable[Scenario]) -> frozenset[str]:
    """Kinds of measures that scenarios have."""
    return frozenset(each.kind for scenario in scenarios for each in scenario.interventions)


def states(baseline: Mapping[str, Floats], days: int) -> dict[str, Floats]:
    """States of the baseline on which effects may depend: boats, queue and season.

    A state that is undefined in any replicate is left out.
    """
    launched = baseline["boats_launched"]
    with np.errstate(divide="ignore", invalid="ignore"):
        found = {
            SCARCITY: launched / baseline["boats_ordered"],
            QUEUE: baseline["people_waiting"] * days / launched,
            SEASON: baseline["active_days"],
        }
    return {name: values for name, values in found.items() if np.isfinite(values).all()}
