"""Recovery: gangs pay wages, recruit, splinter, leave; newcomers enter a paying market.

Each gang settles its week on a day of its own; newcomers come on Mondays.
"""

from __future__ import annotations

import numpy as np

from sim.agents.gangs import found_gangs
from sim.choice import choose_gang
from sim.distributions import poisson
from sim.equipment import BoatState
from sim.randomness import Decision
from sim.state import ModelState
from sim.travellers import State

FEWEST_MEMBERS = 2.0
"""A gang below this many members cannot go on: assumed."""
NEWCOMER_BIT, SPLINTER_BIT = 1 << 30, 1 << 31
"""Identities of newcomers hold week and ordinal; those of splinters a number drawn by the case."""


def run(model: ModelState) -> None:
    """Release payments, settle the week of the gangs whose day it is, and renew the trade."""
    for due in model.payments.pop(model.day, ()):
        model.gangs.capital[: due.size] += due
    for gang, case in model.today.struck:
        _aftermath(model, gang, case)
    _settle_week(model)
    if model.is_monday:
        _newcomers(model)


def _settle_week(model: ModelState) -> None:
    gangs, values = model.gangs, model.values
    due = np.flatnonzero(gangs.active & (gangs.identity % 7 == model.day % 7))
    members = gangs.members[due]
    size = members.sum(axis=1)
    capital = gangs.capital[due] - values.wage * size
    capital -= np.maximum(capital, 0.0) * values.frozen_capital
    spare = np.maximum(capital - values.capital_per_member * size, 0.0)
    gangs.capital[due] = capital - spare * values.profit_taken
    missing = np.maximum(gangs.target[due] - members, 0.0)
    recruits = missing * values.replacement_rate * (capital > 0)[:, None]
    gangs.members[due] = members + recruits
    failing = (capital < 0) | (size < FEWEST_MEMBERS)
    luck = model.draws.uniforms(Decision.GANG_EXIT, gangs.identity[due], model.day)[0]
    for gang in due[failing & (luck < values.exit_hazard)]:
        _leave(model, int(gang))


def _leave(model: ModelState, gang: int) -> None:
    """The gang leaves: its boats are abandoned and its customers turn to others."""
    gangs, people, boats = model.gangs, model.travellers, model.boats
    gangs.active[gang] = False
    abandoned = (boats.gang == gang) & (boats.state == BoatState.CACHED)
    boats.state[abandoned] = BoatState.ABANDONED
    model.record.add("boats_abandoned", abandoned.sum())
    model.record.add("engines_abandoned", gangs.engines[gang])
    gangs.boats[gang] = gangs.engines[gang] = 0
    under_way = np.isin(people.state, (State.MOVING, State.WAITING, State.RESTING))
    customers = np.flatnonzero((people.gang == gang) & under_way)
    if gangs.active.any():
        luck = model.draws.uniforms(
            Decision.CHANGE_GANG, people.identity[customers], people.event[customers]
        )[0]
        people.gang[customers] = choose_gang(model, luck)
        people.event[customers] += np.uint32(1)


def _aftermath(model: ModelState, gang: int, case: int) -> None:
    """A strike may break a gang up, or split half of a strict gang's members off as a new one."""
    gangs, values = model.gangs, model.values
    end, split, number, _ = model.draws.uniforms(Decision.AFTERMATH, case)[:, 0]
    if end < values.break_up_chance:
        _leave(model, gang)
        return
    remaining = gangs.size()[gang]
    if split >= values.splinter_chance * values.hierarchy or remaining < 2 * FEWEST_MEMBERS:
        return
    gangs.members[gang] /= 2.0
    gangs.target[gang] /= 2.0
    gangs.capital[gang] /= 2.0
    identity = np.array([SPLINTER_BIT | int(number * SPLINTER_BIT)], dtype=np.uint64)
    found_gangs(model, identity, np.array([remaining / 2.0]), gangs.capital[[gang]])


def _newcomers(model: ModelState) -> None:
    """New gangs enter where the trade is short of gangs and seats fetch a good price."""
    gangs, values = model.gangs, model.values
    short = np.clip(2.0 - gangs.active.sum() / values.gangs_at_start, 0.0, 2.0)
    price = gangs.market_price()
    paying = price / values.price_reference if np.isfinite(price) else 1.0
    rate = values.newcomers_per_year / 52.0 * short * paying
    count = int(poisson(model.draws.uniforms(Decision.NEWCOMER, 0, model.day)[0], rate)[0])
    if count:
        week = model.day // 7
        identity = (NEWCOMER_BIT | (week << 8) | np.arange(count)).astype(np.uint64)
        rank = model.draws.uniforms(Decision.GANG_START, identity)[0] * values.gangs_at_start + 1.0
        size = values.largest_members * rank**-values.size_exponent
        capital = size * values.capital_per_member
        found_gangs(model, identity, size, capital, values.newcomer_share)
