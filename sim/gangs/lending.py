"""Lending: what gangs may owe, and to pay with what is lent.

Lenders and suppliers advance so many days of a gang's recent takings, and want it back within as
many days, with interest. So a gang whose costs rise, or whose boats are taken, has some time.
"""

from __future__ import annotations

from typing import Any

from sim.core.kernels import kernel
from sim.gangs import expectations
from sim.value_types import Numbers


@kernel
def takings(gang: Any) -> float:
    """What a gang takes in a day at its price from those who reach the coast, GBP."""
    return gang.inflow * gang.price


@kernel
def credit(v: Numbers, gang: Any) -> float:
    """What a gang could still borrow, GBP."""
    return max(v.credit_days * takings(gang) - gang.debt, 0.0)


@kernel
def pay(gang: Any, amount: float) -> float:
    """Pay an amount out of what a gang has, and borrow the rest; return what is lent, GBP."""
    lent = max(amount - gang.capital, 0.0)
    gang.capital = max(gang.capital - amount, 0.0)
    gang.debt += lent
    return lent


@kernel
def repay(v: Numbers, gang: Any) -> float:
    """Pay a week's part of what is owed, out of what a gang has; return it, GBP."""
    part = min(7.0 / max(v.credit_days, 7.0), 1.0)
    repaid = min(gang.capital, gang.debt * part)
    gang.capital -= repaid
    gang.debt -= repaid
    return repaid


@kernel
def reserve(now: Any, v: Numbers, gang: Any, members: float) -> float:
    """Money that organisers leave in a gang, GBP.

    So much for each member, or so many days of what boats and wages cost at today's prices,
    whichever is more, and what is owed.
    """
    launches = expectations.people_a_day(gang) / max(gang.wanted_load, 1.0)
    boats = launches * now.boat_price * max(v.engine_cover, 1.0)
    outlay = boats + v.wage * members / 7.0
    return max(v.capital_per_member * members, v.reserve_days * outlay) + gang.debt
