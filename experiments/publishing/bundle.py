"""Make a bundle of a finished study: the same bytes wherever it is made, for the same day."""

from __future__ import annotations

import json
import re
import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from experiments.publishing import bundle_layout
from experiments.publishing.citation import citation, zenodo
from experiments.publishing.container import recipe
from experiments.publishing.credits import Credits
from experiments.publishing.credits_file import credits_as_text, credits_beside
from experiments.publishing.html_page import page
from experiments.publishing.index_page import index
from experiments.publishing.manifest import as_text, digests_below, parse
from experiments.publishing.methods_appendix import methods
from experiments.publishing.ro_crate import write_crate
from experiments.publishing.run_ledger import write_data, write_ledger
from experiments.reporting.assurance_log import ASSURANCE
from experiments.reporting.study_answer import save_report
from experiments.reporting.study_report import failures_of
from experiments.study import own_data
from experiments.study.rebuilt_study import study_of
from experiments.study.stored_study import StudyResults
from experiments.study.study_folder import Store
from runs.results_folder import replacing
from scenarios.errors import InputError
from scenarios.evidence import FOLDER as EVIDENCE_FILES
from scenarios.loader import as_json

MOST_SCENARIOS = 500
"""Points whose scenarios become files; ``points.parquet`` has those of all."""


def publish(
    stored: StudyResults, bundle: Path, published: date, credit: Credits | None = None
) -> None:
    """Write a bundle, whole or not at all; a bundle that is there is replaced.

    Args:
        stored: A study that is finished
            (:func:`experiments.publishing.finished_study.check_finished`).
        bundle: Its folder.
        published: Day that it bears.
        credit: Whom it credits; those that are kept with the study, if none are given.

    Raises:
        InputError: If the folder is there and holds something else.
    """
    known = credits_beside(stored.folder) if credit is None else credit
    with replacing(bundle, owned(bundle)) as partial:
        make(stored, partial, published, known)


def owned(bundle: Path) -> list[str]:
    """Files of a bundle that is there, by its own manifest."""
    names = [bundle_layout.CRATE, bundle_layout.MANIFEST]
    with suppress(OSError, InputError):
        names += parse((bundle / bundle_layout.MANIFEST).read_bytes())
    return names


def make(stored: StudyResults, folder: Path, published: date, credit: Credits) -> None:
    """Write all files of a bundle into an empty folder."""
    mine = _copy_runs(stored, folder / bundle_layout.STUDY)
    pairs = save_report(mine, failures_of(mine))
    study = study_of(mine)
    about = facts_of(stored.facts, published)
    _write(folder / bundle_layout.ABOUT, json.dumps(about, indent=1, sort_keys=True) + "\n")
    write_data(mine, folder)
    write_ledger(Store(study, mine.folder), folder)
    _write_scenarios(study.points, folder / bundle_layout.SCENARIOS)
    _copy_inputs(folder, stored.facts)
    text = methods(study)
    _write(folder / bundle_layout.METHODS, text)
    title, _, rest = text.partition("\n")
    _write(
        folder / bundle_layout.METHODS_PAGE,
        page("Methods", title.removeprefix("# Methods: "), rest),
    )
    _move_assurance(mine.folder, folder)
    facts = stored.facts
    _write(folder / bundle_layout.CREDITS, credits_as_text(credit))
    _write(folder / bundle_layout.PAGE, index(folder, pairs, about, credit))
    _write(folder / bundle_layout.CITATION, citation(facts, published, credit))
    _write(folder / bundle_layout.ZENODO, zenodo(facts, published, credit))
    write_crate(folder, facts, published, digests_below(folder), credit)
    _write(folder / bundle_layout.MANIFEST, as_text(digests_below(folder)))


def _move_assurance(study: Path, folder: Path) -> None:
    """Put the quality assurance log where readers of the bundle look, as a page as well."""
    path = study / ASSURANCE
    if not path.exists():
        return
    path.rename(folder / bundle_layout.ASSURANCE)
    title, _, rest = (folder / bundle_layout.ASSURANCE).read_text("utf-8").partition("\n")
    made = page("Quality assurance", title.removeprefix("# "), rest)
    _write(folder / bundle_layout.ASSURANCE_PAGE, made)


def facts_of(facts: dict[str, Any], published: date) -> dict[str, Any]:
    """What a bundle says of itself: arrangement, day, and the version that made its runs."""
    kept = ("product", "version", "code", "commit", "python", "libraries")
    return {
        "format": bundle_layout.FORMAT,
        "published": published.isoformat(),
        **{key: facts[key] for key in kept},
    }


def _copy_runs(stored: StudyResults, folder: Path) -> StudyResults:
    """Copy the files that runs wrote, and no others; nor data that may not be passed on."""
    folder.mkdir()
    closed = _closed_files(stored)
    for name in (*bundle_layout.RUN_FILES, f"{stored.facts['name']}.yaml"):
        if name not in closed and (stored.folder / name).exists():
            shutil.copyfile(stored.folder / name, folder / name)
    for position in bundle_layout.RUN_FOLDERS:
        if not (stored.folder / position).exists():
            continue
        (folder / position).mkdir()
        for part in stored.parts():
            for kind in ("json", "parquet"):
                path = stored.folder / position / f"{part}.{kind}"
                if path.exists():
                    shutil.copyfile(path, folder / position / path.name)
    return StudyResults(folder, stored.facts)


def _closed_files(stored: StudyResults) -> list[str]:
    """Series of a user's own whose licences forbid to pass them on; their sums are kept."""
    if not (stored.folder / own_data.SOURCES).exists():
        return []
    return [own_data.series_file(name) for name in own_data.closed_series(stored.folder)]


def _write_scenarios(points: Any, folder: Path) -> None:
    folder.mkdir()
    for point in points[:MOST_SCENARIOS]:
        name = f"{point.number:05}-{re.sub(r'[^A-Za-z0-9_-]+', '-', point.of)}"
        _write(folder / f"{name}.yaml", as_json(replace(point.scenario, name=name)) + "\n")


def _copy_inputs(folder: Path, facts: dict[str, Any]) -> None:
    """Copy the evidence, and the versions of everything that ran."""
    (folder / bundle_layout.EVIDENCE).mkdir()
    for path in sorted(EVIDENCE_FILES.glob("*.yaml")):
        shutil.copyfile(path, folder / bundle_layout.EVIDENCE / path.name)
    (folder / bundle_layout.ENVIRONMENT).mkdir()
    shutil.copyfile(
        bundle_layout.LOCK, folder / bundle_layout.ENVIRONMENT / bundle_layout.LOCK.name
    )
    python = bundle_layout.PYTHON.read_text(encoding="utf-8")
    _write(folder / bundle_layout.ENVIRONMENT / "python-version", python)
    _write(folder / bundle_layout.CONTAINER, recipe(facts))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
