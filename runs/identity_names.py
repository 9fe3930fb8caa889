"""Readable names of gangs, boats, consignments and cases, and the way back.

A gang is ``gang 7`` at the start, ``newcomer 2024-W13.0`` by the week in which it came, or
``splinter 1a2b``. Its boats, consignments and cases are numbered: ``7/31``, ``2024-W13.0/4``,
``s1a2b/0``.
"""

from __future__ import annotations

import re
from datetime import date

from sim.gangs.gangs import GANG_BITS
from sim.gangs.recovery import NEWCOMER_BIT, SPLINTER_BIT

ORDINAL_BITS = 8
GANG_EXAMPLE, SUBJECT_EXAMPLE = "gang 7", "7/31"

WEEK = re.compile(r"(\d{4})-W(\d{1,2})\.(\d{1,3})", re.ASCII)
NUMBER = re.compile(r"[1-9]\d{0,9}", re.ASCII)
SPLINTER = re.compile(r"s([0-9a-f]{1,8})")


def gang_name(identity: int) -> str:
    """Name of a gang."""
    key = gang_key(identity)
    if identity & SPLINTER_BIT:
        return f"splinter {key[1:]}"
    return f"newcomer {key}" if identity & NEWCOMER_BIT else f"gang {key}"


def gang_key(identity: int) -> str:
    """What stands for a gang in the ids of its boats, consignments and cases."""
    if identity & SPLINTER_BIT:
        return f"s{identity ^ SPLINTER_BIT:x}"
    if identity & NEWCOMER_BIT:
        week, ordinal = divmod(identity ^ NEWCOMER_BIT, 1 << ORDINAL_BITS)
        year, number, _ = date.fromordinal(7 * week + 1).isocalendar()
        return f"{year:04}-W{number:02}.{ordinal}"
    return str(identity)


def gang_identity(name: str) -> int:
    """Identity of the gang with this name or key.

    Raises:
        ValueError: If no gang could have that name.
    """
    kind, _, rest = name.strip().rpartition(" ")
    key = f"s{rest}" if kind == "splinter" else rest
    identity = _from_key(key)
    if kind and gang_name(identity) != f"{kind} {rest}":
        raise ValueError(f"{name!r} is no gang's name")
    return identity


def subject_id(identity: int) -> str:
    """Id of a boat, a consignment or a case."""
    gang, number = divmod(identity, 1 << GANG_BITS)
    return f"{gang_key(gang)}/{number}"


def subject_identity(name: str) -> int:
    """Identity of the boat, consignment or case with this id.

    Raises:
        ValueError: If none could have that id.
    """
    key, slash, number = name.strip().rpartition("/")
    if not slash or not re.fullmatch(r"\d{1,8}", number, re.ASCII) or int(number) >> GANG_BITS:
        raise ValueError(f"{name!r} is no id")
    return (gang_identity(key) << GANG_BITS) + int(number)


def _from_key(key: str) -> int:
    if found := WEEK.fullmatch(key):
        year, week, ordinal = map(int, found.groups())
        if ordinal >> ORDINAL_BITS == 0:
            monday = date.fromisocalendar(year, week, 1).toordinal()
            return NEWCOMER_BIT | (monday // 7 << ORDINAL_BITS) | ordinal
    elif NUMBER.fullmatch(key) and int(key) < NEWCOMER_BIT:
        return int(key)
    elif (found := SPLINTER.fullmatch(key)) and int(found[1], 16) < SPLINTER_BIT:
        return SPLINTER_BIT | int(found[1], 16)
    raise ValueError(f"{key!r} is no gang's name")
