"""A bundle of a study of three replicates and two days, made once."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from experiments.publishing.bundle import publish
from experiments.publishing.credits import Author, Credits, Funder
from experiments.reporting.study_answer import save_report
from experiments.reporting.study_report import failures_of
from experiments.study.run_study import run_study
from experiments.study.stored_study import StudyResults
from experiments.study.study_file import Overrides, read_study
from experiments.study.study_folder import Store
from runs import executors
from runs.compilation import compile_model

DAY = date(2024, 11, 5)
CREDIT = Credits(
    (Author("Okafor, Ada", "0000-0002-1825-0097", "University of X"),),
    doi="10.5281/zenodo.1234567", funders=(Funder("A Council", "ES/X000000/1"),),
)  # fmt: skip
SMALL = """\
name: small
question: Who <b>waits</b>, and for how long?
description: "![](http://example.org/spy.png) <script>alert(1)</script> A test."
scenarios:
  - name: scarce
    interventions:
      - kind: change
        value: leave_hazard
        multiply: $left
        start: 2024-01-01
levers:
  left: [0.9, 0.5]
start: 2024-01-01
days: 2
warmup_days: 1
run_out_days: 1
replicates: 3
daily: 2
"""


@pytest.fixture(scope="session")
def day() -> date:
    """The day that the bundle bears."""
    return DAY


@pytest.fixture(scope="session")
def credit() -> Credits:
    """Whom the bundle credits."""
    return CREDIT


@pytest.fixture(scope="session")
def study(tmp_path_factory: pytest.TempPathFactory) -> StudyResults:
    """The study, run to its end."""
    return _run(tmp_path_factory.mktemp("studies"), SMALL, 1)


@pytest.fixture(scope="session")
def second(tmp_path_factory: pytest.TempPathFactory) -> StudyResults:
    """The same study under another seed."""
    return _run(tmp_path_factory.mktemp("again"), SMALL, 2)


def _run(folder: Path, text: str, seed: int) -> StudyResults:
    compile_model()
    (folder / "small.yaml").write_text(text)
    study = read_study(str(folder / "small.yaml"), Overrides(seed=seed))
    store = Store(study, folder / "run")
    with store.claimed():
        kept = run_study(store, executors.local(1), lambda *_: None, lambda _: None)
        save_report(kept, failures_of(kept))
    return kept


@pytest.fixture(scope="session")
def published(study: StudyResults, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its bundle, which tests leave as it is."""
    bundle = tmp_path_factory.mktemp("published") / "bundle"
    publish(study, bundle, DAY, CREDIT)
    return bundle


@pytest.fixture
def bundle(published: Path, tmp_path: Path) -> Path:
    """A copy of the bundle, which a test may change."""
    return Path(shutil.copytree(published, tmp_path / "bundle"))
