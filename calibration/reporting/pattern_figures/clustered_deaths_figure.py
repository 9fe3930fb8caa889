"""Figure and caption of pattern 7."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from calibration.patterns import observed
from calibration.patterns.clustered_deaths import (
    YEARS,
    measure_values,
    rates_seen,
    seen_tolls,
    simulated_tolls,
    two_largest,
    worlds,
)
from calibration.patterns.pattern_runs import Runs
from calibration.patterns.pattern_values import Floats, ratio
from calibration.reporting.pattern_figures.finding import Finding
from runs.reporting import drawing
from runs.reporting.figure_style import BLUE, GREY, VERMILLION
from scenarios.evidence import CUT_OFF

MOST_TOLL = 30


def find(runs: Runs) -> Finding:
    """Compare deaths by incident, their concentration, and the rate of incidents by load."""
    ways, base = runs.ways, runs.baseline
    held = seen_tolls()
    made = sum(tolls.size for tolls in simulated_tolls(ways, base))
    caption = (
        f"Seen: {held.size} fatal incidents at sea with {held.sum():.0f} dead and missing, 2021 to "
        "October 2024 (IOM; too low rather than too high); small numbers: deaths of the year. "
        f"Simulated, left and middle: {made} incidents in {len(ways.sights[base])} replicates of "
        f"twelve months to {CUT_OFF}; "
        f"right: {runs.levers.comparison.replicates} replicates of 2024 at each boat price and "
        "supply of pattern 2. Thin bars: Poisson error of the incidents seen."
    )
    shows = "Deaths by incident, share of the two largest incidents, incident rate by load"
    return Finding(measure_values(runs), _figure(runs), shows, caption)


def _figure(runs: Runs) -> Figure:
    figure, axes = drawing.panels("7. Deaths are clustered", 1, 3, 4.3)
    tolls = simulated_tolls(runs.ways, runs.baseline)
    _distribution(axes[0], tolls)
    _concentration(axes[1], tolls)
    _risk(axes[2], runs)
    drawing.key(
        figure,
        [
            drawing.SEEN,
            drawing.simulated(VERMILLION, "simulated, with 95 % interval", marker="o"),
            drawing.hollow(GREY, "one replicate"),
            drawing.simulated(BLUE, "other boat prices and supplies", "", "o"),
        ],
    )
    return figure


def _at_least(tolls: Floats, across: Floats) -> Floats:
    return ratio((tolls[:, None] >= across).sum(axis=0), tolls.size)


def _distribution(axes: Axes, tolls: list[Floats]) -> None:
    across = np.arange(1.0, MOST_TOLL + 1)
    drawing.band(axes, across, np.array([_at_least(t, across) for t in tolls]), VERMILLION)
    held = np.unique(seen_tolls())
    drawing.seen(axes, held, _at_least(seen_tolls(), held))
    axes.set(xscale="log", yscale="log", ylim=(0.008, 1.3), xlim=(0.9, MOST_TOLL))
    axes.set_xticks([1, 2, 5, 10, 20], ["1", "2", "5", "10", "20"])
    axes.set_yticks([0.01, 0.1, 1.0], ["1%", "10%", "100%"])
    axes.minorticks_off()
    drawing.name(axes, "Deaths by incident", "deaths", "incidents with at least so many")


def _concentration(axes: Axes, tolls: list[Floats]) -> None:
    made = np.array([two_largest(t) for t in tolls])
    axes.plot(np.linspace(-0.25, 0.25, made.size), made, "o", color=GREY, ms=5, mfc="white")
    drawing.marks(axes, [0.0], made[:, None], VERMILLION)
    for place, year in enumerate(YEARS, start=1):
        held = observed.incidents().of_year(year)["dead_and_missing"]
        drawing.seen(axes, place, two_largest(held))
        axes.annotate(
            f"{held.sum():.0f}", (place, two_largest(held)), (0, 8), fontsize=9,
            textcoords="offset points", ha="center",
        )  # fmt: skip
    names = ["model", *(str(year) for year in YEARS[:-1]), "to Oct\n2024"]
    axes.set_xticks(range(len(YEARS) + 1), names, fontsize=8.5)
    axes.set_xlim(-0.5, len(YEARS) + 0.5)
    drawing.name(axes, "In the two largest incidents", "", "share of a year's deaths")
    drawing.shares(axes)
    axes.set_ylim(0, 1.08)


def _risk(axes: Axes, runs: Runs) -> None:
    load, rate = worlds(runs)
    mean, low, high = drawing.ends(rate)
    axes.errorbar(
        load.mean(axis=0), mean, yerr=np.array([mean - low, high - mean]), color=BLUE,
        ls="none", marker="o", ms=5, elinewidth=1.2,
    )  # fmt: skip
    loads, number, rates = rates_seen()
    error = ratio(rates, np.sqrt(number))
    axes.errorbar(
        loads, rates, yerr=error, color=drawing.BLACK, ls="none", marker="D", ms=5, elinewidth=1
    )
    for x, y, year in zip(loads, rates, YEARS, strict=True):
        axes.annotate(str(year), (x, y), (6, -3), textcoords="offset points", fontsize=8.5)
    drawing.name(
        axes, "Incidents rise with load", "people per boat", "fatal incidents, 1,000 boats"
    )
    drawing.counts(axes)
