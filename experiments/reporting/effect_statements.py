"""What may be said of an effect: only what its verdict says."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from experiments.comparison.paired_effects import Effect, Effects
from experiments.comparison.verdicts import FEWEST_JUDGED, LACKS_ALL, MARGINS, Judgement, Verdict
from runs.intervals import Interval
from runs.number_format import amount, counted, percent, rounded, signed, span
from runs.reporting.outcome_names import NAMES

REALISED = (
    "deaths", "deaths_per_1000_attempts", "deaths_per_1000_at_sea", "incidents",
    "died", "later_deaths",
)  # fmt: skip
"""Outcomes of few, large events: shown with the range of replicates, without a verdict."""
NOT_SHOWN = "not shown"
SUMMARISED = ("arrivals", "averted", "delayed", "expected_deaths", "deaths")

WHAT_VERDICTS_ARE = (
    "Intervals of outcomes with a verdict hold their means all at once in 95 % of reports. A "
    "change is *about the same* if its whole interval lies within the outcome's margin; *cannot "
    "tell* if the interval neither excludes zero nor lies within it."
)


def name_of(outcome: str) -> str:
    """An outcome in plain words."""
    return NAMES.get(outcome, outcome.replace("_", " "))


def describe(effect: Effect) -> str:
    """One effect in words: its verdict with what carries it, or its size where it gets none."""
    name, unit, judgement = name_of(effect.outcome), effect.unit, effect.judgement
    if math.isnan(effect.difference.mean):
        return f"{name}: {_why_undefined(effect)}, so nothing can be said"
    if effect.difference.low == effect.difference.high == 0:
        return f"{name}: the same in every replicate"
    if judgement is not None:
        return f"{name}: {_judged(effect, judgement)}"
    if effect.outcome in REALISED:
        return (
            f"{name}: {signed(effect.difference.mean, unit)} on average; 90 % of replicates "
            f"between {_between(*effect.middle, unit)}; no verdict, since few large incidents "
            "decide"
        )
    if not effect.difference.known:
        return f"{name}: {signed(effect.difference.mean, unit)} in one replicate"
    return (
        f"{name}: {change(effect.difference, unit)}; interval of this outcome alone, so no verdict"
    )


def _why_undefined(effect: Effect) -> str:
    """Why an effect has no mean, as far as is known."""
    if effect.judgement is None:
        return f"undefined in at least one replicate, or {LACKS_ALL}"
    lacks_all = effect.judgement.reason == LACKS_ALL
    return LACKS_ALL if lacks_all else "undefined in at least one replicate"


def _judged(effect: Effect, judgement: Judgement) -> str:
    found, unit = judgement.interval, effect.unit
    if effect.direction:
        verb = "rise" if effect.direction > 0 else "fall"
        of = f"{percent(effect.relative.mean, 1)} of the baseline; " if effect.baseline else ""
        size = amount(abs(found.mean), unit)
        interval = span(found.low, found.high, unit)
        if effect.outcome in COUNTED:
            return f"{signed(found.mean, unit)} (95 % interval {interval})"
        return f"{verb} by {size} ({of}95 % interval {interval})"
    if judgement.verdict is Verdict.SAME:
        within = amount(judgement.margin, unit)
        interval = span(found.low, found.high, unit)
        return f"about the same, within {within} either way (95 % interval {interval})"
    return cannot_tell(judgement, unit)


COUNTED = ("averted", "delayed")
"""Outcomes that are a number of people and not a level that rises or falls."""


def cannot_tell(judgement: Judgement, unit: str) -> str:
    """That there is no verdict, why, and what could have been seen with how many replicates."""
    found = judgement.interval
    said = ["cannot tell"]
    if found.known:
        said.append(f"between {_between(found.low, found.high, unit)}")
    if judgement.reason:
        said.append(judgement.reason)
    if math.isfinite(judgement.detectable):
        said.append(f"a change of {amount(rounded(judgement.detectable), unit)} would have shown")
    if judgement.replicates:
        said.append(f"some {judgement.replicates:,} replicates would tell")
    return "; ".join([", ".join(said[:2]), *said[2:]])


def _between(low: float, high: float, unit: str) -> str:
    return span(low, high, unit).replace(" to ", " and ")


def change(difference: Interval, unit: str) -> str:
    """A mean difference and, in brackets, its interval."""
    ends = [abs(end) for end in (difference.low, difference.high) if math.isfinite(end)]
    mean = signed(difference.mean, unit, max(ends, default=None))
    return f"{mean} ({span(difference.low, difference.high, unit)})"


def cell(effect: Effect) -> str:
    """An effect in a table: the mean with its interval, or with the range of replicates."""
    if effect.outcome not in REALISED or not effect.difference.known:
        return change(effect.shown, effect.unit)
    low, high = effect.middle
    return f"{signed(effect.difference.mean, effect.unit)} [{span(low, high, effect.unit)}]"


def verdict_word(effect: Effect) -> str:
    """The verdict in a word or two; empty for outcomes without one."""
    if effect.judgement is None:
        return ""
    if effect.outcome in COUNTED and effect.direction:
        return "more than none" if effect.direction > 0 else "fewer than none"
    return effect.judgement.verdict.value


def answer(effects: Effects, titles: Mapping[str, str]) -> list[str]:
    """One sentence a scenario: arrivals, how many averted and delayed, cost, expected deaths.

    Args:
        effects: All effects, the baseline first.
        titles: Titles by the names of scenarios.
    """
    said = []
    for scenario, row in list(effects.items())[1:]:
        parts = [describe(row["arrivals"]).replace(": ", " ", 1) if row["arrivals"].direction
                 else describe(row["arrivals"])]  # fmt: skip
        if row["arrivals"].direction or row["averted"].direction:
            parts.append(_split(row))
        parts.append(describe(row["expected_deaths"]))
        said.append(f"**{scenario}** ({titles[scenario]}): {'; '.join(parts)}.")
    return said


def _split(row: Mapping[str, Effect]) -> str:
    """How many are averted and delayed, and what each averted costs."""
    parts, cost = [], cost_per_averted(row)
    for name in COUNTED:
        effect = row[name]
        word = name_of(name).removeprefix("people ")
        if effect.direction:
            parts.append(f"{change(effect.shown, effect.unit)} {word}")
        elif effect.judgement:
            parts.append(f"{word}: {_judged(effect, effect.judgement)}")
        if name == "averted" and not cost.startswith(NOT_SHOWN):
            parts.append(f"{cost} for each person averted")
    return ", ".join(parts)


def summary(effects: Effects, outcomes: Sequence[str] = SUMMARISED) -> list[str]:
    """One sentence an outcome: under which scenarios it falls, rises, is the same, or is open."""
    compared = list(effects)[1:]
    return [_sentence(outcome, effects, compared) for outcome in outcomes if compared]


def _sentence(outcome: str, effects: Effects, compared: list[str]) -> str:
    if outcome in REALISED:
        return _ranges(outcome, effects, compared)
    groups: dict[str, list[str]] = {}
    for scenario in compared:
        effect = effects[scenario][outcome]
        judgement, words = effect.judgement, verdict_word(effect)
        found = effect.shown
        detail = f" ({span(found.low, found.high, effect.unit)})" if found.known else ""
        if judgement and judgement.reason and judgement.verdict is Verdict.UNKNOWN:
            words = f"{words}, {judgement.reason}"
        groups.setdefault(words, []).append(f"{scenario}{detail}")
    parts = [f"{word} under {', '.join(named)}" for word, named in groups.items()]
    name = name_of(outcome)
    return f"{name[0].upper()}{name[1:]}: {'; '.join(parts)}."


def _ranges(outcome: str, effects: Effects, compared: list[str]) -> str:
    """Means and ranges of an outcome that gets no verdict."""
    parts = [f"{cell(effects[scenario][outcome])} under {scenario}" for scenario in compared]
    name = name_of(outcome)
    said = "mean and [range of 90 % of replicates], without a verdict"
    return f"{name[0].upper()}{name[1:]}: {'; '.join(parts)} ({said})."


def cost_per_averted(effects: Mapping[str, Effect]) -> str:
    """Public cost for each person averted, where the verdict is that some are.

    Args:
        effects: All effects of one scenario.

    Returns:
        The cost with its range over the interval, or ``not shown`` and why.
    """
    averted, cost = effects["averted"], effects["public_cost"].difference.mean
    if averted.direction < 0:
        return f"{NOT_SHOWN}: fewer are averted than in the baseline"
    if averted.direction == 0:
        return f"{NOT_SHOWN}: cannot tell whether any are averted"
    if not cost > 0:
        return f"{NOT_SHOWN}: the scenario costs no more than the baseline"
    found = averted.shown
    best, most, least = (
        amount(rounded(cost / people), "GBP") for people in (found.mean, found.low, found.high)
    )
    return f"{best} ({least} to {most})"


def about_replicates(replicates: int) -> str:
    """What must be known of so few replicates; empty if there is nothing."""
    if replicates >= FEWEST_JUDGED:
        return ""
    return (
        f"{counted(replicates, 'replicate')}: intervals from so few are too narrow and carry no "
        f"verdict; give --replicates {FEWEST_JUDGED} or more"
    )


def margins_in_words() -> list[str]:
    """The margins of *about the same*, one line an outcome."""
    return [
        f"{name_of(outcome)}: {percent(margin.share)} of the baseline's {name_of(margin.of)}; "
        f"{margin.reason}"
        for outcome, margin in MARGINS.items()
    ]
