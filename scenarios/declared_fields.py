"""Checking keys and values against declared fields, and saying in plain words what is right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, get_args, get_origin

from annotated_types import Ge, Le
from pydantic import TypeAdapter, ValidationError

from scenarios.errors import instead
from scenarios.yaml_reader import Source, Trail
from sim.parameters import Number, Parameter

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
NUMBER_WITH_UNIT = re.compile(r"([-+]?\d[\d_]*(?:\.\d*)?(?:[eE][-+]?\d+)?)\s*([^\d\s.,_].*)")
NUMBER_AS_TEXT = re.compile(r"\s*[-+]?(\d[\d,_]*(\.\d*)?|\.\d+)([eE][-+]?\d+)?\s*")
"""What looks like a number and is text: in quotes, or with commas."""
DATE_IN_WORDS = "a date of the calendar, year-month-day as in 2024-09-17,"
SHOWN_AT_MOST = 60


@dataclass(frozen=True)
class Field:
    """A key that may be given.

    Attributes:
        hint: Its annotated type.
        unit: Unit of a number.
        required: Whether it must be given.
        right: What is allowed, in words, where the type alone does not say it.
    """

    hint: Any
    unit: str = ""
    required: bool = False
    right: str = ""


class WrongNumberError(ValueError):
    """A number was given in another unit than the declared one, or as text."""


def check_fields(
    source: Source, trail: Trail, given: Mapping[str, Any], declared: Mapping[str, Field], what: str
) -> dict[str, Any]:
    """Return the values that are right, as their fields' types, and note faults in the source.

    A key that is missing is not reported beside one that is unknown, which may be it, misspelt.

    Args:
        source: The file.
        trail: Where in the file the keys stand.
        given: The keys and values.
        declared: The fields that are allowed.
        what: What the keys belong to, for messages.
    """
    right: dict[str, Any] = {}
    for key, value in given.items():
        if key not in declared:
            message = f"{what} has no key {key!r}{instead(key, declared)}"
            source.fault(source.keys[*trail, key], message)
            continue
        try:
            right[key] = _converted(key, value, declared[key])
        except WrongNumberError as error:
            source.fault(source.indices[*trail, key], str(error))
        except ValidationError:
            message = f"{key} is {show(value)}; it must be {_expected(declared[key])}"
            source.fault(source.indices[*trail, key], message)
    if given.keys() - declared.keys():
        return right
    for key, one in declared.items():
        if one.required and key not in given:
            message = f"{what} lacks {key!r}; it must be {_expected(one)}"
            source.fault(source.indices[trail], message)
    return right


def check_parameter(parameter: Parameter, value: Any) -> Number | str:
    """Return a parameter's value as a number in its declared unit, or as its word.

    Raises:
        ValueError: If it is not allowed; the message says what would be.
    """
    if parameter.choices:
        right = f"one of {', '.join(parameter.choices)}"
    else:
        right = _range("a number", *parameter.bounds, parameter.unit)
        value = _without_unit(parameter.name, value, parameter.unit)
    try:
        parameter.check(value)
    except ValueError:
        message = f"{parameter.name} is {show(value)}; it must be {right}"
        raise ValueError(message) from None
    accepted: Number | str = value
    return accepted


def show(value: Any) -> str:
    """A given value as messages quote it: short, and in the words of the file."""
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a group of keys"
    text = repr(value)
    return text if len(text) <= SHOWN_AT_MOST else f"{text[:SHOWN_AT_MOST]}..."


@cache
def _adapter(hint: Any) -> TypeAdapter[Any]:
    return TypeAdapter(hint)


def _converted(key: str, value: Any, declared: Field) -> Any:
    base = _base(declared.hint)
    if base is date and isinstance(value, str) and ISO_DATE.fullmatch(value):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            value = str(value)
    if base in (int, float):
        value = _without_unit(key, value, declared.unit)
    return _adapter(declared.hint).validate_python(value, strict=True)


def _without_unit(name: str, value: Any, unit: str) -> Any:
    """The number of a text such as ``9000 GBP``; anything else unchanged.

    Raises:
        WrongNumberError: If the unit is another, or a number stands in quotes or has commas.
    """
    if not isinstance(value, str):
        return value
    if NUMBER_AS_TEXT.fullmatch(value):
        plain = value.strip().replace(",", "").replace("_", "")
        commas = " and commas" if "," in value else ""
        message = (
            f"{name} is {show(value)}, which is text; write it without quotes{commas}: {plain}"
        )
        raise WrongNumberError(message)
    match = NUMBER_WITH_UNIT.fullmatch(value) if unit else None
    if match is None:
        return value
    if match[2] != unit:
        raise WrongNumberError(f"unit is {match[2]!r}; {name} is in {unit}")
    number = float(match[1])
    return int(number) if number.is_integer() else number


def _base(hint: Any) -> Any:
    """The plain type under annotations and ``| None``."""
    while get_args(hint) and get_origin(hint) not in (list, dict):
        hint = get_args(hint)[0]
    return hint


def _expected(declared: Field) -> str:
    if declared.right:
        return declared.right
    base = _base(declared.hint)
    if base is str:
        return "a word"
    what = {int: "a whole number", float: "a number"}.get(base, DATE_IN_WORDS)
    marks = get_args(declared.hint)
    low = next((mark.ge for mark in marks if isinstance(mark, Ge)), None)
    high = next((mark.le for mark in marks if isinstance(mark, Le)), None)
    return _range(what, low, high, declared.unit).rstrip(",")


def _range(what: str, low: Any, high: Any, unit: str) -> str:
    form = "" if isinstance(low, date) else ".10g"
    span = "" if low is None else f" from {low:{form}} to {high:{form}}"
    if unit == "share":
        return f"a share{span}"
    return f"{what}{span} {unit}".rstrip()
