"""The state in which the warm-up begins: gangs, cases under way, verdicts still to come."""

from __future__ import annotations

import heapq

import numpy as np

from sim import expectations
from sim.agents import found_gangs
from sim.agents.gangs import GANG_BITS
from sim.distributions import lognormal
from sim.randomness import Decision
from sim.state import ModelState

ARRESTS_A_CASE = 3
"""Arrests in one of the cases that were struck before the run: assumed."""
YEARS_OF_BACKLOG = 3


def fill(model: ModelState) -> None:
    """Found the gangs and put investigators and courts in the middle of their work."""
    values = model.values
    number = int(values.gangs_at_start)
    size = values.largest_members * np.arange(1, number + 1.0) ** -values.size_exponent
    identity = np.arange(1, number + 1, dtype=np.uint64)
    found_gangs(model, identity, size, size * values.capital_per_member)
    expectations.update(model)
    _cases_under_way(model)
    _verdicts_to_come(model)


def _cases_under_way(model: ModelState) -> None:
    """Fill the agencies with cases on gangs at large, each somewhere on its way."""
    gangs, values = model.gangs, model.values
    order = np.argsort(model.draws.uniforms(Decision.GANG_START, gangs.identity)[1], kind="stable")
    agencies = [row for row, agency in enumerate(model.agencies) for _ in range(agency.capacity)]
    for gang, agency in zip(order, agencies, strict=False):
        identity = int(gangs.identity[gang]) << GANG_BITS
        pace, elapsed, _, _ = model.draws.uniforms(Decision.BACKLOG, identity)[:, 0]
        days = lognormal(np.array([pace]), values.case_time, values.case_time_spread)[0]
        strike = model.day + int(days * elapsed) + 1
        heapq.heappush(model.strikes, (strike, identity, int(gang), agency))
        gangs.cases[gang] = 1
        gangs.under_case[gang] = True


def _verdicts_to_come(model: ModelState) -> None:
    """Spread past arrests evenly over the years before, and keep the verdicts still to come."""
    values = model.values
    number = int(values.arrests_before_start * YEARS_OF_BACKLOG / ARRESTS_A_CASE)
    pace = model.draws.uniforms(Decision.BACKLOG, np.arange(number))[0]
    ago = np.arange(number) * (YEARS_OF_BACKLOG * 365.0 / max(number, 1))
    days = lognormal(pace, values.verdict_time, values.verdict_time_spread) - ago
    for place in np.flatnonzero(days > 0):
        verdict = (model.day + int(days[place]) + 1, int(place), float(ARRESTS_A_CASE))
        heapq.heappush(model.verdicts, verdict)
