"""Arrivals and deaths by month: each scenario over the baseline."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import StrMethodFormatter

from experiments.figures.months import Months, months
from experiments.figures.style import (
    BLUE,
    MIDDLE_GREY,
    PALE,
    VERMILLION,
    add_foot,
    label,
    new_figure,
    source_line,
)
from experiments.results import Floats, Results

COLUMNS = 4
LOW, HIGH = 0.05, 0.95
ROWS = (("arrivals", "Arrivals a month", BLUE), ("deaths", "Deaths a month", VERMILLION))


def timeline_figure(results: Results) -> Figure:
    """Monthly arrivals, and below them deaths, with the middle nine tenths of replicates."""
    design = results.comparison
    scenarios = design.scenarios[1:]
    columns = min(COLUMNS, len(scenarios))
    blocks = -(-len(scenarios) // columns)
    figure = new_figure(max(7.0, 3.6 * columns), 1.4 + 4.6 * blocks)
    grid = figure.subplots(2 * blocks, columns, sharex=True, squeeze=False)
    period = months(design.dates)
    for place in range(blocks * columns):
        block, column = divmod(place, columns)
        panels = grid[2 * block : 2 * block + 2, column]
        if place >= len(scenarios):
            for axes in panels:
                axes.set_axis_off()
            continue
        _pair(results, scenarios[place].name, period, list(panels), first=column == 0)
        panels[0].set_title(label(scenarios[place].title, 32))
    _share_limits(grid)
    _headings(figure, results, period)
    return figure


def _headings(figure: Figure, results: Results, period: Months) -> None:
    kept = results.daily.shape[1]
    part = "" if period.whole else " Months that the period covers in part show that part."
    figure.suptitle(
        "Arrivals and deaths by month", x=0.01, ha="left", fontsize=14, fontweight="bold"
    )
    add_foot(
        figure,
        f"Coloured: the scenario. Grey: the baseline ({results.comparison.baseline.title}). Lines: "
        "mean over replicates. Bands: the middle nine tenths of replicates; scenarios share "
        f"weather and luck, so bands overlap even where the paired effect is clear.{part}",
        source_line(results.comparison, f"{kept} replicates"),
    )


def _pair(results: Results, name: str, period: Months, panels: list[Axes], first: bool) -> None:
    baseline = results.comparison.baseline.name
    for axes, (column, title, colour) in zip(panels, ROWS, strict=True):
        _band(axes, period, period.totals(results.days(baseline, column)), MIDDLE_GREY, PALE)
        _band(axes, period, period.totals(results.days(name, column)), colour, colour)
        if first:
            axes.set_ylabel(f"{title} (people)", fontsize=9)
        axes.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
        axes.set_xticks(
            np.array(list(period.ticks), "datetime64[D]"), list(period.ticks.values()), fontsize=8.5
        )
        axes.tick_params(labelbottom=True)


def _band(axes: Axes, period: Months, totals: Floats, line: str, fill: str) -> None:
    low, high = np.quantile(totals, [LOW, HIGH], axis=0)
    alpha = 0.22 if fill == line else 0.7
    middle = totals.mean(axis=0)
    days = np.array(period.starts, "datetime64[D]")
    if len(days) == 1:
        axes.vlines(days, low, high, color=line, linewidth=2)
    axes.fill_between(days, low, high, color=fill, alpha=alpha, linewidth=0)
    width, mark = (1.8, 3.5) if fill == line else (4.5, 6.5)
    axes.plot(days, middle, color=line, linewidth=width, marker="o", markersize=mark)


def _share_limits(grid: np.ndarray) -> None:
    """Give all panels of arrivals one scale, and all panels of deaths another; both from zero."""
    for first in (0, 1):
        panels = [axes for axes in grid[first::2].flat if axes.axison]
        top = max(axes.get_ylim()[1] for axes in panels)
        for axes in panels:
            axes.set_ylim(0, top)
