"""Make a scoreboard, and write it."""

from __future__ import annotations

from pathlib import Path

from calibration.data_series.data_source import DataSource
from calibration.patterns.declared_patterns import load_patterns
from calibration.patterns.observed import reading
from calibration.patterns.pattern_runs import Runs, designs, run_all
from calibration.posterior import Posterior
from calibration.reporting.pattern_figures.finders import FIND
from calibration.reporting.scoreboard_cells import write_parts
from calibration.validation.past_worlds import past
from calibration.validation.posterior_runs import run_past, seed_of
from calibration.validation.scoreboard import Judged, Scoreboard, series_of, targets_of
from runs.progress import Progress, stretch
from runs.reporting.figure_style import style
from runs.results_folder import SCOREBOARD, replacing

USUAL = 40
"""Draws that run over the past if nothing else is asked for and there are so many."""
FEWER = 2
"""How many times fewer draws run in the patterns' worlds, of which there are many."""


def validate(
    posterior: Posterior,
    replicates: int,
    workers: int,
    progress: Progress,
    data: DataSource | None = None,
) -> Scoreboard:
    """Run draws over the past and in the patterns' worlds, and set them beside what was seen.

    Args:
        posterior: Whose draws run.
        replicates: Draws over the past, 2 to all; half as many in each pattern's world.
        workers: Processes at once.
        progress: Called with runs done and in all.
        data: Where what was seen is read from; the packaged series if None.

    Raises:
        RunError: If a run fails.
    """
    seed, fewer = seed_of(posterior), max(2, replicates // FEWER)
    source = data or DataSource()
    design = past(replicates, posterior, source)
    wanted = designs(fewer, seed, posterior=posterior, data=source)
    first, runs = design.runs, design.runs + wanted.runs
    tables = run_past(posterior, design, workers, stretch(progress, 0, runs), source)
    found = run_all(wanted, workers, stretch(progress, first, runs))
    return Scoreboard(
        posterior, replicates, fewer, targets_of(posterior, tables, source),
        series_of(tables[design.baseline.name], source), judged(found, source), source,
    )  # fmt: skip


def judged(runs: Runs, data: DataSource | None = None) -> tuple[Judged, ...]:
    """Every pattern with the values of its measures."""
    with style(), reading(data or DataSource()):
        return tuple(Judged(each, FIND[each.name](runs).values) for each in load_patterns())


def save(folder: Path, board: Scoreboard) -> None:
    """Write page, parts and figures, all at once or not at all.

    Args:
        folder: Where; a scoreboard that is there is replaced.
        board: The scoreboard.

    Raises:
        InputError: If the folder is there and holds something else.
    """
    from calibration.reporting.scoreboard_figures import draw
    from calibration.reporting.scoreboard_page import page

    with replacing(folder, SCOREBOARD) as partial:
        (partial / "figures").mkdir()
        draw(board, partial / "figures")
        write_parts(board, partial / "targets.csv")
        text = page(board, "figures", "narrows validate --out DIR")
        (partial / "scoreboard.md").write_text(text, encoding="utf-8")
