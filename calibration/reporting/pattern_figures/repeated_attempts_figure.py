"""Figure and caption of pattern 3."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from calibration.patterns import observed
from calibration.patterns.final_states import Watched
from calibration.patterns.pattern_runs import Runs
from calibration.patterns.pattern_values import Floats, bins
from calibration.patterns.repeated_attempts import WEEK, measure_values, share
from calibration.reporting.pattern_figures.finding import Finding
from runs.reporting import drawing
from runs.reporting.figure_style import BLUE, VERMILLION

MOST_TRIES = 6


COLUMNS = ("arrivals", "preventions", "boats_arrived", "events_prevented", "deaths")


def find(runs: Runs) -> Finding:
    """Compare prevention, and what those stopped do next, with the French counts."""
    weekly = _weeks(runs.watched, runs.baseline)
    sights = runs.watched.sights[runs.baseline]
    tries = np.array([sight.tries for sight in sights])
    kept = observed.prevented()
    caption = (
        f"Seen: {kept.days.size} weeks to {kept.days[-1]} (Home Office; France estimates the "
        "preventions and little verifies them), and the shares of 2022 and 2023 (P138, P140); "
        f"deaths at sea (IOM). Simulated: {len(sights)} replicates of the same weeks; tries of "
        f"people whose journey ended in {runs.watched.comparison.baseline.days} days to "
        f"{runs.watched.comparison.dates[-1]}, {tries.sum(axis=(1, 2)).mean():,.0f} in the mean "
        "replicate. Nobody has counted tries by person. All is prevented in a week without an "
        "arrival; a gap is a week without a try in some replicate."
    )
    shows = "Share of tries and of events prevented, tries by person, and deaths by week"
    return Finding(measure_values(weekly, tries), _figure(weekly, tries), shows, caption)


def _weeks(watched: Watched, base: str) -> dict[str, Floats]:
    """Sums over the weeks seen: shape (replicates, weeks)."""
    days = observed.prevented().days
    first = days[0].astype(object) - timedelta(days=WEEK - 1)
    offset = (first - watched.comparison.baseline.start).days
    return {name: bins(watched.days(base, name), offset, WEEK, days.size) for name in COLUMNS}


def _figure(weekly: dict[str, Floats], tries: Floats) -> Figure:
    figure, axes = drawing.panels("3. Prevention is not removal", 2, 2, 6.6)
    kept = observed.prevented()
    _weekly(
        axes[0], share(weekly["preventions"], weekly["arrivals"]),
        share(kept["prevented"], kept["arrivals"]), "People-attempts prevented, by week",
    )  # fmt: skip
    _weekly(
        axes[1], share(weekly["events_prevented"], weekly["boats_arrived"]),
        share(kept["events_prevented"], kept["boats"]), "Events prevented, by week",
    )  # fmt: skip
    _tries(axes[2], tries)
    _deaths(axes[3], weekly["deaths"])
    drawing.key(
        figure,
        [
            drawing.SEEN,
            drawing.simulated(BLUE, "simulated, with 95 % interval"),
            drawing.simulated(VERMILLION, "deaths so far, simulated"),
        ],
    )
    return figure


def _weekly(axes: Axes, made: Floats, kept: Floats, title: str) -> None:
    days = observed.prevented().days
    drawing.band(axes, days, made, BLUE)
    drawing.seen(axes, days, kept, joined=True)
    drawing.name(axes, title, "week", "share prevented")
    drawing.shares(axes)
    axes.set_ylim(0, 1)


def _tries(axes: Axes, tries: Floats) -> None:
    people = tries.sum(axis=1)
    kept = np.column_stack([people[:, 1:MOST_TRIES], people[:, MOST_TRIES:].sum(axis=1)])
    across = np.arange(1, MOST_TRIES + 1)
    drawing.marks(axes, across, kept / kept.sum(axis=1, keepdims=True), BLUE)
    axes.set_xticks(across, [*map(str, across[:-1]), f"{MOST_TRIES}+"])
    drawing.name(
        axes, "Tries by person (not counted by anyone)", "tries", "share of people who tried"
    )
    drawing.shares(axes)


def _deaths(axes: Axes, made: Floats) -> None:
    days = observed.prevented().days
    drawing.band(axes, days, made.cumsum(axis=1), VERMILLION)
    first = days[0].astype(object) - timedelta(days=WEEK - 1)
    fatal = observed.incidents().between(first, date.fromisoformat(str(days[-1])))
    weeks = np.searchsorted(days, fatal.days)
    kept = np.bincount(weeks, fatal["dead_and_missing"], minlength=days.size)
    drawing.seen(axes, days, kept.cumsum(), joined=True)
    drawing.name(axes, "Deaths since the first of these weeks", "week", "deaths")
    drawing.counts(axes)
