"""When a policy works: what it has changed so far, month by month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import StrMethodFormatter
from numpy.typing import NDArray

from experiments.comparison.verdicts import FEWEST_JUDGED, judge
from experiments.reporting.effects_figure import HARM
from experiments.reporting.study_figures import source
from experiments.reporting.study_sections import heading
from experiments.study.stored_study import StudyResults
from runs.arrivals_accounting import AVERTED
from runs.intervals import Interval
from runs.number_format import counted
from runs.reporting.figure_style import BLUE, VERMILLION, add_foot, add_title, new_figure
from scenarios.packaged_places import DAILY_COLUMNS

Floats = NDArray[np.float64]

SHOWN: Mapping[str, Mapping[str, float]] = {
    "arrivals": {"arrivals": 1.0},
    AVERTED.name: {name: of for name, of in AVERTED.changes.items() if name in DAILY_COLUMNS},
    "expected_deaths": {"expected_deaths": 1.0},
}
"""What is drawn, and the daily columns whose changes add up to it, with their factors."""
COLUMNS = tuple(dict.fromkeys(name for changes in SHOWN.values() for name in changes))
MOST_POINTS = 10
LEAST_MONTHS, LEAST_REPLICATES = 3, 5
LABEL = 26
MONTHS = f"""
SELECT point, replicate, CAST(date_trunc('month', date) AS DATE) AS month,
{", ".join(f'sum("{name}") AS "{name}"' for name in COLUMNS)} FROM daily GROUP BY ALL
"""  # noqa: S608


def cumulative_effect_figure(kept: StudyResults) -> Figure | None:
    """Arrivals, people averted and expected deaths so far, of the first compared points.

    None where the study keeps days of fewer than five replicates or three months.
    """
    if kept.facts["daily"] < LEAST_REPLICATES:
        return None
    months, sums = by_month(kept)
    compared = [point for point, of in enumerate(kept.references) if point != of][:MOST_POINTS]
    if len(months) < LEAST_MONTHS or sums.shape[2] < LEAST_REPLICATES or not compared:
        return None
    figure = new_figure(14, 1.5 + 1.55 * len(compared))
    panels = figure.subplots(len(compared), len(SHOWN), sharex=True, sharey="col", squeeze=False)
    found = so_far(sums, compared, kept.references)
    for row, point, intervals in zip(panels, compared, found, strict=True):
        for axes, name, course in zip(row, SHOWN, intervals, strict=True):
            _draw(axes, months, course, VERMILLION if name in HARM else BLUE)
        row[0].set_ylabel(
            fill(kept.points[point]["name"], LABEL), rotation=0, ha="right", va="center"
        )
    for axes, name in zip(panels[0], SHOWN, strict=True):
        what = "so far" if name == AVERTED.name else "change so far"
        axes.set_title(f"{heading(name)}: {what}, people")
        axes.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    add_title(figure, "When it works")
    number = counted(sums.shape[2], "replicate")
    few = "" if sums.shape[2] >= FEWEST_JUDGED else ", too few for any claim"
    add_foot(
        figure,
        "Sum of paired differences from the first day to the end of each month, over the "
        f"{number} whose days are kept{few}. Bands: 95 % intervals that hold all at once, over all "
        "months and panels; none where too few replicates differ. Averted: did not set out or gave "
        "up by then; the rest of the fall in arrivals is on the way or died.", source(kept),
    )  # fmt: skip
    return figure


def so_far(sums: Floats, compared: list[int], references: list[int]) -> list[list[list[Interval]]]:
    """Cumulative changes with intervals that hold all at once.

    Args:
        sums: As :func:`by_month` gives them.
        compared: Numbers of the points.
        references: For every point, the number of its baseline.

    Returns:
        By point, by name in ``SHOWN`` and by month.
    """
    change = dict(zip(COLUMNS, sums, strict=True))
    cumulative = np.array([
        [
            sum(of * (change[column][point] - change[column][references[point]])
                for column, of in columns.items()).cumsum(axis=1)
            for columns in SHOWN.values()
        ]
        for point in compared
    ])  # fmt: skip
    points, names, replicates, months = cumulative.shape
    cells = cumulative.swapaxes(2, 3).reshape(-1, replicates)
    found = [each.interval for each in judge(list(cells), [0.0] * len(cells))]
    return [
        [
            found[first : first + months]
            for first in range(point * names * months, (point + 1) * names * months, months)
        ]
        for point in range(points)
    ]


def by_month(kept: StudyResults) -> tuple[list[date], Floats]:
    """Sums of ``COLUMNS`` by month, of the replicates whose days all points have.

    Returns:
        First days of the months, and an array of shape (columns, points, replicates, months).
    """
    table = kept.connect().sql(MONTHS).to_arrow_table()
    months, column = np.unique(table["month"].to_numpy(), return_inverse=True)
    replicates, row = np.unique(table["replicate"].to_numpy(), return_inverse=True)
    sums = np.full((len(COLUMNS), len(kept.points), replicates.size, months.size), np.nan)
    for index, name in enumerate(COLUMNS):
        sums[index, table["point"].to_numpy(), row, column] = table[name].to_numpy()
    whole = np.isfinite(sums).all(axis=(0, 1, 3))
    return months.astype("datetime64[D]").tolist(), sums[:, :, whole]


def _draw(axes: Axes, months: list[date], so_far: list[Interval], colour: str) -> None:
    ends = np.append(np.array(months[1:], "datetime64[D]"), _after(months[-1]))
    mean, low, high = ([getattr(each, end) for each in so_far] for end in ("mean", "low", "high"))
    axes.axhline(0, color="black", linewidth=1)
    axes.fill_between(ends, low, high, color=colour, alpha=0.22, linewidth=0)
    axes.plot(ends, mean, color=colour, linewidth=1.8)


def _after(month: date) -> np.datetime64:
    return np.datetime64(date(month.year + month.month // 12, month.month % 12 + 1, 1))
