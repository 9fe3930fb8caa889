"""Storage: boats wait in stores inland until their gang wants them at the coast.

What lies at the coast can be lost in a raid there; what lies in store can be found too, but each
gang keeps near the beach only what it expects to launch soon.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Index
from sim.core.events import Event
from sim.core.kernels import kernel
from sim.core.randomness import Decision
from sim.equipment.boats import BoatState, ConsignmentState
from sim.equipment.losses import seize
from sim.gangs import expectations
from sim.state import ModelState


def run(model: ModelState) -> None:
    """Hold what would leave a store uncalled, find some of what lies there, and call the rest."""
    _hold(model)
    if model.stored.size:
        if model.is_monday:
            _find(model)
        _call(model)


def _hold(model: ModelState) -> None:
    """Stop consignments with boats that would leave the last store on their way uncalled."""
    legs, network, consignments = model.today.freight, model.network, model.consignments
    if not legs.rows.size:
        return
    here, onward = network.origin[legs.corridor], network.destination[legs.corridor]
    held = network.is_store[here] & ~network.is_store[onward]
    held &= (consignments.boats[legs.rows] > 0) & ~consignments.called[legs.rows]
    if not held.any():
        return
    rows = legs.rows[held]
    consignments.state[rows] = ConsignmentState.STORED
    model.stored = np.concatenate([model.stored, rows])
    model.today.freight = legs.those(~held)
    if model.log is not None:
        _note(model, Event.STORED, rows)


def _find(model: ModelState) -> None:
    """Once a week: stores are found with a chance that rises with the officers who look there."""
    rows, consignments, network = model.stored, model.consignments, model.network
    on_roads = np.bincount(
        network.origin, weights=model.units.equipment, minlength=len(network.hubs)
    )
    hub = consignments.hub[rows]
    chance = 1.0 - np.exp(-model.values.store_detection * on_roads[hub])
    luck = model.draws.uniforms(Decision.STORE, consignments.identity[rows], model.day)[0]
    found = luck < chance
    if found.any():
        lost = rows[found]
        place = network.choices[consignments.hub[lost], 0]
        model.today.find(consignments.gang[lost], place, model.values.leads_per_seizure)
        seize(model, lost, BoatState.SEIZED_IN_STORE)
        if model.log is not None:
            _note(model, Event.STORE_FOUND, lost)
        model.stored = rows[~found]


def _call(model: ModelState) -> None:
    """Call as many as each gang wants near the beach; those of gangs that have gone move on."""
    gangs, values, consignments = model.gangs, model.values, model.consignments
    rows = model.stored
    ahead = expectations.people_ahead(model, values.coast_cover_days)
    wanted = np.ceil(ahead / np.maximum(gangs.wanted_load, 1.0)) - gangs.boats - gangs.boats_called
    wanted[~gangs.active] = np.inf
    wants = _wanted(consignments.gang[rows], consignments.boats[rows], wanted)
    going = rows[wants]
    consignments.called[going] = True
    consignments.state[going] = ConsignmentState.MOVING
    np.add.at(gangs.boats_called, consignments.gang[going], consignments.boats[going])
    model.freight.put(going, model.day + 1)
    model.stored = rows[~wants]


@kernel
def _wanted(
    gang: NDArray[np.int16], boats: NDArray[np.int32], wanted: NDArray[Any]
) -> NDArray[np.bool_]:
    """Which consignments, first come first, a gang calls until it has the boats that it wants."""
    calls = np.empty(gang.size, dtype=np.bool_)
    before = np.zeros(wanted.size)
    for place in range(gang.size):
        calls[place] = before[gang[place]] < wanted[gang[place]]
        before[gang[place]] += boats[place]
    return calls


def _note(model: ModelState, event: Event, rows: Index) -> None:
    consignments = model.consignments
    if model.log is not None:
        model.log.add(
            event, model.day, model.gangs.identity[consignments.gang[rows]],
            subject=consignments.identity[rows], hub=consignments.hub[rows],
            amount=consignments.boats[rows],
        )  # fmt: skip
