"""Recovery: gangs pay wages, recruit, splinter, leave; newcomers enter a paying market.

Gangs settle their week, and newcomers come, on Mondays.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.distributions import poisson_one
from sim.core.exact_math import total
from sim.core.kernels import kernel
from sim.core.later import Later
from sim.core.randomness import Decision, draw_one
from sim.enforcement.cases import Fate
from sim.gangs import lending
from sim.gangs.founding import create_gangs, whole_gangs
from sim.gangs.gangs import Role, Tallies, market_price, size
from sim.gangs.leaving import leave, turn_to_others
from sim.state import ModelState
from sim.value_types import Numbers

Rows = NDArray[Any]
Key = NDArray[np.uint64]

STAYS, LEAVES, SPLITS = range(3)
"""What comes of a gang that was struck or cannot pay."""
FEWEST_MEMBERS = 2.0
"""A gang below this many members cannot go on: assumed."""
FEWEST_RECRUITERS = 0.1
"""Recruiting never falls below this share of its full pace: assumed."""
NEWCOMER_BIT, SPLINTER_BIT = 1 << 30, 1 << 31
"""Identities of newcomers hold week and ordinal; those of splinters a number drawn by the case."""
MOST_NEWCOMERS = 256
"""Identities number the newcomers of a week up to this."""


@kernel
def receive_fares(now: Any, row: Any, gangs: NDArray[Any], payments: Later) -> None:
    """Brokers release fares; what is due to a gang that has left, its organisers keep."""
    for made in range(now.day - now.first_day + 1):
        if payments.due[made] == now.day:
            number = payments.size[made]
            for index in range(number):
                gangs[index].capital += payments.amounts[made, index]
            released = total(payments.amounts[made, :number])
            now.escrow -= released
            row.money_fares += released
    taken = np.zeros(gangs.size)
    for index in range(gangs.size):
        if not gangs[index].active:
            taken[index] = gangs[index].capital
            gangs[index].capital -= taken[index]
    row.money_taken += total(taken)


@kernel
def fate(now: Any, v: Numbers, gangs: Rows, tallies: Tallies, struck: Rows, key: Key) -> int:
    """What comes of the first gang of those struck that does not simply stay; STAYS for none.

    A strike may break a gang up, or split half of a strict gang's members off as a new one. Those
    who stay are passed over: ``now.seen_to`` counts those who are settled.
    """
    while now.seen_to < now.struck:
        entry = struck[now.seen_to]
        if entry.fate == Fate.FAILING:
            return LEAVES
        if gangs[entry.gang].active:
            end, split, _, _ = draw_one(entry.case, 0, Decision.AFTERMATH.value, key)
            if entry.fate == Fate.BROKEN or end < v.break_up_chance:
                return LEAVES
            remaining = size(tallies, entry.gang)
            if split < v.splinter_chance * v.hierarchy and remaining >= 2 * FEWEST_MEMBERS:
                return SPLITS
        now.seen_to += 1
    now.struck = now.seen_to = 0
    return STAYS


@kernel
def settle_week(
    now: Any, v: Numbers, row: Any, gangs: Rows, tallies: Tallies, struck: Rows, key: Key
) -> None:
    """Pay wages as far as there is money or credit, repay, take profit, recruit.

    What is frozen is lost. Some of those who could not pay in full, or are too few, will leave.
    """
    wages, frozen, taken = np.empty(gangs.size), np.empty(gangs.size), np.empty(gangs.size)
    lent, interest, repaid = np.empty(gangs.size), np.empty(gangs.size), np.empty(gangs.size)
    number = 0
    for index in range(gangs.size):
        gang = gangs[index]
        if not gang.active:
            continue
        members, in_custody = size(tallies, index), 0.0
        for role in range(tallies.custody.shape[1]):
            in_custody += tallies.custody[index, role]
        due = v.wage * (members + v.custody_wage * in_custody)
        interest[number] = gang.debt * v.credit_cost
        gang.debt += interest[number]
        wages[number] = min(due, gang.capital + lending.credit(v, gang))
        lent[number] = lending.pay(gang, wages[number])
        frozen[number] = gang.capital * v.frozen_capital
        gang.capital -= frozen[number]
        repaid[number] = lending.repay(v, gang)
        has_money = gang.capital > 0.0
        spare = max(gang.capital - lending.reserve(now, v, gang, members), 0.0)
        taken[number] = spare * v.profit_taken
        gang.capital -= taken[number]
        if has_money:
            _recruit(v, index, tallies)
        if wages[number] < due or members < FEWEST_MEMBERS:
            u = draw_one(gang.identity, now.day, Decision.GANG_EXIT.value, key)[0]
            if u < v.exit_hazard:
                entry = struck[now.struck]
                entry.gang, entry.case, entry.fate = index, 0, Fate.FAILING.value
                now.struck += 1
        number += 1
    row.money_wages += total(wages[:number])
    row.money_frozen += total(frozen[:number])
    row.money_taken += total(taken[:number])
    row.money_lent += total(lent[:number])
    row.money_interest += total(interest[:number])
    row.money_repaid += total(repaid[:number])


@kernel
def _recruit(v: Numbers, gang: int, tallies: Tallies) -> None:
    """Replace missing members, faster while more are there to recruit: a logistic curve."""
    roles, at_large, whole = tallies.members.shape[1], 0.0, 0.0
    for role in range(roles):
        at_large += _at_work(v, gang, role, tallies)
        whole += tallies.target[gang, role]
    curve = max(min(at_large / whole, 1.0), FEWEST_RECRUITERS)
    for role in range(roles):
        pace = v.replacement_rate
        if role == Role.ORGANISER or role == Role.FINANCIER:
            pace *= v.top_replacement
        missing = max(tallies.target[gang, role] - _at_work(v, gang, role, tallies), 0.0)
        tallies.members[gang, role] += missing * min(pace * curve, 1.0)


@kernel
def _at_work(v: Numbers, gang: int, role: int, tallies: Tallies) -> float:
    """Members of a role who do their work: those at large, and part of those in custody."""
    in_custody = (1.0 - v.incapacitation) * tallies.custody[gang, role]
    return tallies.members[gang, role] + in_custody


@kernel
def newcomers(now: Any, v: Numbers, gangs: Rows, tallies: Tallies, key: Key) -> int:
    """New gangs that enter, where the trade is short of gangs and seats fetch a good price.

    At most `MOST_NEWCOMERS` a week, which only prices far beyond any on record would exceed.
    """
    active = 0
    for gang in gangs:
        active += gang.active
    short = min(max(2.0 - active / v.gangs_at_start, 0.0), 2.0)
    price = market_price(gangs, tallies)
    paying = price / v.price_reference if np.isfinite(price) else 1.0
    rate = v.newcomers_per_year / 52.0 * short * paying
    entering = poisson_one(draw_one(0, now.day, Decision.NEWCOMER.value, key)[0], rate)
    return min(entering, MOST_NEWCOMERS)


def carry_out(model: ModelState, what: int) -> None:
    """Let the gang that comes next of those struck or failing leave or split."""
    entry = model.struck[model.now["seen_to"][0]]
    if what == LEAVES:
        leave(model, int(entry["gang"]))
    else:
        _split(model, int(entry["gang"]), int(entry["case"]))
    model.now["seen_to"] += 1


def _split(model: ModelState, gang: int, case: int) -> None:
    """Half of a gang's members go their own way, with half of its money and debts."""
    gangs = model.gangs
    number = model.draws.uniforms(Decision.AFTERMATH, case)[2, 0]
    gangs.members[gang] /= 2.0
    gangs.target[gang] /= 2.0
    gangs.capital[gang] /= 2.0
    gangs.debt[gang] /= 2.0
    identity = np.array([SPLINTER_BIT | int(number * SPLINTER_BIT)], dtype=np.uint64)
    splinter = create_gangs(
        model, identity, gangs.target[[gang]], gangs.members[[gang]], gangs.capital[[gang]],
        origin=int(gangs.identity[gang]),
    )  # fmt: skip
    gangs.debt[splinter] = gangs.debt[gang]


def welcome(model: ModelState, count: int) -> None:
    """Let so many new gangs enter this week."""
    gangs, values = model.gangs, model.values
    week = model.day // 7
    identity = (NEWCOMER_BIT | (week << 8) | np.arange(count)).astype(np.uint64)
    rank = model.draws.uniforms(Decision.GANG_START, identity)[0] * values.gangs_at_start + 1.0
    size = values.largest_members * rank**-values.size_exponent
    capital = size * values.capital_per_member
    whole = whole_gangs(size)
    none_active = not gangs.active.any()
    create_gangs(model, identity, whole, whole * values.newcomer_share, capital)
    model.record.add("money_founded", capital.sum())
    if none_active:
        turn_to_others(model, np.arange(model.travellers.count))
