"""The series that come with the project, by vintage."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from calibration.data_series.declared_series import Series
from calibration.data_series.file_reading import read_file
from calibration.data_series.series_table import SeriesTable
from scenarios.packaged_data import USUAL, PackagedVintage

PACKAGED = "packaged"
"""What the packaged series are called beside vintages."""

INCIDENTS_FROM = date(2018, 1, 1)
"""First day of which the packaged incidents are all that are known, as arrivals."""


def packaged_file(series: Series, vintage: PackagedVintage = USUAL) -> Path:
    """The file of a packaged series."""
    return vintage.folder / series.file


@cache
def packaged_table(series: Series, vintage: PackagedVintage = USUAL) -> SeriesTable:
    """A packaged series; incidents are known to its vintage's last day. To be left unchanged."""
    table = read_file(packaged_file(series, vintage), date.max).readings[0].table
    if not series.is_incidents:
        return table
    first, last = min(table.first, INCIDENTS_FROM), max(table.last, vintage.cutoff)
    return replace(table, first=first, last=last)
