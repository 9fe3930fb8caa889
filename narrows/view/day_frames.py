"""One world's day as plain values, small enough to send to a browser every day."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from narrows.view.moving_marks import Marks
from runs.identity_names import gang_name, subject_id
from scenarios.packaged_places import DEPARTURE_ZONES
from sim.core.events import MEANINGS, Columns, Event
from sim.equipment.boats import BoatState, ConsignmentState
from sim.model import SmugglingModel
from sim.people.travellers import State

Frame = dict[str, Any]

MOST_EVENTS = 150
COUNTED = {
    "arrivals": "arrivals", "deaths": "deaths", "expected_deaths": "expected_deaths",
    "attempts": "attempts", "prevented": "preventions", "returned": "returned",
    "boats_arrived": "boats_arrived", "boats_launched": "boats_launched",
    "seized_upstream": "boats_seized_upstream", "entered": "entered",
    "people_gave_up": "people_gave_up", "public_cost": "public_cost",
}  # fmt: skip
"""What a frame counts, by the daily column that holds it; crossings and deaths together."""
EVENT_KINDS = {
    Event.INCIDENT: "incident", Event.SEIZED: "seizure", Event.STORE_FOUND: "seizure",
    Event.CACHE_TAKEN: "seizure", Event.STRUCK: "arrest", Event.TAKEN_DOWN: "arrest",
    Event.CONVICTED: "conviction", Event.CASE_OPENED: "case", Event.LEFT: "gang",
    Event.FOUNDED: "gang", Event.TAKEN_OVER: "gang", Event.PREVENTED: "prevention",
    Event.TURNED_BACK: "return", Event.LANDED: "landing",
}  # fmt: skip
"""Events that a frame shows, the first to be kept where there are too many."""
MOST_BOATS = 20
"""Boats at sea that are shown of a zone."""
FATES = {
    Event.LANDED: "arrived", Event.TURNED_BACK: "turned back",
    Event.PREVENTED: "stopped on the beach", Event.INCIDENT: "fatal incident",
}  # fmt: skip
"""What becomes of a boat on its day; the last that holds is the one that counts."""


class Camera:
    """Takes the frames of one world, day after day.

    Attributes:
        totals: Sums since the first frame, by the names of ``COUNTED``.

    Args:
        model: The world, at the end of a day. It may be new to it: who is on a corridor already
            is taken to have set out the corridor's mean time before the end of the leg.
    """

    def __init__(self, model: SmugglingModel) -> None:
        self.totals = dict.fromkeys(COUNTED, 0.0)
        self._marks = Marks(model)

    def take(self, model: SmugglingModel, events: Columns) -> Frame:
        """The day that the model has just run, of which the events are given.

        Moving marks go on from the end of the day's step to that of the next: they are at their
        first progress when the frame appears and at the second when the next one does.
        """
        day, record = model.day - 1, model.record
        today = {name: record.today(column) for name, column in COUNTED.items()}
        self.totals = {name: self.totals[name] + amount for name, amount in today.items()}
        return {
            "day": date.fromordinal(day).isoformat(),
            "number": day - model.run_scenario.start.toordinal(),
            "suitable": bool(model.suitable),
            "hubs": _hubs(model),
            "coast": _coast(model),
            "corridors": _corridors(model),
            "moving": self._marks.move(model),
            "crossing": crossings(model, events),
            "boats": boats_at_sea(model, events),
            "events": happened(model, events),
            "totals": _plain(self.totals),
            "today": _plain(today),
        }


def crossings(model: SmugglingModel, events: Columns) -> list[list[int]]:
    """Crossings by departure zone, of the zones from which boats left.

    Returns:
        Zone, boats launched, then people: aboard, arrived, turned back, prevented, died.
    """
    found = []
    for zone, hub in enumerate(model.network.zones):
        here = events["hub"] == hub

        def of(event: Event, here: NDArray[np.bool_] = here) -> NDArray[np.float32]:
            return events["amount"][here & (events["event"] == event)]

        launched = of(Event.LAUNCHED)
        if launched.size:
            people = (
                launched, of(Event.LANDED), of(Event.TURNED_BACK), of(Event.PREVENTED),
                of(Event.INCIDENT),
            )  # fmt: skip
            found.append([zone, launched.size, *(int(each.sum()) for each in people)])
    return found


def boats_at_sea(model: SmugglingModel, events: Columns) -> list[list[Any]]:
    """Boats of the day, those that did not arrive first, at most ``MOST_BOATS`` of a zone.

    Returns:
        Zone, name, people who boarded, and what became of it, in words.
    """
    fates: dict[int, str] = {}
    for event, fate in FATES.items():
        subjects = events["subject"][events["event"] == event]
        fates |= dict.fromkeys(subjects.tolist(), fate)
    rank = list(FATES.values())
    found: list[list[Any]] = []
    for zone, hub in enumerate(model.network.zones):
        launched = np.flatnonzero((events["event"] == Event.LAUNCHED) & (events["hub"] == hub))
        boats = [
            (fates[subject], subject, int(aboard))
            for subject, aboard in zip(
                events["subject"][launched].tolist(), events["amount"][launched], strict=True
            )
        ]
        boats.sort(key=lambda boat: -rank.index(boat[0]))
        found += [
            [zone, subject_id(subject), aboard, fate]
            for fate, subject, aboard in boats[:MOST_BOATS]
        ]
    return found


def happened(model: SmugglingModel, events: Columns) -> list[dict[str, Any]]:
    """Events to be shown, those that matter most first, at most ``MOST_EVENTS``."""
    order = {int(event): position for position, event in enumerate(EVENT_KINDS)}
    shown = [row for row, event in enumerate(events["event"]) if int(event) in order]
    shown.sort(key=lambda row: order[int(events["event"][row])])
    return [_content(model, events, row) for row in shown[:MOST_EVENTS]]


def _content(model: SmugglingModel, events: Columns, row: int) -> dict[str, Any]:
    event = Event(int(events["event"][row]))
    meaning = MEANINGS[event]
    hub, corridor = int(events["hub"][row]), int(events["corridor"][row])
    gang, name = int(events["gang"][row]), model.network.hubs[hub].name
    whose = gang_name(gang)
    return {
        "id": subject_id(int(events["subject"][row])) if meaning.subject else whose,
        "follow": meaning.subject or "gang",
        "kind": EVENT_KINDS[event],
        "event": event.label,
        "gang": whose,
        "hub": hub if hub >= 0 else None,
        "corridor": corridor if corridor >= 0 else None,
        "zone": DEPARTURE_ZONES.index(name) if hub >= 0 and name in DEPARTURE_ZONES else None,
        "size": round(float(events["amount"][row]), 1),
        "unit": meaning.unit,
    }


def _hubs(model: SmugglingModel) -> dict[str, list[int]]:
    """People held at each hub, on the coast those who wait or rest; boats in each store."""
    people, hubs = model.travellers, len(model.network.hubs)
    there = (people.corridor < 0) & (people.state <= State.RESTING)
    stored = model.stored
    consignments = model.consignments
    boats = np.bincount(
        consignments.hub[stored], weights=consignments.boats[stored], minlength=hubs
    )
    return {
        "people": np.bincount(people.hub[there], minlength=hubs).tolist(),
        "boats": boats.astype(int).tolist(),
    }


def _coast(model: SmugglingModel) -> dict[str, int]:
    """People who wait for a boat and who rest after a try, and boats cached near the coast."""
    return {
        "waiting": int(model.gangs.waiting.sum()),
        "resting": int(model.at_rest),
        "boats": int((model.boats.state == BoatState.CACHED).sum()),
    }


def _corridors(model: SmugglingModel) -> dict[str, list[int]]:
    """People, and boats and engines, now on each corridor."""
    people, freight, size = model.travellers, model.consignments, len(model.network.corridors)
    walking = people.corridor[(people.corridor >= 0) & (people.state == State.MOVING)]
    on = (freight.corridor >= 0) & (freight.state == ConsignmentState.MOVING)

    def carried(goods: NDArray[np.int32]) -> list[int]:
        amount = np.bincount(freight.corridor[on], weights=goods[on], minlength=size)
        return amount.astype(int).tolist()

    return {
        "people": np.bincount(walking, minlength=size).tolist(),
        "boats": carried(freight.boats),
        "engines": carried(freight.engines),
        "equipment": carried(freight.boats + freight.engines),
    }


def _plain(amounts: dict[str, float]) -> dict[str, float]:
    """Amounts to three decimals, whole ones as integers."""
    return {
        name: int(amount) if amount.is_integer() else round(amount, 3)
        for name, amount in amounts.items()
    }
