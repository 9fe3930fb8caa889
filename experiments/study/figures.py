"""Figures of a study: intervals side by side, one panel an outcome, one row a point."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import fill

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

import sim
from experiments.figures.effects import HARM
from experiments.figures.style import (
    BLUE,
    GREY,
    VERMILLION,
    add_foot,
    add_title,
    new_figure,
    say_nothing_to_show,
)
from experiments.numbers import counted
from experiments.paired import Interval
from experiments.study.held import Held

MOST_ROWS = 40
COLUMNS = 4
LABEL = 30
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
        nothing: Value that means no effect; None where there is none, as for shares of variance.
    """

    title: str
    across: str
    rows: Sequence[Interval]
    outcome: str
    nothing: float | None = 0.0


def forest(
    title: str, names: Sequence[str], panels: Sequence[Panel], foot: Sequence[str]
) -> Figure:
    """Intervals of many rows, panel beside panel; only the first rows, if there are very many."""
    names = names[:MOST_ROWS]
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


def source(held: Held) -> str:
    """Where the figures of a study come from."""
    facts = held.facts
    return (
        f"Narrows {sim.__version__}, study {facts['name']}, seed {facts['seed']}, "
        f"{counted(held.replicates, 'replicate')}, {counted(facts['days'], 'day')} from "
        f"{facts['start']}. What the model gives under its stated assumptions; not a forecast."
    )


def by_outcome(
    rows: Sequence[Mapping[str, object]], outcomes: Sequence[str], value: str, whole: str = ""
) -> dict[str, list[Interval]]:
    """Intervals of the rows of a table, by outcome; as a share of a column, if one is given."""
    found: dict[str, list[Interval]] = {outcome: [] for outcome in outcomes}
    for row in rows:
        if row["outcome"] in found:
            parts = [_number(row[key]) for key in (value, "low", "high")]
            share = 100 / (abs(_number(row[whole])) or math.nan) if whole else 1.0
            found[str(row["outcome"])].append(Interval(*(part * share for part in parts)))
    return found


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else math.nan


def _draw(axes: Axes, panel: Panel, most: int) -> None:
    harm = panel.outcome in HARM
    axes.set_title(panel.title, fontsize=11, color=VERMILLION if harm else BLUE)
    axes.set_xlabel(panel.across, fontsize=9)
    axes.grid(axis="y", visible=False)
    axes.xaxis.set_major_locator(MaxNLocator(4))
    if panel.nothing is not None:
        axes.axvline(panel.nothing, color="black", linewidth=1)
    shown = False
    for place, found in enumerate(panel.rows[:most]):
        if not (found.known and math.isfinite(found.mean)):
            continue
        shown = True
        clear = panel.nothing is None or not found.low <= panel.nothing <= found.high
        colour = (VERMILLION if harm else BLUE) if clear else GREY
        axes.plot([found.low, found.high], [place, place], color=colour, lw=2.2)
        axes.plot(
            found.mean, place, marker="o", ms=7, color=colour, mfc=colour if clear else "white"
        )
    if not shown:
        say_nothing_to_show(axes, "no interval")
        axes.set_xlim(-1, 1)
