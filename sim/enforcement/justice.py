"""Investigation and justice: leads, case, strike, charge, verdict, custody, release.

Agencies open cases on the gangs they know most about, within the number they can work at once.
Each case takes its time to a strike; each strike arrests some of the gang, takes part of its
cached boats and makes it lie low; charges follow within days, verdicts much later. Those who are
not charged or not convicted leave custody, as do those who have served their time, and some of
them return. Arrest is not incapacitation: part of what members did goes on from a cell.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.distributions import lognormal
from sim.core.events import Event
from sim.core.kernels import kernel
from sim.core.randomness import Decision
from sim.enforcement.agencies import capacity
from sim.enforcement.cases import NO_GANG, Stage
from sim.equipment.boats import BoatState
from sim.gangs.gangs import GANG_BITS, Role
from sim.state import ModelState
from sim.value_types import Numbers

Floats = NDArray[np.float64]


@kernel
def is_busy(now: Any, v: Numbers, cases: NDArray[Any]) -> bool:
    """Whether a case has come to its day, or a gang is to be taken down."""
    for case in cases:
        if case.stage != Stage.CLOSED and case.due < now.day + 1:
            return True
    return v.takedown_share > 0.0


def run(model: ModelState) -> None:
    """Bring every case on whose day has come; open cases on Mondays."""
    if model.values.takedown_share > 0.0:
        _take_down(model)
    cases = model.cases
    rows = np.flatnonzero((cases.stage != Stage.CLOSED) & (cases.due < model.day + 1))
    for row in rows[np.lexsort((cases.identity[rows], cases.due[rows]))]:
        _STEPS[Stage(cases.stage[row])](model, int(row))
    if model.is_monday:
        for agency in range(len(model.world.agencies)):
            _open_cases(model, agency)


def _open_cases(model: ModelState, agency: int) -> None:
    """Open cases on the gangs known best, as far as capacity goes."""
    gangs, values = model.gangs, model.values
    free = capacity(model, agency) - model.cases.open_by(agency)
    known = gangs.active & ~gangs.under_case & (gangs.leads >= values.leads_to_open)
    ranked = np.flatnonzero(known)
    ranked = ranked[np.argsort(-gangs.leads[ranked], kind="stable")][: max(free, 0)]
    for gang in ranked:
        row = _new_case(model, int(gang), agency, Stage.STRIKE)
        model.record.add("cases", 1)
        pace = model.draws.uniforms(Decision.CASE, model.cases.identity[row])[0]
        days = lognormal(pace, values.case_time, values.case_time_spread)[0]
        model.cases.due[row] = model.day + days + 1.0
        if model.log is not None:
            hub = model.network.hub_index[model.world.agencies[agency].hub]
            model.log.add(
                Event.CASE_OPENED, model.day, gangs.identity[gang], model.cases.identity[row],
                hub=hub, amount=gangs.leads[gang],
            )  # fmt: skip
        gangs.leads[gang] = 0.0
        gangs.under_case[gang] = True


def _new_case(model: ModelState, gang: int, agency: int, stage: Stage) -> int:
    gangs = model.gangs
    identity = (int(gangs.identity[gang]) << GANG_BITS) + int(gangs.cases[gang])
    gangs.cases[gang] += 1
    rows = model.cases.append(
        1, identity=identity, gang=gang, agency=agency, stage=stage, opened=model.day
    )
    return int(rows[0])


def _strike(model: ModelState, row: int) -> None:
    """Arrest members, take cached boats, and make the gang lie low."""
    gangs, values, cases = model.gangs, model.values, model.cases
    gang, identity = int(cases.gang[row]), int(cases.identity[row])
    gangs.under_case[gang] = False
    if not gangs.active[gang]:
        cases.stage[row] = Stage.CLOSED
        return
    reach = model.draws.uniforms(Decision.CASE, identity)[1, 0]
    u = model.draws.uniforms(Decision.ARREST, identity, np.arange(len(Role)))[0]
    share = np.full(len(Role), 2.0 * reach * values.strike_reach)
    top = [Role.ORGANISER, Role.FINANCIER]
    share[top] = np.minimum(share[top] * values.strike_upward, 1.0)
    members = gangs.members[gang]
    arrested = np.minimum(np.floor(members * share + u), np.floor(members + 0.5))
    _arrest(model, row, np.minimum(arrested, members))
    _note(model, Event.STRUCK, row, cases.held[row].sum())
    gangs.lay_low_until[gang] = model.day + 1 + int(values.lay_low)
    _take_cache(model, row, values.cache_seized)
    model.record.add("strikes", 1)
    model.record.add("case_days", model.day - cases.opened[row])
    model.struck.append((gang, identity, False))


def _take_down(model: ModelState) -> None:
    """Arrest all of the gang whose share of the market is nearest to the one to be removed."""
    gangs = model.gangs
    size = gangs.size() * gangs.active
    if not size.any():
        return
    apart = np.abs(size / size.sum() - model.values.takedown_share)
    gang = int(np.argmin(np.where(gangs.active, apart, np.inf)))
    row = _new_case(model, gang, NO_GANG, Stage.CHARGE)
    _arrest(model, row, gangs.members[gang].copy())
    _note(model, Event.TAKEN_DOWN, row, model.cases.held[row].sum())
    _take_cache(model, row, 1.0)
    model.struck.append((gang, int(model.cases.identity[row]), True))


def _arrest(model: ModelState, row: int, arrested: Floats) -> None:
    """Put members into custody until they are charged or not."""
    gangs, cases = model.gangs, model.cases
    gang = int(cases.gang[row])
    gangs.members[gang] -= arrested
    gangs.custody[gang] += arrested
    cases.held[row] = arrested
    cases.stage[row] = Stage.CHARGE if arrested.any() else Stage.CLOSED
    cases.struck[row], cases.due[row] = model.day, model.day + model.values.charge_time
    model.record.add("arrests", arrested.sum())


def _charge(model: ModelState, row: int) -> None:
    """Hold those who are charged for trial and release the others."""
    values = model.values
    charged = _keep(model, row, values.charge_chance, 0, Event.CHARGED)
    _wait_for(model, row, Stage.VERDICT, values.verdict_time, lane=1)
    model.record.add("charges", charged)


def _judge(model: ModelState, row: int) -> None:
    """Keep those who are convicted for the time they serve; the others go free."""
    values = model.values
    convicted = _keep(model, row, values.conviction_chance, 1, Event.CONVICTED)
    _wait_for(model, row, Stage.RELEASE, values.sentence_served, lane=2)
    model.record.add("convictions", convicted)
    model.record.add("conviction_days", convicted * (model.day - model.cases.opened[row]))


def _keep(model: ModelState, row: int, chance: float, lane: int, event: Event) -> float:
    """Keep whole people of each role who meet a chance, release the others; return how many."""
    held, identity = model.cases.held[row], model.cases.identity[row]
    u = model.draws.uniforms(Decision.COURT, identity, np.arange(len(Role)))[lane]
    kept: Floats = np.minimum(np.floor(held * chance + u), held)
    _note(model, event, row, kept.sum())
    _release(model, row, held - kept)
    return float(kept.sum())


def _wait_for(model: ModelState, row: int, stage: Stage, median: float, lane: int) -> None:
    """Let a case wait for its next stage, a log-normal time about ``median`` days."""
    pace = model.draws.uniforms(Decision.VERDICT, model.cases.identity[row])[lane]
    days = lognormal(pace, median, model.values.verdict_time_spread)[0]
    model.cases.stage[row], model.cases.due[row] = stage, model.day + days + 1.0


def _release_served(model: ModelState, row: int) -> None:
    """Those who have served their time leave custody."""
    _release(model, row, model.cases.held[row].copy())
    model.cases.stage[row] = Stage.CLOSED


_STEPS = {
    Stage.STRIKE: _strike,
    Stage.CHARGE: _charge,
    Stage.VERDICT: _judge,
    Stage.RELEASE: _release_served,
}
"""What comes to a case at each stage."""


def _release(model: ModelState, row: int, leaving: Floats) -> None:
    """Members leave custody; some of them return to the gang, if it is still in the trade."""
    gangs, cases = model.gangs, model.cases
    cases.held[row] -= leaving
    gang = int(cases.gang[row])
    if gang == NO_GANG:
        return
    gangs.custody[gang] -= leaving
    if gangs.active[gang]:
        gangs.members[gang] += model.values.return_chance * leaving
    model.record.add("released", leaving.sum())
    if leaving.any():
        _note(model, Event.RELEASED, row, leaving.sum())


def _take_cache(model: ModelState, row: int, share: float) -> None:
    """Seize the given share of the gang's cached boats, and as much of its engines."""
    gangs, boats, cases = model.gangs, model.boats, model.cases
    gang = int(cases.gang[row])
    cached = np.flatnonzero((boats.state == BoatState.CACHED) & (boats.gang == gang))
    taken = cached[: int(np.floor(cached.size * share + 0.5))]
    boats.state[taken] = BoatState.SEIZED_IN_CACHE
    engines = int(np.floor(gangs.engines[gang] * share + 0.5))
    gangs.boats[gang] -= taken.size
    gangs.engines[gang] -= engines
    model.record.add("boats_seized_cache", taken.size)
    model.record.add("engines_seized", engines)
    if model.log is not None:
        model.log.add(
            Event.CACHE_TAKEN, model.day, gangs.identity[gang], boats.identity[taken],
            other=cases.identity[row],
        )  # fmt: skip


def _note(model: ModelState, event: Event, row: int, people: float) -> None:
    gang = int(model.cases.gang[row])
    if model.log is not None and gang != NO_GANG:
        case = model.cases.identity[row]
        model.log.add(event, model.day, model.gangs.identity[gang], case, amount=people)
