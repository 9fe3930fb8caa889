"""Run the presets of the page and keep their runs, so that each is answered at once.

``make view-runs`` runs it. Files of worlds that no preset has any more are taken away.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from experiments.comparison.planned_looks import FIRST, LOOKS
from narrows.view.emulated_answer import FILE as EMULATOR
from narrows.view.included_runs import folder, write
from narrows.view.lever_catalogue import presets
from narrows.view.lever_positions import pair
from narrows.view.page_link import State
from narrows.view.paired_replicate import Outturn, Question, run_pair
from runs.compilation import compile_model
from runs.cores import cores
from runs.progress import progress
from runs.worker_pool import run_chunks
from sim.scenario import Scenario


def questions(names: Sequence[str]) -> dict[str, Question]:
    """The question that the page asks of each preset that changes anything, by its name."""
    found = {}
    for name in names:
        state = State(preset=name)
        baseline, changed = pair(name, state.pulled, state.days)
        if state.pulled:
            found[name] = Question(baseline, changed, state.seed)
    return found


def make(names: Sequence[str], replicates: int, workers: int, target: Path) -> list[Path]:
    """Run both worlds of each preset and write a file a world.

    Args:
        names: Presets.
        replicates: How many of each, a planned look.
        workers: Processes at once.
        target: Folder of the files.

    Returns:
        What was written.
    """
    asked = questions(names)
    target.mkdir(parents=True, exist_ok=True)
    with progress("replicates") as watch:
        rows = run_chunks(partial(_all, asked), list(range(replicates)), workers, watch)
    worlds: dict[str, tuple[Scenario, Question, list[Outturn]]] = {}
    for at, question in enumerate(asked.values()):
        for side, scenario in enumerate((question.baseline, question.changed)):
            runs = [row[at][side] for row in rows]
            worlds.setdefault(_name(scenario), (scenario, question, runs))
    paths = []
    for name, (scenario, question, runs) in worlds.items():
        paths.append(target / f"{name}.parquet")
        write(paths[-1], scenario, question, runs)
    return paths


def _name(scenario: Scenario) -> str:
    """A world's name, with what it assumes beyond the defaults."""
    assumed = "".join(f"-{name}-{value}" for name, value in scenario.parameters.items())
    return f"{scenario.name}{assumed}"


def _all(
    asked: dict[str, Question], replicates: Sequence[int]
) -> list[list[tuple[Outturn, Outturn]]]:
    """Some replicates of all questions, without their daily tables."""
    return [
        [_light(run_pair(question, number)) for question in asked.values()] for number in replicates
    ]


def _light(both: tuple[Outturn, Outturn]) -> tuple[Outturn, Outturn]:
    one, other = (replace(each, record=replace(each.record, daily=None)) for each in both)
    return one, other


def main() -> None:
    """Make the runs that are asked for."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--replicates", type=int, choices=tuple(LOOKS), default=FIRST)
    words.add_argument("--workers", type=int, default=cores())
    words.add_argument("presets", nargs="*", help="all of them, if none is named")
    given = words.parse_args()
    compile_model()
    target = folder()
    paths = make(given.presets or list(presets()), given.replicates, given.workers, target)
    if not given.presets:
        for path in set(target.glob("*.parquet")) - {*paths, target / EMULATOR}:
            path.unlink()
    print(f"{len(paths)} worlds, {sum(path.stat().st_size for path in paths) / 1e6:.1f} MB")


if __name__ == "__main__":
    from narrows.view import make_included_runs

    make_included_runs.main()  # workers find its functions by the module's own name
