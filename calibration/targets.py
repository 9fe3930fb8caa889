"""Targets of calibration: what the model is fitted to, and what is held out to judge it by."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from calibration.measures import GROWING, STATISTICS, Period, Table, observed
from calibration.observations import Observations
from calibration.target import Error, Scale, Target
from scenarios.declared_fields import Field, check_fields, show
from scenarios.errors import instead
from scenarios.evidence import CUT_OFF, Entry, load_evidence
from scenarios.world_tables import DATA
from scenarios.yaml_reader import Source, Trail, read

Floats = NDArray[np.float64]

FILE = Path(__file__).with_name("targets.yaml")
VALUE_IN_WORDS = (
    "it must be a number, a list, low and high, or evidence such as P138.share_people; or leave it "
    "out where the record has it"
)
USES = ("fitted", "held-out")
SCALES = get_args(Scale)
POSITIVE = ("log", "relative")
"""Scales on which a target cannot be 0."""

_FIELDS = {
    "what": Field(str, required=True),
    "statistic": Field(str, required=True),
    "period": Field(dict[str, Any], required=True, right="the keys first and last"),
    "value": Field(Any),
    "error": Field(
        dict[str, Any], required=True, right="the keys scale, measurement and structural"
    ),
    "source": Field(str, required=True),
    "use": Field(str, required=True, right="fitted or held-out"),
}
_PERIOD = {
    "first": Field(date, required=True),
    "last": Field(date, required=True),
    "beside": Field(int, right="a whole number of years, such as -1"),
}
_ERROR = {
    "scale": Field(str, required=True, right="log, log-count, relative or absolute"),
    "measurement": Field(dict[str, Any], required=True, right="the keys size and why"),
    "structural": Field(dict[str, Any], required=True, right="the keys size and why"),
}
_PART = {"size": Field(float, required=True), "why": Field(str, required=True)}


def load_targets(observations: Observations | None = None, path: Path = FILE) -> tuple[Target, ...]:
    """The targets that could be known, in the order of the file.

    Where the file gives no value it is worked out from the record. With an earlier cut-off, series
    end with their last whole month known, and what is about later days is left out; evidence counts
    as known from the last day that it is about.

    Args:
        observations: What is known; everything up to the project's cut-off if not given.
        path: The file.

    Raises:
        InputError: For the first fault in the file, with its line and column.
    """
    seen = Observations() if observations is None else observations
    source, record = read(path), observed(seen)
    found = []
    for name, given in source.values.items():
        target = _target(source, name, given)
        if target is None:
            continue
        known = _known(target, seen, given.get("value"))
        if known is not None:
            found.append(_valued(source, known, given.get("value"), record))
    source.raise_first()
    return tuple(target for target in found if target is not None)


def _target(source: Source, name: str, given: Any) -> Target | None:
    """An entry without its value, or None with its faults noted."""
    before = len(source.faults)
    top = _checked(source, (name,), given, _FIELDS, name)
    period = _checked(source, (name, "period"), top.get("period"), _PERIOD, "period")
    error = _checked(source, (name, "error"), top.get("error"), _ERROR, "error")
    kinds = {
        kind: _checked(source, (name, "error", kind), error.get(kind), _PART, kind)
        for kind in ("measurement", "structural")
    }
    _check_word(source, (name, "statistic"), top.get("statistic"), list(STATISTICS))
    _check_word(source, (name, "use"), top.get("use"), USES)
    _check_word(source, (name, "error", "scale"), error.get("scale"), SCALES)
    for word in top.get("source", "").split():
        _check_source(source, (name, "source"), word)
    for kind, part in kinds.items():
        if part.get("size", 0.0) < 0 or (kind == "structural" and part.get("size") == 0):
            message = f"size is {part['size']}; it must be above 0"
            source.fault(source.indices[name, "error", kind, "size"], message)
    _check_period(source, (name, "period"), period, str(top.get("statistic")))
    if len(source.faults) > before:
        return None
    return Target(
        name=name,
        what=top["what"],
        statistic=top["statistic"],
        period=Period(**period),
        scale=error["scale"],
        measurement=Error(**kinds["measurement"]),
        structural=Error(**kinds["structural"]),
        source=tuple(top["source"].split()),
        use=top["use"],
    )


def _check_period(source: Source, trail: Trail, period: dict[str, Any], statistic: str) -> None:
    if not {"first", "last"} <= period.keys():
        return
    first, last = period["first"], period["last"]
    if last < first:
        message = f"last is {last}; it must not be before {first}"
        source.fault(source.indices[*trail, "last"], message)
    elif statistic.endswith("_change") and not first.day == (last + timedelta(1)).day == 1:
        message = (
            f"{first} to {last} is not whole months, as a change needs; begin and end with one"
        )
        source.fault(source.indices[trail], message)


def _checked(
    source: Source, trail: Trail, given: Any, declared: dict[str, Field], what: str
) -> dict[str, Any]:
    if isinstance(given, dict):
        return check_fields(source, trail, given, declared, what)
    if len(trail) == 1:
        message = f"{what} is {show(given)}; it must be keys such as what, statistic and period"
        source.fault(source.indices[trail], message)
    return {}


def _check_word(
    source: Source, trail: Trail, word: Any, known: tuple[str, ...] | list[str]
) -> None:
    if isinstance(word, str) and word not in known:
        source.fault(source.indices[trail], f"unknown {trail[-1]} {word!r}{instead(word, known)}")


def _entries() -> dict[str, Entry]:
    """Evidence by every id that it holds."""
    return {kept: one for one in load_evidence().values() for kept in (one.id, *one.covers)}


def _check_source(source: Source, trail: Trail, word: str) -> None:
    entry = _entries().get(word)
    if entry is None and not (DATA / word).is_file():
        message = f"unknown source {word!r}; it must be an evidence id or a file of scenarios/data"
        source.fault(source.indices[trail], message)
    elif entry is not None and entry.last_day > CUT_OFF:
        message = f"{word} is later than the cut-off; targets rest on what was known by then"
        source.fault(source.indices[trail], message)


def _known(target: Target, seen: Observations, value: Any) -> Target | None:
    """The target as far as it is known, or None."""
    period, cutoff = target.period, seen.cutoff
    if value is None and target.statistic in GROWING:
        end = min(period.last, seen.monthly().index[-1].end_time.date())
        return replace(target, period=replace(period, last=end)) if end > period.first else None
    ends = [period.last, *([period.other_year.last] if period.beside > 0 else [])]
    named = set(re.findall(r"\b[SPE]\d{3}\b", str(value))) & _entries().keys()
    ends += [_entries()[name].last_day for name in named]
    return target if max(ends) <= cutoff else None


def _valued(source: Source, target: Target, value: Any, record: Table) -> Target | None:
    """The target with its values, or None with its faults noted."""
    trail: Trail = (target.name, "value")
    try:
        if value is None:
            low = high = target.simulated(record)[0]
        elif isinstance(value, dict) and value.keys() == {"low", "high"}:
            low, high = (_numbers(value[end]) for end in ("low", "high"))
        else:
            low = high = _numbers(value)
        low, high = np.broadcast_arrays(low, high)
    except (ValueError, KeyError, TypeError) as error:
        position = source.indices.get(trail, source.keys[(target.name,)])
        source.fault(position, f"no value ({error}); {VALUE_IN_WORDS}")
        return None
    crossed = (low > high).any() or (target.scale in POSITIVE and (low <= 0).any())
    if not np.isfinite([low, high]).all() or crossed:
        position = source.indices.get(trail, source.keys[(target.name,)])
        source.fault(
            position,
            f"a value that is missing, crossed, or 0 on a scale without 0; {VALUE_IN_WORDS}",
        )
        return None
    return replace(target, low=low, high=high)


def _numbers(value: Any) -> Floats:
    """Numbers as given, or as the evidence has them under an id and keys joined by dots."""
    if isinstance(value, str):
        name, *keys = value.split(".")
        entry = load_evidence()[name]
        found: Any = {"low": entry.low, "high": entry.high}
        found = found if keys and keys[0] in found else entry.value
        for key in keys:
            found = found[key]
        value = found
    return np.atleast_1d(np.asarray(value, np.float64))
