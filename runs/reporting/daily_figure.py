"""One world, day by day."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, StrMethodFormatter
from numpy.typing import NDArray

from runs.reporting.figure_style import (
    BLUE,
    GREY,
    VERMILLION,
    add_foot,
    add_title,
    new_figure,
    source_line,
)
from runs.results import Floats, Results

Days = NDArray[np.datetime64]


def year_figure(results: Results) -> Figure:
    """Arrivals, deaths, people waiting on the coast and load of the first replicate."""
    design = results.comparison
    scenario = design.baseline
    figure = new_figure(12, 8.4)
    panels = figure.subplots(4, 1, sharex=True, height_ratios=[3, 1.3, 1.6, 1.6])
    days = np.array(design.dates, dtype="datetime64[D]")
    daily = {
        name: results.days(scenario.name, name)[0]
        for name in ("arrivals", "deaths", "people_waiting", "boats_arrived")
    }
    _arrivals(panels[0], days, daily["arrivals"])
    _deaths(panels[1], days, daily["deaths"])
    panels[2].plot(days, daily["people_waiting"], color=GREY, linewidth=1.5)
    panels[2].set(title="People waiting on the coast", ylabel="people", ylim=(0, None))
    _load(panels[3], days, daily["arrivals"], daily["boats_arrived"])
    for axes in panels:
        axes.margins(x=0.01)
        axes.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    add_title(figure, f"{scenario.title}: one world, day by day")
    add_foot(
        figure,
        f"One replicate (number {design.first}) of {design.replicates}: days of another replicate "
        "differ; the table has means and intervals over all.",
        source_line(design, "1 replicate shown"),
    )
    return figure


def _arrivals(axes: Axes, days: Days, arrivals: Floats) -> None:
    half = np.timedelta64(12, "h")
    edges = np.append(days - half, days[-1] + half)
    axes.stairs(arrivals, edges, fill=True, color=BLUE)
    axes.set(title=f"Arrivals a day: {arrivals.sum():,.0f} in all", ylabel="people", ylim=(0, None))


def _deaths(axes: Axes, days: Days, deaths: Floats) -> None:
    fatal = deaths > 0
    axes.set(title=f"Deaths a day: {deaths.sum():,.0f} in all", ylabel="people")
    axes.vlines(days[fatal], 0, deaths[fatal], color=VERMILLION, linewidth=1.5)
    axes.plot(days[fatal], deaths[fatal], "o", color=VERMILLION, markersize=5)
    axes.set_ylim(0, max(1.0, deaths.max(initial=0.0)) * 1.2)
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))


def _load(axes: Axes, days: Days, arrivals: Floats, boats: Floats) -> None:
    active = boats > 0
    load = arrivals[active] / boats[active]
    axes.plot(days[active], load, "o", color=BLUE, markersize=3, alpha=0.7)
    axes.set(title="People landed for each boat, by day", ylabel="people/boat", ylim=(0, None))
