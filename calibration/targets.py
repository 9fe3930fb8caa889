"""Targets of calibration: what the model is fitted to, and what is held out to judge it by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from calibration.data_series.declared_series import DAYS, DEATHS, DETECTIONS, WEEKS
from calibration.input_tables import read_targets_csv
from calibration.measures import GROWING, STATISTICS, Period, Table, observed
from calibration.observations import Observations
from calibration.target import Error, Scale, Target
from scenarios.declared_fields import Field, check_fields, show
from scenarios.errors import Location, instead
from scenarios.evidence import CUT_OFF, Entry, load_evidence
from scenarios.packaged_data import DATA
from scenarios.yaml_reader import Source, Trail, read

Floats = NDArray[np.float64]

FILE = Path(__file__).with_name("targets.yaml")
EARLIER = {"2024-10-31": FILE.with_name("targets-2024-10-31.yaml")}
"""Targets of earlier packaged vintages, by name: as they were, for series that were counted so."""
VALUE_IN_WORDS = (
    "it must be a number, a list, low and high, or evidence such as P138.share_people; or leave it "
    "out where the record has it"
)
USES = ("fitted", "held-out")
SCALES = get_args(Scale)
POSITIVE = ("log", "relative")
"""Scales on which a target cannot be 0."""
READ_FROM = {
    "monthly_deaths": DEATHS, "yearly_deaths": DEATHS, "yearly_incidents": DEATHS,
    "prevention_share": WEEKS, "prevention_event_share": WEEKS, "people_per_event": WEEKS,
    "preventions": WEEKS, "events_prevented": WEEKS, "balkan_change": DETECTIONS,
}  # fmt: skip
"""The series that a statistic ends with, if not arrivals and boats by day."""
GOES_ON = GROWING | {"prevention_share", "prevention_event_share"}
"""Statistics whose targets go on with the data."""

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
    "last": Field(date),
    "beside": Field(int, right="a whole number of years, such as -1"),
}
_ERROR = {
    "scale": Field(str, required=True, right="log, log-count, relative or absolute"),
    "measurement": Field(dict[str, Any], required=True, right="the keys size and why"),
    "structural": Field(dict[str, Any], required=True, right="the keys size and why"),
}
_PART = {"size": Field(float, required=True), "why": Field(str, required=True)}


def load_targets(
    observations: Observations | None = None, path: Path | None = None, own: bool = False
) -> tuple[Target, ...]:
    """The targets that could be known, in the order of the file.

    Where the file gives no value it is worked out from the record. With an earlier cut-off, series
    end with their last whole month known, and what is about later days is left out; evidence counts
    as known from the last day that it is about. With data beyond the project's own file, its series
    go on as targets of their own, to the last month, or week, that each knows.

    Args:
        observations: What is known; everything up to the project's cut-off if not given.
        path: The file, YAML or CSV; that of the packaged vintage in use if not given.
        own: Whether it is a user's, whose sources are of his own naming and whose series end where
            it says.

    Raises:
        InputError: For the first fault in the file, with its line and column.
    """
    seen = Observations() if observations is None else observations
    if path is None:
        path = EARLIER.get(seen.data.vintage.name, FILE)
    source = read_targets_csv(path) if path.suffix == ".csv" else read(path)
    record = observed(seen)
    declared = [
        (target, given.get("value"))
        for name, given in source.values.items()
        if (target := _target(source, name, given, seen.cutoff, own)) is not None
    ]
    if path == FILE:
        declared += [(target, None) for target in _going_on(declared, seen)]
    found = []
    for target, value in declared:
        known = _known(target, seen, value)
        if known is not None:
            found.append(_valued(source, known, value, record))
    source.raise_first()
    return tuple(target for target in found if target is not None)


def _going_on(declared: Sequence[tuple[Target, Any]], seen: Observations) -> Iterator[Target]:
    """The fitted series of the file over what the data know beyond the file."""
    if seen.cutoff <= max(target.period.last for target, _ in declared):
        return
    series = [target for target, value in declared if value is None and not target.period.beside]
    for target in series:
        if target.use != "fitted" or target.statistic not in GOES_ON:
            continue
        same = [each for each in series if each.statistic == target.statistic]
        if target is not next(each for each in same if each.use == "fitted"):
            continue
        first = max(each.period.last for each in same) + timedelta(1)
        last = _last_known(target.statistic, seen)
        if last is not None and first < last:
            name = f"{target.name}-from-{first:%Y-%m}"
            what = f"The same as {target.name}, from {first} to the last that is known."
            yield replace(target, name=name, what=what, period=Period(first, last))


def _last_known(statistic: str, seen: Observations) -> date | None:
    """Last day to which the data that a statistic is worked out from go; None before they begin."""
    last = seen.last_days.get(READ_FROM.get(statistic, DAYS).name)
    if last is None or statistic not in GROWING:
        return last
    after = last + timedelta(1)
    return after.replace(day=1) - timedelta(1)


def _target(
    source: Source, name: str, given: Any, cutoff: date, own: bool = False
) -> Target | None:
    """An entry without its value, or None with its faults noted.

    Args:
        source: The file.
        name: The target's name.
        given: Its keys and values.
        cutoff: Last day of a period that gives none.
        own: Whether the file is a user's, whose sources are of his own naming.
    """
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
    if "last" not in period and "first" in period:
        period["last"] = max(cutoff, period["first"])
    for word in top.get("source", "").split() if not own else ():
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
    period, last = target.period, seen.cutoff
    if value is None:
        known = _last_known(target.statistic, seen)
        if known is None:
            return None
        last = min(last, known)
    if value is None and target.statistic in GROWING:
        end = min(period.last, last)
        return replace(target, period=replace(period, last=end)) if end > period.first else None
    ends = [period.last, *([period.other_year.last] if period.beside > 0 else [])]
    named = set(re.findall(r"\b[SPE]\d{3}\b", str(value))) & _entries().keys()
    ends += [_entries()[name].last_day for name in named]
    return target if max(ends) <= last else None


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
        position = source.indices.get(trail, source.keys.get((target.name,), Location(source.file)))
        source.fault(position, f"no value ({error}); {VALUE_IN_WORDS}")
        return None
    crossed = (low > high).any() or (target.scale in POSITIVE and (low <= 0).any())
    if not np.isfinite([low, high]).all() or crossed:
        position = source.indices.get(trail, source.keys.get((target.name,), Location(source.file)))
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
