"""The patterns' measures in their bands, every row on a scale of its own."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from calibration.patterns.declared_patterns import Declared, Span
from calibration.patterns.pattern_values import Value
from calibration.patterns.pattern_verdict import holds, span_text, written
from calibration.validation.scoreboard import Judged, Scoreboard
from runs.reporting.drawing import BLACK
from runs.reporting.figure_style import BLUE, GREY, VERMILLION, add_foot, add_title, new_figure

EDGE = 3.0
"""Half-widths of a band from its middle beyond which a mark stands at the edge."""
ROOM = 1.6
"""Half-widths from the only end of an open band to the farthest of what is drawn."""
ROW_HEIGHT = 0.235
WIDEST = 76
"""Letters of a measure's name beyond which it is cut."""


def measures_figure(board: Scoreboard, source: str) -> Figure:
    """Every judged measure beside its band."""
    judged = [sum(each.judged for each in one.pattern.measures) for one in board.patterns]
    figure = new_figure(12, ROW_HEIGHT * sum(judged) + 0.34 * len(judged) + 1.6)
    panels = figure.subplots(len(judged), 1, sharex=True, squeeze=False, height_ratios=judged)
    for number, (axes, one) in enumerate(zip(panels.flat, board.patterns, strict=True), start=1):
        _panel(axes, one)
        axes.set_title(f"{number}. {one.pattern.title}: {one.word.lower()}", fontsize=10)
    add_title(figure, f"Patterns: {board.reproduced} of {len(board.patterns)} reproduced")
    figure.legend(handles=_key(), loc="outside upper right", ncols=4, fontsize=10)
    add_foot(
        figure,
        "Each row has its own scale, on which a band is equally wide; an open band goes on to the "
        "edge. Right: simulated mean, and the band. Marks at the edge lie beyond it.",
        source,
    )
    return figure


def _panel(axes: Axes, judged: Judged) -> None:
    rows = [each for each in judged.pattern.measures if each.judged]
    for index, declared in enumerate(rows):
        _row(axes, index, declared, judged.values[declared.measure])
    axes.set_yticks(range(len(rows)), [_short(each.what) for each in rows], fontsize=8.5)
    axes.set(xlim=(-EDGE - 0.1, EDGE + 0.1), ylim=(len(rows) - 0.4, -0.6))
    axes.tick_params(bottom=False, labelbottom=False, left=False)
    axes.grid(visible=False)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _row(axes: Axes, index: int, declared: Declared, found: Value) -> None:
    band = declared.band(found.seen)
    left, right = (
        (-1.0 if math.isfinite(band[0]) else -EDGE),
        (1.0 if math.isfinite(band[1]) else EDGE),
    )
    axes.barh(index, right - left, left=left, height=0.66, color=GREY, alpha=0.2, lw=0)
    middle, half = scale(band, found)

    def across(value: float) -> float:
        return float(np.clip((value - middle) / half, -EDGE, EDGE))

    if found.seen is not None:
        ends = [across(end) for end in found.seen]
        axes.plot(ends, [index + 0.2] * 2, color=BLACK, lw=2.5, marker="D", ms=3.5)
    inside, made = holds(declared, found), found.simulated
    colour = BLUE if inside else VERMILLION
    if made.known:
        axes.plot([across(made.low), across(made.high)], [index - 0.1] * 2, color=colour, lw=2)
    if math.isfinite(made.mean):
        marker = "o" if inside else "X"
        axes.plot(across(made.mean), index - 0.1, color=colour, ls="none", marker=marker, ms=8)
    text = f"{written(made.mean, declared.unit)}  in  {span_text(band, declared.unit)}"
    text = text if inside else text.replace("  in  ", "  not in  ")
    axes.text(1.01, index, text, transform=axes.get_yaxis_transform(), va="center", fontsize=8.5)


def scale(band: Span, found: Value) -> Span:
    """Middle and half-width of a row's scale, on which a band's ends lie at -1 and 1.

    Where a band has one end only, the farthest of what is drawn lies ``ROOM`` from it.
    """
    low, high = band
    if math.isfinite(low) and math.isfinite(high):
        return (low + high) / 2, (high - low) / 2 or 1.0
    end, side = (low, 1) if math.isfinite(low) else (high, -1)
    drawn = [found.simulated.mean, *(found.seen or ())]
    half = max(abs(each - end) for each in drawn if math.isfinite(each)) / ROOM or 1.0
    return end + side * half, half


def _short(text: str) -> str:
    return text if len(text) <= WIDEST else f"{text[:WIDEST].rstrip()} …"


def _key() -> list[Line2D | Patch]:
    return [
        Line2D([], [], color=BLACK, lw=2.5, marker="D", ms=3.5, label="seen"),
        Line2D([], [], color=BLUE, lw=2, marker="o", ms=8, label="simulated, in"),
        Line2D([], [], color=VERMILLION, lw=2, marker="X", ms=8, label="simulated, out"),
        Patch(color=GREY, alpha=0.2, lw=0, label="band"),
    ]
