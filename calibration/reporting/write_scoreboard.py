"""Write the scoreboard of the committed posterior into the documents.

``python -m calibration.reporting.write_scoreboard [--replicates N]``
"""

from __future__ import annotations

import argparse
from pathlib import Path

from calibration.posterior import load_posterior
from calibration.reporting.scoreboard_figures import draw
from calibration.reporting.scoreboard_folder import USUAL, validate
from calibration.reporting.scoreboard_page import page
from calibration.validation.scoreboard import Scoreboard
from runs.compilation import compile_model
from runs.cores import cores
from runs.progress import progress
from runs.reporting.generated_sections import DOCS

NAME = "validation.md"
FIGURES = "figures/validation"


def main() -> None:
    """Run the members, then write page and figures."""
    parser = argparse.ArgumentParser(
        prog="python -m calibration.reporting.write_scoreboard", description=__doc__
    )
    parser.add_argument("--replicates", type=_replicates, help="members, 2 or more")
    parser.add_argument("--out", type=Path, default=DOCS, help="folder of the page; docs if absent")
    options = parser.parse_args()
    posterior = load_posterior()
    replicates = options.replicates or min(USUAL, posterior.members)
    if replicates > posterior.members:
        parser.error(f"--replicates must be 2 to {posterior.members}, the posterior's members")
    compile_model()
    with progress("runs") as report:
        board = validate(posterior, replicates, cores(), report)
    write(options.out, board)
    print(options.out / NAME)


def write(out: Path, board: Scoreboard) -> None:
    """Write the figures, then the page."""
    figures = out / FIGURES
    figures.mkdir(parents=True, exist_ok=True)
    draw(board, figures)
    (out / NAME).write_text(page(board, FIGURES, "make validate"), encoding="utf-8")


def _replicates(text: str) -> int:
    number = int(text)
    if number < 2:
        raise argparse.ArgumentTypeError("one member has no spread; give 2 or more")
    return number


if __name__ == "__main__":
    main()
