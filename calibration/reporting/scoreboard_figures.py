"""The figures of the scoreboard, by the names of their files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from matplotlib.figure import Figure

import sim
from calibration.reporting.measures_figure import measures_figure
from calibration.reporting.scores_figure import scores_figure
from calibration.reporting.series_figures import harm_figure, months_figure
from calibration.validation.scoreboard import Scoreboard
from runs.parameter_source import named, parameter_source
from runs.reporting import drawing
from runs.reporting.figure_style import style

FIGURES = {
    "scores": "z-scores of all targets, fitted and held out, beside the 90 % band",
    "months": "arrivals, boats, people per boat and days with a boat, seen and simulated",
    "harm": "deaths and fatal incidents by year, and shares prevented, seen and simulated",
    "patterns": "measures of the eight patterns in their bands",
}
"""What each figure shows, for those who cannot see it."""

_DRAW: dict[str, Callable[[Scoreboard, str], Figure]] = {
    "scores": scores_figure, "months": months_figure, "harm": harm_figure,
    "patterns": measures_figure,
}  # fmt: skip


def draw(board: Scoreboard, folder: Path) -> None:
    """Write every figure as a PNG into an existing folder."""
    with style():
        for name in FIGURES:
            drawing.save(_DRAW[name](board, _source(board, name)), folder / f"{name}.png")


def _source(board: Scoreboard, name: str) -> str:
    ran = (
        f"{board.pattern_replicates} of them in each world, twice as many in those with a shock"
        if name == "patterns"
        else f"{board.replicates} of them over the past"
    )
    return (
        f"Narrows {sim.__version__}, {named(parameter_source(board.posterior))}, {ran}, "
        f"seed {board.posterior.facts['seed']}."
    )
