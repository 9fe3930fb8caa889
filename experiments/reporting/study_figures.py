"""Figures of a study: intervals side by side, one panel an outcome, one row a point."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import fill, shorten

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

import sim
from experiments.comparison.paired_effects import Effect, Effects
from experiments.reporting.effect_statements import COUNTED, REALISED
from experiments.reporting.effects_figure import HARM
from experiments.reporting.study_sections import heading
from experiments.study.analysis.cost_effectiveness import scaled
from experiments.study.analysis.study_tables import COST
from experiments.study.stored_study import StudyResults
from runs.arrivals_accounting import PARTS
from runs.intervals import Interval
from runs.number_format import counted
from runs.reporting.figure_style import (
    BLUE,
    GREY,
    VERMILLION,
    add_foot,
    add_title,
    new_figure,
    say_nothing_to_show,
)

MOST_ROWS = 40
COLUMNS = 4
LABEL, LINES = 30, 2
"""Letters in a line of a row's label, and most lines that a row has room for."""
NUMBERED = "Rows are numbered in the order of the report, which has the values of all levers."
HOW_SURE = (
    "Intervals of outcomes with a verdict (arrivals, averted, delayed, expected deaths, people per "
    "boat, price) hold all at once; each of the others is of its outcome alone and carries no "
    "verdict. Filled: falls or rises. Hollow: about the same, cannot tell, or no verdict."
)
PANEL, ROW, FRAME = 3.4, 0.32, 1.0
"""Inches: width of a panel, height of a row, and what a panel has besides."""


@dataclass(frozen=True)
class Panel:
    """One panel.

    Attributes:
        title: Its heading.
        across: What its axis counts.
        rows: One interval a row; those without ends are not drawn.
        outcome: What it is of, which decides its colour.
        claims: For each row, whether a rise or fall is claimed, which fills its mark; empty where
            nothing is claimed of any row, and all marks are filled.
        nothing: Value that means no effect; None where there is none, as for shares of variance.
    """

    title: str
    across: str
    rows: Sequence[Interval]
    outcome: str
    claims: Sequence[bool] = ()
    nothing: float | None = 0.0


def forest(
    title: str, names: Sequence[str], panels: Sequence[Panel], foot: Sequence[str]
) -> Figure:
    """Intervals of many rows, panel beside panel; only the first rows, if there are very many.

    Panels without any interval are left out where others have one. Names that would take too many
    lines for their rows are cut to their beginning and a number.
    """
    names, cut = row_labels(names[:MOST_ROWS])
    panels = [panel for panel in panels if _has_intervals(panel, len(names))] or panels[:1]
    foot = [*foot, NUMBERED] if cut else foot
    columns = min(COLUMNS, len(panels))
    lines = -(-len(panels) // columns)
    figure = new_figure(1.6 + PANEL * columns, 1.4 + lines * (FRAME + ROW * len(names)))
    drawn = list(figure.subplots(lines, columns, sharey=True, squeeze=False).flat)
    for axes, panel in zip(drawn, panels, strict=False):
        _draw(axes, panel, len(names))
    for axes in drawn[len(panels) :]:
        axes.set_visible(False)
    drawn[0].set_yticks(range(len(names)), [fill(name, LABEL) for name in names], fontsize=9)
    drawn[0].set_ylim(len(names) - 0.5, -0.5)
    add_title(figure, title)
    add_foot(figure, *foot)
    return figure


def row_labels(names: Sequence[str]) -> tuple[list[str], bool]:
    """Names that fit into their rows, and whether any was cut to its beginning and a number."""
    if all(len(fill(name, LABEL).splitlines()) <= LINES for name in names):
        return list(names), False
    return [
        f"{shorten(name.partition(' ')[0], LABEL - 9, placeholder='...')}, no. {number}"
        for number, name in enumerate(names, start=1)
    ], True


def _has_intervals(panel: Panel, most: int) -> bool:
    return any(row.known and math.isfinite(row.mean) for row in panel.rows[:most])


def source(kept: StudyResults) -> str:
    """Where the figures of a study come from."""
    facts = kept.facts
    return (
        f"Narrows {sim.__version__}, study {facts['name']}, seed {facts['seed']}, "
        f"{counted(kept.replicates, 'replicate')}, {kept.period}. What the model gives under its "
        "stated assumptions; not a forecast."
    )


def drawn_outcomes(kept: StudyResults, most: int) -> list[str]:
    """Outcomes that figures show of a study: averted and delayed beside arrivals, then others.

    Realised deaths, whose range stands in tables, and cost, which has no baseline, are left out.
    """
    others = [name for name in kept.reported if name not in (*REALISED, COST)]
    return list(dict.fromkeys(["arrivals", *COUNTED, *others]))[:most]


def panels(effects: Effects, outcomes: Sequence[str]) -> list[Panel]:
    """A panel an outcome, in per cent of the baseline's mean; only verdicts fill a mark."""
    return [
        Panel(
            heading(name),
            "per cent of arrivals" if name in PARTS else "per cent",
            [share_of_baseline(row, name) for row in effects.values()],
            name,
            [row[name].direction != 0 for row in effects.values()],
        )
        for name in outcomes
    ]


def share_of_baseline(row: Mapping[str, Effect], outcome: str) -> Interval:
    """An effect, as shown, in per cent of the baseline's mean; of a part, of its arrivals."""
    found = row[outcome].shown
    whole = abs(row["arrivals" if outcome in PARTS else outcome].baseline) or math.nan
    return scaled(found, 100 / whole)


def _draw(axes: Axes, panel: Panel, most: int) -> None:
    harm = panel.outcome in HARM
    axes.set_title(panel.title, fontsize=11, color=VERMILLION if harm else BLUE)
    axes.set_xlabel(panel.across, fontsize=9)
    axes.grid(axis="y", visible=False)
    axes.xaxis.set_major_locator(MaxNLocator(4))
    if panel.nothing is not None:
        axes.axvline(panel.nothing, color="black", linewidth=1)
    shown = False
    claims = panel.claims or [True] * len(panel.rows)
    for index, (found, clear) in enumerate(list(zip(panel.rows, claims, strict=True))[:most]):
        if not (found.known and math.isfinite(found.mean)):
            continue
        shown = True
        colour = (VERMILLION if harm else BLUE) if clear else GREY
        axes.plot([found.low, found.high], [index, index], color=colour, lw=2.2)
        axes.plot(
            found.mean, index, marker="o", ms=7, color=colour, mfc=colour if clear else "white"
        )
    if not shown:
        say_nothing_to_show(axes, "no interval")
        axes.set_xlim(-1, 1)
