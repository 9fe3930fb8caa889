"""The world as it was known on an earlier day, for tests of the past."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from calibration import weather
from scenarios.evidence import CUT_OFF
from sim.world import World


def known_by(world: World, until: date) -> World:
    """Return the world without what was seen after ``until``: weather, climate and entries.

    Structure and defaults of the model stay those of today: what they owe to later years is a
    hindsight that no test of the past is free of.
    """
    if until >= CUT_OFF:
        return world
    months = [month for month in world.months if month <= _last_whole_month(until)]
    levels = world.entry_levels[: len(months)]
    return replace(
        weather.known_by(world, until),
        months=tuple(months),
        entry_levels=levels / levels[-12:].mean(axis=0),
    )


def _last_whole_month(until: date) -> tuple[int, int]:
    after = date.fromordinal(until.toordinal() + 1)
    number = after.year * 12 + after.month - 2
    return number // 12, number % 12 + 1
