"""The state in which the warm-up begins: gangs, cases under way, verdicts still to come."""

from __future__ import annotations

import numpy as np

from sim.core.distributions import lognormal, lognormal_one
from sim.core.randomness import Decision
from sim.enforcement.agencies import capacity
from sim.enforcement.cases import NO_GANG, Stage
from sim.equipment.supplier_market import set_supply_prices, weekly_supply
from sim.gangs import expectations
from sim.gangs.founding import create_gangs, whole_gangs
from sim.gangs.gangs import GANG_BITS, Role
from sim.state import ModelState

ARRESTS_A_CASE = 3
"""Charged members in one of the cases that were struck before the run: assumed."""
YEARS_OF_BACKLOG = 3


def fill(model: ModelState) -> None:
    """Found the gangs and put investigators and courts in the middle of their work."""
    values = model.values
    model.supply.stock[:] = weekly_supply(values.numbers[0], model.market)
    set_supply_prices(values.numbers[0], model.market)
    number = int(values.gangs_at_start)
    size = values.largest_members * np.arange(1, number + 1.0) ** -values.size_exponent
    identity = np.arange(1, number + 1, dtype=np.uint64)
    whole = whole_gangs(size)
    create_gangs(model, identity, whole, whole, size * values.capital_per_member)
    model.now["boat_price"] = model.boat_price
    expectations.update(
        model.now[0], model.values.numbers[0], model.gangs.rows, model.gangs.tallies()
    )
    _cases_under_way(model)
    _verdicts_to_come(model)


def _cases_under_way(model: ModelState) -> None:
    """Fill the agencies with cases on gangs at large, each somewhere on its way."""
    gangs, values, numbers = model.gangs, model.values, model.values.numbers[0]
    order = np.argsort(model.draws.uniforms(Decision.GANG_START, gangs.identity)[1], kind="stable")
    agencies = [
        row
        for row in range(len(model.world.agencies))
        for _ in range(int(capacity(numbers, model.investigating, model.agencies, row)))
    ]
    for gang, agency in zip(order, agencies, strict=False):
        identity = int(gangs.identity[gang]) << GANG_BITS
        pace, remaining, _, _ = model.draws.uniforms(Decision.BACKLOG, identity)[:, 0]
        days = lognormal_one(pace, values.case_time, values.case_time_spread)
        ahead = days * remaining
        model.cases.append(
            1, identity=identity, gang=gang, agency=agency, stage=Stage.STRIKE,
            opened=model.day - int(days - ahead), due=model.day + ahead + 1.0,
        )  # fmt: skip
        gangs.cases[gang] = 1
        gangs.under_case[gang] = 1


def _verdicts_to_come(model: ModelState) -> None:
    """Spread past arrests evenly over the years before, and keep the verdicts still to come."""
    values = model.values
    number = int(values.arrests_before_start * YEARS_OF_BACKLOG / ARRESTS_A_CASE)
    pace = model.draws.uniforms(Decision.BACKLOG, np.arange(number))[0]
    ago = np.arange(number) * (YEARS_OF_BACKLOG * 365.0 / max(number, 1))
    days = lognormal(pace, values.verdict_time, values.verdict_time_spread) - ago
    index = np.flatnonzero(days > 0)
    struck = model.day - ago[index].astype(np.int64)
    rows = model.cases.append(
        index.size, identity=index, gang=NO_GANG, agency=NO_GANG, stage=Stage.VERDICT,
        opened=struck - int(values.case_time), struck=struck, due=model.day + days[index] + 1.0,
    )  # fmt: skip
    model.cases.in_custody[rows, Role.LAUNCH_CREW] = ARRESTS_A_CASE
