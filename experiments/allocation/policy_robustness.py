"""Which policy of an allocation is robust over all draws: maximin, regret and satisficing.

The rules are those of comparisons and studies, see :mod:`experiments.uncertainty.robust_choice`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from experiments.allocation.allocation_design import Allocation
from experiments.allocation.confirmation import Confirmed
from experiments.allocation.pessimistic_side import BASELINE
from experiments.uncertainty.comparison_draws import comparison_draws
from experiments.uncertainty.effect_uncertainty import Goal, goals
from experiments.uncertainty.paired_changes import PairedChanges, kinds, paired_change
from experiments.uncertainty.policy_choice import (
    USUAL_AIMS,
    RobustChoice,
    robust_choice,
    satisfied,
)
from scenarios.packaged_places import OUTCOMES


@dataclass(frozen=True)
class PolicyRobustness:
    """How the confirmed policies, and doing nothing, hold over all draws.

    Attributes:
        choices: By each aim; none with too few draws.
        wanted: What is to be reached.
        reached: Share of draws, by policy, in which expected effects reach all of it; NaN with too
            few.
    """

    choices: Sequence[RobustChoice]
    wanted: Sequence[Goal]
    reached: Mapping[str, float]


def policy_robustness(question: Allocation, confirmed: Confirmed) -> PolicyRobustness:
    """Judge the confirmed policies by every rule."""
    changes = policy_changes(question, confirmed)
    wanted = goals(changes.days)
    made = (robust_choice(changes, aim) for aim in USUAL_AIMS)
    enough = {each.outcome: (each.sign, each.at_least) for each in wanted}
    return PolicyRobustness(
        [each for each in made if each is not None], wanted, satisfied(changes, enough)
    )


def policy_changes(question: Allocation, confirmed: Confirmed) -> PairedChanges:
    """Effects of the confirmed policies by replicate, beside what each replicate drew."""
    scenarios = tuple(policy.scenario(question) for policy in confirmed.policies)
    design = question.comparison(scenarios, confirmed.values.shape[1], question.replicates)
    values = [dict(zip(OUTCOMES, rows.T, strict=True)) for rows in confirmed.values]
    return PairedChanges(
        comparison_draws(design),
        None,
        BASELINE,
        question.baseline.days,
        {
            policy.name: paired_change(values[0], values[1 + number])
            for number, policy in enumerate(confirmed.policies)
        },
        {},
        {
            policy.name: kinds((question.baseline, scenario))
            for policy, scenario in zip(confirmed.policies, scenarios, strict=True)
        },
    )
