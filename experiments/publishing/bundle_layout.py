"""What a bundle holds, and where."""

from __future__ import annotations

from pathlib import Path

from experiments.publishing.credits_file import FILE
from experiments.study import own_data
from experiments.study.batches import DAILY, PARTS
from experiments.study.finish_day import FILE as FINISHED
from experiments.study.stored_study import DESIGN, MEMBERS, NOTE, POINTS
from runs.provenance import ROOT

FORMAT = 3
"""Of the bundle; another number is another arrangement of files."""

CRATE, MANIFEST, ABOUT = "ro-crate-metadata.json", "manifest-sha256.txt", "bundle.json"
PAGE, METHODS, METHODS_PAGE = "index.html", "methods.md", "methods.html"
ASSURANCE, ASSURANCE_PAGE = "assurance.md", "assurance.html"
CITATION, ZENODO, LEDGER = "CITATION.cff", ".zenodo.json", "ledger.csv"
STUDY, DATA, SCENARIOS = "study", "data", "scenarios"
EVIDENCE, ENVIRONMENT = "evidence", "environment"
CREDITS, CONTAINER = f"{STUDY}/{FILE}", f"{ENVIRONMENT}/Containerfile"
OURS = (
    CRATE, MANIFEST, ABOUT, PAGE, METHODS, METHODS_PAGE, ASSURANCE, ASSURANCE_PAGE, CITATION,
    ZENODO, LEDGER, STUDY, DATA, SCENARIOS, EVIDENCE, ENVIRONMENT,
)  # fmt: skip
"""Everything that a bundle's folder may hold; the first is in every one."""

RUN_FILES = (NOTE, POINTS, MEMBERS, DESIGN, FINISHED, *own_data.FILES)
RUN_FOLDERS = (PARTS, DAILY)
"""What of a study's folder its runs are, with the study's file; all else is made from them."""

CARRIED = Path(__file__).parent / "carried"
"""What a wheel has of the files below, which stand outside the packages."""
ODD, LOCK, PYTHON = (
    CARRIED / path.name.removeprefix(".") if CARRIED.is_dir() else path
    for path in (ROOT / "docs" / "ODD.md", ROOT / "requirements.lock", ROOT / ".python-version")
)
"""The model described, the lock, and the version of Python that it is for."""


def files_below(folder: Path) -> list[str]:
    """All files of a folder of our own, as paths with forward slashes, in order."""
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )
