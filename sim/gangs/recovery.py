"""Recovery: gangs pay wages, recruit, splinter, leave; newcomers enter a paying market.

Gangs settle their week, and newcomers come, on Mondays.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.distributions import poisson
from sim.core.exact_math import total
from sim.core.kernels import kernel
from sim.core.later import Later
from sim.core.randomness import Decision
from sim.gangs.founding import found, whole_gangs
from sim.gangs.gangs import Role
from sim.gangs.leaving import leave, turn_to_others
from sim.state import ModelState

FEWEST_MEMBERS = 2.0
"""A gang below this many members cannot go on: assumed."""
FEWEST_RECRUITERS = 0.1
"""Recruiting never falls below this share of its full pace: assumed."""
NEWCOMER_BIT, SPLINTER_BIT = 1 << 30, 1 << 31
"""Identities of newcomers hold week and ordinal; those of splinters a number drawn by the case."""


@kernel
def receive_fares(now: Any, row: Any, gangs: NDArray[Any], payments: Later) -> None:
    """Brokers release fares; what is due to a gang that has gone, its organisers keep."""
    for made in range(now.day - now.first_day + 1):
        if payments.due[made] == now.day:
            number = payments.size[made]
            for place in range(number):
                gangs[place].capital += payments.amounts[made, place]
            released = total(payments.amounts[made, :number])
            now.escrow -= released
            row.money_fares += released
    gone = np.zeros(gangs.size)
    for place in range(gangs.size):
        if not gangs[place].active:
            gone[place] = gangs[place].capital
            gangs[place].capital -= gone[place]
    row.money_taken += total(gone)


def settle(model: ModelState) -> None:
    """See to gangs that were struck and, on Mondays, settle the week."""
    for gang, case, broken in model.struck:
        _aftermath(model, gang, case, broken)
    model.struck.clear()
    if model.is_monday:
        _settle_week(model)
        _newcomers(model)


def _settle_week(model: ModelState) -> None:
    """Pay wages, lose what is frozen, take profit, recruit; some of the failing leave."""
    gangs, values, record = model.gangs, model.values, model.record
    due = np.flatnonzero(gangs.active)
    size = gangs.members[due].sum(axis=1)
    in_custody = gangs.custody[due].sum(axis=1)
    wages = values.wage * (size + values.custody_wage * in_custody)
    capital = gangs.capital[due] - wages
    frozen = np.maximum(capital, 0.0) * values.frozen_capital
    capital -= frozen
    spare = np.maximum(capital - values.capital_per_member * size, 0.0)
    taken = spare * values.profit_taken
    gangs.capital[due] = capital - taken
    record.add("money_wages", wages.sum())
    record.add("money_frozen", frozen.sum())
    record.add("money_taken", taken.sum())
    _recruit(model, due[capital > 0.0])
    failing = (capital < 0.0) | (size < FEWEST_MEMBERS)
    u = model.draws.uniforms(Decision.GANG_EXIT, gangs.identity[due], model.day)[0]
    for gang in due[failing & (u < values.exit_hazard)]:
        leave(model, int(gang))


def _recruit(model: ModelState, due: np.ndarray) -> None:
    """Replace missing members, faster while more are there to recruit: a logistic curve."""
    gangs, values = model.gangs, model.values
    at_work = gangs.effective(values.incapacitation)[due]
    missing = np.maximum(gangs.target[due] - at_work, 0.0)
    present = np.minimum(at_work.sum(axis=1) / gangs.target[due].sum(axis=1), 1.0)
    pace = np.full(len(Role), values.replacement_rate)
    pace[[Role.ORGANISER, Role.FINANCIER]] *= values.top_replacement
    curve = np.maximum(present, FEWEST_RECRUITERS)[:, None]
    gangs.members[due] += missing * np.minimum(pace * curve, 1.0)


def _aftermath(model: ModelState, gang: int, case: int, broken: bool) -> None:
    """A strike may break a gang up, or split half of a strict gang's members off as a new one."""
    gangs, values = model.gangs, model.values
    if not gangs.active[gang]:
        return
    end, split, number, _ = model.draws.uniforms(Decision.AFTERMATH, case)[:, 0]
    if broken or end < values.break_up_chance:
        leave(model, gang)
        return
    remaining = gangs.size()[gang]
    if split >= values.splinter_chance * values.hierarchy or remaining < 2 * FEWEST_MEMBERS:
        return
    gangs.members[gang] /= 2.0
    gangs.target[gang] /= 2.0
    gangs.capital[gang] /= 2.0
    identity = np.array([SPLINTER_BIT | int(number * SPLINTER_BIT)], dtype=np.uint64)
    found(
        model, identity, gangs.target[[gang]], gangs.members[[gang]], gangs.capital[[gang]],
        origin=int(gangs.identity[gang]),
    )  # fmt: skip


def _newcomers(model: ModelState) -> None:
    """New gangs enter where the trade is short of gangs and seats fetch a good price."""
    gangs, values = model.gangs, model.values
    short = np.clip(2.0 - gangs.active.sum() / values.gangs_at_start, 0.0, 2.0)
    price = gangs.market_price()
    paying = price / values.price_reference if np.isfinite(price) else 1.0
    rate = values.newcomers_per_year / 52.0 * short * paying
    u = model.draws.uniforms(Decision.NEWCOMER, 0, model.day)[0]
    count = int(poisson(u, np.array([rate]))[0])
    if count:
        week = model.day // 7
        identity = (NEWCOMER_BIT | (week << 8) | np.arange(count)).astype(np.uint64)
        rank = model.draws.uniforms(Decision.GANG_START, identity)[0] * values.gangs_at_start + 1.0
        size = values.largest_members * rank**-values.size_exponent
        capital = size * values.capital_per_member
        whole = whole_gangs(size)
        nobody = not gangs.active.any()
        found(model, identity, whole, whole * values.newcomer_share, capital)
        model.record.add("money_founded", capital.sum())
        if nobody:
            turn_to_others(model, np.arange(model.travellers.count))
