"""Figure and caption of pattern 4."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from calibration.patterns import event_study, observed
from calibration.patterns.dated_shocks import DAY
from calibration.patterns.pattern_runs import DETECTION, DETECTIONS, Runs, level
from calibration.patterns.pattern_values import change, ratio
from calibration.patterns.upstream_seizures import MORE, MOST, measure_values
from calibration.reporting.pattern_figures import event_study_axes
from calibration.reporting.pattern_figures.finding import Finding
from runs.reporting import drawing
from runs.reporting.figure_style import BLUE, GREY, VERMILLION
from runs.results import Results

COLOURS = {MORE: BLUE, MOST: drawing.ORANGE}


def find(runs: Runs) -> Finding:
    """Measure what load, price, arrivals and deaths do after more is seized in transit."""
    results = runs.shocks
    caption = (
        f"From {DAY} a consignment is {MORE:g} or {MOST:g} times as likely to be detected "
        "on every corridor. Change: paired difference over four weeks, divided by the "
        "baseline's mean; deaths in "
        f"people. Bands: 95 % intervals over {results.days(runs.baseline, 'arrivals').shape[0]} "
        "replicates. Dashed: the first day of it. Black in the first panel: the range of shares "
        "worked out from seizures and launches (P297); nobody has seen such a shock."
    )
    shows = "Seizures, stocks, load, price, arrivals and deaths around a rise in detection"
    return Finding(
        measure_values(results, runs.baseline), _figure(results, runs.baseline), shows, caption
    )


def _figure(results: Results, base: str) -> Figure:
    figure, axes = drawing.panels("4. Upstream seizures bite slowly", 2, 3, 6.2)
    _seized(axes[0], results, base)
    for panel, column, title in (
        (axes[1], "boats_in_supply", "Boats in stock or on order"),
        (axes[3], "price", "Price per seat"),
        (axes[4], "arrivals", "Arrivals"),
    ):
        before = event_study.periods(results, base, column, DAY)
        for factor, colour in COLOURS.items():
            with_it = event_study.periods(results, level(DETECTION, factor), column, DAY)
            event_study_axes.curve(panel, change(before, with_it), colour)
        event_study_axes.frame(panel, title, "change")
    before = event_study.load_periods(results, base, DAY)
    for factor, colour in COLOURS.items():
        with_it = event_study.load_periods(results, level(DETECTION, factor), DAY)
        event_study_axes.curve(axes[2], change(before, with_it), colour)
    event_study_axes.frame(axes[2], "People per boat", "change")
    _deaths(axes[5], results, base)
    drawing.key(
        figure,
        [
            drawing.SEEN,
            drawing.simulated(GREY, "baseline"),
            *(drawing.simulated(c, f"detection x {f:g}") for f, c in COLOURS.items()),
        ],
    )
    return figure


def _seized(axes: Axes, results: Results, base: str) -> None:
    worlds = [(base, GREY), *((level(DETECTION, f), c) for f, c in COLOURS.items())]
    for name, colour in worlds:
        taken, launched = (
            event_study.periods(results, name, column, DAY)
            for column in ("boats_seized_upstream", "boats_launched")
        )
        event_study_axes.curve(axes, ratio(taken, taken + launched), colour)
    index = event_study.WEEKS[0] - 1.5
    low, high = observed.span("P297")
    axes.vlines(index, low, high, color=drawing.BLACK, linewidth=2.5)
    drawing.seen(axes, index, np.array(observed.value("P297")))
    event_study_axes.frame(axes, "Boats seized upstream", "share of boats", signed=False)
    drawing.shares(axes)


def _deaths(axes: Axes, results: Results, base: str) -> None:
    before = event_study.periods(results, base, "deaths", DAY)
    for factor, style in zip(DETECTIONS, (":", "-"), strict=True):
        with_it = event_study.periods(results, level(DETECTION, factor), "deaths", DAY)
        drawing.band(axes, event_study.WEEKS, with_it - before, VERMILLION, style)
    axes.axhline(0, color=GREY, linewidth=1)
    title = f"Deaths (dotted: x {MORE:g})"
    event_study_axes.frame(axes, title, "people a period, change", signed=False)
