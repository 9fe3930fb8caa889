"""The world as it was known on an earlier day, for tests of the past."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from calibration import weather_record
from scenarios.evidence import CUT_OFF
from sim.world import World

YEAR = 12
"""Months of a year."""


def known_by(world: World, until: date) -> World:
    """Return the packaged world without what was seen after ``until``.

    Structure and defaults of the model stay those of today: what they owe to later years is a
    knowledge of later years that no test of the past is free of.

    Raises:
        ValueError: If fewer than twelve months of entries were known, which later ones repeat.
    """
    if until >= CUT_OFF:
        return world
    return weather_record.known_by(entries_known_by(world, until), until)


def entries_known_by(world: World, until: date) -> World:
    """Return the world without the entries that were seen after ``until``.

    Raises:
        ValueError: If fewer than twelve months of entries were known, which later ones repeat.
    """
    months = [month for month in world.months if month <= _last_whole_month(until)]
    if len(months) < YEAR:
        raise ValueError(f"{len(months)} months of entries were known on {until}; it takes {YEAR}")
    levels = world.entry_levels[: len(months)]
    return replace(world, months=tuple(months), entry_levels=levels / levels[-YEAR:].mean(axis=0))


def _last_whole_month(until: date) -> tuple[int, int]:
    after = date.fromordinal(until.toordinal() + 1)
    number = after.year * 12 + after.month - 2
    return number // 12, number % 12 + 1
