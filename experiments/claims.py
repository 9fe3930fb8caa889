"""What may be said of an effect: a rise or a fall only where its interval excludes zero."""

from __future__ import annotations

import math
from collections.abc import Mapping

from experiments.numbers import amount, percent, rounded, signed, span
from experiments.paired import Effect, Effects, Interval

NAMES = {
    "arrivals": "arrivals",
    "deaths": "deaths",
    "expected_deaths": "expected deaths",
    "deaths_per_1000_attempts": "deaths per 1,000 attempts",
    "deaths_per_1000_at_sea": "deaths per 1,000 at sea",
    "load_per_boat": "people per boat",
    "attempts": "attempts to cross",
    "boats_seized": "boats seized",
    "price": "price of a seat",
    "cost_gbp": "public cost",
}
"""Outcomes that every table and figure shows, in plain words; deaths stand beside crossings."""

NO_CHANGE, NOT_SHOWN = "no clear change", "not shown"
ONE_REPLICATE = "one replicate has no interval"
SUMMARISED = ("arrivals", "deaths", "expected_deaths", "deaths_per_1000_attempts")


def verdict(effect: Effect, *, agreement: bool = True) -> str:
    """One effect in words, with its interval and, unless left out, how many replicates agree."""
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
        return f"{name}: {NO_CHANGE}, between {between}"
    verb = "rise" if difference.direction > 0 else "fall"
    change = amount(abs(difference.mean), unit)
    return f"{name}: {verb} by {change} ({_detail(effect, agreement)})"


def _detail(effect: Effect, agreement: bool) -> str:
    relative = f"{percent(effect.relative.mean, 1)} of the baseline; " if effect.baseline else ""
    interval = span(effect.difference.low, effect.difference.high, effect.unit)
    agreed = f"; same sign in {percent(effect.agreement)} of replicates" if agreement else ""
    return f"{relative}95 % interval {interval}{agreed}"


def change(difference: Interval, unit: str) -> str:
    """A mean difference and, in brackets, its interval."""
    ends = [abs(end) for end in (difference.low, difference.high) if math.isfinite(end)]
    mean = signed(difference.mean, unit, max(ends, default=None))
    return f"{mean} ({span(difference.low, difference.high, unit)})"


def answer(effects: Effects, titles: Mapping[str, str]) -> list[str]:
    """Arrivals and deaths in plain sentences: one a scenario where arrivals change clearly.

    Args:
        effects: All effects, the baseline first.
        titles: Titles by the names of scenarios.
    """
    clear: list[str] = []
    rest: dict[str, list[str]] = {}
    for scenario, row in list(effects.items())[1:]:
        arrivals, deaths = row["arrivals"], verdict(row["deaths"], agreement=False)
        said = verdict(arrivals, agreement=False)
        if arrivals.difference.known and arrivals.difference.direction:
            cost = cost_per_averted(row, "arrivals")
            averted = "" if cost.startswith(NOT_SHOWN) else f", at {cost} for each arrival averted"
            claim = said.replace(": ", " ", 1)
            clear.append(f"**{scenario}** ({titles[scenario]}): {claim}{averted}; {deaths}.")
        else:
            claim, between = said.removeprefix("arrivals: "), ""
            if claim.startswith(NO_CHANGE):
                claim, _, between = claim.partition(", ")
            detail = "; ".join(part for part in (titles[scenario], between, deaths) if part)
            rest.setdefault(claim, []).append(f"**{scenario}** ({detail})")
    return [*clear, *(f"{_joint(claim)}: {', '.join(each)}." for claim, each in rest.items())]


def _joint(claim: str) -> str:
    return "No clear change in arrivals" if claim == NO_CHANGE else f"Arrivals, {claim}"


def summary(effects: Effects) -> list[str]:
    """One sentence for arrivals, for deaths and for risk: which scenarios do what, how surely."""
    compared = list(effects)[1:]
    return [_sentence(outcome, effects, compared) for outcome in SUMMARISED if compared]


def _sentence(outcome: str, effects: Effects, compared: list[str]) -> str:
    groups: dict[str, list[str]] = {
        "fall": [], "rise": [], "no clear change": [], "the same": [], "undefined": [],
        ONE_REPLICATE: [],
    }  # fmt: skip
    for scenario in compared:
        effect = effects[scenario][outcome]
        difference = effect.difference
        if not difference.known:
            undefined = math.isnan(difference.mean)
            groups["undefined" if undefined else ONE_REPLICATE].append(scenario)
        elif difference.low == difference.high == 0:
            groups["the same"].append(scenario)
        else:
            key = {1: "rise", -1: "fall", 0: "no clear change"}[difference.direction]
            interval = span(difference.low, difference.high, effect.unit)
            groups[key].append(f"{scenario} ({interval})")
    parts = [f"{key} under {', '.join(named)}" for key, named in groups.items() if named]
    if groups[ONE_REPLICATE] == compared:
        parts = [ONE_REPLICATE]
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
        return f"{NOT_SHOWN}: the effect on {name} has no interval"
    if difference.direction > 0:
        return f"{NOT_SHOWN}: {name} rise"
    if difference.direction == 0:
        return f"{NOT_SHOWN}: no clear change in {name}"
    if not cost > 0:
        return f"{NOT_SHOWN}: the scenario costs no more than the baseline"
    best, least, most = (
        amount(rounded(cost / -change), "GBP")
        for change in (difference.mean, difference.low, difference.high)
    )
    return f"{best} ({least} to {most})"
