"""Where truths rank among the draws of fits of data that the model itself has made."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from calibration.rank_statistics import Ranks
from runs.reporting.figure_style import BLUE, GREY, VERMILLION, add_foot, add_title, new_figure

MOST_NAMED = 6
"""Uneven numbers that are named in a panel."""


def ranks_figure(ranks: Mapping[str, Ranks]) -> Figure:
    """Histogram of all free numbers' ranks, then differences from even ranks for each kind."""
    free = ranks["free"]
    figure = new_figure(13, 4.8)
    add_title(
        figure, f"Ranks of the truth among {free.members} draws, {free.sets} sets of made data"
    )
    left, middle, right = figure.subplots(1, 3)
    _histogram(left, free)
    _differences(middle, free, "Each free number")
    _differences(right, ranks["outcomes"], "Each outcome")
    add_foot(
        figure,
        "Grey: where even ranks stay 19 times in 20, each bin for itself on the left, a whole line "
        "in the other panels. Bars high at both ends: draws too close together.",
    )
    return figure


def _histogram(axes: Axes, ranks: Ranks) -> None:
    found = ranks.histogram(1)
    whole = found.counts.sum()
    indices = (np.arange(found.counts.size) + 0.5) / found.counts.size
    width = 1.0 / found.counts.size
    axes.bar(indices, found.counts / whole, 0.92 * width, color=BLUE, alpha=0.6)
    for index, low, high, even in zip(
        indices, found.low / whole, found.high / whole, found.expected / whole, strict=True
    ):
        across = [index - width / 2, index + width / 2]
        axes.fill_between(across, low, high, color=GREY, alpha=0.25, linewidth=0)
        axes.plot(across, [even, even], color=GREY, lw=1.4)
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.set(title="All free numbers", xlabel="rank, as a share of draws", ylabel="share of ranks")


def _differences(axes: Axes, ranks: Ranks, title: str) -> None:
    band = ranks.band
    even = np.concatenate([[0.0], band.even, [1.0]])
    low, high = (np.pad(end, 1) for end in (band.low, band.high))
    axes.fill_between(even, low, high, color=GREY, alpha=0.2, linewidth=0)
    outside = ranks.uneven
    for name, column in zip(ranks.names, ranks.differences.T, strict=True):
        out = name in outside
        axes.plot(
            even, np.pad(column, 1), color=VERMILLION if out else BLUE, lw=1.8 if out else 0.9,
            alpha=1.0 if out else 0.5, zorder=3 if out else 2,
        )  # fmt: skip
    axes.axhline(0, color=GREY, lw=1)
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.set(
        title=f"{title}: {len(outside)} of {len(ranks.names)} leave the band",
        xlabel="rank, as a share of draws", ylabel="share below it, less that of even ranks",
    )  # fmt: skip
    named = "\n".join([*outside[:MOST_NAMED], *(["and more"] if outside[MOST_NAMED:] else [])])
    axes.text(0.98, 0.98, named, transform=axes.transAxes, ha="right", va="top", fontsize=8,
              color=VERMILLION)  # fmt: skip
