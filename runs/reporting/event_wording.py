"""Events in plain words."""

from __future__ import annotations

from datetime import date

from runs.event_index import EventIndex
from runs.event_table import IndexedEvent
from runs.number_format import counted
from sim.core.events import MEANINGS, Event
from sim.core.network import LANDING, Network

WORDS = {
    Event.ORDERED: "{gang} ordered {amount} from {place}",
    Event.UNFILLED: "{gang} wanted {amount} more than suppliers in {place} had",
    Event.BUILT: "boat {boat}, which can hold {amount}, was put into consignment {consignment}",
    Event.SENT: "consignment {consignment}, {amount}, set out from {place}",
    Event.SEIZED: "consignment {consignment}, {amount}, was seized on the way from {place}",
    Event.STORED: "consignment {consignment}, {amount}, was put in store in {place}",
    Event.STORE_FOUND: "consignment {consignment}, {amount}, was found in store in {place}",
    Event.DELIVERED: "consignment {consignment}, {amount}, reached the coast at {place}",
    Event.CACHE_TAKEN: "boat {boat} was taken from its cache in the strike of case {case}",
    Event.LAUNCHED: "boat {boat} loaded {amount} at {place}",
    Event.PREVENTED: "police stopped boat {boat} at {place}: {amount} found{aboard}",
    Event.GROUP_STOPPED: "police stopped {amount} who waited for boat {boat} at {place}",
    Event.TURNED_BACK: "boat {boat} came back to {place} with {amount}",
    Event.INCIDENT: "fatal incident on boat {boat} from {place}: {amount}{aboard}{back}",
    Event.LANDED: "boat {boat} landed {amount} at {landing}",
    Event.ABANDONED: "boat {boat} was left behind unused",
    Event.CASE_OPENED: "case {case} on {gang} was opened in {place} with {amount}",
    Event.STRUCK: "case {case} came to its strike on {gang}: {amount}",
    Event.TAKEN_DOWN: "{gang} was arrested whole (case {case}): {amount}",
    Event.CHARGED: "case {case}: {amount} charged",
    Event.CONVICTED: "case {case}: {amount} convicted",
    Event.RELEASED: "case {case}: {amount} released {why}",
    Event.FOUNDED: "{gang} entered the trade with {amount}{parent}",
    Event.TAKEN_OVER: "the people and boats of {gang} passed to {other}",
    Event.LEFT: "{gang} left the trade with {amount}",
    Event.RESOLD: "{gang} sold boat {boat} to {other} at the coast",
}
SURVIVORS = "the survivors of boat {boat}, {amount}, landed at {landing} after {deaths}"
PASSED_ON = "{gang} left the trade; its {members} and its boats passed to {heir}"
"""What is said of a gang that leaves and is taken over, whichever event tells it."""
RELEASES = {
    Event.CHARGED: "without charge", Event.CONVICTED: "without a conviction",
    None: "at the end of the sentence",
}  # fmt: skip
"""Why people were released, by what was decided that day."""
ENGINES = "engines alone"
"""What a consignment without boats carries."""


class Wording:
    """Words for the events of one run.

    Args:
        event_index: The run.
        network: Whose hubs have titles.
    """

    def __init__(self, event_index: EventIndex, network: Network) -> None:
        self._event_index = event_index
        self._titles = {hub.name: f"{hub.title} ({hub.name})" for hub in network.hubs}

    def of(self, row: IndexedEvent) -> str:
        """One event as a clause."""
        boat, words = row.boat or "", WORDS[row.event]
        deaths = self._event_index.deaths.get(boat)
        if row.event is Event.LANDED and deaths is not None:
            words = SURVIVORS
        heir = self._event_index.heirs.get(row.gang or "")
        left_with = self._event_index.left_with.get(row.gang or "")
        if row.event in (Event.TAKEN_OVER, Event.LEFT) and heir and left_with is not None:
            words = PASSED_ON
        aboard = self._event_index.aboard.get(boat)
        return words.format(
            gang=row.gang, boat=boat, consignment=row.consignment, case=row.case,
            other=row.other, place=self.place(row.place), landing=self.place(LANDING),
            amount=_amount(row),
            aboard=f" of {aboard} aboard" if aboard else "",
            deaths=quantity(deaths or 0, "deaths"), back=self._brought_back(boat),
            why=RELEASES[self._event_index.decided(row)] if row.event is Event.RELEASED else "",
            heir=heir, members=quantity(left_with or 0.0, "members"),
            parent=f", split from {row.other}" if row.other else "",
        )  # fmt: skip

    def _brought_back(self, boat: str) -> str:
        """Survivors of an incident who did not land."""
        event_index = self._event_index
        survivors = event_index.aboard.get(boat, 0) - event_index.deaths.get(boat, 0)
        if boat in event_index.landed or survivors <= 0:
            return ""
        return f"; the survivors, {quantity(survivors, 'people')}, were brought back"

    def place(self, name: str | None) -> str:
        """Title and name of a hub, or of both ends of a corridor."""
        return " to ".join(self._titles.get(part, part) for part in (name or "").split("-"))


def _amount(row: IndexedEvent) -> str:
    if row.consignment and not row.boat and not row.amount:
        return ENGINES
    return quantity(row.amount or 0.0, MEANINGS[row.event].unit or "")


def quantity(amount: float, unit: str) -> str:
    """A whole number of something, in the singular where it is one."""
    number = round(amount)
    if unit == "people":
        return "1 person" if number == 1 else f"{number:,} people"
    return counted(number, unit.removesuffix("s"))


def day(when: date) -> str:
    """A day as people write it."""
    return f"{when.day} {month(when)}"


def month(when: date) -> str:
    """A month as people write it."""
    return f"{when:%b %Y}"
