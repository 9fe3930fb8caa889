"""What may be said of an effect: a rise or a fall only where its interval excludes zero."""

from __future__ import annotations

import math

from experiments.numbers import amount, percent, rounded, signed, span
from experiments.paired import Effect, Effects, Interval

NAMES = {
    "arrivals": "arrivals",
    "deaths": "deaths",
    "deaths_per_1000_attempts": "deaths per 1,000 attempts",
    "load_per_boat": "people per boat",
    "attempts": "attempts to cross",
    "boats_seized": "boats seized",
    "price": "price of a seat",
    "cost_gbp": "public cost",
}
"""Outcomes that every table and figure shows, in plain words; deaths stand beside crossings."""

SUMMARISED = ("arrivals", "deaths", "deaths_per_1000_attempts")


def verdict(effect: Effect) -> str:
    """One effect in words, with its interval."""
    difference, unit = effect.difference, effect.unit
    name = NAMES.get(effect.outcome, effect.outcome.replace("_", " "))
    if math.isnan(difference.mean):
        return f"{name}: undefined in at least one replicate, so nothing can be said"
    if not difference.known:
        return f"{name}: one replicate has no interval, so nothing can be said"
    if difference.low == difference.high == 0:
        return f"{name}: the same in every replicate"
    if difference.direction == 0:
        between = span(difference.low, difference.high, unit).replace(" to ", " and ")
        return f"{name}: no clear change, between {between}"
    verb = "rise" if difference.direction > 0 else "fall"
    change = amount(abs(difference.mean), unit)
    return f"{name}: {verb} by {change} ({_detail(effect)})"


def _detail(effect: Effect) -> str:
    relative = f"{percent(effect.relative.mean, 1)} of the baseline; " if effect.baseline else ""
    interval = span(effect.difference.low, effect.difference.high, effect.unit)
    return (
        f"{relative}95 % interval {interval}; same sign in {percent(effect.agreement)} of "
        "replicates"
    )


def change(difference: Interval, unit: str) -> str:
    """A mean difference and, in brackets, its interval."""
    ends = [abs(end) for end in (difference.low, difference.high) if math.isfinite(end)]
    mean = signed(difference.mean, unit, max(ends, default=None))
    return f"{mean} ({span(difference.low, difference.high, unit)})"


def summary(effects: Effects) -> list[str]:
    """One sentence for arrivals, for deaths and for risk: which scenarios do what, how surely."""
    compared = list(effects)[1:]
    return [_sentence(outcome, effects, compared) for outcome in SUMMARISED if compared]


def _sentence(outcome: str, effects: Effects, compared: list[str]) -> str:
    groups: dict[str, list[str]] = {
        "fall": [], "rise": [], "no clear change": [], "the same": [], "unknown": [],
    }  # fmt: skip
    for scenario in compared:
        effect = effects[scenario][outcome]
        difference = effect.difference
        if not difference.known:
            groups["unknown"].append(scenario)
        elif difference.low == difference.high == 0:
            groups["the same"].append(scenario)
        else:
            key = {1: "rise", -1: "fall", 0: "no clear change"}[difference.direction]
            interval = span(difference.low, difference.high, effect.unit)
            groups[key].append(f"{scenario} ({interval})")
    parts = [f"{key} under {', '.join(named)}" for key, named in groups.items() if named]
    name = NAMES[outcome]
    return f"{name[0].upper()}{name[1:]}: {'; '.join(parts)}."


def cost_per_averted(effects: dict[str, Effect], outcome: str) -> str:
    """Public cost for each arrival or death averted, where the effect's interval excludes zero.

    Args:
        effects: All effects of one scenario.
        outcome: What is averted.

    Returns:
        The cost with its range over the interval, or ``not shown`` and why.
    """
    difference, cost = effects[outcome].difference, effects["cost_gbp"].difference.mean
    name = NAMES[outcome]
    if not difference.known:
        return f"not shown: the effect on {name} has no interval"
    if difference.direction > 0:
        return f"not shown: {name} rise"
    if difference.direction == 0:
        return f"not shown: no clear change in {name}"
    if not cost > 0:
        return "not shown: the scenario costs no more than the baseline"
    best, least, most = (
        amount(rounded(cost / -change), "GBP")
        for change in (difference.mean, difference.low, difference.high)
    )
    return f"{best} ({least} to {most})"
