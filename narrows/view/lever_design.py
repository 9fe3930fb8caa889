"""Positions of levers that are run so that others can be emulated: what visitors might choose.

Most are presets with a few changes, since people begin with one; the rest are measures put together
from nothing. Numbers and dates reach over the whole range in which the page lets them be set.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from narrows.view.lever_catalogue import BASELINE, Field, Lever, Positions, Setting, levers, presets
from narrows.view.lever_positions import pair
from narrows.view.page_link import DEFAULT_DAYS, DEFAULT_PRESET
from scenarios.errors import InputError

FIRST_CHOICE, OTHER_PRESETS = 0.25, 0.35
"""Shares of points that begin with the preset that the page opens with, and with another."""
MOST_EDITS, MOST_MEASURES = 5, 8
MOVED, DATED, ENDED = 0.5, 0.25, 0.08
"""Chances that a number of a measure that is added is moved, its start is, it has an end."""
EDITS = ("set", "add", "take away", "date")
CHANCES = (0.4, 0.3, 0.2, 0.1)
"""Chances of each kind of change to a preset."""


def points(count: int, seed: int) -> list[Positions]:
    """Positions of levers, each different and one that the page can ask for.

    Args:
        count: How many.
        seed: Of the draws; the first points of more are those of fewer.
    """
    rng = np.random.default_rng(seed)
    found: list[Positions] = []
    while len(found) < count:
        made = _point(rng)
        try:
            pair(BASELINE, made, DEFAULT_DAYS)
        except InputError:
            continue
        if made and made not in found:
            found.append(made)
    return found


def _point(rng: np.random.Generator) -> Positions:
    kind = rng.uniform()
    if kind < FIRST_CHOICE:
        return _edited(DEFAULT_PRESET, rng)
    if kind < FIRST_CHOICE + OTHER_PRESETS:
        usable = [each.name for each in presets().values() if each.positions]
        return _edited(str(rng.choice(usable)), rng)
    size = int(rng.integers(1, MOST_MEASURES + 1))
    keys = rng.choice(list(levers()), size=size, replace=False)
    return {str(key): _drawn(levers()[str(key)], rng) for key in keys}


def _edited(preset: str, rng: np.random.Generator) -> Positions:
    """A preset with a few changes."""
    made = {key: dict(setting) for key, setting in presets()[preset].positions.items()}
    for _ in range(int(rng.integers(1, MOST_EDITS + 1))):
        edit = str(rng.choice(EDITS, p=CHANCES)) if made else "add"
        if edit == "add":
            key = str(rng.choice(list(levers())))
            made.setdefault(key, _drawn(levers()[key], rng))
            continue
        key = str(rng.choice(list(made)))
        if edit == "take away":
            made.pop(key)
        elif edit == "date":
            made[key]["start"] = _day(rng).isoformat()
        else:
            field = rng.choice(np.array(levers()[key].numbers, dtype=object))
            made[key][field.name] = _number(field, rng)
    return made


def _drawn(lever: Lever, rng: np.random.Generator) -> Setting:
    """A setting of a measure, in part as the library has it."""
    made = dict(lever.default)
    for field in lever.numbers:
        if rng.uniform() < MOVED:
            made[field.name] = _number(field, rng)
    if rng.uniform() < DATED:
        made["start"] = _day(rng).isoformat()
    if rng.uniform() < ENDED:
        made["end"] = _day(rng).isoformat()
    return made


def _number(field: Field, rng: np.random.Generator) -> float:
    """A number over the range of its lever, on one of its steps."""
    value = rng.uniform(field.low, field.high)
    return float(round(value)) if field.whole else round(value, 4)


def _day(rng: np.random.Generator) -> date:
    """A day that counts."""
    start = pair(BASELINE, {}, DEFAULT_DAYS)[0].start
    return start + timedelta(days=int(rng.integers(DEFAULT_DAYS)))
