"""Figure and caption of pattern 8."""

from __future__ import annotations

from datetime import date

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from calibration.patterns import observed
from calibration.patterns.fuller_boats import sweep
from calibration.patterns.pattern_runs import SUPPLIES, SUPPLY, Runs
from calibration.patterns.pattern_values import Floats
from calibration.patterns.scarcity_prices import HIGH, LOW, QUOTED, WEEK, measure_values
from calibration.reporting.pattern_figures.finding import Finding
from runs.reporting import drawing
from runs.reporting.figure_style import BLUE, GREY
from scenarios.evidence import load_evidence


def find(runs: Runs) -> Finding:
    """Compare level, range and answer of the price with what was quoted."""
    weekly = _weekly(runs)
    quotes = ", ".join(f"{name} {observed.value(name):,.0f}" for name in QUOTED)
    low, high = observed.span("P277")
    caption = (
        f"Seen: prices quoted in pounds ({quotes}) at the middle of the time they are about; "
        f"bars: that time. Europol's {low:,.0f} to {high:,.0f} euros (P277) is left out for its "
        f"currency. Simulated, left: {weekly.shape[0]} replicates of {weekly.shape[1]} weeks, mean "
        "of the market; grey: the 90 % interval of replicates. Right: "
        f"{runs.levers.comparison.replicates} replicates of 2024 at each supply, 95 % intervals."
    )
    shows = "Price per seat through time, and against the supply of boats"
    return Finding(measure_values(runs, weekly), _figure(runs, weekly), shows, caption)


def _weekly(runs: Runs) -> Floats:
    """Mean price by week: shape (replicates, weeks)."""
    daily = runs.shocks.days(runs.baseline, "price")
    whole = daily.shape[1] // WEEK
    return daily[:, : whole * WEEK].reshape(daily.shape[0], whole, WEEK).mean(axis=2)


def _figure(runs: Runs, weekly: Floats) -> Figure:
    figure, axes = drawing.panels("8. Prices move", 1, 2, 4.0)
    _through_time(axes[0], runs, weekly)
    ordered, samples = sweep(runs, SUPPLY, SUPPLIES, "price")
    drawing.marks(axes[1], ordered, samples, BLUE, joined=True)
    axes[1].set_xscale("log")
    axes[1].set_xticks(ordered, [f"{factor:g}" for factor in ordered])
    axes[1].minorticks_off()
    drawing.name(
        axes[1], "Price against supply", "boats that suppliers can deliver, times the baseline's",
        "GBP a seat",
    )  # fmt: skip
    for panel in axes:
        drawing.counts(panel)
    top = max(panel.get_ylim()[1] for panel in axes)
    for panel in axes:
        panel.set_ylim(0, 1.08 * top)
    drawing.key(
        figure,
        [
            drawing.SEEN,
            drawing.simulated(BLUE, "simulated mean, with 95 % interval"),
            drawing.simulated(GREY, "90 % interval of replicates"),
        ],
    )
    return figure


def _through_time(axes: Axes, runs: Runs, weekly: Floats) -> None:
    first = np.datetime64(runs.shocks.comparison.dates[0])
    weeks = first + np.arange(weekly.shape[1]) * np.timedelta64(WEEK, "D")
    low, high = np.quantile(weekly, [LOW, HIGH], axis=0)
    axes.fill_between(weeks, low, high, color=GREY, alpha=0.3, linewidth=0)
    drawing.band(axes, weeks, weekly, BLUE)
    for name in QUOTED:
        start, end = _period(name)
        middle = start + (end - start) / 2
        axes.hlines(observed.value(name), start, end, color=drawing.BLACK, linewidth=1.2)
        drawing.seen(axes, np.array([middle]), [observed.value(name)])
        axes.annotate(
            name, (middle, observed.value(name)), (0, 7), textcoords="offset points", fontsize=8.5,
            ha="center",
        )  # fmt: skip
    drawing.name(axes, "Price per seat", "", "GBP a seat")


def _period(name: str) -> tuple[np.datetime64, np.datetime64]:
    """First and last day of the time that an entry is about."""
    entry = load_evidence()[name]
    first = entry.date.split("/")[0]
    start = date.fromisoformat(f"{first}-01-01"[:10] if len(first) == 4 else f"{first}-01"[:10])
    return np.datetime64(start), np.datetime64(entry.last_day)
