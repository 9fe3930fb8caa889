"""Back-tests: what was forecast at each cut-off, and what came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import StrMethodFormatter

import sim
from calibration.backtests import OUTCOMES
from calibration.observations import Observations
from calibration.reporting.forecast_figure import draw_fan
from runs.reporting.figure_style import BLUE, GREY, VERMILLION, add_foot, add_title, new_figure

if TYPE_CHECKING:
    from calibration.backtests import Backtest

ROWS = (
    ("arrivals", "Arrivals a month", "people"),
    ("boats", "Boats arrived a month", "boats"),
    ("load", "People per boat", "people/boat"),
    ("deaths", "Deaths at sea a month", "people"),
)


def backtest_figure(tests: Sequence[Backtest]) -> Figure:
    """A column a cut-off, a row an outcome; dots are what came, black where an interval held it."""
    figure = new_figure(4.6 * len(tests) + 0.6, 11.0)
    panels = figure.subplots(len(ROWS), len(tests), sharex=True, sharey="row", squeeze=False)
    for column, test in zip(panels.T, tests, strict=True):
        months = np.array(test.made.months, dtype="datetime64[D]")
        before = Observations(test.cutoff).monthly(test.cutoff.replace(year=2022, month=1, day=1))
        past = np.array([month.start_time for month in before.index], dtype="datetime64[D]")
        for axes, (name, heading, unit) in zip(column, ROWS, strict=True):
            axes.plot(past, before[name], color=GREY, linewidth=1)
            paths = np.nan_to_num(test.made.series[OUTCOMES[name]])
            draw_fan(axes, test.made.months, paths, VERMILLION if name == "deaths" else BLUE)
            kept = test.model[name].covered == 1.0
            axes.plot(months[kept], test.seen[name][kept], "ko", markersize=3.5)
            axes.plot(months[~kept], test.seen[name][~kept], "k^", mfc="white", markersize=6)
            axes.set(ylabel=unit, ylim=(0, None))
            axes.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
            axes.set_title(f"{heading}, known to {test.cutoff}", fontsize=9.5)
    add_title(figure, "Back-tests: what was forecast, and what came")
    number = tests[0].made.replicates
    add_foot(
        figure,
        "Grey: what the fit knew. Line: median; dark: half of all paths; light: 90 %. "
        "Dots: what came, inside the 90 % interval; white triangles: outside.",
        f"Narrows {sim.__version__}, {number} paths a cut-off, baseline.",
    )
    return figure
