"""Figure and caption of pattern 1."""

from __future__ import annotations

from datetime import date

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from calibration.patterns import observed
from calibration.patterns.pattern_runs import Runs
from calibration.patterns.pattern_values import Floats, ratio, value
from calibration.patterns.weather_gating import YEARS, measure_values, month_days, spells
from calibration.reporting.pattern_figures.finding import Finding
from runs.reporting import drawing
from runs.reporting.figure_style import BLUE, VERMILLION
from scenarios.evidence import CUT_OFF

LONGEST = 10


_FATAL_FROM = np.datetime64(CUT_OFF.replace(month=1, day=1))


MOST_BOATS = 20


def find(runs: Runs) -> Finding:
    """Compare runs of days, days by month and bursts with those seen since 2021."""
    results, base = runs.shocks, runs.baseline
    boats, deaths = results.days(base, "boats_arrived"), results.days(base, "deaths")
    dates = np.array(results.comparison.dates, "datetime64[D]")
    values = measure_values(boats, dates, results.days(base, "suitable_days") == 0)
    same = deaths[:, (dates >= _FATAL_FROM) & (dates <= np.datetime64(CUT_OFF))]
    values["deaths"] = value(same.sum(axis=1), float(_fatal()["dead_and_missing"].sum()))
    kept, days = boats.shape
    caption = (
        f"Seen: {_days_seen().size:,} days from 2021 to {CUT_OFF:%B %Y} (Home Office), deaths at "
        f"sea from January to {CUT_OFF:%B %Y} (IOM). Simulated: {kept} replicates of {days} days. "
        "Top left: of each pair, left is runs of days with an arrival, right runs without. Top "
        "right: black bars span the years seen. Bottom right: deaths beside the days on which "
        "people cross; seen in one year, simulated mean of two."
    )
    shows = "Runs of days, days with an arrival by month, boats a day and deaths by month"
    return Finding(values, _figure(boats, deaths, dates), shows, caption)


def _fatal() -> observed.Series:
    return observed.incidents().of_year(CUT_OFF.year)


def _days_seen() -> Floats:
    last = date(YEARS[-1], 12, 31)
    return observed.daily().between(date(YEARS[0], 1, 1), last)["boats"]


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
    stored = np.bincount(np.minimum(lengths, most), minlength=most + 1)[1:]
    return ratio(stored, lengths.size)


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
    stored = [observed.daily().of_year(year) for year in YEARS]
    for month in across:
        days = [
            month_days(y["boats"] > 0, y.days, month) for y in stored if (y.months == month).any()
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
    stored = _days_seen()
    drawing.seen(axes, across, _share_by_length(stored[stored > 0].astype(np.int64), MOST_BOATS))
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
    stored = np.bincount(_fatal().months, _fatal()["dead_and_missing"], minlength=13)[1:]
    covered = across <= CUT_OFF.month
    drawing.seen(axes, across[covered] - 0.15, stored[covered])
    axes.set_xticks(across, list("JFMAMJJASOND"))
    drawing.name(axes, "Deaths a month", "month", "deaths")
    drawing.counts(axes)
