"""Storage: boats wait in stores inland until their gang wants them at the coast.

What lies at the coast can be lost in a raid there; what lies in store can be found too, but each
gang keeps near the beach only what it expects to launch soon.
"""

from __future__ import annotations

import numpy as np

from sim import expectations
from sim.columns import Index
from sim.equipment import BoatState, ConsignmentState
from sim.events import Event
from sim.losses import seize
from sim.randomness import Decision
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
    gang, boats = consignments.gang[rows].astype(int), consignments.boats[rows].astype(int)
    called = _boats_before(gang, boats, gangs.count) < wanted[gang]
    going = rows[called]
    consignments.called[going] = True
    consignments.state[going] = ConsignmentState.MOVING
    gangs.boats_called += np.bincount(gang[called], boats[called], gangs.count).astype(np.int64)
    model.freight.put(going, model.day + 1)
    model.stored = rows[~called]


def _boats_before(gang: Index, boats: Index, gangs: int) -> Index:
    """Boats of the same gang in the consignments that stand before each one."""
    order = np.argsort(gang, kind="stable")
    total = np.cumsum(boats[order]) - boats[order]
    first = np.searchsorted(gang[order], np.arange(gangs))
    offset = np.append(total, 0)[np.minimum(first, total.size)]
    before = np.empty_like(total)
    before[order] = total - offset[gang[order]]
    return before


def _note(model: ModelState, event: Event, rows: Index) -> None:
    consignments = model.consignments
    if model.log is not None:
        model.log.add(
            event, model.day, model.gangs.identity[consignments.gang[rows]],
            subject=consignments.identity[rows], hub=consignments.hub[rows],
            amount=consignments.boats[rows],
        )  # fmt: skip
