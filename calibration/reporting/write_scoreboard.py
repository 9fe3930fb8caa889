"""Write the scoreboard of a posterior into the documents."""

from __future__ import annotations

from pathlib import Path

from calibration.reporting.scoreboard_figures import draw
from calibration.reporting.scoreboard_page import page
from calibration.validation.scoreboard import Scoreboard
from runs.atomic_files import write_text

NAME = "validation.md"
FIGURES = "figures/validation"


def write(out: Path, board: Scoreboard) -> None:
    """Write the figures, then the page."""
    figures = out / FIGURES
    figures.mkdir(parents=True, exist_ok=True)
    draw(board, figures)
    write_text(out / NAME, page(board, FIGURES, "make validate"))
