"""Finished studies: folders of ``narrows study`` and of ``narrows compare``.

Those that ship with the project stand first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from app.view.findings import CARDS, as_card
from app.view.levers import BASELINE
from experiments.claims import answer, summary
from experiments.paired import Effects, effect
from experiments.store import read_provenance
from experiments.study.analysis.tables import effects_of
from experiments.study.held import NOTE, open_study
from experiments.study.store import EFFECTS, FINISHED, REPORT
from scenarios.errors import InputError, instead
from sim.outcomes import OUTCOMES

RESULTS = "outcomes.parquet"
MOST = 200
"""Studies that are listed."""


@dataclass(frozen=True)
class Study:
    """A finished study, or comparison.

    Attributes:
        id: Name of its folder, which is all that a visitor can ask for.
        title: First line of its report.
        scenarios: Titles by name, the baseline first.
        shipped: Whether it comes with the project.
    """

    id: str
    folder: Path
    title: str
    scenarios: dict[str, str]
    replicates: int
    seed: int
    start: str
    days: int
    version: str
    shipped: bool

    def effects(self) -> Effects:
        """Paired effects by scenario, the baseline first."""
        if (self.folder / NOTE).exists():
            return _reported(self.folder / EFFECTS)
        return _compared(self.folder / RESULTS, tuple(self.scenarios))

    def as_dict(self) -> dict[str, Any]:
        """The numbers and the words, as plain values."""
        found = self.effects()
        compared = list(found)[1:]
        told = {name: value for name, value in vars(self).items() if name != "folder"}
        return told | {
            "cards": {name: [as_card(found[name][each]) for each in CARDS] for name in compared},
            "words": [*answer(found, self.scenarios), *summary(found)[2:]],
        }


def studies(folders: Sequence[Path] = (Path("results"),)) -> dict[str, Study]:
    """Finished studies by id: those that ship with the project, then those in some folders.

    Args:
        folders: Each is a results folder or holds some; one that is not there holds none.
    """
    found: dict[str, Study] = {}
    for place in (FINISHED, *folders):
        paths = [place, *(sorted(place.iterdir()) if place.is_dir() else [])]
        for path in paths:
            study = _read(path, place == FINISHED)
            if study is not None and len(found) < MOST:
                found.setdefault(study.id, study)
    return found


def study(name: str, folders: Sequence[Path] = (Path("results"),)) -> Study:
    """The study of an id that :func:`studies` lists.

    Raises:
        InputError: If it lists none.
    """
    known = studies(folders)
    if name not in known:
        raise InputError(f"there is no study {name[:60]!r}{instead(name[:60], known)}")
    return known[name]


def _read(folder: Path, shipped: bool) -> Study | None:
    """The study in a folder; None if it holds none that can be read."""
    try:
        with (folder / REPORT).open(encoding="utf-8") as report:
            title = report.readline().removeprefix("# ").strip()
        if (folder / NOTE).exists():
            facts, scenarios = _of_study(folder)
        else:
            facts = read_provenance(folder / RESULTS)
            scenarios = {each["name"]: each["title"] for each in facts["scenarios"]}
        if len(scenarios) < 2 or "replicates" not in facts:
            return None
        return Study(
            folder.name, folder, title, scenarios, facts["replicates"], facts["seed"],
            facts["start"], facts["days"], facts["version"], shipped,
        )  # fmt: skip
    except (OSError, ValueError, LookupError, TypeError, pa.ArrowException):
        return None


def _of_study(folder: Path) -> tuple[dict[str, Any], dict[str, str]]:
    """What a study's folder says of it, and titles by name, if all that is shown was analysed."""
    held = open_study(folder)
    found = _reported(folder / EFFECTS)
    if any(name not in found[each] for each in list(found)[1:] for name in CARDS):
        return held.facts, {}
    titles = {point["name"]: point["title"] for point in held.points}
    return held.facts, {name: titles.get(name, "") for name in found}


@cache
def _reported(path: Path) -> Effects:
    return {BASELINE: {}} | effects_of(pq.read_table(path).to_pylist())


@cache
def _compared(path: Path, scenarios: tuple[str, ...]) -> Effects:
    table = pq.read_table(path)
    names = np.array(table["scenario"].to_pylist())
    known = [outcome for outcome in OUTCOMES if outcome in table.column_names]
    values = {
        outcome: table[outcome].to_numpy(zero_copy_only=False).astype(float) for outcome in known
    }
    baseline = names == scenarios[0]
    return {
        scenario: {
            outcome: effect(outcome, values[outcome][baseline], values[outcome][names == scenario])
            for outcome in known
        }
        for scenario in scenarios
    }
