"""The folder of an allocation: whose it is."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import sim
from experiments.allocation.allocation_design import Allocation
from experiments.allocation.policy_evaluation import BATCHES
from runs.atomic_files import clear_scratch, write_text
from runs.provenance import LIBRARIES, code_digest
from scenarios.errors import InputError

NOTE, REPORT, TABLES, FIGURES = "allocation.json", "report.md", "tables", "figures"
OURS = {NOTE, REPORT, TABLES, FIGURES, BATCHES}


def claim(folder: Path, question: Allocation) -> None:
    """Make a folder this allocation's, or go on with it.

    Raises:
        InputError: If it holds anything else.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file; give a folder")
    note, facts = folder / NOTE, _facts(question)
    if note.exists():
        there = json.loads(note.read_text("utf-8"))
        if differing := [key for key in facts if there.get(key) != facts[key]]:
            message = f"{folder} holds another allocation: its {differing[0]} differs"
            raise InputError(f"{message}; give another folder")
    elif folder.exists() and (other := sorted(_names(folder) - OURS - {f"{question.name}.yaml"})):
        message = f"{folder} holds {other[0]!r}, which is no part of an allocation"
        raise InputError(f"{message}; give a new folder")
    for place in (folder, folder / BATCHES):
        place.mkdir(parents=True, exist_ok=True)
        clear_scratch(place)
    write_text(folder / f"{question.name}.yaml", question.text)
    write_text(note, json.dumps(facts, indent=1, ensure_ascii=False) + "\n")


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.startswith(".")}


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
        "code": code_digest(),
        "libraries": {name: version(name) for name in (*LIBRARIES, "optuna")},
    }
