"""The folder of an allocation: for which question its runs are."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import sim
from experiments.allocation.allocation_design import Allocation
from experiments.allocation.policy_evaluation import BATCHES
from runs.effect_draws import EFFECTS
from runs.parameter_draws import DRAWN, FITTED, WORLD
from runs.provenance import LIBRARIES, code_digest
from runs.run_store import RunStore

NOTE, REPORT, TABLES, FIGURES = "allocation.json", "report.md", "tables", "figures"
KEPT = re.compile(
    rf"{BATCHES}/(search-\d{{3,}}|confirm-\d{{3,}}|bound|pessimistic)\.(parquet|json)"
)


def check(folder: Path, question: Allocation) -> None:
    """Make sure that a folder is free or this allocation's.

    Raises:
        InputError: If it is not.
    """
    store = _store(folder, question)
    store.check_free()
    if store.is_begun:
        store.check_same(_facts(question))


@contextmanager
def claimed(folder: Path, question: Allocation) -> Iterator[None]:
    """Make a folder this allocation's, or go on with it; nobody else may write meanwhile.

    Raises:
        InputError: If it holds anything else, or another process is at work in it.
    """
    check(folder, question)
    store = _store(folder, question)
    with store.claimed():
        if not store.is_begun:
            store.begin(_facts(question))
        check(folder, question)
        yield


def _store(folder: Path, question: Allocation) -> RunStore:
    return RunStore(folder, "allocation", NOTE, KEPT, {f"{question.name}.yaml": question.text})


def _facts(question: Allocation) -> dict[str, Any]:
    return {
        "product": "narrows",
        "version": sim.__version__,
        "name": question.name,
        "question": question.question,
        "seed": question.seed,
        "days": question.baseline.days,
        "run_out_days": question.baseline.run_out_days,
        "replicates": question.replicates,
        "trials": question.trials,
        "generation": question.generation,
        "finalists": question.finalists,
        "confirm": question.confirm,
        "file": hashlib.sha256(question.text.encode()).hexdigest(),
        "posterior": question.members.digest if question.members else None,
        "data": question.data.facts,
        EFFECTS: question.effects.value,
        WORLD: FITTED if question.members and question.members.facts.get(WORLD) else DRAWN,
        "code": code_digest(),
        "libraries": {name: version(name) for name in (*LIBRARIES, "optuna")},
    }
