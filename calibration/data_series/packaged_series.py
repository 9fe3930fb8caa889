"""The series that come with the project."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from calibration.data_series.declared_series import Series
from calibration.data_series.file_reading import read_file
from calibration.data_series.series_table import SeriesTable
from scenarios.evidence import CUT_OFF
from scenarios.world_tables import DATA

PACKAGED = "packaged"
"""What the packaged series are called beside vintages."""

INCIDENTS_FROM = date(2018, 1, 1)
"""First day of which the packaged incidents are all that are known, as arrivals."""


def packaged_file(series: Series) -> Path:
    """The file of a packaged series."""
    return DATA / series.file


@cache
def packaged_table(series: Series) -> SeriesTable:
    """A packaged series; incidents are known to the project's cut-off. To be left unchanged."""
    table = read_file(packaged_file(series), date.max).readings[0].table
    if not series.is_incidents:
        return table
    return replace(table, first=min(table.first, INCIDENTS_FROM), last=max(table.last, CUT_OFF))
