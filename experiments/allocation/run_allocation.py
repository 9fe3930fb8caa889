"""Answer one question of allocation: search, confirm, bound."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from experiments.allocation.allocation_design import Allocation
from experiments.allocation.allocation_tables import Findings
from experiments.allocation.budget_search import search
from experiments.allocation.confirmation import confirm
from experiments.allocation.interdiction_bound import bounds
from experiments.allocation.pessimistic_side import pessimistic
from experiments.allocation.policy_evaluation import Evaluator
from runs.progress import Progress

Watched = Callable[[str], AbstractContextManager[Progress]]
"""Shows how far work is, which is called with what is counted."""


def allocate(question: Allocation, folder: Path, workers: int, watched: Watched) -> Findings:
    """Do all that lacks in a folder, which the caller has claimed, and return what was found.

    Stopped and begun again, it ends with the same files.

    Raises:
        RunError: If a run fails; what is done is kept.
    """
    evaluator = Evaluator(question, folder, workers)
    with watched("runs of the search") as progress:
        searched = search(evaluator, progress)
    with watched("runs of the finalists") as progress:
        confirmed = confirm(evaluator, searched, progress)
    with watched("runs for the bound") as progress:
        bounded = bounds(evaluator, progress)
    with watched("runs for the best answers of gangs") as progress:
        worst = pessimistic(evaluator, confirmed.policies, progress)
    return Findings(question, searched, confirmed, bounded, worst)
