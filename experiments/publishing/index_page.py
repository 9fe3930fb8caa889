"""The page to read first: the study's report with its figures, what it rests on, how to check."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from experiments.publishing.bundle_layout import (
    ASSURANCE,
    ASSURANCE_PAGE,
    METHODS_PAGE,
    PAGE,
    STUDY,
)
from experiments.publishing.citation import funding, reference
from experiments.publishing.credits import LICENCES, Credits
from experiments.publishing.html_page import page
from experiments.publishing.ro_crate import FOLDERS, NAMED, OF_OWN_DATA
from experiments.study.analysis.point_effects import Pairs
from experiments.study.finish_day import FILE as FINISHED
from experiments.study.stored_study import rests_on
from experiments.study.study_folder import FIGURES, REPORT
from runs.number_format import counted
from runs.reporting.markdown import table
from scenarios.evidence import load_documents, load_evidence

SOMETIMES = (*OF_OWN_DATA, ASSURANCE, ASSURANCE_PAGE, f"{STUDY}/{FINISHED}")
"""Files that not every bundle has."""


def index(folder: Path, pairs: Pairs, about: dict[str, Any], credit: Credits) -> str:
    """The page.

    Args:
        folder: Of the bundle, whose study has its report and figures.
        pairs: Paired effects of the study.
        about: Facts of the bundle.
        credit: Whom it credits.
    """
    facts = pairs.kept.facts
    title = facts["question"]
    report = (folder / STUDY / REPORT).read_text("utf-8").partition("\n")[2]
    text = "\n\n".join([report, _sources(), _contents(folder), _checks()])
    return page(
        "Results of a study", title, text, _facts(pairs, about, credit), folder / STUDY / FIGURES
    )


def _facts(pairs: Pairs, about: dict[str, Any], credit: Credits) -> list[str]:
    facts = pairs.kept.facts
    return [
        f"Sample: {counted(pairs.kept.replicates, 'paired replicate')} of "
        f"{counted(facts['points'], 'design point')}, {pairs.kept.period}; "
        f"{counted(pairs.failed, 'failed run')} left out.",
        f"Source: Narrows {about['version']}, seed {facts['seed']}, parameters from "
        f"{facts['uncertainties']}; published {about['published']}.",
        f"Rests on: {rests_on(facts)}.",
        f"Cite as: {reference(facts, date.fromisoformat(about['published']), credit)}",
        f"Licence: {LICENCES[credit.licence].name} ({credit.licence}). {funding(credit)}",
        "A comparison of policies under stated assumptions; not a forecast. Read expected deaths "
        "beside arrivals, and people averted apart from people who are only delayed.",
    ]


def _sources() -> str:
    used = sum(entry.use == "used" for entry in load_evidence().values())
    rows = [[each.id, each.date, each.description] for each in load_documents().values()]
    return "\n".join([
        "## Sources", "",
        f"The model rests on {used} figures from the documents below and from public statistics. "
        f"[Methods]({METHODS_PAGE}) names the source and grade of every parameter, and what "
        "disagrees with what.", "",
        *table(["Document", "Date", "What it is"], rows),
    ])  # fmt: skip


def _contents(folder: Path) -> str:
    rows = [
        [f"[{path}]({path})", what]
        for path, what in NAMED.items()
        if path != PAGE and (path not in SOMETIMES or (folder / path).exists())
    ]
    rows = [row for row in rows if "members" not in row[0]]
    rows += [[f"`{path}/`", what] for path, what in FOLDERS.items()]
    return "\n".join(["## What is in this folder", "", *table(["File", "What it is"], rows)])


def _checks() -> str:
    return (
        "## How to check it\n\n"
        "```\n"
        "sha256sum -c manifest-sha256.txt   # with no program of ours\n"
        "narrows verify .                   # with the version named above: arrangement and bytes\n"
        "narrows verify . --rerun 5         # runs five of the runs again and compares files\n"
        "narrows verify . --rerun all       # all of them\n"
        "```\n\n"
        "Checksums show damage, not who published: compare the SHA-256 of the manifest, which "
        "`narrows verify` shows, with the one that the authors give."
    )
