"""Figure and caption of pattern 7."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from calibration.patterns import observed
from calibration.patterns.clustered_deaths import (
    YEARS,
    measure_values,
    observed_fatalities,
    rates_seen,
    simulated_fatalities,
    two_largest,
    worlds,
)
from calibration.patterns.pattern_runs import Runs
from calibration.patterns.pattern_values import Floats, ratio
from calibration.reporting.pattern_figures.finding import Finding
from runs.reporting import drawing
from runs.reporting.figure_style import BLUE, GREY, VERMILLION
from scenarios.evidence import CUT_OFF

MOST_FATALITIES = 30


def find(runs: Runs) -> Finding:
    """Compare deaths by incident, their concentration, and the rate of incidents by load."""
    watched, base = runs.watched, runs.baseline
    kept = observed_fatalities()
    made = sum(fatalities.size for fatalities in simulated_fatalities(watched, base))
    caption = (
        f"Seen: {kept.size} fatal incidents at sea with {kept.sum():.0f} dead and missing, 2021 to "
        f"{CUT_OFF:%B %Y} (IOM; too low rather than too high); small numbers: deaths of the year. "
        f"Simulated, left and middle: {made} incidents in {len(watched.sights[base])} replicates "
        f"of twelve months to {CUT_OFF}; "
        f"right: {runs.levers.comparison.replicates} replicates of 2024 at each boat price and "
        "supply of pattern 2. Thin bars: Poisson error of the incidents seen."
    )
    shows = "Deaths by incident, share of the two largest incidents, incident rate by load"
    return Finding(measure_values(runs), _figure(runs), shows, caption)


def _figure(runs: Runs) -> Figure:
    figure, axes = drawing.panels("7. Deaths are clustered", 1, 3, 4.3)
    fatalities = simulated_fatalities(runs.watched, runs.baseline)
    _distribution(axes[0], fatalities)
    _concentration(axes[1], fatalities)
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


def _at_least(fatalities: Floats, across: Floats) -> Floats:
    return ratio((fatalities[:, None] >= across).sum(axis=0), fatalities.size)


def _distribution(axes: Axes, fatalities: list[Floats]) -> None:
    across = np.arange(1.0, MOST_FATALITIES + 1)
    drawing.band(axes, across, np.array([_at_least(t, across) for t in fatalities]), VERMILLION)
    kept = np.unique(observed_fatalities())
    drawing.seen(axes, kept, _at_least(observed_fatalities(), kept))
    axes.set(xscale="log", yscale="log", ylim=(0.008, 1.3), xlim=(0.9, MOST_FATALITIES))
    axes.set_xticks([1, 2, 5, 10, 20], ["1", "2", "5", "10", "20"])
    axes.set_yticks([0.01, 0.1, 1.0], ["1%", "10%", "100%"])
    axes.minorticks_off()
    drawing.name(axes, "Deaths by incident", "deaths", "incidents with at least so many")


def _concentration(axes: Axes, fatalities: list[Floats]) -> None:
    made = np.array([two_largest(t) for t in fatalities])
    axes.plot(np.linspace(-0.25, 0.25, made.size), made, "o", color=GREY, ms=5, mfc="white")
    drawing.marks(axes, [0.0], made[:, None], VERMILLION)
    for index, year in enumerate(YEARS, start=1):
        kept = observed.incidents().of_year(year)["dead_and_missing"]
        drawing.seen(axes, index, two_largest(kept))
        axes.annotate(
            f"{kept.sum():.0f}", (index, two_largest(kept)), (0, 8), fontsize=9,
            textcoords="offset points", ha="center",
        )  # fmt: skip
    names = ["model", *(str(year) for year in YEARS[:-1]), f"to {CUT_OFF:%b}\n{CUT_OFF.year}"]
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
