"""A folder with an analyst's own data: every file that was added, laid over the packaged series.

``data-folder.json`` lists the vintages; beside it stands, for each, one plain CSV file a series.
``derived/`` keeps what takes long to work out of them, and may be deleted.
The files that were added are not kept, since some hold details of persons: their SHA-256 is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from calibration.data_series.declared_series import SERIES, Series
from calibration.data_series.file_reading import read_file
from calibration.data_series.packaged_series import packaged_table
from calibration.data_series.series_table import SeriesTable
from runs.atomic_files import clear_scratch, digest_of, write_text
from runs.folder_lock import LOCK, locked
from scenarios.errors import InputError, Location, shown
from scenarios.packaged_data import DATA

MANIFEST, VINTAGES, DERIVED = "data-folder.json", "vintages", "derived"
FORMAT = 1
ABOUT = "Data added to Narrows. Written by narrows data add; do not edit."
INSTALLATION = (DATA.parent, Path(__file__).parents[1])


@dataclass(frozen=True)
class Part:
    """One series of a vintage.

    Attributes:
        series: Name of the series.
        first, last: Days that it covers.
        rows: Number of rows.
        sha256: Of its CSV file in the folder.
    """

    series: str
    first: date
    last: date
    rows: int
    sha256: str


@dataclass(frozen=True)
class Vintage:
    """A file that was added.

    Attributes:
        name: What commands call it.
        file: Name of the file.
        sha256: Of the file.
        layout: What it was recognised as.
        source: Who publishes it.
        licence: Under which licence.
        published: Day of its edition, which orders vintages.
        added: Day on which it was added.
        parts: Its series.
    """

    name: str
    file: str
    sha256: str
    layout: str
    source: str
    licence: str
    published: date
    added: date
    parts: tuple[Part, ...]

    def part(self, series: Series) -> Part | None:
        """Its part of a series, if it has one."""
        return next((part for part in self.parts if part.series == series.name), None)


class DataFolder:
    """The vintages of a folder and the series that they give.

    Args:
        path: The folder.
        may_be_new: Whether it need not be there yet.

    Raises:
        InputError: If there is no data folder, or its list of vintages cannot be read.
    """

    def __init__(self, path: Path, may_be_new: bool = False) -> None:
        self.path = path
        self.vintages = _load(path)
        if not (may_be_new or (path / MANIFEST).exists()):
            message = "there is no data folder here; narrows data add FILE --data DIR makes one"
            raise InputError(message, Location(shown(path)))

    def vintage(self, name: str) -> Vintage | None:
        """The vintage of this name, if there is one."""
        return next((each for each in self.vintages if each.name == name), None)

    def layers(self, series: Series) -> list[Vintage]:
        """Vintages with the series, the oldest edition first."""
        return [each for each in self.vintages if each.part(series)]

    def table(self, series: Series) -> SeriesTable:
        """The packaged series with all vintages laid over it, the newest edition on top.

        Raises:
            InputError: If a file of the folder is missing or was changed.
        """
        table = packaged_table(series)
        for vintage in self.layers(series):
            table = self.table_of(vintage, series).laid_over(table)
        return table

    def table_of(self, vintage: Vintage, series: Series) -> SeriesTable:
        """What one vintage says of a series that it has.

        Raises:
            InputError: If its file is missing or was changed.
        """
        part = vintage.part(series)
        if part is None:
            raise ValueError(f"{vintage.name} has no {series.name}")
        path = _csv(self.path, vintage.name, series.name)
        if not path.is_file() or digest_of(path) != part.sha256:
            what = "was changed" if path.is_file() else "is missing"
            message = f"the file {what} since it was added; restore it, or make a new data folder"
            raise InputError(message, Location(shown(path)))
        if not part.rows:
            return SeriesTable(series, {}, part.first, part.last)
        table = read_file(path, date.max).readings[0].table
        return replace(table, first=part.first, last=part.last)

    def holds(self, sha256: str, tables: Sequence[SeriesTable]) -> Vintage | None:
        """The vintage that was made of the same file for the same days, if there is one."""
        wanted = {(table.series.name, table.first, table.last) for table in tables}
        for vintage in self.vintages:
            spans = {(part.series, part.first, part.last) for part in vintage.parts}
            if vintage.sha256 == sha256 and spans == wanted:
                return vintage
        return None

    def add(self, vintage: Vintage, tables: Sequence[SeriesTable]) -> Vintage:
        """Write a vintage; its name and parts are made here.

        The list of vintages is written last and in one step, so that a command that is stopped
        leaves the folder as it was.

        Args:
            vintage: What is known of the file, without a name and parts.
            tables: Its series.

        Returns:
            The vintage as it was written.

        Raises:
            InputError: If the folder cannot be written, is part of the installation, or is in use.
        """
        return self._keep(vintage, tables)

    def _keep(
        self, vintage: Vintage, tables: Sequence[SeriesTable], instead_of: Vintage | None = None
    ) -> Vintage:
        """Write a vintage, in the place of another one if that is given."""
        check_writable(self.path)
        try:
            (self.path / VINTAGES).mkdir(parents=True, exist_ok=True)
            with locked(self.path / LOCK, self.path):
                self.vintages = _load(self.path)
                clear_scratch(self.path)
                name = self._new_name(vintage, instead_of)
                written = replace(
                    vintage, name=name, parts=tuple(self._write(name, table) for table in tables)
                )
                kept = (*(each for each in self.vintages if each != instead_of), written)
                self.vintages = tuple(sorted(kept, key=lambda each: each.published))
                write_text(self.path / MANIFEST, _manifest(self.vintages))
        except OSError as error:
            raise _unwritable(self.path, error) from None
        return written

    def correct(self, old: Vintage, new: Vintage) -> Vintage:
        """Write a vintage that is there under another edition, source or licence.

        The new list of vintages is written before the old files go, so that a command that is
        stopped leaves a folder that can be read.

        Args:
            old: The vintage as it is.
            new: The same with what was corrected; its name follows from its edition.

        Returns:
            The vintage as it was written.

        Raises:
            InputError: If the folder cannot be written or is in use.
        """
        tables = [self.table_of(old, SERIES[part.series]) for part in old.parts]
        written = self._keep(new, tables, instead_of=old)
        if written.name != old.name:
            for part in old.parts:
                _csv(self.path, old.name, part.series).unlink(missing_ok=True)
            with suppress(OSError):
                (self.path / VINTAGES / old.name).rmdir()
        return written

    def _new_name(self, vintage: Vintage, instead_of: Vintage | None) -> str:
        if instead_of is not None and instead_of.published == vintage.published:
            return instead_of.name
        stem = f"{vintage.published}-{vintage.layout}"
        names = [stem, *(f"{stem}-{number}" for number in range(2, len(self.vintages) + 3))]
        return next(name for name in names if self.vintage(name) is None)

    def _write(self, name: str, table: SeriesTable) -> Part:
        path, text = _csv(self.path, name, table.series.name), table.to_csv()
        path.parent.mkdir(exist_ok=True)
        write_text(path, text)
        digest = hashlib.sha256(text.encode()).hexdigest()
        return Part(table.series.name, table.first, table.last, len(table.rows), digest)


def check_writable(path: Path) -> None:
    """Check that a data folder may be at a path.

    Raises:
        InputError: If it is a file, part of the installation, or a folder of something else.
    """
    location, where = path.resolve(), Location(shown(path))
    if any(location.is_relative_to(folder.resolve()) for folder in INSTALLATION):
        raise InputError("this is part of the installation; name a folder of your own", where)
    if path.exists() and not path.is_dir():
        raise InputError("this is a file; name a folder", where)
    if path.is_dir() and not (path / MANIFEST).exists():
        names = {each.name for each in path.iterdir()} - {VINTAGES, MANIFEST, DERIVED, LOCK}
        if not all(name.startswith(f".{MANIFEST}.") for name in names):
            message = "the folder holds other files; name a new folder for the data"
            raise InputError(message, where)


def _csv(folder: Path, vintage: str, series: str) -> Path:
    return folder / VINTAGES / vintage / f"{series}.csv"


def _manifest(vintages: Sequence[Vintage]) -> str:
    content = {"about": ABOUT, "format": FORMAT, "vintages": [asdict(each) for each in vintages]}
    return json.dumps(content, indent=2, ensure_ascii=False, default=str) + "\n"


def _load(folder: Path) -> tuple[Vintage, ...]:
    path = folder / MANIFEST
    if not path.exists():
        return ()
    where = Location(shown(path))
    message = "the list of vintages cannot be read; restore it, or make a new data folder"
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            newer = f"format {content['format']} of another version of Narrows; use that version"
            raise InputError(newer, where)
        return tuple(_vintage(each) for each in content["vintages"])
    except OSError as error:
        raise _unwritable(folder, error) from None
    except (ValueError, TypeError, KeyError, RecursionError):
        raise InputError(message, where) from None


def _vintage(given: dict[str, Any]) -> Vintage:
    parts = tuple(_part(each) for each in given["parts"])
    days = {name: date.fromisoformat(given[name]) for name in ("published", "added")}
    vintage = Vintage(**{**given, **days, "parts": parts})
    if not all(isinstance(value, str) for value in (vintage.name, vintage.sha256)):
        raise TypeError("a name that is no text")
    if Path(vintage.name).name != vintage.name or vintage.name.startswith("."):
        raise ValueError("a name that leads out of the folder")
    return vintage


def _part(given: dict[str, Any]) -> Part:
    days = {name: date.fromisoformat(given[name]) for name in ("first", "last")}
    part = Part(**{**given, **days})
    if part.series not in SERIES:
        raise ValueError(f"no series {part.series}")
    return part


def _unwritable(path: Path, error: OSError) -> InputError:
    reason = (error.strerror or "it cannot be used").lower()
    message = f"{reason}; name a folder that can be read and written"
    return InputError(message, Location(shown(path)))
