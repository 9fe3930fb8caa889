"""An estimated answer in one sentence and four figures, marked as what it is."""

from __future__ import annotations

from experiments.comparison.planned_looks import FIRST
from narrows.view.answer_in_brief import Figure
from narrows.view.effect_summary import Findings
from narrows.view.emulated_answer import Emulated
from narrows.view.lever_positions import Cost
from runs.intervals import Interval
from runs.number_format import WHOLE, amount, counted, percent, rounded, signed, span

PEOPLE = "people"
MARK = "Estimated, not run: no verdict."


def sentence(found: Emulated, until: str) -> str:
    """What the estimate says by a day, and that it is one."""
    averted, deaths = found.effects["averted"], found.effects["expected_deaths"]
    return (
        f"Estimated, until these measures have run: {_of_people(averted)} by {until}; "
        f"{_of_deaths(deaths)}."
    )


def figures(found: Emulated, findings: Findings | None, spent: Cost) -> list[Figure]:
    """The four figures.

    Args:
        found: The estimate.
        findings: What runs of these very measures say so far.
        spent: Public cost, which needs no estimate.
    """
    averted, delayed = found.effects["averted"], found.effects["delayed"]
    deaths = found.effects["expected_deaths"]
    return [
        Figure(
            "averted", "Arrivals averted", _people(averted.mean),
            (f"95 %: {span(averted.low, averted.high, PEOPLE)}", MARK,
             f"Delayed beside them: {_people(delayed.mean)} "
             f"({span(delayed.low, delayed.high, PEOPLE)}).", *_so_far(findings, "averted")),
        ),
        Figure(
            "expected_deaths", "Expected deaths", signed(rounded(deaths.mean), PEOPLE),
            (f"95 %: {span(deaths.low, deaths.high, PEOPLE)}", MARK,
             *_so_far(findings, "expected_deaths")),
        ),
        Figure("public_cost", "Public cost", spent.text,
               ("Per person averted: only with a verdict.",)),
        Figure("", "How sure", "Estimated", _how_sure(found)),
    ]  # fmt: skip


def _how_sure(found: Emulated) -> tuple[str, ...]:
    low, high = min(found.held.values()), max(found.held.values())
    return (
        f"Learned from {counted(found.runs, 'run')} of {counted(found.packages, 'package')} of "
        "measures.",
        f"Of {counted(found.checked, 'other package')} that were run to check it, {percent(low)} "
        f"to {percent(high)} by outcome lay in its 90 % intervals.",
        f"Runs of these very measures take its place after {FIRST} replicates.",
    )


def _so_far(findings: Findings | None, outcome: str) -> tuple[str, ...]:
    if findings is None:
        return ()
    effect = findings.changed[outcome]
    shown: Interval = effect.shown
    mean = signed(rounded(shown.mean), effect.unit)
    return (f"Runs so far ({findings.done}): {mean} ({span(shown.low, shown.high, effect.unit)}).",)


def _of_people(averted: Interval) -> str:
    within = f"({span(averted.low, averted.high, PEOPLE)})"
    if averted.low <= 0 <= averted.high:
        return f"whether any people are averted cannot be told {within}"
    if averted.low > 0:
        return f"some {_people(averted.mean)} people averted {within}"
    return f"some {_people(-averted.mean)} more people arrive sooner or later; averted {within}"


def _of_deaths(deaths: Interval) -> str:
    within = f"({span(deaths.low, deaths.high, PEOPLE)})"
    if deaths.low <= 0 <= deaths.high:
        return f"whether more or fewer people would be expected to die cannot be told {within}"
    return f"{signed(rounded(deaths.mean), PEOPLE)} expected deaths {within}"


def _people(mean: float) -> str:
    return amount(rounded(mean), PEOPLE, WHOLE)
