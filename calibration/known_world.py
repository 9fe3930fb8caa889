"""The world as some data know it: weather and entries of the past, and the climate."""

from __future__ import annotations

from datetime import date
from functools import cache

from calibration import weather_record
from calibration.as_of_date import entries_known_by
from calibration.data_series.data_source import DataSource
from calibration.data_series.declared_series import DAYS, DETECTIONS, RED_DAYS, Series
from calibration.data_series.packaged_series import packaged_table
from calibration.entry_levels import with_entries
from scenarios.world_tables import world_of_vintage
from sim.world import World


@cache
def known_world(data: DataSource, until: date | None = None) -> World:
    """The world as the data knew it at the end of a day; to be left unchanged.

    Structure and defaults of the model stay those of today. Where the data say nothing new of
    boats and rated days, or of detections, the tables that come along are used; else the weather is
    inferred, which takes half a minute the first time and is kept in the data folder.

    Args:
        data: The data.
        until: The day; the last of the data if None.

    Raises:
        ValueError: If fewer than twelve months of entries were known, which later ones repeat.
        InputError: If a file of the data folder is missing or was changed.
    """
    world = world_of_vintage(data.vintage)
    last = data.last_day if until is None else min(until, data.last_day)
    if not _is_packaged(data, DETECTIONS):
        world = with_entries(world, data)
    if last < data.last_day:
        world = entries_known_by(world, last)
    if last < data.last_day or not (_is_packaged(data, DAYS) and _is_packaged(data, RED_DAYS)):
        world = weather_record.known_by(world, last, data)
    return world


def _is_packaged(data: DataSource, series: Series) -> bool:
    """Whether the data say the same of a series as their packaged vintage alone."""
    has_layer = any(layer.part(series) for layer in data.layers)
    return not has_layer or data.table(series).rows == packaged_table(series, data.vintage).rows
