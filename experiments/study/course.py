"""When a policy works: what it has changed so far, month by month."""

from __future__ import annotations

from datetime import date
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import StrMethodFormatter
from numpy.typing import NDArray

from experiments.figures.effects import HARM
from experiments.figures.style import BLUE, VERMILLION, add_foot, add_title, new_figure
from experiments.numbers import counted
from experiments.study.analysis.intervals import of_means
from experiments.study.analysis.sections import heading
from experiments.study.figures import source
from experiments.study.held import Held

Floats = NDArray[np.float64]

SHOWN = ("arrivals", "expected_deaths")
MOST_POINTS = 10
LEAST_MONTHS, LEAST_REPLICATES = 3, 5
LABEL = 26
MONTHS = f"""
SELECT point, replicate, CAST(date_trunc('month', date) AS DATE) AS month,
{", ".join(f"sum({name}) AS {name}" for name in SHOWN)} FROM daily GROUP BY ALL
"""  # noqa: S608


def course_figure(held: Held) -> Figure | None:
    """Arrivals and expected deaths so far, beside the baseline's, of the first compared points.

    None where the study keeps days of fewer than five replicates or three months.
    """
    if held.facts["daily"] < LEAST_REPLICATES:
        return None
    months, sums = by_month(held)
    compared = [point for point, of in enumerate(held.references) if point != of][:MOST_POINTS]
    if len(months) < LEAST_MONTHS or sums.shape[2] < LEAST_REPLICATES or not compared:
        return None
    figure = new_figure(11, 1.3 + 1.55 * len(compared))
    panels = figure.subplots(len(compared), len(SHOWN), sharex=True, sharey="col", squeeze=False)
    for row, point in zip(panels, compared, strict=True):
        for axes, name, level in zip(row, SHOWN, sums, strict=True):
            gone = (level[point] - level[held.references[point]]).cumsum(axis=1)
            _draw(axes, months, gone, VERMILLION if name in HARM else BLUE)
        row[0].set_ylabel(
            fill(held.points[point]["name"], LABEL), rotation=0, ha="right", va="center"
        )
    for axes, name in zip(panels[0], SHOWN, strict=True):
        axes.set_title(f"{heading(name)}: change so far, people")
        axes.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    add_title(figure, "When it works")
    number = counted(sums.shape[2], "replicate")
    add_foot(
        figure,
        f"Sum of paired differences from the first day to the end of each month, with its 95 % "
        f"interval, over the {number} whose days are kept.", source(held),
    )  # fmt: skip
    return figure


def by_month(held: Held) -> tuple[list[date], Floats]:
    """Sums of ``SHOWN`` by month, of the replicates whose days all points have.

    Returns:
        First days of the months, and an array of shape (outcomes, points, replicates, months).
    """
    table = held.connect().sql(MONTHS).to_arrow_table()
    months, column = np.unique(table["month"].to_numpy(), return_inverse=True)
    replicates, row = np.unique(table["replicate"].to_numpy(), return_inverse=True)
    sums = np.full((len(SHOWN), len(held.points), replicates.size, months.size), np.nan)
    for place, name in enumerate(SHOWN):
        sums[place, table["point"].to_numpy(), row, column] = table[name].to_numpy()
    whole = np.isfinite(sums).all(axis=(0, 1, 3))
    return months.astype("datetime64[D]").tolist(), sums[:, :, whole]


def _draw(axes: Axes, months: list[date], gone: Floats, colour: str) -> None:
    ends = np.append(np.array(months[1:], "datetime64[D]"), _after(months[-1]))
    found = of_means(gone.T)
    low, high = ([getattr(each, end) for each in found] for end in ("low", "high"))
    axes.axhline(0, color="black", linewidth=1)
    axes.fill_between(ends, low, high, color=colour, alpha=0.22, linewidth=0)
    axes.plot(ends, gone.mean(axis=0), color=colour, linewidth=1.8)


def _after(month: date) -> np.datetime64:
    return np.datetime64(date(month.year + month.month // 12, month.month % 12 + 1, 1))
