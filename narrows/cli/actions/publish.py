"""Publish a study, and say what was written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.markup import escape

from experiments.publishing.archive import archive_of, pack
from experiments.publishing.bundle import owned, publish
from experiments.publishing.bundle_layout import MANIFEST, PAGE, files_below
from experiments.publishing.credits import (
    Credits,
    amended,
    author_of,
    doi_of,
    funder_of,
    licence_of,
)
from experiments.publishing.credits_file import FILE, credits_beside, read_credits
from experiments.publishing.finished_study import check_finished
from experiments.study.stored_study import StudyResults, open_study
from narrows.cli.actions import inputs
from narrows.cli.command_line import CommandLine
from narrows.cli.console import note, output, print_json
from runs.atomic_files import digest_of
from runs.number_format import counted
from runs.provenance import today
from runs.results_folder import check
from scenarios.errors import InputError


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked for, as typed."""

    study: str
    out: str | None
    date: str | None
    authors: tuple[str, ...]
    licence: str | None
    doi: str | None
    funders: tuple[str, ...]
    credits: str | None
    as_zip: bool
    replace: bool
    as_json: bool


def publish_study(line: CommandLine, request: Request) -> None:
    """Check the request, and write the bundle.

    Raises:
        InputError: If anything asked for is wrong; nothing has been written by then.
    """
    bundle = _bundle(line, request)
    kept = _study(line, request.study)
    credit = _credits(line, request, kept)
    published = _day(line, request.date) if request.date is not None else today()
    note(f"publishing {kept.folder} as {bundle}; its tables and figures are made anew")
    if not request.as_zip and archive_of(bundle).exists():
        note(f"note: {archive_of(bundle)} stays as it is; give --zip to write it too")
    if not credit.authors:
        note(f"note: nobody is named as author; give --author, or write {FILE} into {kept.folder}")
    with inputs.held_results(line, bundle, owned(bundle)):
        publish(kept, bundle, published, credit)
        packed = pack(bundle, published) if request.as_zip else None
    files, sha256 = files_below(bundle), digest_of(bundle / MANIFEST)
    if request.as_json:
        print_json({
            "bundle": str(bundle), "published": published.isoformat(), "files": len(files),
            "sha256": sha256, "zip": str(packed) if packed else None,
        })  # fmt: skip
        return
    console = output()
    console.print(escape(f"Bundle: {bundle}, {counted(len(files), 'file')}, dated {published}"))
    console.print(escape(f"SHA-256 of its manifest: {sha256}"), soft_wrap=True)
    if packed:
        console.print(escape(f"Archive: {packed}, SHA-256 {digest_of(packed)}"), soft_wrap=True)
    console.print(escape(f"Read {bundle / PAGE}; check it with narrows verify {bundle}"))


def _bundle(line: CommandLine, request: Request) -> Path:
    if not request.out:
        raise line.at_option("--out", "--out is missing or empty; give the folder of the bundle")
    bundle = Path(request.out)
    try:
        check(bundle, owned(bundle))
    except InputError as error:
        raise line.at_option("--out", error.message) from None
    if bundle.is_dir() and any(bundle.iterdir()) and not request.replace:
        message = f"{bundle} holds a bundle already; give another folder, or --replace too"
        raise line.at_option("--out", message)
    packed = archive_of(bundle)
    if request.as_zip and packed.exists() and not (packed.is_file() and request.replace):
        raise line.at_option("--out", f"{packed} is there already; give another, or --replace too")
    return bundle


def _study(line: CommandLine, folder: str) -> StudyResults:
    try:
        kept = open_study(Path(folder))
        check_finished(kept)
    except InputError as error:
        raise line.at_argument(0, error.message) from None
    return kept


def _credits(line: CommandLine, request: Request, kept: StudyResults) -> Credits:
    """What the options say, and for the rest the file."""
    if request.credits is not None:
        known = read_credits(Path(request.credits))
    else:
        known = credits_beside(kept.folder)
    return amended(
        known,
        [_given(line, "--author", each, author_of) for each in request.authors],
        _given(line, "--licence", request.licence, licence_of) if request.licence else "",
        _given(line, "--doi", request.doi, doi_of) if request.doi else "",
        [_given(line, "--funder", each, funder_of) for each in request.funders],
    )


def _given[T](line: CommandLine, option: str, text: str, read: Callable[[str], T]) -> T:
    try:
        return read(text)
    except ValueError as error:
        raise line.at_option(option, f"{option} is {text!r}; give {error}") from None


def _day(line: CommandLine, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"--date is {text!r}; give a day such as 2024-11-05"
        raise line.at_option("--date", message) from None
