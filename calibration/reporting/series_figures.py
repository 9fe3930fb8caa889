"""What was seen beside what was simulated: by month, by year, and shares prevented."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from calibration.measures import later
from calibration.target import Target
from calibration.validation.scoreboard import Row, Scoreboard
from runs.reporting import drawing
from runs.reporting.figure_style import BLUE, GREY, VERMILLION, add_foot, add_title, new_figure

OUTER, INNER = 0.18, 0.36
"""How dark the bands of 90 % and of half are."""
PANELS = (
    ("arrivals", "Arrivals a month", "people"), ("boats", "Boats arrived a month", "boats"),
    ("load", "People per boat, by quarter", "people/boat"),
    ("active-days", "Days with a boat, by month", "days"),
    ("deaths", "Deaths at sea a month", "people"),
)  # fmt: skip
HARM = (
    ("yearly_deaths", "Deaths at sea by year", "people"),
    ("yearly_incidents", "Fatal incidents by year", "incidents"),
)
SHARES = (("prevention_share", "people's tries"), ("prevention_event_share", "boats"))
FOOT = (
    "Line or circle: median; dark: half, light: 90 %, of where the figure should lie "
    "if model and the target's errors are right. A figure seen outside the light band is out."
)


def months_figure(board: Scoreboard, source: str) -> Figure:
    """Series of the whole past, with the months declared held out shaded."""
    figure = new_figure(11, 11.5)
    panels = figure.subplots(5, 1, sharex=True, height_ratios=[3, 2.4, 2, 2, 2])
    for axes, (name, title, unit) in zip(panels, PANELS, strict=True):
        row = board.series[name]
        _series(axes, row, VERMILLION if name == "deaths" else BLUE)
        _shade(axes, board)
        drawing.name(axes, title, "", unit)
        drawing.counts(axes)
        axes.margins(x=0.01)
    add_title(figure, "The past, seen and simulated")
    shaded = Patch(fc="none", ec=GREY, hatch="///", lw=0, label="declared held out")
    figure.legend(handles=[*_key(BLUE), shaded], loc="outside upper right", ncols=5, fontsize=10)
    seen = "This posterior was fitted to months declared held out." if board.taken_in else ""
    add_foot(figure, f"{FOOT} {seen}".rstrip(), source)
    return figure


def harm_figure(board: Scoreboard, source: str) -> Figure:
    """Deaths, fatal incidents and shares prevented, seen and simulated."""
    figure = new_figure(12, 5.4)
    panels = figure.subplots(1, 3, width_ratios=[1, 1, 2])
    for axes, (statistic, title, unit) in zip(panels, HARM, strict=False):
        rows = [row for row in board.rows if row.target.statistic == statistic]
        _beside(axes, rows, VERMILLION)
        drawing.name(axes, title, "", unit)
        drawing.counts(axes)
    rows = [r for name, _ in SHARES for r in board.rows if r.target.statistic == name]
    _beside(panels[2], rows, BLUE)
    drawing.name(panels[2], "Share prevented", "", "")
    drawing.shares(panels[2])
    for position, (_, what) in enumerate(SHARES):
        panels[2].text(
            position, 1.0, f"of {what}", ha="right" if position else "left", va="top",
            transform=panels[2].transAxes, fontsize=10, color=GREY,
        )  # fmt: skip
    panels[2].set_ylim(0, panels[2].get_ylim()[1] * 1.08)
    add_title(figure, "Deaths and prevention, seen and simulated")
    figure.legend(handles=_key(GREY), loc="outside upper right", ncols=4, fontsize=10)
    add_foot(figure, FOOT, source)
    return figure


def _series(axes: Axes, row: Row, colour: str) -> None:
    starts = [*row.starts, row.target.period.last + timedelta(1)]
    days = np.array([a + (b - a) / 2 for a, b in pairwise(starts)],
                    "datetime64[D]")  # fmt: skip
    found = row.target_fit
    axes.fill_between(days, found.low, found.high, color=colour, alpha=OUTER, lw=0)
    axes.fill_between(days, found.inner_low, found.inner_high, color=colour, alpha=INNER, lw=0)
    axes.plot(days, found.median, color=colour, lw=1.8)
    drawing.seen(axes, days, row.target.low)


def _shade(axes: Axes, board: Scoreboard) -> None:
    """Mark the months of series that are declared held out."""
    kept = [
        row.target.period
        for row in board.rows
        if row.target.use == "held-out" and row.target.statistic.startswith("monthly_")
    ]
    for first, last in {(period.first, period.last) for period in kept}:
        ends = np.array([first, last + timedelta(1)], "datetime64[D]")
        axes.axvspan(*ends, fc="none", ec=GREY, hatch="///", lw=0, alpha=0.45, zorder=0)


def _beside(axes: Axes, rows: list[Row], colour: str) -> None:
    labels, position = [], 0
    for row in rows:
        found = row.target_fit
        for part in range(len(row.starts)):
            outer, inner = (found.low, found.high), (found.inner_low, found.inner_high)
            for (low, high), alpha, width in ((outer, OUTER, 18), (inner, INNER, 18)):
                axes.vlines(position, low[part], high[part], color=colour, alpha=alpha, lw=width)
            axes.plot(position, found.median[part], "o", color=colour, mfc="white", mew=2, ms=8)
            drawing.seen(axes, position, row.target.low[part])
            labels.append(_period(row, part))
            position += 1
        if (
            row is not rows[-1]
            and row.target.statistic != rows[rows.index(row) + 1].target.statistic
        ):
            axes.axvline(position - 0.5, color=GREY, lw=1)
    axes.set_xticks(range(position), labels)
    axes.set_xlim(-0.6, position - 0.4)
    axes.grid(axis="x", visible=False)


def _period(row: Row, part: int) -> str:
    """The days that a part is about, short enough for a tick."""
    first, last = row.starts[part], _last(row.target, row.starts, part)
    years = first.strftime("%Y") if (first.month, last.month) == (1, 12) else ""
    generated = "\nheld out" if row.use == "held-out" else ""
    return (years or f"{first:%b} to\n{last:%b %Y}") + generated


def _last(target: Target, starts: tuple[date, ...], part: int) -> date:
    if part + 1 < len(starts):
        return starts[part + 1] - timedelta(1)
    return min(target.period.last, later(starts[part].replace(month=1, day=1), 12) - timedelta(1))


def _key(colour: str) -> list[Line2D | Patch]:
    return [
        drawing.SEEN,
        Line2D([], [], color=colour, lw=1.8, marker="o", mfc="white", label="simulated"),
        Patch(color=colour, alpha=INNER + OUTER, lw=0, label="half"),
        Patch(color=colour, alpha=OUTER, lw=0, label="90 %"),
    ]
