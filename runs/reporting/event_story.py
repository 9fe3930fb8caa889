"""A story as dated lines, the everyday trade of a busy gang drawn together by month."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from runs.event_index import EventIndex
from runs.event_table import IndexedEvent
from runs.reporting.event_wording import Wording, day, month, quantity
from sim.core.events import Event

MANY = 40
"""Events above which a gang's everyday trade is shown by month."""
EVERYDAY = frozenset({
    Event.ORDERED, Event.UNFILLED, Event.BUILT, Event.SENT, Event.STORED, Event.DELIVERED,
    Event.LAUNCHED, Event.PREVENTED, Event.TURNED_BACK, Event.LANDED,
})  # fmt: skip
STANDS = {
    Event.BUILT: "has not set out", Event.SENT: "is on its way", Event.STORED: "lies in store",
    Event.DELIVERED: "waits on the coast",
}  # fmt: skip
"""Where a boat is after the last of these events."""


@dataclass(frozen=True)
class Line:
    """A line of a story: when, and what happened."""

    when: str
    text: str


def in_full(rows: Iterable[IndexedEvent], wording: Wording) -> list[Line]:
    """A line for each event; one line for the two of a gang that leaves and is taken over."""
    lines, passed_on = [], set()
    for row in rows:
        if row.event is Event.LEFT and row.gang in passed_on:
            continue
        if row.event is Event.TAKEN_OVER:
            passed_on.add(row.gang)
        lines.append(Line(day(row.date), wording.of(row)))
    return lines


def by_month(rows: Iterable[IndexedEvent], wording: Wording) -> list[Line]:
    """A line for each event out of the ordinary, and one for the rest of each month."""
    lines = []
    for _, group in groupby(rows, lambda row: (row.date.year, row.date.month)):
        events = list(group)
        if text := _trade(events):
            lines.append(Line(month(events[0].date), text))
        lines += in_full((row for row in events if row.event not in EVERYDAY), wording)
    return lines


def how_it_stands(event_index: EventIndex, boat: str, last: date) -> list[Line]:
    """A line for a boat that has not come to its end, else none."""
    if event_index.endings(boat):
        return []
    events = [row.event for row in event_index.story("boat", boat) if row.event in STANDS]
    return [Line(day(last), f"the run ends; boat {boat} {STANDS[events[-1]]}")] if events else []


def last_day(start: str, days: int) -> date:
    """Last day of a run."""
    return date.fromisoformat(start) + timedelta(days=days - 1)


def _trade(rows: list[IndexedEvent]) -> str:
    """What a gang ordered, received and launched."""
    number = {event: sum(row.event is event for row in rows) for event in Event}
    amount = {event: sum(row.amount or 0 for row in rows if row.event is event) for event in Event}
    parts = [
        f"{verb} {quantity(amount[event], 'boats')}"
        for event, verb in ((Event.ORDERED, "ordered"), (Event.DELIVERED, "received"))
        if amount[event]
    ]
    if number[Event.UNFILLED]:
        parts.append(f"{quantity(amount[Event.UNFILLED], 'boats')} not to be had")
    if number[Event.LAUNCHED]:
        people = quantity(amount[Event.LAUNCHED], "people")
        launches = "launch" if number[Event.LAUNCHED] == 1 else "launches"
        parts.append(f"{number[Event.LAUNCHED]} {launches} with {people}")
    parts += [
        f"{number[event]} {what}"
        for event, what in ((Event.PREVENTED, "prevented"), (Event.TURNED_BACK, "turned back"))
        if number[event]
    ]
    if number[Event.INCIDENT]:
        deaths = quantity(amount[Event.INCIDENT], "deaths")
        parts.append(f"{quantity(number[Event.INCIDENT], 'fatal incidents')}, {deaths}")
    if number[Event.LANDED]:
        parts.append(f"{quantity(amount[Event.LANDED], 'people')} landed")
    return ", ".join(parts)
