"""The data in use: a packaged vintage, alone or with a data folder laid over it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from calibration.data_series.data_folder import DataFolder, Vintage
from calibration.data_series.declared_series import DAYS, SERIES, Series
from calibration.data_series.packaged_series import PACKAGED, packaged_table
from calibration.data_series.series_table import SeriesTable
from scenarios.packaged_data import USUAL, VINTAGES, PackagedVintage


@dataclass(frozen=True)
class DataSource:
    """Where every series is read from.

    Attributes:
        vintage: The packaged vintage.
        folder: A data folder, whose counts stand wherever it has any; none if None.
        layers: The folder's vintages as it was opened.
    """

    vintage: PackagedVintage = USUAL
    folder: Path | None = field(default=None, compare=False)
    layers: tuple[Vintage, ...] = ()

    @property
    def is_usual(self) -> bool:
        """Whether it is what is used where nothing else is asked for."""
        return self.vintage == USUAL and not self.layers

    def table(self, series: Series) -> SeriesTable:
        """A series, with all that is laid over it.

        Raises:
            InputError: If a file of the folder is missing or was changed.
        """
        if self.folder is None or not self.layers:
            return packaged_table(series, self.vintage)
        return DataFolder(self.folder).table(series)

    @cached_property
    def last_day(self) -> date:
        """Last day of arrivals: no cut-off can be later."""
        return self.vintage.cutoff if not self.layers else self.table(DAYS).last

    @property
    def sha256(self) -> str:
        """Digest of the packaged tables and of everything laid over them."""
        if not self.layers:
            return self.vintage.sha256
        digest = hashlib.sha256(self.vintage.sha256.encode())
        for layer in self.layers:
            for part in layer.parts:
                digest.update(f"{part.series} {part.first} {part.last} {part.sha256}\n".encode())
        return digest.hexdigest()

    @property
    def facts(self) -> dict[str, Any]:
        """What provenance says of the data; nothing that depends on where they are."""
        return self.vintage.facts | {
            "last_day": self.last_day.isoformat(),
            "sha256": self.sha256,
            "added": [layer.name for layer in self.layers],
        }

    def sources(self) -> list[dict[str, Any]]:
        """Who published what lies over one another, under which licence, by series."""
        rows = []
        for series in SERIES.values():
            table = packaged_table(series, self.vintage)
            rows.append(_row(series, PACKAGED, table.first, table.last, series.licence,
                             series.source))  # fmt: skip
            for layer in self.layers:
                if part := layer.part(series):
                    row = _row(series, layer.name, part.first, part.last, layer.licence,
                               layer.source)  # fmt: skip
                    rows.append(row | {"sha256": part.sha256, "file_sha256": layer.sha256})
        return rows


def data_source(named: str | os.PathLike[str] | None) -> DataSource:
    """The data of a name: ``packaged``, a packaged vintage such as ``2024-10-31``, or a folder.

    Args:
        named: A folder of the same name as a vintage is written with a slash: ``./2024-10-31``.

    Raises:
        InputError: If there is no such data folder, or it cannot be read.
    """
    if named is None or named == PACKAGED:
        return DataSource()
    if isinstance(named, str) and named in VINTAGES:
        return DataSource(VINTAGES[named])
    folder = DataFolder(Path(named))
    return DataSource(folder=Path(named).resolve(), layers=folder.vintages)


def lacking(data: DataSource, cutoff: date) -> Iterator[str]:
    """What a fit to a day lacks, a sentence a series; the packaged series are as they are."""
    for series in SERIES.values() if not data.is_usual else ():
        last = data.table(series).last
        if series is not DAYS and last < cutoff and (cutoff - last).days >= least_gap(series):
            yield f"{series.name} end on {last}; the fit uses them to then and nothing after"


def least_gap(series: Series) -> int:
    """Days by which a series can end before another with nothing lacking: its last step."""
    return {"week": 7, "month": 31}.get(series.step, 1)


def _row(
    series: Series, vintage: str, first: date, last: date, licence: str, source: str
) -> dict[str, Any]:
    return {
        "series": series.name, "vintage": vintage, "first": first.isoformat(),
        "last": last.isoformat(), "source": source, "licence": licence,
    }  # fmt: skip
