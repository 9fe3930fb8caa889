"""What would have to be true: what effects depend on, and the effect if an input were known."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import solara

from experiments.comparison.paired_effects import unit_of
from experiments.reporting.uncertainty_tables import SOURCE_NAMES
from experiments.uncertainty.break_even import BreakEven
from experiments.uncertainty.draw_table import Source
from experiments.uncertainty.drivers import Driver
from narrows.view.assumptions import (
    LITTLE,
    Assumptions,
    Dependence,
    assumptions_of,
    input_source,
    input_title,
)
from narrows.view.page.chart_coordinates import MARGIN, WIDTH
from narrows.view.page.session import Session
from runs.number_format import MINUS, amount, counted, percent, rounded, signed, span
from runs.reporting.markdown import capital
from runs.reporting.outcome_names import NAMES

AWAITED = "Where an answer depends on assumptions can be said once it has verdicts."
LEAD = (
    "From the {replicates} of this answer. A bar reaches from the mean change to the one where an "
    "input is at the low end (pale) or the high end (full) of its range, the 5th or the 95th "
    "percentile, the others as drawn. Dashed: no change. Grey: no stronger than the strongest of "
    "as many inputs that do nothing."
)
FIXED = "Held fixed, and so in no bar and no interval here: {fixed}."
SET = " How strong a measure is, its lever sets."
ESTIMATE = (
    "An estimate by regression on the {replicates}, not a run, and without a verdict. Left-out "
    "histories: {shares} of the variance predicted."
)
SAYS_LITTLE = "That is next to nothing, so that moving an input says little."
STEPS = 100


@solara.component_vue("vue/assumptions.vue")
def _Assumptions(content: str = "{}", event_act: Callable[[Any], None] | None = None) -> None: ...


@solara.component
def AssumptionsPanel(session: Session) -> None:
    """The panel of what the answer depends on."""
    findings, assumed = session.findings.value, session.assumed.value
    found = solara.use_memo(lambda: assumptions_of(findings), [findings and findings.key])
    fixed = solara.use_memo(lambda: dependences(found), [findings and findings.key])
    content = {**fixed, **moved(found, assumed)} if found else {"awaited": AWAITED}
    _Assumptions(content=json.dumps(content), event_act=session.act)


def dependences(found: Assumptions | None) -> dict[str, Any]:
    """Bars and break-even values of each outcome."""
    if found is None:
        return {}
    replicates = counted(found.replicates, "paired replicate")
    return {
        "lead": LEAD.format(replicates=replicates),
        "fixed": _fixed(found.held_fixed),
        "outcomes": [_outcome(name, of) for name, of in found.dependences.items()],
    }


def _fixed(held: Sequence[str]) -> str:
    if not held:
        return ""
    levers_set = SET if SOURCE_NAMES[Source.ASSUMED_EFFECT] in held else ""
    return FIXED.format(fixed=", ".join(held)) + levers_set


def moved(found: Assumptions, assumed: dict[str, float]) -> dict[str, Any]:
    """Inputs that can be moved, and the effects with those that are."""
    before, after = found.at({}), found.at(assumed)
    known = {name: found.known(name) for name in before}
    shares = " and ".join(
        f"{percent(max(share, 0.0))} ({NAMES[name]})" for name, share in known.items()
    )
    said = ESTIMATE.format(
        replicates=counted(found.replicates, "paired replicate"), shares=shares or "none"
    )
    return {
        "sliders": [_slider(each, assumed.get(each.name)) for each in found.moved],
        "answers": [
            {
                "id": name, "title": capital(NAMES[name]),
                "value": signed(of.mean, unit_of(name)),
                "interval": span(of.low, of.high, unit_of(name)),
                "before": signed(before[name].mean, unit_of(name)),
            }
            for name, of in after.items()
        ],
        "estimate": f"{said} {SAYS_LITTLE}" if max(known.values(), default=0) < LITTLE else said,
        "any": bool(assumed),
    }  # fmt: skip


def _outcome(name: str, of: Dependence) -> dict[str, Any]:
    unit = unit_of(name)
    rows = [_row(each, of, unit) for each in of.drivers]
    for row, change in zip(rows, of.changes, strict=True):
        row["change"] = break_even_in_words(change.found)
    return {
        "id": name,
        "title": f"{capital(NAMES[name])}: {signed(of.mean, unit)} in the mean",
        "rows": rows,
    }


def break_even_in_words(found: BreakEven) -> str:
    """The value of an input at which the mean change has the other sign, or that there is none."""
    if math.isnan(found.found):
        return "Too few draws to say where the sign changes."
    if not found.exists:
        ends = f"{_figure(found.lowest)} to {_figure(found.highest)}"
        return f"No value from {ends} changes the sign."
    return (
        f"The sign changes at {_figure(found.value)} "
        f"({_figure(found.low)} to {_figure(found.high)})."
    )


def _row(driver: Driver, of: Dependence, unit: str) -> dict[str, Any]:
    kind, name = input_source(driver.name)
    return {
        "id": driver.name,
        "title": capital(input_title(driver.name)),
        "about": {"kind": kind, "id": name} if kind else None,
        "why": f"{SOURCE_NAMES[driver.source]}; explains "
        f"{percent(max(driver.share.mean, 0.0))} of the variance alone",
        "clear": driver.clear,
        "bars": tornado_bars(driver, of.mean, of.drivers),
        "ends": f"{signed(driver.low, unit)} at {_figure(driver.value_low)}, "
        f"{signed(driver.high, unit)} at {_figure(driver.value_high)}",
    }


def tornado_bars(driver: Driver, mean: float, drivers: Sequence[Driver]) -> list[list[str]]:
    """Bars from the mean to both ends on the scale that all drivers share, as paths.

    Zero is drawn where it lies on that scale.
    """
    every = [mean, *(end for each in drivers for end in (each.low, each.high))]
    least, size = min(every), (max(every) - min(every)) or 1.0

    def at(value: float) -> float:
        return MARGIN + (value - least) / size * (WIDTH - 2 * MARGIN)

    def bar(end: float) -> str:
        left, right = sorted((at(mean), at(end)))
        return f"M{left:.1f},5H{right:.1f}v12H{left:.1f}z"

    lines = [["middle", f"M{at(mean):.1f},1V21"]]
    if min(every) <= 0 <= max(every):
        lines.append(["zero", f"M{at(0.0):.1f},1V21"])
    return [["low", bar(driver.low)], ["high", bar(driver.high)], *lines]


def _slider(driver: Driver, value: float | None) -> dict[str, Any]:
    low, high = driver.value_low, driver.value_high
    kind, name = input_source(driver.name)
    return {
        "id": driver.name,
        "title": capital(input_title(driver.name)),
        "about": {"kind": kind, "id": name} if kind else None,
        "low": low, "high": high, "step": (high - low) / STEPS,
        "value": (low + high) / 2 if value is None else value,
        "moved": value is not None,
        "range": f"{_figure(low)} to {_figure(high)}",
        "said": "as drawn" if value is None else _figure(value),
    }  # fmt: skip


def _figure(value: float) -> str:
    if abs(value) >= 1_000:
        return amount(value, "")
    return np.format_float_positional(rounded(value), trim="-").replace("-", MINUS)
