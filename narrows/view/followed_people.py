"""Follow one person: what became of one, in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from narrows.view.people_log import PeopleLog
from runs.identity_names import gang_name
from runs.reporting.event_story import Line
from runs.reporting.event_wording import day as in_words
from sim.core.network import LANDING, Network
from sim.people.travellers import State


def person_lines(
    log: PeopleLog, network: Network, start: date, days: int, identity: int
) -> list[Line]:
    """What became of one person in the first ``days`` days, in words; empty if not there."""
    lines: list[Line] = []
    before: Any = None
    for day, row in log.changes(identity, days):
        when = in_words(start + timedelta(days=day))
        said = _entered(row, network) if before is None else []
        said += _since(before, row, network)
        lines += [Line(when, text) for text in said]
        before = row
    return lines


def _title(network: Network, name: str) -> str:
    return network.hubs[network.hub_index[name]].title


def _entered(row: Any, network: Network) -> list[str]:
    here, gang = network.hubs[row["hub"]].title, gang_name(int(row["leader"]))
    if row["is_new"]:
        return [f"entered the route at {here}", f"was taken on by {gang}"]
    if row["state"] == State.RESTING:
        return [f"was on the coast at {here} already, with {gang}, after {_tries(row)}"]
    if row["state"] == State.WAITING:
        return [f"waited for a boat at {here} already, with {gang}"]
    return [f"was on the way already, with {gang}; last at {here}"]


def _since(old: Any, row: Any, network: Network) -> list[str]:
    """What happened between two states; of the first, only that it is on a corridor."""
    said = []
    if old is not None:
        here, at = row["hub"], old["hub"]
        if old["corridor"] >= 0 and (here != at or row["corridor"] != old["corridor"]):
            at = network.hub_index[network.corridors[old["corridor"]].destination]
            said.append(f"reached {network.hubs[at].title}")
        if row["stops"] > old["stops"]:
            back = "" if here == at else f" to {network.hubs[here].title}"
            said.append(f"was stopped on leaving {network.hubs[at].title}, and put back{back}")
        if row["attempts"] > old["attempts"]:
            return [*said, *_crossed(row, network)]
        if row["leader"] != old["leader"]:
            said.append(f"passed to {gang_name(int(row['leader']))}")
        if row["state"] == State.WAITING:
            if old["state"] != State.WAITING:
                said.append("waited on the coast for a boat")
            elif row["event"] > old["event"]:
                said.append("boarded a boat that police stopped, and waited again")
        if row["state"] == State.GAVE_UP and old["state"] != State.GAVE_UP:
            said.append("gave up the route")
    corridor = row["corridor"]
    if corridor >= 0 and (
        old is None or corridor != old["corridor"] or row["event"] != old["event"]
    ):
        said.append(f"set out for {_title(network, network.corridors[corridor].destination)}")
    return said


def _crossed(row: Any, network: Network) -> list[str]:
    zone = network.hubs[network.zones[row["zone"]]].title
    ends = {
        State.ARRIVED: f"and arrived at {_title(network, LANDING)}",
        State.DIED: "and died at sea",
        State.GAVE_UP: "was stopped or turned back, and gave up the route",
        State.RESTING: "was stopped or turned back, and rested",
        State.WAITING: "was stopped or turned back, and waited again",
    }
    end = ends[State(int(row["state"]))]
    if row["sent_back"]:
        end = "and arrived, was sent back, and came again"
    return [f"boarded a boat at {zone}, {_tries(row)}, {end}"]


def _tries(row: Any) -> str:
    return f"try {row['attempts']}"
