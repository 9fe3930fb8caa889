"""A study of runs of two days, and how to run it here."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from numpy.typing import NDArray

from experiments.reporting.study_answer import save_report
from experiments.study.run_study import run_study
from experiments.study.stored_study import POINTS, StudyResults, Values, open_study
from experiments.study.study_design import Study
from experiments.study.study_file import Overrides, read_study
from experiments.study.study_folder import Store
from runs import executors
from runs.compilation import compile_model
from runs.executors import Executor
from scenarios.packaged_places import OUTCOMES

Floats = NDArray[np.float64]

TINY = """\
name: tiny
question: Who is stopped?
scenarios:
  - name: scarce
    interventions:
      - kind: change
        value: people_interception
        multiply: $left
        start: 2024-01-01
levers:
  left: [0.9, 0.5]
start: 2024-01-01
days: 2
warmup_days: 1
uncertainties: declared
replicates: 80
daily: 40
run_out_days: 1
"""


@pytest.fixture(scope="session", autouse=True)
def compiled() -> None:
    compile_model()


@pytest.fixture
def tiny_file(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.yaml"
    path.write_text(TINY)
    return path


@pytest.fixture
def tiny(tiny_file: Path) -> Study:
    return read_study(str(tiny_file))


@pytest.fixture(scope="session")
def run() -> Callable[..., StudyResults]:
    """Run a study into a folder; its report, which takes longer than the runs, is left out."""

    def run(
        study: Study,
        folder: Path,
        executor: Executor | None = None,
        content: list[str] | None = None,
    ) -> StudyResults:
        store = Store(study, folder)
        with store.claimed():
            tell = (content if content is not None else []).append
            return run_study(store, executor or executors.local(1), lambda *_: None, tell)

    return run


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Study]:
    """Read a study file that differs from the tiny one."""

    def read(old: str, new: str, **overrides: int) -> Study:
        assert old in TINY
        path = tmp_path / "tiny.yaml"
        path.write_text(TINY.replace(old, new))
        return read_study(str(path), Overrides(**overrides))

    return read


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory, run: Callable[..., StudyResults]) -> Path:
    """The folder of the tiny study, run at once in this process; to be copied, not changed."""
    path = tmp_path_factory.mktemp("once") / "tiny.yaml"
    path.write_text(TINY)
    return run(read_study(str(path)), path.parent / "whole").folder


@pytest.fixture(scope="session")
def reported(tmp_path_factory: pytest.TempPathFactory, finished: Path) -> Path:
    """The folder of the tiny study with its report; to be copied, not changed."""
    folder = tmp_path_factory.mktemp("reported") / "whole"
    shutil.copytree(finished, folder)
    save_report(open_study(folder), [])
    return folder


@dataclass(frozen=True)
class Invented(StudyResults):
    """A study whose runs are made up: outcomes by name, shape (points, replicates)."""

    numbers: dict[str, Floats] = field(default_factory=dict)

    def values(self, outcomes: Sequence[str]) -> Values:
        shape = (len(self.points), self.replicates)
        found = {name: self.numbers[name] for name in outcomes}
        return Values(found, np.zeros(shape, np.bool_), np.ones(shape, np.bool_))


@pytest.fixture
def invent(reported: Path, tmp_path: Path) -> Callable[..., StudyResults]:
    """Make up a study: a baseline, and one point for each mapping of outcomes to mean changes.

    A change is a mean and a spread over replicates. Arrivals follow from what became of all others.
    """

    def invent(*changes: dict[str, tuple[float, float]], replicates: int = 60) -> StudyResults:
        generator = np.random.default_rng(11)
        facts = open_study(reported).facts | {
            "replicates": replicates, "points": 1 + len(changes), "daily": 0, "levers": [],
        }  # fmt: skip
        names = ["baseline", *(f"policy-{number}" for number in range(len(changes)))]
        (definition, *_) = pq.read_table(reported / POINTS)["definition"].to_pylist()
        columns = {
            "point": range(len(names)), "scenario": names, "name": names, "title": names,
            "reference": [0] * len(names), "definition": [definition] * len(names),
        }  # fmt: skip
        pq.write_table(pa.table({k: list(v) for k, v in columns.items()}), tmp_path / POINTS)
        numbers = {}
        for name in OUTCOMES:
            of = generator.normal(LEVELS.get(name, 100.0), 1.0, replicates)
            numbers[name] = np.array([
                of,
                *(of + generator.normal(*change.get(name, (0.0, 0.0)), replicates)
                  for change in changes),
            ])  # fmt: skip
        numbers["arrivals"] = numbers["on_the_way_at_start"] + sum(
            sign * numbers[name] for name, sign in PATHS.items()
        )
        return Invented(tmp_path, facts, numbers)

    return invent


LEVELS = {"entered": 50_000.0, "people_gave_up": 10_000.0, "public_cost": 0.0}
PATHS = {
    "entered": 1, "people_gave_up": -1, "deaths": -1, "later_arrivals": -1, "later_gave_up": -1,
    "later_deaths": -1, "still_on_the_way": -1,
}  # fmt: skip
"""What became of all who entered, with the sign with which it makes arrivals."""
