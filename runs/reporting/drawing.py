"""What the figures of the documents share: panels, marks for seen and simulated, the key."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, PercentFormatter
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from runs.intervals import interval
from runs.number_format import MINUS
from runs.reporting.figure_style import GREY, add_title, new_figure

Floats = NDArray[np.float64]

BLACK = "#000000"
GREEN = "#009E73"
ORANGE = "#E69F00"
PURPLE = "#CC79A7"
"""Further colours of the palette of Okabe and Ito; black is what was seen."""

WIDTH = 10.0
DOTS_PER_INCH = 130
MOST_COLOURS = 64
SEEN = Line2D([], [], color=BLACK, marker="D", ms=6, ls="none", label="seen")


def panels(title: str, rows: int, columns: int, height: float) -> tuple[Figure, list[Axes]]:
    """A figure with its title and panels, row by row."""
    figure = new_figure(WIDTH, height)
    add_title(figure, title)
    return figure, list(figure.subplots(rows, columns, squeeze=False).flat)


def name(axes: Axes, title: str, across: str, up: str) -> None:
    """Name a panel and both of its axes."""
    axes.set_title(title, fontsize=11)
    axes.set_xlabel(across)
    axes.set_ylabel(up)


def ends(samples: Floats) -> tuple[Floats, Floats, Floats]:
    """Mean and ends of the 95 % interval over replicates, column by column."""
    found = [interval(column) for column in np.atleast_2d(samples).T]
    mean, low, high = (
        np.array([getattr(each, part) for each in found]) for part in ("mean", "low", "high")
    )
    return mean, low, high


def band(axes: Axes, across: ArrayLike, samples: Floats, colour: str, style: str = "-") -> None:
    """A line of means with a band for its interval."""
    mean, low, high = ends(samples)
    axes.fill_between(np.asarray(across), low, high, color=colour, alpha=0.2, linewidth=0)
    axes.plot(np.asarray(across), mean, color=colour, linewidth=2, linestyle=style)


def marks(
    axes: Axes, across: ArrayLike, samples: Floats, colour: str, joined: bool = False
) -> None:
    """Means as dots with intervals as bars."""
    mean, low, high = ends(samples)
    axes.errorbar(
        np.asarray(across), mean, yerr=np.array([mean - low, high - mean]), color=colour,
        marker="o", ms=6, lw=1.6 if joined else 0, elinewidth=2, capsize=3, zorder=3,
    )  # fmt: skip


def seen(axes: Axes, across: ArrayLike, up: ArrayLike, joined: bool = False) -> None:
    """What was seen, as black diamonds."""
    axes.plot(
        np.asarray(across), np.asarray(up), color=BLACK, marker="D", ms=5,
        lw=1.2 if joined else 0, zorder=4,
    )  # fmt: skip


def simulated(colour: str, label: str, style: str = "-", marker: str = "") -> Line2D:
    """An entry of the key for something simulated."""
    return Line2D([], [], color=colour, lw=2, ls=style, marker=marker, ms=6, label=label)


def save(figure: Figure, path: Path) -> None:
    """Write a figure of the documents: a PNG of few colours, small enough to keep with them."""
    drawn = BytesIO()
    figure.savefig(drawn, dpi=DOTS_PER_INCH)
    with Image.open(drawn) as image:
        few_colours(image, path)


def few_colours(image: Image.Image, path: Path) -> None:
    """Write a picture as a PNG of few colours."""
    image.convert("RGB").quantize(MOST_COLOURS).save(path, optimize=True)


def key(figure: Figure, entries: Sequence[Line2D]) -> None:
    """Say below the panels what the marks mean."""
    figure.legend(handles=list(entries), loc="outside lower left", ncols=len(entries), fontsize=10)


def hollow(colour: str, label: str) -> Line2D:
    """An entry of the key for one replicate."""
    return Line2D([], [], color=colour, ls="none", marker="o", ms=6, mfc="white", label=label)


def thousands(value: float, _: float) -> str:
    """A tick with its thousands set apart."""
    return f"{value:,.0f}".replace("-", MINUS)


def counts(axes: Axes) -> None:
    """Write the ticks of the upward axis as counts, from zero."""
    axes.set_ylim(0, None)
    axes.yaxis.set_major_formatter(FuncFormatter(thousands))


def shares(axes: Axes, signed: bool = False) -> None:
    """Write the ticks of the upward axis in per cent, from zero unless they have signs."""
    if not signed:
        axes.set_ylim(0, None)
        axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        return
    axes.axhline(0, color=GREY, linewidth=1)
    axes.yaxis.set_major_formatter(FuncFormatter(_change))


def _change(value: float, _: float) -> str:
    sign = "+" if value > 0 else MINUS if value < 0 else ""
    return f"{sign}{abs(100 * value):g}%"
