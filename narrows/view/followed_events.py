"""Follow one: the people, gangs, boats, consignments and cases of a day, and what became of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import takewhile
from typing import Any

import numpy as np

from narrows.view.day_frames import Frame
from narrows.view.followed_people import person_lines
from narrows.view.paired_worlds import Timeline
from narrows.view.people_log import PERSON_EXAMPLE, person_id, person_identity
from runs.event_index import KINDS, EventIndex
from runs.event_table import IndexedEvent, indexed_events, table_of
from runs.identity_names import (
    GANG_EXAMPLE,
    SUBJECT_EXAMPLE,
    gang_identity,
    gang_name,
    subject_id,
    subject_identity,
)
from runs.reporting.event_story import MANY, Line, by_month, how_it_stands, in_full
from runs.reporting.event_wording import Wording, quantity
from scenarios.errors import InputError
from sim.core.events import Columns, Event
from sim.gangs.gangs import GANG_BITS

MOST_LINES = 200
PERSON = "person"
FOLLOWED = (PERSON, *KINDS)
"""Kinds of what can be followed."""


@dataclass(frozen=True)
class Choice:
    """Something of a day that can be followed: what it is, its name, and why it is there."""

    kind: str
    name: str
    why: str


@dataclass(frozen=True)
class Story:
    """What became of one up to the day that is shown.

    Attributes:
        left_out: Lines beyond ``MOST_LINES``, the oldest, that are not shown.
        aboard: Of a boat that was launched, who was aboard and what became of them, by name; the
            others add up to the first. Empty otherwise.
    """

    kind: str
    name: str
    title: str
    lines: tuple[Line, ...]
    left_out: int
    aboard: dict[str, int] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """As plain values."""
        return vars(self) | {"lines": [vars(line) for line in self.lines]}


@dataclass(frozen=True)
class Parting:
    """Where the stories of one thing in two worlds part.

    Attributes:
        same: Lines from the start that are the same in both.
        baseline, changed: The lines after these in each world; None if it is not there.
    """

    same: tuple[Line, ...]
    baseline: tuple[Line, ...] | None
    changed: tuple[Line, ...] | None


def parting(baseline: Story | None, changed: Story | None) -> Parting:
    """Where two stories part; of one that is in one world alone, at once."""
    if baseline is None or changed is None:
        one = None if baseline is None else baseline.lines
        return Parting((), one, None if changed is None else changed.lines)
    pairs = zip(baseline.lines, changed.lines, strict=False)
    alike = sum(1 for _ in takewhile(lambda both: both[0] == both[1], pairs))
    return Parting(baseline.lines[:alike], baseline.lines[alike:], changed.lines[alike:])


def choices(frame: Frame) -> list[Choice]:
    """What a day offers to follow: its events first, then what is on the way."""
    people = [Choice(PERSON, name, what) for what, (name, _) in frame["people"].items()]
    at_sea = [Choice("boat", name, f"{quantity(aboard, 'people')} aboard, {fate}")
              for _, name, aboard, fate in frame["boats"]]  # fmt: skip
    found = [Choice(event["follow"], event["id"], _why(event)) for event in frame["events"]]
    gangs = [Choice("gang", event["gang"], "acted today") for event in frame["events"]]
    moving = [
        Choice("consignment", mark[5], f"on the way with {quantity(mark[4], mark[0])}")
        for mark in frame["moving"]
        if mark[0] != "people"
    ]
    groups = [
        Choice("gang", gang_of(mark[5]), f"moves {quantity(mark[4], 'people')}")
        for mark in frame["moving"]
        if mark[0] == "people"
    ]
    first: dict[tuple[str, str], Choice] = {}
    for each in (*people, *found, *at_sea, *moving, *gangs, *groups):
        first.setdefault((each.kind, each.name), each)
    return list(first.values())


def gang_of(mark: str) -> str:
    """Name of the gang that moves a group of people, by the id of its mark."""
    return gang_name(gang_identity(mark.partition(":")[0]))


def story(timeline: Timeline, day: int, kind: str, name: str) -> Story:
    """The story of one in one world, from the warm-up to the end of a day.

    Args:
        timeline: The world.
        day: Number of the last day that is shown, from 0.
        kind: Any of ``FOLLOWED``.
        name: Its name, as :mod:`runs.identity_names` writes it, a person's as
            :mod:`narrows.view.people_log` does.

    Raises:
        InputError: If there is nothing of that kind and name in this world up to that day.
    """
    network = timeline.model.network
    if kind == PERSON:
        return _person(timeline, day, name)
    name, gang = _checked(kind, name)
    rows = _of_gangs(timeline.events(day + 1), gang)
    event_index = EventIndex(indexed_events(table_of(rows, network)))
    content, wording = event_index.story(kind, name), Wording(event_index, network)
    if not content:
        near = event_index.nearest(kind, name) if event_index.known(kind) else None
        right = f"; the nearest is {near!r}" if near else ""
        raise InputError(f"no {kind} {name!r} is in this world by this day{right}")
    many = kind == "gang" and len(content) > MANY
    lines = by_month(content, wording) if many else in_full(content, wording)
    if kind == "boat":
        last = timeline.model.run_scenario.start + timedelta(days=day)
        lines += _stands(event_index, name, last)
    title = name if kind == "gang" else f"{kind} {name}"
    return Story(
        kind, name, title, tuple(lines[-MOST_LINES:]), max(len(lines) - MOST_LINES, 0),
        aboard(content) if kind == "boat" else {},
    )  # fmt: skip


def _person(timeline: Timeline, day: int, name: str) -> Story:
    """What became of one person up to the end of a day."""
    try:
        identity = person_identity(name)
    except ValueError as error:
        raise InputError(f"{error}; it must look like {PERSON_EXAMPLE!r}") from None
    start, name = timeline.model.run_scenario.start, person_id(identity)
    lines = person_lines(timeline.people, timeline.model.network, start, day + 1, identity)
    if not lines:
        raise InputError(f"no person {name!r} is in this world by this day")
    return Story(PERSON, name, f"person {name}", tuple(lines), 0)


def aboard(content: Sequence[IndexedEvent]) -> dict[str, int]:
    """What became of all who boarded a boat: parts that add up; empty if none boarded.

    Args:
        content: All events of the boat.
    """

    def of(*events: Event) -> int:
        return round(sum(row.amount or 0 for row in content if row.event in events))

    boarded = of(Event.LAUNCHED)
    if not boarded:
        return {}
    found = {
        "arrived": of(Event.LANDED), "died": of(Event.INCIDENT),
        "turned back": of(Event.TURNED_BACK),
        "stopped": of(Event.PREVENTED, Event.GROUP_STOPPED),
    }  # fmt: skip
    events = {row.event for row in content}
    rest = boarded - sum(found.values())
    if Event.PREVENTED in events:
        return {"aboard": boarded, **found, "escaped": rest}
    name = "rescued and brought back to France" if Event.INCIDENT in events else "still at sea"
    return {"aboard": boarded, **found, "escaped": 0} | ({name: rest} if rest else {})


def _stands(event_index: EventIndex, boat: str, last: date) -> list[Line]:
    """Where a boat is that has not come to its end: on the last day that is shown, not of a run."""
    return [
        Line(line.when, line.text.removeprefix("the run ends; "))
        for line in how_it_stands(event_index, boat, last)
    ]


def _checked(kind: str, name: str) -> tuple[str, int]:
    """The name as it is written, and the identity of the gang that it begins with."""
    if kind not in KINDS:
        raise InputError(
            f"{kind[:40]!r} cannot be followed; it must be one of {', '.join(FOLLOWED)}"
        )
    try:
        if kind == "gang":
            identity = gang_identity(name)
            return gang_name(identity), identity
        subject = subject_identity(name)
        return subject_id(subject), subject >> GANG_BITS
    except (ValueError, OverflowError):
        example = repr(GANG_EXAMPLE) if kind == "gang" else SUBJECT_EXAMPLE
        raise InputError(f"{kind} is {name[:40]!r}; it must look like {example}") from None


def _of_gangs(rows: Columns, gang: int) -> Columns:
    """Events of a gang, of those that bought its boats, and of the heirs of all of these."""
    passed = rows["event"] == Event.TAKEN_OVER
    heirs = dict(zip(rows["gang"][passed].tolist(), rows["other"][passed].tolist(), strict=True))
    sold = (rows["event"] == Event.RESOLD) & (rows["subject"] >> GANG_BITS == gang)
    concerned = {gang}
    for each in (gang, *rows["other"][sold].tolist()):
        concerned.add(each)
        while (each := heirs.get(each)) is not None and each not in concerned:
            concerned.add(each)
    gangs = np.array(sorted(concerned), "u8")
    keep = np.isin(rows["gang"], gangs) | (np.isin(rows["other"], gangs) & _names_a_gang(rows))
    return {name: column[keep] for name, column in rows.items()}


def _names_a_gang(rows: Columns) -> Any:
    """Where the second identity of an event is that of a gang."""
    return np.isin(rows["event"], (Event.FOUNDED, Event.TAKEN_OVER, Event.RESOLD))


def _why(event: dict[str, Any]) -> str:
    words = event["event"].replace("-", " ")
    return f"{words}, {quantity(event['size'], event['unit'])}" if event["unit"] else words
