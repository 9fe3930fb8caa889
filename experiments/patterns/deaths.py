"""Pattern 7: deaths are clustered in few incidents, and incidents rise with load."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.figures import drawing
from experiments.figures.style import BLUE, GREY, VERMILLION
from experiments.patterns import seen
from experiments.patterns.finding import Finding, Floats, Value, ratio, value
from experiments.patterns.load import load_seen, sweep
from experiments.patterns.runs import BOAT_PRICES, PRICE, SUPPLIES, SUPPLY, Runs
from experiments.patterns.watch import Watched
from scenarios.evidence import CUT_OFF

YEARS = (2021, 2022, 2023, 2024)
LEAST_DEATHS = 10
"""Deaths in a year below which the share of its two largest incidents says nothing."""
MOST_TOLL = 30


def find(runs: Runs) -> Finding:
    """Compare deaths by incident, their concentration, and the rate of incidents by load."""
    ways, base = runs.ways, runs.baseline
    held = _seen_tolls()
    made = sum(tolls.size for tolls in _tolls(ways, base))
    caption = (
        f"Seen: {held.size} fatal incidents at sea with {held.sum():.0f} dead and missing, 2021 to "
        "October 2024 (IOM; too low rather than too high); small numbers: deaths of the year. "
        f"Simulated, left and middle: {made} incidents in {len(ways.sights[base])} replicates of "
        f"twelve months to {CUT_OFF}; "
        f"right: {runs.levers.comparison.replicates} replicates of 2024 at each boat price and "
        "supply of pattern 2. Thin bars: Poisson error of the incidents seen."
    )
    shows = "Deaths by incident, share of the two largest incidents, incident rate by load"
    return Finding(_values(runs), _figure(runs), shows, caption)


def two_largest(tolls: Floats) -> float:
    """Share of all deaths in the two largest incidents."""
    total = float(tolls.sum())
    return float(np.sort(tolls)[-2:].sum()) / total if total else float("nan")


def _first_day() -> date:
    return CUT_OFF.replace(year=CUT_OFF.year - 1) + timedelta(days=1)


def _tolls(ways: Watched, base: str) -> list[Floats]:
    """Deaths of each incident in the twelve months to the cut-off, by replicate."""
    first = _first_day().toordinal()
    return [sight.tolls[sight.incident_days >= first] for sight in ways.sights[base]]


def _seen_tolls() -> Floats:
    return seen.incidents().between(date(YEARS[0], 1, 1), CUT_OFF)["dead_and_missing"]


def _twelve_months(ways: Watched, base: str, column: str) -> Floats:
    held = [day >= _first_day() for day in ways.comparison.dates]
    return ways.days(base, column)[:, held].sum(axis=1)


def rates_seen() -> tuple[Floats, Floats, Floats]:
    """Load, incidents and incidents for 1,000 boats of each year."""
    loads = np.array([load_seen(year) for year in YEARS])
    number = np.array([float(seen.incidents().of_year(y).days.size) for y in YEARS])
    boats = np.array([seen.daily().of_year(y)["boats"].sum() for y in YEARS])
    return loads, number, 1000 * ratio(number, boats)


def slope(load: Floats, rate: Floats) -> float:
    """Exponent with which a rate rises with load, by least squares over the worlds given."""
    usable = (load > 0) & (rate > 0)
    if np.unique(load[usable]).size < 2:
        return float("nan")
    return float(np.polyfit(np.log(load[usable]), np.log(rate[usable]), 1)[0])


def _worlds(runs: Runs) -> tuple[Floats, Floats]:
    """Load and incidents for 1,000 boats: shape (replicates, worlds)."""
    found = []
    for outcome in ("load_per_boat", "incidents", "boats_arrived"):
        prices = sweep(runs, PRICE, BOAT_PRICES, outcome)[1]
        found.append(np.column_stack([prices, sweep(runs, SUPPLY, SUPPLIES, outcome)[1]]))
    load, incidents, boats = found
    return load, 1000 * ratio(incidents, boats)


def _values(runs: Runs) -> dict[str, Value]:
    ways, base = runs.ways, runs.baseline
    tolls = _tolls(ways, base)
    held = [seen.incidents().of_year(year)["dead_and_missing"] for year in YEARS]
    period = seen.incidents().between(_first_day(), CUT_OFF)["dead_and_missing"]
    crossed = seen.daily().between(_first_day(), CUT_OFF)
    incidents, boats = (_twelve_months(ways, base, n) for n in ("incidents", "boats_arrived"))
    load, rate = _worlds(runs)
    return {
        "toll": value(np.array([t.mean() if t.size else np.nan for t in tolls]),
                      float(_seen_tolls().mean())),
        "two_largest": value(np.array([two_largest(t) for t in tolls]),
                             *(two_largest(t) for t in held if t.sum() >= LEAST_DEATHS)),
        "deaths": value(_twelve_months(ways, base, "deaths"), float(period.sum())),
        "incidents": value(1000 * ratio(incidents, boats),
                           1000 * period.size / float(crossed["boats"].sum())),
        "slope": value(np.array([slope(*each) for each in zip(load, rate, strict=True)]),
                       slope(rates_seen()[0], rates_seen()[2])),
        "arrivals": value(_twelve_months(ways, base, "arrivals"), float(crossed["arrivals"].sum())),
    }  # fmt: skip


def _figure(runs: Runs) -> Figure:
    figure, axes = drawing.panels("7. Deaths are clustered", 1, 3, 4.3)
    tolls = _tolls(runs.ways, runs.baseline)
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
    held = np.unique(_seen_tolls())
    drawing.seen(axes, held, _at_least(_seen_tolls(), held))
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
        held = seen.incidents().of_year(year)["dead_and_missing"]
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
    load, rate = _worlds(runs)
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
