"""Arrivals and deaths by month: what each scenario changes, beside the baseline's levels."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from runs.monthly_columns import Months, months
from runs.number_format import MINUS, counted
from runs.reporting.figure_style import (
    BLUE,
    GREY,
    VERMILLION,
    add_foot,
    add_title,
    label,
    new_figure,
    source_line,
)
from runs.results import Floats, Results

COLUMNS = 3
LOW, HIGH = 0.05, 0.95
ROOM = 1.08
ROWS = (("arrivals", "Arrivals", BLUE), ("deaths", "Deaths", VERMILLION))


def timeline_figure(results: Results) -> Figure:
    """Monthly paired differences in arrivals and deaths, and first the baseline's own numbers."""
    design = results.comparison
    columns = min(COLUMNS, len(design.scenarios))
    blocks = -(-len(design.scenarios) // columns)
    figure = new_figure(max(7.0, 3.4 * columns), 1.6 + 4.4 * blocks)
    grid = figure.subplots(2 * blocks, columns, sharex=True, squeeze=False)
    period = months(design.dates)
    pairs = [
        grid[2 * block : 2 * block + 2, column]
        for block in range(blocks)
        for column in range(columns)
    ]
    for panels in pairs[len(design.scenarios) :]:
        for axes in panels:
            axes.set_axis_off()
    for number, (scenario, panels) in enumerate(zip(design.scenarios, pairs, strict=False)):
        _pair(results, scenario.name, period, list(panels))
        panels[0].set_title(label(scenario, 27), fontsize=10)
        for axes, (_, title, _) in zip(panels, ROWS, strict=True):
            if number == 0:
                axes.set_ylabel(f"{title} a month,\nbaseline")
            elif number == 1 or number % columns == 0:
                axes.set_ylabel(f"{title} a month,\nchange")
    compared = pairs[1 : len(design.scenarios)]
    for row in range(len(ROWS)):
        _share_limits([panels[row] for panels in compared])
    _headings(figure, results, period)
    return figure


def _headings(figure: Figure, results: Results, period: Months) -> None:
    kept = results.daily.shape[1]
    part = "" if period.whole else " Months that the period covers in part show that part."
    add_title(figure, "Change in arrivals and deaths by month, beside the baseline")
    add_foot(
        figure,
        f"Grey: people a month in the baseline ({results.comparison.baseline.title}). Coloured: "
        "each scenario minus the baseline, replicate by replicate, all on one scale. Lines: mean "
        "over replicates. Bands: the 90 % interval of replicates, which are no "
        f"intervals of the mean.{part}",
        source_line(results.comparison, counted(kept, "replicate")),
        size=9,
    )


def _pair(results: Results, name: str, period: Months, panels: list[Axes]) -> None:
    baseline = results.comparison.baseline.name
    for axes, (column, _, colour) in zip(panels, ROWS, strict=True):
        totals = period.totals(results.days(name, column))
        if name == baseline:
            _band(axes, period, totals, GREY)
            axes.set_ylim(0, max(1.0, ROOM * axes.get_ylim()[1]))
        else:
            _band(axes, period, totals - period.totals(results.days(baseline, column)), colour)
            axes.axhline(0, color="black", linewidth=1)
        signed = name != baseline
        axes.yaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
        axes.yaxis.set_major_formatter(
            FuncFormatter(_change if signed else lambda value, _: f"{value:,.0f}")
        )
        axes.set_xticks(
            np.array(list(period.ticks), "datetime64[D]"), list(period.ticks.values()), fontsize=8.5
        )
        axes.tick_params(labelbottom=True)


def _band(axes: Axes, period: Months, totals: Floats, colour: str) -> None:
    low, high = np.quantile(totals, [LOW, HIGH], axis=0)
    days = np.array(period.starts, "datetime64[D]")
    if len(days) == 1:
        axes.vlines(days, low, high, color=colour, linewidth=2)
    axes.fill_between(days, low, high, color=colour, alpha=0.22, linewidth=0)
    axes.plot(days, totals.mean(axis=0), color=colour, linewidth=1.8, marker="o", markersize=3.5)


def _change(value: float, _: float) -> str:
    sign = "+" if value > 0 else MINUS if value < 0 else ""
    return f"{sign}{abs(value):,g}"


def _share_limits(panels: list[Axes]) -> None:
    """Give all panels one scale, with zero in the middle."""
    reach = max([1.0, *(abs(end) for axes in panels for end in axes.get_ylim())])
    for axes in panels:
        axes.set_ylim(-reach, reach)
