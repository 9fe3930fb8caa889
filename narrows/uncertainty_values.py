"""How sure effects are, as plain values for JSON; undefined numbers are None."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from experiments.uncertainty.break_even import BreakEven
from experiments.uncertainty.comparison_draws import Spread
from experiments.uncertainty.drivers import Driver
from experiments.uncertainty.effect_uncertainty import (
    EffectUncertainty,
    NeededStrength,
    PolicyUncertainty,
    SignChange,
)
from experiments.uncertainty.policy_choice import Choice
from experiments.uncertainty.regimes import Regimes
from experiments.uncertainty.variance_shares import LEAST_DRAWS
from narrows.json_numbers import number_or_none
from runs.intervals import Interval

Json = dict[str, Any]
NUMBERS = ("value", "low", "high", "floor", "explained")
POLICY_NUMBERS = ("mean", "least", "greatest_regret", "regret_90", "best")


def spreads_as_json(found: EffectUncertainty) -> dict[str, dict[str, Json]]:
    """Shares of variance and drivers, by policy and headline outcome."""
    replicates = found.changes.replicates
    return {
        name: {
            outcome: spread_as_json(spread, replicates, policy.sign_changes.get(outcome, ()))
            for outcome, spread in policy.spreads.items()
        }
        for name, policy in found.policies.items()
    }


def spread_as_json(spread: Spread, replicates: int, changes: Sequence[SignChange] = ()) -> Json:
    """Shares of variance by source and the inputs that matter most.

    ``variance_shares`` has four keys that add up to 1, or are None with the reason under
    ``variance_shares_unknown``; ``held_fixed`` names the sources of which nothing was drawn, whose
    share of 0 is not evidence that they do not matter.

    Args:
        spread: Of one effect.
        replicates: How many there are.
        changes: Where the mean effect changes its sign, by driver, if that was asked.
    """
    shares = spread.shares
    known = {each.input: _break_even(each.found) for each in changes}
    return {
        "variance_shares": {
            source.value: number_or_none(share.mean) for source, share in shares.shares.items()
        },
        "variance_share_intervals": {
            source.value: _ends(share) for source, share in shares.shares.items()
        },
        "variance_shares_unknown": _why_unknown(spread, replicates),
        "held_fixed": [source.value for source in shares.held_fixed],
        "drivers": [_driver(each, known) for each in spread.drivers],
    }


def uncertainty_as_json(found: EffectUncertainty) -> Json:
    """What would have to be true, regimes, what to find out first, and which policy is robust."""
    return {
        "policies": {name: _policy(each) for name, each in found.policies.items()},
        "choices": [_choice(each) for each in found.choices],
    }


def _why_unknown(spread: Spread, replicates: int) -> str | None:
    if all(share.known for share in spread.shares.shares.values()):
        return None
    if replicates < LEAST_DRAWS:
        return f"{replicates} replicates; at least {LEAST_DRAWS} are needed"
    return "the effect is the same in all replicates, or undefined in one"


def _driver(driver: Driver, changes: Mapping[str, Json]) -> Json:
    return {
        "input": driver.name,
        "source": driver.source.value,
        "share": number_or_none(driver.share.mean),
        "share_interval": _ends(driver.share),
        "direction": "rises" if driver.direction > 0 else "falls",
        "value_p05": number_or_none(driver.value_low),
        "value_p95": number_or_none(driver.value_high),
        "difference_at_p05": number_or_none(driver.low),
        "difference_at_p95": number_or_none(driver.high),
        "clear": driver.clear,
        "sign_changes": changes.get(driver.name),
    }


def _policy(policy: PolicyUncertainty) -> Json:
    return {
        "single_worlds": {outcome: _ends(each) for outcome, each in policy.worlds.items()},
        "strengths": [_strength(each) for each in policy.strengths],
        "regimes": {outcome: _regimes(each) for outcome, each in policy.regimes.items()},
        "goals_reached": number_or_none(policy.reached),
    }


def _strength(each: NeededStrength) -> Json:
    return {
        "input": each.strength,
        "outcome": each.goal.outcome,
        "difference": each.goal.sign * each.goal.at_least + 0.0,
        "probability": each.probability,
        "bound": "at least" if each.rises else "at most",
        **_break_even(each.found),
    }


def _regimes(found: Regimes) -> Json:
    concentrated = found.concentrated
    return {
        "state": found.state or None,
        "p_value": number_or_none(found.p_value),
        "clear": found.clear,
        "concentrated_in": None if concentrated is None else found.regimes.index(concentrated),
        "thirds": [
            {
                "from": each.low, "to": each.high, "replicates": each.replicates,
                "difference": each.effect.mean, "interval": _ends(each.effect),
                "share": number_or_none(each.share),
            }
            for each in found.regimes
        ],
    }  # fmt: skip


def _choice(choice: Choice) -> Json:
    weights = choice.aim.utility
    return {
        "aim": choice.aim.name,
        "unit": choice.aim.unit,
        "weights": {
            "averted": weights.averted, "deaths": weights.expected_deaths,
            "pounds": weights.public_cost,
        },
        "best": list(choice.best),
        "measure_first": choice.first,
        "rank_changes": {each.input: _break_even(each.found) for each in choice.rankings},
        "information": _rows(choice.information, "known", NUMBERS, ("counts", "single")),
        "robustness": robustness_as_json(choice.robustness),
    }  # fmt: skip


def robustness_as_json(found: pd.DataFrame) -> list[Json]:
    """How each policy does over all draws, the least greatest regret first."""
    return _rows(
        found.rename_axis("policy").reset_index(), "policy", POLICY_NUMBERS,
        ("maximin", "minimax_regret"),
    )  # fmt: skip


def _rows(
    rows: pd.DataFrame, name: str, numbers: tuple[str, ...], flags: tuple[str, ...]
) -> list[Json]:
    return [
        {name: str(row[name])}
        | {key: number_or_none(row[key]) for key in numbers}
        | {key: bool(row[key]) for key in flags}
        for row in rows.to_dict("records")
    ]


def _break_even(found: BreakEven) -> Json:
    return {
        "value": number_or_none(found.value),
        "interval": [number_or_none(found.low), number_or_none(found.high)],
        "holds_everywhere": found.everywhere,
        "from": number_or_none(found.lowest),
        "to": number_or_none(found.highest),
    }


def _ends(share: Interval) -> list[float | None]:
    return [number_or_none(share.low), number_or_none(share.high)]
