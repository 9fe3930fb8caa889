"""Whether a bundle is whole: nothing lacks, was added or changed, and this version made it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import sim
from experiments.publishing.bundle_layout import ABOUT, FORMAT, MANIFEST, STUDY
from experiments.publishing.bundle_opening import files_of
from experiments.publishing.crate_profile import check_profile, read_json
from experiments.publishing.manifest import Digests, parse
from experiments.study.batches import PARTS
from experiments.study.stored_study import FIRST, NOTE, StudyResults
from runs.atomic_files import digest_of
from runs.number_format import counted
from runs.provenance import code_digest
from scenarios.errors import InputError
from scenarios.input_files import read_bounded

NAME = re.compile(r"[^/\\\x00-\x1f]{1,200}")
COMMIT = re.compile(r"[0-9a-f]{7,40}")
NUMBERS = ("replicates", "points", "slices", "block", "days", "run_out_days", "seed")
MOST_MANIFEST = 64 << 20
SHOWN = 12
"""Digits of a digest or commit that people are shown."""


@dataclass(frozen=True)
class Checked:
    """A bundle that is whole.

    Attributes:
        folder: Where it is.
        digests: SHA-256 of its files, by path.
        sha256: Of its manifest, which stands for all of it.
        about: What it says of itself.
        kept: Its study.
    """

    folder: Path
    digests: Digests
    sha256: str
    about: dict[str, Any]
    kept: StudyResults


def check_bundle(folder: Path) -> Checked:
    """Check the files, the profile and the version of a bundle; nothing in it is run.

    Raises:
        InputError: For the first thing that is wrong.
    """
    there = set(files_of(folder))
    if MANIFEST not in there:
        raise InputError(f"{MANIFEST} is missing; get the bundle again")
    digests = parse(_manifest(folder / MANIFEST))
    _check_files(folder, digests, there - {MANIFEST})
    about = read_json(folder / ABOUT)
    _check_version(about, len(digests))
    check_profile(folder, digests)
    kept = StudyResults(folder / STUDY, read_json(folder / STUDY / NOTE))
    _check_facts(kept, digests)
    return Checked(folder, digests, digest_of(folder / MANIFEST), about, kept)


def _manifest(path: Path) -> bytes:
    try:
        return read_bounded(path, MOST_MANIFEST)
    except (OSError, ValueError) as error:
        raise InputError(f"{MANIFEST}: {error}") from None


def _check_files(folder: Path, digests: Digests, there: set[str]) -> None:
    for lack, what in (
        (sorted(digests.keys() - there), "is missing"),
        (sorted(there - digests.keys()), "is not one of the bundle's files"),
        (
            [path for path in sorted(digests) if path in there
             and digest_of(folder / path) != digests[path]],
            "is not as it was published: its SHA-256 is another",
        ),
    ):  # fmt: skip
        if lack:
            more = f" (and {counted(len(lack) - 1, 'file')} more)" if len(lack) > 1 else ""
            raise InputError(f"{lack[0]} {what}{more}; get the bundle again")


def _check_version(about: dict[str, Any], files: int) -> None:
    """Make sure that this version made the bundle, whose sums are right by then."""
    if about.get("product") != "narrows":
        raise InputError(f"{ABOUT} is not of Narrows; get the bundle again")
    same = about.get("format") == FORMAT
    if not (same and about.get("code") == code_digest()):
        version = str(about.get("version"))[:SHOWN]
        other = version if version != sim.__version__ else f"{version} with other code"
        kind = (
            "" if same else f" (arrangement {about.get('format')!r}, this version reads {FORMAT})"
        )
        raise InputError(
            f"the bundle is whole, all {counted(files, 'file')} have the SHA-256 of its manifest, "
            f"but it was made by Narrows {other}{kind}, and this is {sim.__version__}; "
            f"{_to_get(version, str(about.get('commit') or ''))}"
        )
    try:
        date.fromisoformat(str(about.get("published")))
    except ValueError:
        raise InputError(f"{ABOUT} gives no day of publication; get the bundle again") from None


def _to_get(version: str, commit: str) -> str:
    """How to get the version that made a bundle."""
    plain, _, changes = commit.partition("+")
    if not COMMIT.fullmatch(plain):
        return f"install Narrows {version} to check its metadata and runs"
    own = " (it had changes of its own)" if changes else ""
    return (
        f"to check its metadata and runs, get that version: git checkout {plain[:SHOWN]}{own} and "
        "make setup in a clone"
    )


def _check_facts(kept: StudyResults, digests: Digests) -> None:
    """Make sure that the study's facts say what is there, before anything is done by them."""
    facts = kept.facts
    name, numbers = facts.get("name"), [facts.get(key) for key in NUMBERS]
    parts = [path for path in digests if re.fullmatch(rf"{STUDY}/{PARTS}/[^/]+\.parquet", path)]
    sound = (
        isinstance(name, str)
        and NAME.fullmatch(name)
        and f"{STUDY}/{name}.yaml" in digests
        and all(type(number) is int and number >= 0 for number in numbers)
        and facts["block"] > 0
        and type(facts.get(FIRST, 0)) is int
        and facts.get(FIRST, 0) >= 0
        and parts
        and -(-facts["replicates"] // facts["block"]) * facts["slices"] == len(parts)
        and all(f"{STUDY}/{PARTS}/{part}.parquet" in parts for part in kept.parts())
    )
    if not sound:
        message = f"{STUDY}/{NOTE} does not fit the files of the study"
        raise InputError(f"{message}; it is not as narrows publish writes it")
