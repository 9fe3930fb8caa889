"""How sure an answer is, why it is not surer, and what to find out first: all estimates at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.comparison.verdicts import MARGINS
from experiments.uncertainty.break_even import BreakEven, changes_sign, weakest_strengths
from experiments.uncertainty.comparison_draws import Spread
from experiments.uncertainty.draw_table import DrawTable
from experiments.uncertainty.drivers import DriverFinder
from experiments.uncertainty.paired_changes import PairedChanges, changes_of
from experiments.uncertainty.policy_choice import Aim, Choice, aims, choice, satisfied
from experiments.uncertainty.regimes import Regimes, regimes
from experiments.uncertainty.single_worlds import single_world
from experiments.uncertainty.utility import Utility
from experiments.uncertainty.variance_shares import ShareEstimator
from runs.intervals import Interval
from runs.results import Results

Floats = NDArray[np.float64]

AVERTED, DEATHS = "averted", "expected_deaths"
DECIDING = (AVERTED, DEATHS)
"""Outcomes of which it is asked what would have to be true."""
AVERTED_A_YEAR = 5_000.0
"""People averted a year that a goal asks for."""
DAYS_A_YEAR = 365.25
PROBABILITIES = (0.5, 0.9)
MOST_STRENGTHS = 3
"""Strengths of one policy for which the weakest is sought: those that matter most."""


@dataclass(frozen=True)
class Goal:
    """What a policy is to reach.

    Attributes:
        outcome: Whose change.
        sign: 1 if more of it is better, -1 if less is.
        at_least: The change, times the sign, that is enough.
    """

    outcome: str
    sign: int
    at_least: float


def goals(days: int) -> tuple[Goal, Goal]:
    """People averted as if 5,000 a year, and no rise in expected deaths."""
    return Goal(AVERTED, 1, AVERTED_A_YEAR * days / DAYS_A_YEAR), Goal(DEATHS, -1, 0.0)


@dataclass(frozen=True)
class NeededStrength:
    """The weakest strength of a measure with which a goal is reached.

    Attributes:
        goal: Which.
        probability: With which it is to be reached.
        strength: Name of the input.
        rises: Whether more of the input is better for the goal; if not, it is the most that may be.
        found: The value.
    """

    goal: Goal
    probability: float
    strength: str
    rises: bool
    found: BreakEven


@dataclass(frozen=True)
class SignChange:
    """The value of an input at which an effect changes its sign; or a ranking, the places."""

    input: str
    found: BreakEven


@dataclass(frozen=True)
class PolicyUncertainty:
    """Why the effects of one policy are uncertain.

    Attributes:
        spreads: Shares of variance and drivers, by headline outcome.
        worlds: Mean effect, and where the effect in one world lies, by headline outcome.
        strengths: What strengths of its measures would have to be.
        sign_changes: Of each deciding outcome, one for each of its drivers.
        regimes: Of each deciding outcome, the effect by thirds of a state.
        reached: Share of draws in which its expected effects reach every goal; NaN with too few.
    """

    spreads: Mapping[str, Spread]
    worlds: Mapping[str, Interval]
    strengths: Sequence[NeededStrength]
    sign_changes: Mapping[str, Sequence[SignChange]]
    regimes: Mapping[str, Regimes]
    reached: float


@dataclass(frozen=True)
class EffectUncertainty:
    """All that is said of the uncertainty of a comparison.

    Attributes:
        changes: What it is made from.
        policies: By name.
        choices: What to find out first, and which policy is robust, for each aim.
    """

    changes: PairedChanges
    policies: Mapping[str, PolicyUncertainty]
    choices: Sequence[Choice]

    @property
    def spreads(self) -> dict[str, Mapping[str, Spread]]:
        """Shares of variance and drivers, by policy and headline outcome."""
        return {name: policy.spreads for name, policy in self.policies.items()}


def effect_uncertainty(changes: PairedChanges, wants: Sequence[Aim]) -> EffectUncertainty:
    """Make all estimates.

    Args:
        changes: Effects by replicate, and what replicates drew.
        wants: What a decision maker may want; each is judged for itself.
    """
    wanted = goals(changes.days)
    enough = satisfied(changes, {each.outcome: (each.sign, each.at_least) for each in wanted})
    estimators: dict[tuple[str, ...], _Estimators] = {}
    policies = {}
    for name in changes.policies:
        draws = changes.draws_for(name)
        key = tuple(draws.inputs)
        if key not in estimators:
            estimators[key] = _Estimators(draws, changes)
        policies[name] = _policy(changes, name, wanted, estimators[key], enough[name])
    choices = [choice(changes, aim) for aim in wants]
    return EffectUncertainty(changes, policies, [each for each in choices if each is not None])


def uncertainty_of(results: Results, utility: Utility | None = None) -> EffectUncertainty:
    """All estimates of a comparison.

    Args:
        results: All runs.
        utility: Weights of a reader; each deciding outcome by itself if None.
    """
    return effect_uncertainty(changes_of(results), aims(utility))


class _Estimators:
    """What all effects of the same draws share."""

    def __init__(self, draws: DrawTable, changes: PairedChanges) -> None:
        known = changes.reference
        if known is not None and not set(draws.inputs) & set(known.inputs):
            known = None
        self.draws, self.shares, self.drivers = (
            draws,
            ShareEstimator(draws, known),
            DriverFinder(draws),
        )


def _policy(
    changes: PairedChanges,
    policy: str,
    wanted: Sequence[Goal],
    estimators: _Estimators,
    reached: float,
) -> PolicyUncertainty:
    effects = changes.changes[policy]
    spreads = {
        outcome: Spread(estimators.shares(effects[outcome]), estimators.drivers(effects[outcome]))
        for outcome in MARGINS
    }
    return PolicyUncertainty(
        spreads,
        {outcome: single_world(effects[outcome]) for outcome in MARGINS},
        [each for goal in wanted for each in _needed(changes, policy, goal, estimators.drivers)],
        {
            outcome: input_changes(
                estimators.draws, [each.name for each in spreads[outcome].drivers],
                effects[outcome],
            )
            for outcome in DECIDING
        },
        {outcome: regimes(changes.states, effects[outcome]) for outcome in DECIDING},
        reached,
    )  # fmt: skip


def input_changes(
    draws: DrawTable,
    inputs: Sequence[str],
    effect: Floats,
    change: Callable[[Floats, Floats], BreakEven] = changes_sign,
) -> list[SignChange]:
    """For each input the value at which the mean of something changes its sign."""
    return [SignChange(name, change(draws.columns([name])[:, 0], effect)) for name in inputs]


def _needed(
    changes: PairedChanges, policy: str, goal: Goal, drivers: DriverFinder
) -> list[NeededStrength]:
    """The weakest strengths that reach a goal, of the policy's strengths that matter most."""
    known, effect = set(changes.strengths_of(policy)), changes.changes[policy][goal.outcome]
    ordered = [each for each in drivers(effect, len(changes.draws.inputs)) if each.name in known]
    found = []
    for each in ordered[:MOST_STRENGTHS]:
        turn = each.direction * goal.sign
        values = turn * changes.draws.columns([each.name])[:, 0]
        weakest = weakest_strengths(values, goal.sign * effect, goal.at_least, PROBABILITIES)
        found += [
            NeededStrength(goal, probability, each.name, turn > 0, _turned(value, turn))
            for probability, value in zip(PROBABILITIES, weakest, strict=True)
        ]
    return found


def _turned(found: BreakEven, turn: int) -> BreakEven:
    """A value on the input's own axis, which may have been turned round."""
    if turn > 0:
        return found
    return BreakEven(
        -found.value, -found.high, -found.low, found.found, found.everywhere,
        -found.highest, -found.lowest,
    )  # fmt: skip
