"""z-scores of all targets as a dot plot."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from calibration.priors import NINE_IN_TEN
from calibration.reporting.scoreboard_cells import USE_IN_WORDS, parts_in, targets_in
from calibration.target_fit import ENOUGH, LEVEL
from calibration.validation.scoreboard import USES, Row, Scoreboard, Use
from runs.reporting.drawing import ORANGE
from runs.reporting.figure_style import BLUE, GREY, add_foot, add_title, new_figure
from runs.reporting.markdown import capital

FARTHEST = 4.0
"""z beyond which a mark stands at the edge, with its number."""
ROW_HEIGHT = 0.3
MARKS: dict[Use, dict[str, Any]] = {
    "fitted": {"marker": "o", "color": BLUE, "ms": 9},
    "held-out": {"marker": "D", "mfc": "white", "mec": ORANGE, "mew": 2.4, "ms": 8.5},
}
"""Fitted and held out differ by shape, filling and place as well as by colour."""
STROKES: dict[Use, str] = {"fitted": BLUE, "held-out": ORANGE}
PART: dict[str, Any] = {"ls": "none", "marker": "|", "ms": 11, "mew": 1.6, "alpha": 0.75}


def scores_figure(board: Scoreboard, source: str) -> Figure:
    """Every target's z, or those of its parts, beside the band in which 90 % should lie."""
    groups = [use for use in USES if board.of(use)]
    heights = [len(board.of(use)) for use in groups]
    figure = new_figure(10, ROW_HEIGHT * sum(heights) + 2.6)
    panels = figure.subplots(len(groups), 1, sharex=True, squeeze=False, height_ratios=heights)
    for axes, use in zip(panels.flat, groups, strict=True):
        _group(axes, board.of(use), use)
        axes.set_title(capital(targets_in(board, use)))
    panels.flat[-1].set_xlabel("z: simulated less seen, in standard deviations of model and errors")
    add_title(figure, "How far from its targets")
    figure.legend(handles=_key(groups), loc="outside upper right", ncols=4, fontsize=10)
    add_foot(
        figure,
        f"A target of several parts has a stroke for each, and is in if {ENOUGH:.0%} of them are. "
        "Strokes at the edge lie there or beyond. Where draws are skewed, a band ends a little "
        "off the shade.",
        source,
    )
    return figure


def _group(axes: Axes, rows: list[Row], use: Use) -> None:
    axes.axvspan(-NINE_IN_TEN, NINE_IN_TEN, color=GREY, alpha=0.15, linewidth=0)
    axes.axvline(0, color=GREY, linewidth=1)
    for index, row in enumerate(rows):
        if len(row.starts) > 1:
            z = row.target_fit.z[np.isfinite(row.target_fit.z)].clip(-FARTHEST, FARTHEST)
            axes.plot(z, np.full(z.size, index), color=STROKES[use], **PART)
        else:
            _mark(axes, row.target_fit.z[0], index, use)
        axes.text(
            1.01, index, _said(row), transform=axes.get_yaxis_transform(), va="center", fontsize=9,
            fontweight="normal" if row.target_fit.holds else "bold",
        )  # fmt: skip
    axes.set_yticks(range(len(rows)), [row.target.name for row in rows])
    axes.set(xlim=(-1.08 * FARTHEST, 1.08 * FARTHEST), ylim=(len(rows) - 0.4, -0.6))


def _said(row: Row) -> str:
    word = "in" if row.target_fit.holds else "out"
    return f"{word}, {parts_in(row)} parts in" if len(row.starts) > 1 else word


def _mark(axes: Axes, z: float, index: int, use: Use) -> None:
    if not np.isfinite(z):
        axes.text(0, index, "undefined", ha="center", va="center", fontsize=9)
        return
    axes.plot(np.clip(z, -FARTHEST, FARTHEST), index, ls="none", **MARKS[use])
    if abs(z) > FARTHEST:
        side = np.sign(z)
        axes.annotate(
            f"{z:+.1f}", (side * FARTHEST, index), (-side * 9, 0), textcoords="offset points",
            ha="right" if side > 0 else "left", va="center", fontsize=9,
        )  # fmt: skip


def _key(groups: list[Use]) -> list[Line2D | Patch]:
    return [
        *(Line2D([], [], ls="none", label=USE_IN_WORDS[use], **MARKS[use]) for use in groups),
        Line2D([], [], color=GREY, label="one of several parts", **PART),
        Patch(color=GREY, alpha=0.15, lw=0, label=f"{LEVEL:.0%} band, ±{NINE_IN_TEN:.2f}"),
    ]
