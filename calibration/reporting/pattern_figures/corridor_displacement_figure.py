"""Figure and caption of pattern 6."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from calibration.patterns import observed
from calibration.patterns.corridor_displacement import (
    measure_values,
    monthly,
    passages,
    routes_in,
    simulated_months,
)
from calibration.patterns.dated_shocks import OPERATION_DAY
from calibration.patterns.final_states import Watched
from calibration.patterns.pattern_runs import CLOSED, OPERATION, Runs
from calibration.patterns.pattern_values import Floats
from calibration.reporting.pattern_figures.finding import Finding
from runs.reporting import drawing
from runs.reporting.figure_style import BLUE, GREY, VERMILLION
from scenarios.evidence import CUT_OFF
from scenarios.world_tables import load_world

COLOURS = (BLUE, drawing.ORANGE, drawing.GREEN, drawing.PURPLE, VERMILLION, GREY)


ROUTES = {
    "Western Balkan Route": (drawing.BLACK, "-"),
    "Eastern Mediterranean Route": (GREY, "-"),
    "Central Mediterranean Route": (GREY, ":"),
}


def find(runs: Runs) -> Finding:
    """Measure where people go when a way is closed, and whether fewer reach the Channel."""
    watched, base = runs.watched, runs.baseline
    caption = (
        "Seen: detections by month and route (Frontex; detections, not people), arrivals (Home "
        f"Office), deaths at sea (IOM), to {CUT_OFF:%B %Y}. Simulated: from {OPERATION_DAY} no way "
        f"from Serbia to Hungary, or {observed.value('P254'):.0f} more officers in Serbia (P254), "
        f"kept up; {len(watched.sights[base])} replicates, 95 % intervals. Top right: people who "
        "set out over each way into central Europe or Italy; lines: closed, dashes: baseline."
    )
    shows = "Detections by route, passages by route in, arrivals and deaths by month"
    return Finding(measure_values(watched, base), _figure(watched, base), shows, caption)


def _figure(watched: Watched, base: str) -> Figure:
    figure, axes = drawing.panels("6. Displacement", 2, 2, 7.2)
    months = np.array(simulated_months(watched), "datetime64[D]")
    _seen_routes(axes[0], months[0])
    _routes(axes[1], watched, base, months)
    _channel(axes[2], watched, base, "arrivals", BLUE)
    _channel(axes[3], watched, base, "deaths", VERMILLION)
    for panel in axes:
        day = np.array([OPERATION_DAY] * 2, "datetime64[D]")
        across = panel.get_xaxis_transform()
        panel.plot(day, [0, 1], color=drawing.BLACK, lw=1, ls="--", zorder=1, transform=across)
        panel.set_xticks(months[::3], [f"{m.astype(object):%b\n%Y}" for m in months[::3]])
    drawing.key(
        figure,
        [
            drawing.SEEN,
            drawing.simulated(GREY, "baseline, with 95 % interval"),
            drawing.simulated(BLUE, "way closed (deaths in red)"),
            drawing.simulated(BLUE, "police operation", ":"),
        ],
    )
    return figure


def _seen_routes(axes: Axes, first: np.datetime64) -> None:
    detected = observed.detections()
    kept = detected.days >= first
    for route, (colour, style) in ROUTES.items():
        axes.plot(
            detected.days[kept], detected[route][kept], color=colour, ls=style, lw=2,
            label=route.removesuffix(" Route"),
        )  # fmt: skip
    axes.legend(fontsize=9, loc="upper right")
    drawing.name(axes, "Detections seen, by route", "", "detections a month")
    drawing.counts(axes)


def _routes(axes: Axes, watched: Watched, base: str, months: Floats) -> None:
    groups = routes_in(load_world().network)
    size = {name: passages(watched, base, group).sum() for name, group in groups.items()}
    used = sorted((name for name in groups if size[name]), key=lambda name: -size[name])
    for name, colour in zip(used[: len(COLOURS)], COLOURS, strict=False):
        drawing.band(axes, months, passages(watched, CLOSED, groups[name]), colour)
        axes.lines[-1].set_label(name)
        mean = passages(watched, base, groups[name]).mean(axis=0)
        axes.plot(months, mean, color=colour, lw=1.2, ls="--", alpha=0.7)
    axes.legend(
        fontsize=8, loc="upper left", ncols=2, frameon=True, framealpha=1, edgecolor="white"
    )
    drawing.name(axes, "Passages by way in, simulated", "", "people a month")
    drawing.counts(axes)
    axes.set_ylim(0, axes.get_ylim()[1] * 1.3)


def _channel(axes: Axes, watched: Watched, base: str, column: str, colour: str) -> None:
    months = np.array(simulated_months(watched), "datetime64[D]")
    drawing.band(axes, months, monthly(watched, base, column), GREY)
    for scenario, dashes in ((CLOSED, "-"), (OPERATION, ":")):
        mean = monthly(watched, scenario, column).mean(axis=0)
        axes.plot(months, mean, color=colour, ls=dashes, lw=2)
    series, name = (
        (observed.daily(), "arrivals")
        if column == "arrivals"
        else (observed.incidents(), "dead_and_missing")
    )
    starts, kept = series.between(months[0].astype(object), CUT_OFF).by_month(name)
    full = np.zeros(months.size)
    full[np.searchsorted(months, starts)] = kept
    drawing.seen(axes, months, full, joined=True)
    title = "Arrivals in the Channel" if column == "arrivals" else "Deaths in the Channel"
    drawing.name(axes, title, "", "people a month")
    drawing.counts(axes)
