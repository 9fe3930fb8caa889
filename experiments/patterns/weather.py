"""Pattern 1: weather gates volume, in runs of days, by month, and in bursts of boats."""

from __future__ import annotations

from datetime import date

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from experiments.figures import drawing
from experiments.figures.style import BLUE, VERMILLION
from experiments.patterns import seen
from experiments.patterns.finding import Finding, Floats, Value, ratio, value
from experiments.patterns.runs import Runs
from scenarios.evidence import CUT_OFF

YEARS = (2021, 2022, 2023, 2024)
"""Years seen: the gate is of these, and earlier ones are another scale of trade."""
LONGEST = 10
_FATAL_FROM = np.datetime64(CUT_OFF.replace(month=1, day=1))
MOST_BOATS = 20
Flags = NDArray[np.bool_]


def find(runs: Runs) -> Finding:
    """Compare runs of days, days by month and bursts with those seen since 2021."""
    results, base = runs.shocks, runs.baseline
    boats, deaths = results.days(base, "boats_arrived"), results.days(base, "deaths")
    dates = np.array(results.comparison.dates, "datetime64[D]")
    values = _values(boats, dates, results.days(base, "suitable_days") == 0)
    same = deaths[:, (dates >= _FATAL_FROM) & (dates <= np.datetime64(CUT_OFF))]
    values["deaths"] = value(same.sum(axis=1), float(_fatal()["dead_and_missing"].sum()))
    kept, days = boats.shape
    caption = (
        f"Seen: {_days_seen().size:,} days from 2021 to October 2024 (Home Office), deaths at sea "
        f"from January to October 2024 (IOM). Simulated: {kept} replicates of {days} days. Top "
        "left: of each pair, left is runs of days with an arrival, right runs without. Top right: "
        "black bars span the years seen. Bottom right: deaths beside the days on which people "
        "cross; seen in one year, simulated mean of two."
    )
    shows = "Runs of days, days with an arrival by month, boats a day and deaths by month"
    return Finding(values, _figure(boats, deaths, dates), shows, caption)


def spells(active: Flags) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Lengths of the runs of active days, and of the runs of idle ones, in order."""
    turns = np.flatnonzero(np.diff(active.astype(np.int8))) + 1
    edges = np.concatenate([[0], turns, [active.size]])
    lengths, kind = np.diff(edges), active[edges[:-1]]
    return lengths[kind], lengths[~kind]


def dispersion(boats: Floats) -> float:
    """Variance over mean of boats on days with any."""
    active = boats[boats > 0]
    return float(active.var(ddof=1) / active.mean()) if active.size > 1 else float("nan")


def month_days(active: Flags, dates: NDArray[np.datetime64], month: int) -> float:
    """Active days in a calendar month, mean over the years that the dates cover."""
    months = dates.astype("datetime64[M]")
    held = months.astype(np.int64) % 12 + 1 == month
    return float(active[held].sum() / max(np.unique(months[held]).size, 1))


def _fatal() -> seen.Series:
    return seen.incidents().of_year(CUT_OFF.year)


def _days_seen() -> Floats:
    last = date(YEARS[-1], 12, 31)
    return seen.daily().between(date(YEARS[0], 1, 1), last)["boats"]


def _values(boats: Floats, dates: NDArray[np.datetime64], poor: Flags) -> dict[str, Value]:
    years = [seen.daily().of_year(year) for year in YEARS]
    runs_seen = [spells(year["boats"] > 0) for year in years]
    runs_made = [spells(row > 0) for row in boats]
    values = {
        name: value(
            np.array([made[kind].mean() for made in runs_made]),
            float(np.concatenate([lengths[kind] for lengths in runs_seen]).mean()),
        )
        for kind, name in enumerate(("active_spell", "idle_spell"))
    }
    for name, month in (("january", 1), ("june", 6)):
        values[name] = value(
            np.array([month_days(row > 0, dates, month) for row in boats]),
            *(month_days(year["boats"] > 0, year.days, month) for year in years),
        )
    values["dispersion"] = value(
        np.array([dispersion(row) for row in boats]), *(dispersion(y["boats"]) for y in years)
    )
    rated = seen.red_days()
    values["poor_days"] = value(
        ratio(((boats > 0) & poor).sum(axis=1), (boats > 0).sum(axis=1)),
        *(1 - rated[y] / (seen.daily().of_year(y)["boats"] > 0).sum() for y in YEARS if y in rated),
    )
    return values


def _figure(boats: Floats, deaths: Floats, dates: NDArray[np.datetime64]) -> Figure:
    figure, axes = drawing.panels("1. Weather gates volume", 2, 2, 6.6)
    _runs(axes[0], boats)
    _months(axes[1], boats, dates)
    _bursts(axes[2], boats)
    _deaths(axes[3], deaths, dates)
    drawing.key(
        figure,
        [
            drawing.SEEN,
            drawing.simulated(BLUE, "simulated, with 95 % interval", marker="o"),
            drawing.simulated(drawing.ORANGE, "the same, idle days", marker="o"),
            drawing.simulated(VERMILLION, "deaths, simulated", marker="o"),
        ],
    )
    return figure


def _share_by_length(lengths: NDArray[np.int64], most: int) -> Floats:
    held = np.bincount(np.minimum(lengths, most), minlength=most + 1)[1:]
    return ratio(held, lengths.size)


def _runs(axes: Axes, boats: Floats) -> None:
    across = np.arange(1, LONGEST + 1)
    for kind, (colour, aside) in enumerate(((BLUE, -0.13), (drawing.ORANGE, 0.13))):
        made = np.array([_share_by_length(spells(row > 0)[kind], LONGEST) for row in boats])
        drawing.marks(axes, across + aside, made, colour, joined=True)
        drawing.seen(
            axes, across + aside, _share_by_length(spells(_days_seen() > 0)[kind], LONGEST)
        )
    axes.set_xticks(across, [*map(str, across[:-1]), f"{LONGEST}+"])
    drawing.name(
        axes, "How long runs of days last", "days with an arrival, or without", "share of runs"
    )
    drawing.shares(axes)


def _months(axes: Axes, boats: Floats, dates: NDArray[np.datetime64]) -> None:
    across = range(1, 13)
    held = [seen.daily().of_year(year) for year in YEARS]
    for month in across:
        days = [
            month_days(y["boats"] > 0, y.days, month) for y in held if (y.months == month).any()
        ]
        axes.vlines(month - 0.15, min(days), max(days), color=drawing.BLACK, linewidth=2.5)
        drawing.seen(axes, month - 0.15, np.mean(days))
    made = np.array([[month_days(row > 0, dates, month) for month in across] for row in boats])
    drawing.marks(axes, np.array(across) + 0.15, made, BLUE)
    axes.set_xticks(across, list("JFMAMJJASOND"))
    drawing.name(axes, "Days with an arrival", "month", "days")
    drawing.counts(axes)


def _bursts(axes: Axes, boats: Floats) -> None:
    across = np.arange(1, MOST_BOATS + 1)
    made = [row[row > 0].astype(np.int64) for row in boats]
    drawing.marks(axes, across, np.array([_share_by_length(r, MOST_BOATS) for r in made]), BLUE)
    held = _days_seen()
    drawing.seen(axes, across, _share_by_length(held[held > 0].astype(np.int64), MOST_BOATS))
    ticks = [1, *range(5, MOST_BOATS + 1, 5)]
    axes.set_xticks(ticks, [*map(str, ticks[:-1]), f"{MOST_BOATS}+"])
    drawing.name(axes, "Boats on days with an arrival", "boats a day", "share of those days")
    drawing.shares(axes)


def _deaths(axes: Axes, deaths: Floats, dates: NDArray[np.datetime64]) -> None:
    across = np.arange(1, 13)
    months = dates.astype("datetime64[M]").astype(np.int64) % 12 + 1
    years = len(dates) / 365.25
    made = np.column_stack([deaths[:, months == m].sum(axis=1) / years for m in across])
    drawing.marks(axes, across + 0.15, made, VERMILLION)
    held = np.bincount(_fatal().months, _fatal()["dead_and_missing"], minlength=13)[1:]
    covered = across <= CUT_OFF.month
    drawing.seen(axes, across[covered] - 0.15, held[covered])
    axes.set_xticks(across, list("JFMAMJJASOND"))
    drawing.name(axes, "Deaths a month", "month", "deaths")
    drawing.counts(axes)
