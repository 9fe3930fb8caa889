"""The answer in one sentence and four figures: what verdicts allow, and why it is not surer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from experiments.comparison.paired_effects import Effect
from experiments.comparison.verdicts import Verdict
from experiments.reporting.effect_statements import NOT_SHOWN, cost_per_averted
from narrows.view.effect_summary import HELD, SO_FAR, Findings
from narrows.view.lever_catalogue import levers
from runs.number_format import WHOLE, amount, counted, percent, rounded, span
from runs.reporting.markdown import capital

NO_COST = "the measures have no cost that is known"


@dataclass(frozen=True)
class Figure:
    """One of the four figures.

    Attributes:
        id: Outcome behind it, whose source can be opened; empty if there is none.
        title: What it is.
        value: The figure, or the verdict where there is none to show.
        lines: Interval, verdict and what else belongs to it.
        claimed: Whether a rise or a fall is claimed.
    """

    id: str
    title: str
    value: str
    lines: tuple[str, ...]
    claimed: bool = False


def sentence(findings: Findings, until: str) -> str:
    """What the measures change by a day, as far as verdicts carry it."""
    if not findings.judged:
        return SO_FAR
    row = findings.changed
    return f"By {until}, {_arrivals(row)}. {capital(_deaths(row['expected_deaths']))}."


def figures(findings: Findings, pulled: Sequence[str]) -> list[Figure]:
    """The four figures: people averted, expected deaths, public cost, how sure.

    Args:
        findings: What the paired replicates say.
        pulled: Ids of the levers that are pulled.
    """
    row = findings.changed
    return [
        _averted(row, findings.judged),
        _expected_deaths(row["expected_deaths"], findings.judged),
        _cost(row, findings.judged),
        how_sure(findings, pulled),
    ]


def how_sure(findings: Findings, pulled: Sequence[str]) -> Figure:
    """How many of the claims are certain enough to be made, and what is left out."""
    grades = [levers()[key].grade for key in pulled]
    assumed, of = grades.count("assumed"), len(grades)
    runs = counted(findings.done, "pair") + " of histories"
    lines = [
        f"Intervals: 95 % over {runs}, which differ in weather, chance and fitted parameters.",
        HELD,
        "Not in them either: whether the model is right.",
    ]  # fmt: skip
    if assumed:
        lines.append(f"No source gives the strength of {assumed} of {counted(of, 'measure')}.")
    if not findings.judged:
        return Figure("", "How sure", "Not yet", (SO_FAR, *lines[1:]))
    judged = [row for row in findings.changed.values() if row.judgement]
    told = sum(row.judgement.verdict is not Verdict.UNKNOWN for row in judged if row.judgement)
    lines.insert(0, "Headline outcomes with a verdict; of the others none can be given.")
    return Figure("", "How sure", f"Sure of {told} of {len(judged)}", tuple(lines))


def _arrivals(row: Mapping[str, Effect]) -> str:
    effect = row["arrivals"]
    split = _split(row)
    if effect.direction:
        verb = "rise" if effect.direction > 0 else "fall"
        size = amount(rounded(abs(effect.shown.mean)), effect.unit)
        share = f" ({percent(effect.relative.mean)})" if effect.baseline else ""
        return f"arrivals {verb} by some {size}{share}{split}"
    if effect.judgement and effect.judgement.verdict is Verdict.SAME:
        within = amount(effect.judgement.margin, effect.unit)
        return f"arrivals stay about the same, within {within} either way{split}"
    return f"it cannot be told whether arrivals change{split}"


def _split(row: Mapping[str, Effect]) -> str:
    """Of how many people the change consists, where a verdict says so."""
    parts = []
    for name, said in (("averted", "averted"), ("delayed", "only delayed")):
        effect = row[name]
        if effect.direction > 0:
            parts.append(f"{amount(rounded(effect.shown.mean), effect.unit)} people {said}")
    return f": some {' and '.join(parts)}" if parts else ""


def _deaths(effect: Effect) -> str:
    if effect.direction:
        verb = "rise" if effect.direction > 0 else "fall"
        return f"expected deaths {verb} by some {amount(abs(effect.shown.mean), effect.unit)}"
    if effect.judgement and effect.judgement.verdict is Verdict.SAME:
        return "expected deaths stay about the same"
    return "whether more or fewer people would be expected to die cannot be told"


def _averted(row: Mapping[str, Effect], judged: bool) -> Figure:
    averted, delayed = row["averted"], row["delayed"]
    lines = [_interval(averted), _verdict(averted, judged)]
    lines.append(f"Delayed beside them: {_mean(delayed)} ({_ends(delayed)}).")
    return Figure(
        "averted", "Arrivals averted", _mean(averted), tuple(filter(None, lines)),
        bool(averted.direction),
    )  # fmt: skip


def _expected_deaths(effect: Effect, judged: bool) -> Figure:
    unknown = judged and not effect.direction
    value = _verdict(effect, judged).rstrip(".") if unknown else _change(effect)
    lines = [_interval(effect), "" if unknown else _verdict(effect, judged)]
    if unknown and effect.judgement and effect.judgement.detectable < float("inf"):
        seen = amount(rounded(effect.judgement.detectable), effect.unit)
        lines.append(f"A change of {seen} would have shown.")
    return Figure(
        "expected_deaths", "Expected deaths", value, tuple(filter(None, lines)),
        bool(effect.direction),
    )  # fmt: skip


def _cost(row: Mapping[str, Effect], judged: bool) -> Figure:
    effect = row["public_cost"]
    mean = effect.difference.mean
    if not mean > 0:
        return Figure("public_cost", "Public cost", "Not costed", (f"{capital(NO_COST)}.",))
    each = cost_per_averted(row)
    per = f"Per person averted: {each}." if judged else "Per person averted: only with a verdict."
    if each.startswith(NOT_SHOWN):
        per = f"Per person averted {each}." if judged else per
    return Figure("public_cost", "Public cost", amount(mean, effect.unit), (per,))


def _mean(effect: Effect) -> str:
    """The mean of an effect on people, a whole number of them."""
    return amount(rounded(effect.shown.mean), effect.unit, WHOLE)


def _change(effect: Effect) -> str:
    mean = effect.shown.mean
    return ("+" if mean > 0 else "") + amount(rounded(mean), effect.unit)


def _ends(effect: Effect) -> str:
    return span(effect.shown.low, effect.shown.high, effect.unit)


def _interval(effect: Effect) -> str:
    return f"95 %: {_ends(effect)}"


def _verdict(effect: Effect, judged: bool) -> str:
    if not judged or effect.judgement is None:
        return "So far, no verdict."
    if effect.outcome in ("averted", "delayed") and effect.direction:
        return "More than none." if effect.direction > 0 else "Fewer than none."
    return f"{capital(effect.judgement.verdict.value)}."
