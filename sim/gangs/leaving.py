"""How a gang leaves the trade: taken over by a rival, or broken up."""

from __future__ import annotations

import numpy as np

from sim.core.columns import Index
from sim.core.events import Event
from sim.core.randomness import Decision
from sim.enforcement.cases import Stage
from sim.equipment.boats import BoatState, ConsignmentState
from sim.people.gang_choice import choose_gang
from sim.people.travellers import State
from sim.state import ModelState


def leave(model: ModelState, gang: int) -> None:
    """The gang leaves. A rival may take over what it has; its customers choose again.

    What nobody takes over is lost: boats are abandoned, organisers keep the money, and lenders lose
    what they are owed.
    """
    gangs = model.gangs
    gangs.active[gang] = False
    model.now["shares"] = 0
    members = float(gangs.members[gang].sum())
    u, choice, _, _ = model.draws.uniforms(Decision.GANG_EXIT, gangs.identity[gang], 0)[:, 0]
    if u < model.values.takeover_chance and gangs.active.any():
        _pass_on(model, gang, int(choose_gang(model, np.array([choice]))[0]))
    else:
        _give_up(model, gang)
    model.cases.stage[(model.cases.gang == gang) & (model.cases.stage == Stage.STRIKE)] = (
        Stage.CLOSED
    )
    gangs.under_case[gang] = 0
    turn_to_others(model, np.flatnonzero(model.travellers.gang == gang))
    if model.log is not None:
        model.log.add(Event.LEFT, model.day, gangs.identity[gang], amount=members)


def _pass_on(model: ModelState, gang: int, heir: int) -> None:
    """Members at large, boats, engines and money go to another gang."""
    gangs, boats, consignments = model.gangs, model.boats, model.consignments
    usable = (boats.gang == gang) & np.isin(boats.state, (BoatState.ON_ORDER, BoatState.CACHED))
    boats.gang[usable] = heir
    under_way = (ConsignmentState.MOVING, ConsignmentState.STORED)
    owned = (consignments.gang == gang) & np.isin(consignments.state, under_way)
    consignments.gang[owned] = heir
    gangs.members[heir] += gangs.members[gang]
    gangs.target[heir] += gangs.members[gang]
    gangs.members[gang] = 0.0
    for name in (
        "capital", "debt", "boats", "engines", "boats_on_order", "engines_on_order", "boats_called",
        "boats_sent", "boats_lost",
    ):  # fmt: skip
        column = getattr(gangs, name)
        column[heir] += column[gang]
        column[gang] = 0
    if model.log is not None:
        identity = gangs.identity
        model.log.add(Event.TAKEN_OVER, model.day, identity[gang], other=identity[heir])


def _give_up(model: ModelState, gang: int) -> None:
    """Cached boats and engines are left behind; what is still on its way will be on delivery."""
    gangs, boats, record = model.gangs, model.boats, model.record
    abandoned = (boats.gang == gang) & (boats.state == BoatState.CACHED)
    boats.state[abandoned] = BoatState.ABANDONED
    record.add("boats_abandoned", abandoned.sum())
    record.add("engines_abandoned", gangs.engines[gang])
    record.add("money_taken", gangs.capital[gang])
    record.add("money_unpaid", gangs.debt[gang])
    gangs.boats[gang] = gangs.engines[gang] = 0
    gangs.capital[gang] = gangs.debt[gang] = 0.0
    if model.log is not None:
        model.log.add(Event.ABANDONED, model.day, gangs.identity[gang], boats.identity[abandoned])


def turn_to_others(model: ModelState, customers: Index) -> None:
    """Those of these people who are on the way or on the coast choose a gang again."""
    people = model.travellers
    rows = customers[people.state[customers] <= State.RESTING]
    if model.gangs.active.any():
        u = model.draws.uniforms(Decision.CHANGE_GANG, people.identity[rows], model.day)[0]
        chosen = choose_gang(model, u)
        waits = people.state[rows] == State.WAITING
        np.subtract.at(model.gangs.waiting, people.gang[rows[waits]], 1)
        np.add.at(model.gangs.waiting, chosen[waits], 1)
        people.gang[rows] = chosen
