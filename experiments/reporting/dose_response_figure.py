"""What more of a lever does: effects over the range of the only lever of a study."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from experiments.reporting.effects_figure import HARM
from experiments.reporting.study_figures import (
    HOW_SURE,
    Panel,
    drawn_outcomes,
    panels,
    share_of_baseline,
    source,
)
from experiments.study.analysis.lever_response import LeverResponse, lever_points
from experiments.study.analysis.point_effects import Pairs
from experiments.uncertainty.dose_response import DoseResponse
from runs.reporting.figure_style import BLUE, GREY, VERMILLION, add_foot, add_title, new_figure

COLUMNS, MOST_PANELS = 3, 6
CURVES = " Dashed: the curve that is fitted to all runs; dotted: where it saturates."


def dose_response_figure(pairs: Pairs, response: LeverResponse | None = None) -> Figure | None:
    """Effects over the values of the lever, in per cent of the baseline, a panel an outcome.

    None unless one scenario has one lever, with at least four numbers.

    Args:
        pairs: The study.
        response: Curves, drawn with where they saturate.
    """
    kept, tried = pairs.kept, lever_points(pairs)
    if not tried:
        return None
    lever = kept.facts["levers"][0]
    found = panels(
        {point["name"]: pairs.by_name[point["name"]] for point in tried},
        drawn_outcomes(kept, MOST_PANELS),
    )
    lines = -(-len(found) // COLUMNS)
    figure = new_figure(12, 1.4 + 3.0 * lines)
    drawn = list(figure.subplots(lines, COLUMNS, sharex=True, squeeze=False).flat)
    for axes, panel in zip(drawn, found, strict=False):
        _draw(axes, panel, [point[lever] for point in tried])
        axes.set_xlabel(lever.replace("_", " "))
        if response is not None and panel.outcome in response.curves:
            _curve(axes, pairs, tried, response.curves[panel.outcome], panel.outcome)
    for axes in drawn[len(found) :]:
        axes.set_visible(False)
    add_title(figure, "Change against the baseline, by the strength of the lever")
    foot = CURVES if response else ""
    add_foot(
        figure,
        f"Mean paired differences, with their 95 % intervals. {HOW_SURE}{foot}",
        source(kept),
    )
    return figure


def _draw(axes: Axes, panel: Panel, strengths: list[float]) -> None:
    colour = VERMILLION if panel.outcome in HARM else BLUE
    axes.axhline(0, color="black", linewidth=1)
    low, high, means = (
        [getattr(each, end) for each in panel.rows] for end in ("low", "high", "mean")
    )
    axes.fill_between(strengths, low, high, color=colour, alpha=0.22, linewidth=0)
    axes.plot(strengths, means, color=colour)
    for strength, mean, claimed in zip(strengths, means, panel.claims, strict=True):
        axes.plot(
            strength, mean, color=colour, marker="o", ms=5, mfc=colour if claimed else "white"
        )
    axes.set_title(panel.title, color=colour)
    axes.set_ylabel(panel.across, fontsize=9)
    axes.xaxis.set_major_locator(MaxNLocator(5))
    axes.tick_params(labelbottom=True)


def _curve(
    axes: Axes, pairs: Pairs, tried: list[dict[str, Any]], curve: DoseResponse, outcome: str
) -> None:
    """The fitted curve in per cent of the same mean as the panel, and where it saturates."""
    row = pairs.by_name[tried[0]["name"]]
    share = share_of_baseline(row, outcome).mean
    mean = row[outcome].shown.mean
    if not (np.isfinite(share) and mean):
        return
    axes.plot(curve.strengths, share / mean * curve.mean, color=GREY, linestyle="--")
    if np.isfinite(curve.saturation):
        axes.axvline(curve.saturation, color=GREY, linestyle=":")
