"""A forecast as fans: what was seen, and what may come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import StrMethodFormatter
from numpy.typing import NDArray

import sim
from calibration.forecast_quantiles import quantiles
from runs.reporting.figure_style import BLUE, GREY, VERMILLION, add_foot, add_title, new_figure

Floats = NDArray[np.float64]

BANDS = ((0.05, 0.95, 0.18), (0.25, 0.75, 0.3))
"""Quantiles that a band lies between, and how dark it is."""


def fan_figure(
    title: str,
    months: list[date],
    paths: Mapping[str, Floats],
    seen_months: list[date],
    seen: Mapping[str, Floats],
    source: str,
) -> Figure:
    """Arrivals, boats, people per boat and deaths by month.

    Args:
        title: What is forecast, under which scenario.
        months: First day of each month to come.
        paths: By ``arrivals``, ``boats``, ``people_per_boat`` and ``deaths``, each of shape
            (replicates, months).
        seen_months: First day of each month of the record shown.
        seen: By the same names, shape (months,).
        source: Posterior, replicates and seed, for the foot.
    """
    figure = new_figure(12, 9.0)
    panels = figure.subplots(4, 1, sharex=True, height_ratios=[3, 2, 2, 1.6])
    titles = (
        ("arrivals", "Arrivals a month", "people"), ("boats", "Boats arrived a month", "boats"),
        ("people_per_boat", "People per boat", "people/boat"),
        ("deaths", "Deaths at sea a month", "people"),
    )  # fmt: skip
    for axes, (name, heading, unit) in zip(panels, titles, strict=True):
        colour = VERMILLION if name == "deaths" else BLUE
        draw_fan(axes, months, paths[name], colour)
        axes.plot(_days(seen_months), seen[name], color=GREY, marker="o", markersize=3)
        axes.set(title=heading, ylabel=unit, ylim=(0, None))
        axes.margins(x=0.01)
        axes.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    add_title(figure, title)
    add_foot(
        figure,
        "Grey: seen. Line: median; dark: half of all paths; light: 90 %. Parameters, "
        "weather, demand and what the fitted model still misses are in the fans; other policies "
        "and events than the scenario's are not.",
        f"Narrows {sim.__version__}, {source}.",
    )
    return figure


def draw_fan(axes: Axes, months: Sequence[date], paths: Floats, colour: str) -> None:
    """Median and bands of paths by month, shape (replicates, months)."""
    days = _days(months)
    for low, high, alpha in BANDS:
        bottom, top = quantiles(paths, (low, high))
        axes.fill_between(days, bottom, top, color=colour, alpha=alpha, linewidth=0)
    axes.plot(days, quantiles(paths, (0.5,))[0], color=colour, linewidth=1.8)


def _days(months: Sequence[date]) -> NDArray[np.datetime64]:
    return np.array(months, dtype="datetime64[D]")
