"""Figure and caption of pattern 2."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from calibration.patterns.fuller_boats import load_seen, measure_values, sweep
from calibration.patterns.pattern_runs import BOAT_PRICES, PRICE, SUPPLIES, SUPPLY, Runs
from calibration.patterns.pattern_values import Floats
from calibration.reporting.pattern_figures.finding import Finding
from runs.reporting import drawing
from runs.reporting.figure_style import BLUE, GREY, VERMILLION

YEARS = (2021, 2022, 2023, 2024, 2025)


LEVERS = (
    (PRICE, BOAT_PRICES, "price of a boat, times the baseline's"),
    (SUPPLY, SUPPLIES, "boats that suppliers can deliver, times the baseline's"),
)


def find(runs: Runs) -> Finding:
    """Compare the load with that seen, and its answers with its rise over the years."""
    shows = "Load and deaths against the price of boats and against their supply"
    results = runs.levers
    caption = (
        "Dotted lines: people per boat seen in each year (Home Office; 2025 to October). The model "
        "has one period, so it shows what moves load and not the years. Simulated: "
        f"{results.comparison.replicates} replicates of {results.comparison.baseline.days} days of "
        "2024 in each world; both values hold from the first day of the warm-up. Load is an "
        "outcome of queue, boats and price. Below, grey: arrivals, right-hand scale."
    )
    return Finding(measure_values(runs), _figure(runs), shows, caption)


def _figure(runs: Runs) -> Figure:
    figure, axes = drawing.panels("2. Fewer, fuller boats", 2, 2, 6.8)
    for index, (lever, factors, across) in enumerate(LEVERS):
        _load(axes[index], runs, lever, factors, across)
        _harm(axes[index + 2], runs, lever, factors, across)
    top = max(axes[0].get_ylim()[1], axes[1].get_ylim()[1])
    for panel in axes[:2]:
        panel.set_ylim(0, top)
    drawing.key(
        figure,
        [
            drawing.simulated(drawing.BLACK, "load seen in a year", ":"),
            drawing.simulated(BLUE, "load, simulated", marker="o"),
            drawing.simulated(VERMILLION, "deaths, simulated", marker="o"),
            drawing.simulated(GREY, "arrivals, simulated", marker="o"),
        ],
    )
    return figure


def _log_ticks(axes: Axes, factors: Floats) -> None:
    axes.set_xscale("log")
    axes.set_xticks(factors, [f"{factor:g}" for factor in factors])
    axes.minorticks_off()


def _load(axes: Axes, runs: Runs, lever: str, factors: tuple[float, ...], across: str) -> None:
    ordered, samples = sweep(runs, lever, factors, "people_per_boat")
    for year in YEARS:
        axes.axhline(load_seen(year), color=drawing.BLACK, linestyle=":", linewidth=1.4)
        axes.text(
            ordered[-1] * 1.12, load_seen(year), f"{year}", fontsize=9,
            va="top" if year == 2023 else "bottom",
        )  # fmt: skip
    drawing.marks(axes, ordered, samples, BLUE, joined=True)
    _log_ticks(axes, ordered)
    axes.set_xlim(ordered[0] / 1.15, ordered[-1] * 1.45)
    drawing.name(axes, "People per boat", across, "people per boat")
    drawing.counts(axes)


def _harm(axes: Axes, runs: Runs, lever: str, factors: tuple[float, ...], across: str) -> None:
    ordered, deaths = sweep(runs, lever, factors, "deaths")
    _, arrivals = sweep(runs, lever, factors, "arrivals")
    beside = axes.twinx()
    beside.grid(visible=False)
    beside.spines["right"].set_visible(True)
    drawing.marks(beside, ordered / 1.02, arrivals, GREY, joined=True)
    drawing.marks(axes, ordered * 1.02, deaths, VERMILLION, joined=True)
    _log_ticks(axes, ordered)
    axes.set_xlim(ordered[0] / 1.15, ordered[-1] * 1.45)
    drawing.name(axes, "Deaths, beside arrivals", across, "deaths a year")
    beside.set_ylabel("arrivals a year", color=GREY)
    drawing.counts(axes)
    drawing.counts(beside)
