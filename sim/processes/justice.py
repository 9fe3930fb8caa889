"""Investigation and justice: leads, case, strike, arrests, verdict, custody.

Agencies open cases on the gangs they know most about, within the number they can work at once.
Each case takes its time to a strike; each strike arrests some of the gang, takes part of its
cached boats and makes it lie low; verdicts follow much later. Not everyone arrested is lost to the
gang.
"""

from __future__ import annotations

import heapq

import numpy as np

from sim.agents.gangs import GANG_BITS, Role
from sim.distributions import lognormal
from sim.equipment import BoatState
from sim.randomness import Decision
from sim.state import ModelState


def run(model: ModelState) -> None:
    """Strike and give verdicts where the day has come; open cases on Mondays."""
    while model.strikes and model.strikes[0][0] <= model.day:
        _, identity, gang, _ = heapq.heappop(model.strikes)
        _strike(model, identity, gang)
    while model.verdicts and model.verdicts[0][0] <= model.day:
        _, identity, arrested = heapq.heappop(model.verdicts)
        luck = model.draws.uniforms(Decision.VERDICT, identity)[0, 0]
        convicted = np.floor(arrested * model.values.conviction_chance + luck)
        model.record.add("convictions", min(convicted, arrested))
    if model.is_monday:
        for agency in range(len(model.agencies)):
            _open_cases(model, agency)


def _open_cases(model: ModelState, agency: int) -> None:
    """Open cases on the gangs known best, as far as capacity goes."""
    gangs, values = model.gangs, model.values
    free = model.agencies[agency].capacity - model.agencies[agency].open_cases
    known = gangs.active & ~gangs.under_case & (gangs.leads >= values.leads_to_open)
    ranked = np.flatnonzero(known)
    ranked = ranked[np.argsort(-gangs.leads[ranked], kind="stable")][: max(free, 0)]
    for gang in ranked:
        identity = (int(gangs.identity[gang]) << GANG_BITS) + int(gangs.cases[gang])
        pace = model.draws.uniforms(Decision.CASE, identity)[0]
        days = lognormal(pace, values.case_time, values.case_time_spread)[0]
        heapq.heappush(model.strikes, (model.day + int(days) + 1, identity, int(gang), agency))
        gangs.cases[gang] += 1
        gangs.under_case[gang] = True
        gangs.leads[gang] = 0.0
        model.record.add("cases", 1)


def _strike(model: ModelState, identity: int, gang: int) -> None:
    """Arrest members, take cached boats, and start the clock to the verdict."""
    gangs, values, record = model.gangs, model.values, model.record
    gangs.under_case[gang] = False
    if not gangs.active[gang]:
        return
    _, reach, _, pace = model.draws.uniforms(Decision.CASE, identity)[:, 0]
    luck = model.draws.uniforms(Decision.ARREST, identity, np.arange(len(Role)))[0]
    share = np.full(len(Role), 2.0 * reach * values.strike_reach)
    top = [Role.ORGANISER, Role.FINANCIER]
    share[top] = np.minimum(share[top] * values.strike_upward, 1.0)
    members = gangs.members[gang]
    arrested = np.minimum(np.floor(members * share + luck), np.floor(members + 0.5))
    gangs.members[gang] = np.maximum(members - arrested * values.incapacitation, 0.0)
    gangs.lay_low_until[gang] = model.day + 1 + int(values.lay_low)
    record.add("arrests", arrested.sum())
    _take_cache(model, gang)
    days = lognormal(np.array([pace]), values.verdict_time, values.verdict_time_spread)[0]
    heapq.heappush(model.verdicts, (model.day + int(days) + 1, identity, float(arrested.sum())))
    model.today.struck.append((gang, identity))


def _take_cache(model: ModelState, gang: int) -> None:
    """Seize the given share of the gang's cached boats, and as much of its engines."""
    gangs, boats, share = model.gangs, model.boats, model.values.cache_seized
    cached = np.flatnonzero((boats.state == BoatState.CACHED) & (boats.gang == gang))
    taken = cached[: int(np.floor(cached.size * share + 0.5))]
    boats.state[taken] = BoatState.SEIZED_IN_CACHE
    engines = int(np.floor(gangs.engines[gang] * share + 0.5))
    gangs.boats[gang] -= taken.size
    gangs.engines[gang] -= engines
    model.record.add("boats_seized_cache", taken.size)
    model.record.add("engines_seized", engines)
