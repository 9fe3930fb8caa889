"""What all figures share: colours, type, the source line, and how they are saved."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from textwrap import fill
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

import sim
from runs.atomic_files import writing
from runs.comparison_design import Comparison
from runs.parameter_source import named, parameter_source
from sim.scenario import Scenario

BLUE = "#0072B2"
VERMILLION = "#D55E00"
GREY = "#6E6E6E"
"""Blue and vermillion are of the palette of Okabe and Ito, which colour-blind readers tell apart.
Blue is for crossings, vermillion for deaths, grey for the baseline and for what is not clear."""

KINDS = SVG, PNG = ".svg", ".png"
"""Suffixes of the files of a figure."""

SETTINGS: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#E6E6E6",
    "grid.linewidth": 0.8,
    "legend.frameon": False,
    "svg.hashsalt": "narrows",
    "date.converter": "concise",
    "figure.dpi": 100,
    "savefig.dpi": 160,
}


def style() -> AbstractContextManager[None]:
    """Settings under which figures are drawn and saved."""
    return rc_context(SETTINGS)


def new_figure(width: float, height: float) -> Figure:
    """An empty figure, in inches, that no window shows."""
    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure


def save(figure: Figure, folder: Path, name: str) -> None:
    """Write a figure of results as ``name.svg`` and ``name.png``, into an existing folder.

    Without a date; the panels are laid out once, for both. Figures of the documents are kept small
    by :func:`runs.reporting.drawing.save`.
    """
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    for kind, about in ((SVG, {"Date": None}), (PNG, {})):
        with writing(folder / f"{name}{kind}") as scratch:
            figure.savefig(scratch, format=kind[1:], metadata=about)


def source_line(comparison: Comparison, replicates: str) -> str:
    """Where a figure comes from, for its foot."""
    return (
        f"Narrows {sim.__version__}, seed {comparison.seed}, {replicates}, "
        f"{comparison.dates[0]} to {comparison.dates[-1]}, "
        f"{named(parameter_source(comparison.posterior))}. "
        "What the model gives under its stated assumptions; not a forecast."
    )


def add_title(figure: Figure, text: str) -> None:
    """The heading of a whole figure."""
    figure.suptitle(text, x=0.01, ha="left", fontsize=14, fontweight="bold")


def add_foot(figure: Figure, *lines: str, size: float = 8.5) -> None:
    """Put explanation and source line under the panels."""
    width = int(figure.get_figwidth() * 123 / size)
    text = "\n".join(fill(line, width) for line in lines)
    figure.supxlabel(text, x=0.01, ha="left", fontsize=size, color=GREY)


def say_nothing_to_show(axes: Axes, why: str) -> None:
    """Say in an empty panel why it is empty."""
    axes.text(0.5, 0.5, why, transform=axes.transAxes, ha="center", va="center", color=GREY)


def label(scenario: Scenario, width: int = 26) -> str:
    """A scenario's name and, below it, its title, broken over lines."""
    return f"{scenario.name}\n{fill(scenario.title, width)}"
