"""A study of runs of two days, and how to run it here."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from experiments.compilation import compile_model
from experiments.study import executors
from experiments.study.design import Study
from experiments.study.executors import Executor
from experiments.study.held import Held, open_study
from experiments.study.reading import Overrides, read_study
from experiments.study.running import run_study
from experiments.study.saving import save_report
from experiments.study.store import Store

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
def run() -> Callable[..., Held]:
    """Run a study into a folder; its report, which takes longer than the runs, is left out."""

    def run(
        study: Study,
        folder: Path,
        executor: Executor | None = None,
        told: list[str] | None = None,
    ) -> Held:
        store = Store(study, folder)
        with store.claimed():
            tell = (told if told is not None else []).append
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
def finished(tmp_path_factory: pytest.TempPathFactory, run: Callable[..., Held]) -> Path:
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
