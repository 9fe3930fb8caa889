"""Figure and caption of pattern 5."""

from __future__ import annotations

from datetime import date

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from calibration.patterns import observed
from calibration.patterns.absorbed_takedowns import THE_YEAR, measure_values
from calibration.patterns.dated_shocks import DAY, MARKET_SHARE
from calibration.patterns.event_study import periods
from calibration.patterns.pattern_runs import TAKEDOWN, Runs
from calibration.patterns.pattern_values import Floats, change
from calibration.reporting.pattern_figures import event_study_axes
from calibration.reporting.pattern_figures.finding import Finding
from runs.reporting import drawing
from runs.reporting.figure_style import BLUE, GREY, VERMILLION
from runs.results import Results

SMOOTH = 28


def find(runs: Runs) -> Finding:
    """Measure what is left of arrivals after a tenth of the market is removed."""
    results, base = runs.shocks, runs.baseline
    values = measure_values(results, base)
    caption = (
        f"Seen, top left: arrivals a day, mean of {SMOOTH} days (Home Office); the network of July "
        "2022 had about a tenth of the market (P313), and demand rose that summer, so that the "
        f"absence of a fall is a weak sign; the table has July to September over April to June of "
        f"2022, against each other year. Simulated: one gang with about {MARKET_SHARE:.0%} of the "
        f"market is removed on {DAY}; at most "
        f"{values['gangs'].simulated.mean:.1%} of gangs are missing. Paired differences over four "
        f"weeks, 95 % intervals over {results.days(base, 'arrivals').shape[0]} replicates."
    )
    shows = "Arrivals seen around July 2022; arrivals, gangs and deaths after a takedown"
    return Finding(values, _figure(results, base), shows, caption)


def _figure(results: Results, base: str) -> Figure:
    figure, axes = drawing.panels("5. Takedowns are absorbed", 2, 2, 6.4)
    _seen(axes[0])
    for panel, column, title in ((axes[1], "arrivals", "Arrivals"), (axes[2], "gangs", "Gangs")):
        before, with_it = (periods(results, each, column, DAY) for each in (base, TAKEDOWN))
        event_study_axes.curve(panel, change(before, with_it), BLUE)
        event_study_axes.frame(panel, f"{title} after the takedown, simulated", "change")
    before, with_it = (periods(results, each, "deaths", DAY) for each in (base, TAKEDOWN))
    event_study_axes.curve(axes[3], with_it - before, VERMILLION)
    axes[3].axhline(0, color=GREY, linewidth=1)
    event_study_axes.frame(
        axes[3], "Deaths after the takedown, simulated", "people a period, change", signed=False
    )
    drawing.key(
        figure,
        [
            drawing.simulated(drawing.BLACK, "seen in 2022"),
            drawing.simulated(GREY, "seen in 2021 (dotted) and 2023", "-"),
            drawing.simulated(BLUE, "simulated change, with 95 % interval"),
            drawing.simulated(VERMILLION, "in deaths"),
        ],
    )
    return figure


def _seen(axes: Axes) -> None:
    styles = {2021: (GREY, ":", 1.4), 2022: (drawing.BLACK, "-", 2.2), 2023: (GREY, "-", 1.4)}
    for year, (colour, style, width) in styles.items():
        arrivals = observed.daily().of_year(year)["arrivals"]
        across = np.arange(arrivals.size) + 1
        axes.plot(across, _smoothed(arrivals), color=colour, linestyle=style, linewidth=width)
    starts = [date(THE_YEAR, month, 1).timetuple().tm_yday for month in range(1, 13)]
    axes.axvline(starts[6], color=drawing.BLACK, linewidth=1, linestyle="--")
    axes.text(starts[6] - 4, axes.get_ylim()[1] * 0.93, "July 2022", ha="right", fontsize=9)
    axes.set_xticks(starts, list("JFMAMJJASOND"))
    axes.set_xlim(1, 365)
    drawing.name(axes, "Arrivals seen", "month", "people a day")
    drawing.counts(axes)


def _smoothed(daily: Floats) -> Floats:
    window = np.ones(SMOOTH)
    kept = np.convolve(np.ones(daily.size), window, "same")
    smooth: Floats = np.convolve(daily, window, "same") / kept
    return smooth
