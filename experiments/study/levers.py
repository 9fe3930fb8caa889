"""Levers of a study: what policy sets, and the points at which it is tried."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from calibration.priors import NINE_IN_TEN, Prior, load_priors
from experiments.study.sampling import FILLING, PROBING, SALTELLI, SOBOL
from scenarios.declared_fields import DATE_IN_WORDS, ISO_DATE, Field, check_fields, show
from scenarios.errors import instead
from scenarios.yaml_reader import Source, Trail

Value = int | float | str
DRAWN = (*FILLING, *PROBING)
METHODS = ("grid", "list", *DRAWN)
POWERS_OF_TWO = (SOBOL, SALTELLI)
PRIOR = "prior"
"""Value of a lever that stands for the 90 % interval of the prior of the parameter."""
FIGURES = 6
MOST_VALUES = 10_000

RANGE = {
    "from": Field(Any, required=True, right="a number or a date"),
    "to": Field(Any, required=True, right="a number or a date"),
    "step": Field(Any, right="a number above 0, or days between dates"),
}
RESERVED = ("point", "name", "scenario", "reference", "title", "definition")
"""Columns that the table of points has beside the levers."""


@dataclass(frozen=True)
class Lever:
    """One lever.

    Attributes:
        name: As scenarios of the study call it, after a ``$``.
        values: Its values in order, where they can be counted.
        low, high: Ends of a range without steps; ordinals, if it is of dates.
        dates: Whether it is a range of dates.
        trail: Where in the file it stands.
        listed: Whether each value stands there by itself.
        prior: What is thought of the parameter that it is, if its range is that.
    """

    name: str
    values: tuple[Value, ...] = ()
    low: float = 0.0
    high: float = 0.0
    dates: bool = False
    trail: Trail = ()
    listed: bool = False
    prior: Prior | None = None

    def at(self, share: float) -> Value:
        """The value at a share of the way, from 0 to 1."""
        if self.values:
            return self.values[min(int(share * len(self.values)), len(self.values) - 1)]
        if self.dates:
            return _day(min(self.low + int(share * (self.high - self.low + 1)), self.high))
        if self.prior:
            return _figures(self.prior.value(NINE_IN_TEN * (2.0 * share - 1.0)))
        return float(f"{self.low + share * (self.high - self.low):.{FIGURES}g}")

    def position(self, value: Value) -> Trail:
        """Where in the file a value comes from."""
        if self.listed and value in self.values:
            return (*self.trail, self.values.index(value))
        return self.trail


def read_levers(source: Source, given: Mapping[str, Any], method: str) -> dict[str, Lever]:
    """Read the levers of a study; faults are noted in the source.

    Args:
        source: Where they stand.
        given: Levers by name.
        method: How they are combined; in a ``list``, a value may come back in another row.
    """
    found = {}
    for name, value in given.items():
        trail = ("levers", name)
        if not name.isidentifier() or name in RESERVED:
            why = "is taken; use another" if name in RESERVED else "is no name; use letters and _"
            message = f"lever {name!r} {why}"
            source.fault(source.keys[trail], message)
        elif isinstance(value, list):
            found[name] = Lever(
                name, _listed(source, trail, value, method), trail=trail, listed=True
            )
        elif isinstance(value, dict):
            found[name] = _range(source, name, value)
        elif value == PRIOR:
            found[name] = _prior(source, name)
        else:
            message = f"{name} is {show(value)}; it must be a list of values, or from and to"
            source.fault(source.indices[trail], message)
    return found


def combined(levers: Mapping[str, Lever], method: str) -> list[dict[str, Value]]:
    """All points of a ``grid`` or ``list``, each a value for every lever; one without levers."""
    if not levers:
        return [{}]
    values = [lever.values for lever in levers.values()]
    rows = product(*values) if method == "grid" else zip(*values, strict=True)
    return [dict(zip(levers, row, strict=True)) for row in rows]


def check_method(
    source: Source, levers: Mapping[str, Lever], method: str, number: int | None
) -> None:
    """Note what does not fit between the levers and the way to combine them."""
    position = source.indices.get(("design",), source.indices.get(("levers",), source.indices[()]))
    if method in DRAWN:
        if not levers:
            source.fault(position, f"{method} has no levers to draw; give levers or leave it out")
        if number is None:
            source.fault(position, f"{method} needs the number of points; give points: 64")
        elif method in POWERS_OF_TWO and number & (number - 1):
            near = 2 ** round(math.log2(number))
            kind = method.capitalize()
            message = f"points is {number}; a {kind} design needs a power of two, such as {near}"
            source.fault(source.indices["points",], message)
        return
    if number is not None:
        message = f"a {method} has as many points as its values make; leave points out"
        source.fault(source.keys["points",], message)
    for name, lever in levers.items():
        if not lever.values:
            message = f"{name} has no single values for a {method}; give a list, or a step"
            source.fault(source.indices["levers", name], message)
    lengths = {name: len(lever.values) for name, lever in levers.items()}
    if method == "list" and len(set(lengths.values())) > 1:
        said = ", ".join(f"{name} {length}" for name, length in lengths.items())
        message = f"a list takes the levers' values side by side, but they are {said} long"
        source.fault(position, f"{message}; give all as many, or design: grid")
    elif method == "list":
        rows = [tuple(row.values()) for row in combined(levers, method)]
        again = next((at for at, row in enumerate(rows) if row in rows[:at]), None)
        if again is not None:
            message = f"points {rows.index(rows[again])} and {again} of the list are the same"
            source.fault(position, f"{message}; give each point once")


def _listed(source: Source, trail: Trail, given: list[Any], method: str) -> tuple[Value, ...]:
    right: list[Value] = []
    for number, value in enumerate(given):
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            message = f"{trail[-1]} has {show(value)}; it must be a number, a date or a word"
            source.fault(source.indices[*trail, number], message)
        elif value in right and method != "list":
            message = f"{trail[-1]} has {show(value)} twice; give each value once"
            source.fault(source.indices[*trail, number], message)
        else:
            right.append(value)
    if not given:
        source.fault(source.indices[trail], f"{trail[-1]} is empty; give at least one value")
    return tuple(right)


def _prior(source: Source, name: str) -> Lever:
    day = date(2024, 1, 1)
    known = {each.parameter: each for each in load_priors(day, day).parameters}
    if name not in known:
        message = f"{name} has no prior{instead(name, known)}"
        source.fault(source.keys["levers", name], message)
        return Lever(name, (0,))
    return Lever(name, trail=("levers", name), prior=known[name])


def _range(source: Source, name: str, given: dict[str, Any]) -> Lever:
    trail = ("levers", name)
    right = check_fields(source, trail, given, RANGE, f"lever {name}")
    ends = [_end(source, (*trail, key), right[key]) for key in ("from", "to") if key in right]
    if len(ends) < 2 or None in ends:
        return Lever(name, (0,), trail=trail)
    (low, is_date), (high, also) = ends  # type: ignore[misc]
    if is_date != also or not low < high:
        message = f"to is {show(right['to'])}; it must be above from, {show(right['from'])}"
        source.fault(source.indices[*trail, "to"], message)
        return Lever(name, (0,), trail=trail)
    at = (*trail, "from")
    if "step" not in right:
        return Lever(name, (), low, high, is_date, at)
    step = right["step"]
    if isinstance(step, bool) or not isinstance(step, int | float) or not 0 < step <= high - low:
        message = f"step is {show(step)}; it must be a number above 0 and at most to less from"
        source.fault(source.indices[*trail, "step"], message)
        return Lever(name, (0,), trail=trail)
    count = int((high - low) / step + 1e-9) + 1
    if count > MOST_VALUES:
        message = f"step makes {count:,} values; it must make at most {MOST_VALUES:,}"
        source.fault(source.indices[*trail, "step"], message)
        return Lever(name, (0,), trail=trail)
    whole = all(isinstance(right[key], int) for key in RANGE)
    made = (low + step * number for number in range(count))
    values = tuple(_day(v) if is_date else int(v) if whole else _figures(v) for v in made)
    return Lever(name, values, trail=trail)


def _end(source: Source, trail: Trail, value: Any) -> tuple[float, bool] | None:
    """An end of a range, and whether it is a date."""
    if isinstance(value, str) and ISO_DATE.fullmatch(value):
        try:
            return float(date.fromisoformat(value).toordinal()), True
        except ValueError:
            pass
    elif isinstance(value, int | float) and not isinstance(value, bool):
        return float(value), False
    right = f"a number or {DATE_IN_WORDS}".rstrip(",")
    source.fault(source.indices[trail], f"{trail[-1]} is {show(value)}; it must be {right}")
    return None


def _day(ordinal: float) -> str:
    return date.fromordinal(int(ordinal)).isoformat()


def _figures(value: float) -> float:
    return float(f"{value:.{FIGURES}g}")
