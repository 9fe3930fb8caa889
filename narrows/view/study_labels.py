"""Points of a study as a reader says them: titles, and the values of levers, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from runs.number_format import amount, percent

MILLIONS, MONEY, SHARE = "million_gbp", "_gbp", "share"


def point_labels(points: Sequence[Mapping[str, Any]], levers: Sequence[str]) -> dict[str, str]:
    """What each point is called, by its name: the title, and with levers their values.

    Args:
        points: Rows of a study's points.
        levers: Names of its levers.
    """
    return {str(point["name"]): _label(point, levers) for point in points}


def lever_name(lever: str) -> str:
    """A lever's name in words, with its unit."""
    if MILLIONS in lever:
        return _words(lever.replace(MILLIONS, "")) or "money"
    return _words(lever.removesuffix(MONEY))


def lever_value(lever: str, value: float | str) -> str:
    """A value of a lever with its unit, by what its name says."""
    if isinstance(value, str):
        return value.replace("_", " ")
    if MILLIONS in lever:
        return amount(value * 1e6, "GBP").replace(".0m", "m")
    if lever.endswith(MONEY):
        return amount(value, "GBP")
    return percent(value) if SHARE in lever.split("_") else f"{value:,g}"


def _label(point: Mapping[str, Any], levers: Sequence[str]) -> str:
    values = [_of_lever(each, point[each]) for each in levers if point.get(each) is not None]
    return ": ".join([str(point["title"]), *([", ".join(values)] if values else [])])


def _of_lever(lever: str, value: float | str) -> str:
    said = lever_value(lever, value)
    if lever == MILLIONS:
        return said
    if SHARE in lever.split("_") and not isinstance(value, str):
        return f"{said} {_words(lever.replace(SHARE, ''))}".strip()
    return f"{lever_name(lever)} {said}"


def _words(name: str) -> str:
    return " ".join(name.replace("_", " ").split())
