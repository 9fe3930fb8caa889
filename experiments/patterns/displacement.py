"""Pattern 6: displacement, when a way of the Western Balkans is closed or policed."""

from __future__ import annotations

from datetime import date

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.figures import drawing
from experiments.figures.style import BLUE, GREY, VERMILLION
from experiments.patterns import seen
from experiments.patterns.finding import Finding, Floats, Value, change, value
from experiments.patterns.runs import CLOSED, OPERATION, Runs
from experiments.patterns.shocks import OPERATION_DAY
from experiments.patterns.watch import Watched
from scenarios.evidence import CUT_OFF
from scenarios.world import load_world
from sim.network import Network

BALKANS = ("Albania", "Bosnia and Herzegovina", "Kosovo", "North Macedonia", "Serbia")
WITHIN = ("Austria", "Croatia", "Hungary", "Italy", "Slovenia")
"""Countries at which a way in ends that is counted here; each person passes one such way."""
QUARTER = 3
COLOURS = (BLUE, drawing.ORANGE, drawing.GREEN, drawing.PURPLE, VERMILLION, GREY)
ROUTES = {
    "Western Balkan Route": (drawing.BLACK, "-"),
    "Eastern Mediterranean Route": (GREY, "-"),
    "Central Mediterranean Route": (GREY, ":"),
}


def find(runs: Runs) -> Finding:
    """Measure where people go when a way is closed, and whether fewer reach the Channel."""
    ways, base = runs.ways, runs.baseline
    caption = (
        "Seen: detections by month and route (Frontex; detections, not people), arrivals (Home "
        f"Office), deaths at sea (IOM), to October 2024. Simulated: from {OPERATION_DAY} no way "
        f"from Serbia to Hungary, or {seen.value('P254'):.0f} more officers in Serbia (P254), kept "
        f"up; {len(ways.sights[base])} replicates, 95 % intervals. Top right: people who set out "
        "over each way into central Europe or Italy; lines: closed, dashes: baseline."
    )
    shows = "Detections by route, passages by way in, arrivals and deaths by month"
    return Finding(_values(ways, base), _figure(ways, base), shows, caption)


def ways_in(network: Network) -> dict[str, list[int]]:
    """Corridors by which people come to the countries ``WITHIN``, grouped by country pair."""
    found: dict[str, list[int]] = {}
    for number, (origin, end) in enumerate(_countries(network)):
        corridor = network.corridors[number]
        if corridor.people and end in WITHIN and origin not in WITHIN:
            name = f"{origin} to {end}" if corridor.mode == "road" else "by sea or air"
            found.setdefault(name, []).append(number)
    return found


def ways_out(network: Network) -> list[int]:
    """Corridors by which people leave the Western Balkans."""
    return [
        number
        for number, (origin, end) in enumerate(_countries(network))
        if network.corridors[number].people and origin in BALKANS and end not in BALKANS
    ]


def _countries(network: Network) -> list[tuple[str, str]]:
    country = {hub.name: hub.country for hub in network.hubs}
    return [(country[c.origin], country[c.destination]) for c in network.corridors]


def passages(ways: Watched, scenario: str, corridors: list[int]) -> Floats:
    """People who set out on any of these corridors: shape (replicates, months)."""
    return np.array([sight.passages[:, corridors].sum(axis=1) for sight in ways.sights[scenario]])


def _months(ways: Watched) -> list[date]:
    return sorted({day.replace(day=1) for day in ways.comparison.dates})


def _monthly(ways: Watched, scenario: str, column: str) -> Floats:
    place = np.array([_months(ways).index(d.replace(day=1)) for d in ways.comparison.dates])
    daily = ways.days(scenario, column)
    return np.array([np.bincount(place, row) for row in daily])


def _year_seen() -> float:
    days = seen.daily()
    later = days.between(OPERATION_DAY, CUT_OFF)["arrivals"].sum()
    before = OPERATION_DAY.replace(year=OPERATION_DAY.year - 1)
    earlier = days.between(before, CUT_OFF.replace(year=CUT_OFF.year - 1))["arrivals"].sum()
    return float(later / earlier - 1)


def _values(ways: Watched, base: str) -> dict[str, Value]:
    groups = ways_in(load_world().network)
    first = _months(ways).index(OPERATION_DAY)
    after, quarter = slice(first, None), slice(first, first + QUARTER)
    every = [number for group in groups.values() for number in group]
    shut = groups["Serbia to Hungary"]
    total, closed = (passages(ways, name, shut)[:, after].sum(axis=1) for name in (base, CLOSED))
    whole, left = (passages(ways, name, every)[:, after].sum(axis=1) for name in (base, CLOSED))
    out = ways_out(load_world().network)
    exits = [passages(ways, name, out)[:, quarter].sum(axis=1) for name in (base, OPERATION)]
    arrivals = {
        name: _monthly(ways, name, "arrivals")[:, after].sum(axis=1)
        for name in (base, CLOSED, OPERATION)
    }
    deaths = [_monthly(ways, name, "deaths")[:, after].sum(axis=1) for name in (base, CLOSED)]
    detected = seen.detections()
    month = int(np.searchsorted(detected.days, np.datetime64(OPERATION_DAY)))
    route = detected["Western Balkan Route"]
    fell = route[month : month + QUARTER].mean() / route[month - QUARTER : month].mean() - 1
    return {
        "size": value(total / whole),
        "reappeared": value(1 - (whole - left) / (total - closed)),
        "closed": value(change(arrivals[base], arrivals[CLOSED]), _year_seen()),
        "operation": value(change(arrivals[base], arrivals[OPERATION]), _year_seen()),
        "route": value(change(exits[0], exits[1]), float(fell)),
        "deaths": value(deaths[1] - deaths[0]),
    }


def _figure(ways: Watched, base: str) -> Figure:
    figure, axes = drawing.panels("6. Displacement", 2, 2, 7.2)
    months = np.array(_months(ways), "datetime64[D]")
    _seen_routes(axes[0], months[0])
    _ways(axes[1], ways, base, months)
    _channel(axes[2], ways, base, "arrivals", BLUE)
    _channel(axes[3], ways, base, "deaths", VERMILLION)
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
    detected = seen.detections()
    held = detected.days >= first
    for route, (colour, style) in ROUTES.items():
        axes.plot(
            detected.days[held], detected[route][held], color=colour, ls=style, lw=2,
            label=route.removesuffix(" Route"),
        )  # fmt: skip
    axes.legend(fontsize=9, loc="upper right")
    drawing.name(axes, "Detections seen, by route", "", "detections a month")
    drawing.counts(axes)


def _ways(axes: Axes, ways: Watched, base: str, months: Floats) -> None:
    groups = ways_in(load_world().network)
    size = {name: passages(ways, base, group).sum() for name, group in groups.items()}
    used = sorted((name for name in groups if size[name]), key=lambda name: -size[name])
    for name, colour in zip(used[: len(COLOURS)], COLOURS, strict=False):
        drawing.band(axes, months, passages(ways, CLOSED, groups[name]), colour)
        axes.lines[-1].set_label(name)
        mean = passages(ways, base, groups[name]).mean(axis=0)
        axes.plot(months, mean, color=colour, lw=1.2, ls="--", alpha=0.7)
    axes.legend(
        fontsize=8, loc="upper left", ncols=2, frameon=True, framealpha=1, edgecolor="white"
    )
    drawing.name(axes, "Passages by way in, simulated", "", "people a month")
    drawing.counts(axes)
    axes.set_ylim(0, axes.get_ylim()[1] * 1.3)


def _channel(axes: Axes, ways: Watched, base: str, column: str, colour: str) -> None:
    months = np.array(_months(ways), "datetime64[D]")
    drawing.band(axes, months, _monthly(ways, base, column), GREY)
    for scenario, dashes in ((CLOSED, "-"), (OPERATION, ":")):
        mean = _monthly(ways, scenario, column).mean(axis=0)
        axes.plot(months, mean, color=colour, ls=dashes, lw=2)
    series, name = (
        (seen.daily(), "arrivals")
        if column == "arrivals"
        else (seen.incidents(), "dead_and_missing")
    )
    starts, held = series.between(months[0].astype(object), CUT_OFF).by_month(name)
    full = np.zeros(months.size)
    full[np.searchsorted(months, starts)] = held
    drawing.seen(axes, months, full, joined=True)
    title = "Arrivals in the Channel" if column == "arrivals" else "Deaths in the Channel"
    drawing.name(axes, title, "", "people a month")
    drawing.counts(axes)
