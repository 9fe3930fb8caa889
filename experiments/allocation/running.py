"""Answer one question of allocation: search, confirm, bound, write."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from experiments.allocation.bound import bounds
from experiments.allocation.confirming import confirm
from experiments.allocation.design import Allocation
from experiments.allocation.evaluating import Evaluator
from experiments.allocation.saving import claim, save_answer
from experiments.allocation.search import search
from experiments.allocation.tables import Findings
from experiments.runner import Progress

Watched = Callable[[str], AbstractContextManager[Progress]]
"""Shows how far work is, of which it is told what is counted."""


def allocate(question: Allocation, folder: Path, workers: int, watched: Watched) -> Findings:
    """Do all that lacks in a folder, and write the answer there.

    Stopped and begun again, it ends with the same files.

    Raises:
        InputError: If the folder holds anything else.
        RunError: If a run fails; what is done is kept.
    """
    claim(folder, question)
    evaluator = Evaluator(question, folder, workers)
    with watched("runs of the search") as progress:
        searched = search(evaluator, progress)
    with watched("runs of the finalists") as progress:
        confirmed = confirm(evaluator, searched, progress)
    with watched("runs for the bound") as progress:
        found = Findings(question, searched, confirmed, bounds(evaluator, progress))
    save_answer(folder, found)
    return found
