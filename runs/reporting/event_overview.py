"""What happened in a run: counts by month, the gangs of most events, and what to follow."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from runs.event_index import EventIndex
from runs.event_table import IndexedEvent
from runs.reporting.event_wording import quantity
from sim.core.events import Event

THEMES = {
    "Boats and consignments": (
        Event.ORDERED, Event.UNFILLED, Event.BUILT, Event.SENT, Event.SEIZED, Event.STORED,
        Event.STORE_FOUND, Event.DELIVERED, Event.RESOLD, Event.CACHE_TAKEN, Event.ABANDONED,
    ),
    "Crossings": (
        Event.LAUNCHED, Event.PREVENTED, Event.GROUP_STOPPED, Event.TURNED_BACK, Event.INCIDENT,
        Event.LANDED,
    ),
    "Gangs and cases": (
        Event.FOUNDED, Event.TAKEN_OVER, Event.LEFT, Event.CASE_OPENED, Event.STRUCK,
        Event.TAKEN_DOWN, Event.CHARGED, Event.CONVICTED, Event.RELEASED,
    ),
}  # fmt: skip
"""Events that stand in one table, in its order."""
WARMUP, COUNTED = "warm-up", "all that count"
MOST_GANGS = 10


@dataclass
class Tally:
    """How often each event happened, and what its amounts add up to."""

    number: Counter[Event] = field(default_factory=Counter)
    amount: Counter[Event] = field(default_factory=Counter)

    def add(self, row: IndexedEvent) -> None:
        """Count an event."""
        self.number[row.event] += 1
        self.amount[row.event] += round(row.amount or 0)


@dataclass(frozen=True)
class Suggestion:
    """Something worth following: the option that follows it, its name, and why."""

    option: str
    name: str
    why: str


def months(rows: Iterable[IndexedEvent], start: date) -> dict[str, Tally]:
    """A tally for each month that counts, such as ``2024-03``.

    Before them stands that of the warm-up, after them that of all days that count.
    """
    found: dict[str, Tally] = defaultdict(Tally)
    found[WARMUP], whole = Tally(), Tally()
    for row in rows:
        found[f"{row.date:%Y-%m}" if row.date >= start else WARMUP].add(row)
        if row.date >= start:
            whole.add(row)
    return {**found, COUNTED: whole}


def gangs(rows: Iterable[IndexedEvent]) -> dict[str, Tally]:
    """A tally for each gang, the one of most events first."""
    found: dict[str, Tally] = defaultdict(Tally)
    for row in rows:
        if row.gang:
            found[row.gang].add(row)
    return dict(sorted(found.items(), key=lambda each: -each[1].number.total()))


def suggestions(event_index: EventIndex) -> list[Suggestion]:
    """A boat, a gang, a consignment and a case that have a story, as far as there are any."""
    found = []
    if event_index.deaths:
        boat, deaths = _most(event_index.deaths)
        why = f"the deadliest incident, {quantity(deaths, 'deaths')}"
        found.append(Suggestion("--boat", boat, why))
    strikes = Counter(
        row.gang for row in event_index.rows if row.gang and row.event is Event.STRUCK
    )
    if strikes:
        gang, number = _most(strikes)
        found.append(Suggestion("--gang", gang, f"struck most, {quantity(number, 'strikes')}"))
    for event, option, why in (
        (Event.SEIZED, "--consignment", "the largest seizure on the way"),
        (Event.STRUCK, "--case", "the strike with most arrests"),
    ):
        rows = [row for row in event_index.rows if row.event is event]
        if rows:
            row = max(rows, key=lambda each: each.amount or 0)
            name = getattr(row, option.removeprefix("--"))
            unit = "boats" if event is Event.SEIZED else "arrests"
            found.append(Suggestion(option, name, f"{why}, {quantity(row.amount or 0, unit)}"))
    if fullest := _landed(event_index):
        found.append(Suggestion("--boat", fullest, "the fullest boat that landed"))
    return found


def _landed(event_index: EventIndex) -> str | None:
    landed = {row.boat: row.amount or 0 for row in event_index.rows if row.event is Event.LANDED}
    safe = {boat: number for boat, number in landed.items() if boat not in event_index.deaths}
    return _most({boat: number for boat, number in safe.items() if boat})[0] if safe else None


def _most[Name](numbers: dict[Name, float] | dict[Name, int] | Counter[Name]) -> tuple[Name, float]:
    """The first of those with the highest number."""
    return max(numbers.items(), key=lambda each: each[1])
