"""Investigation and justice: leads, case, strike, charge, verdict, custody, release.

Agencies open cases on the gangs they know most about, within the number they can work at once, and
on a large gang several.
Each case takes its time to a strike; each strike arrests some of the gang, takes part of its
cached boats and makes it lie low; charges follow within days, verdicts much later. Those who are
not charged or not convicted leave custody, as do those who have served their time, and some of
them return. Arrest is not incapacitation: part of what members did goes on from a cell.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Index
from sim.core.distributions import lognormal_one
from sim.core.events import Event, note
from sim.core.exact_math import total
from sim.core.kernels import kernel
from sim.core.randomness import Decision, draw_one
from sim.enforcement.agencies import Agencies, capacity
from sim.enforcement.cases import NO_GANG, Fate, Stage, has_room, open_by
from sim.equipment.boats import BoatState
from sim.gangs.gangs import GANG_BITS, Role, Tallies, size
from sim.value_types import Numbers

Floats = NDArray[np.float64]
Rows = NDArray[Any]
Key = NDArray[np.uint64]
ROLES = len(Role)


@kernel
def run(
    now: Any, v: Numbers, row: Any, investigating: Floats, agencies: Agencies, boats: Rows,
    gangs: Rows, tallies: Tallies, cases: Rows, struck: Rows, log: Rows, key: Key,
) -> None:  # fmt: skip
    """Bring every case on whose day has come; open cases on Mondays.

    Args:
        now: The day's numbers.
        v: Named values.
        row: Today's row of the daily table.
        investigating: Work of each agency's investigators, in investigators of the start.
        agencies: Agencies.
        boats: Boats.
        gangs: Gangs.
        tallies: Their members.
        cases: Cases, with room for those that are opened.
        struck: Filled with the gangs struck today.
        log: Events.
        key: Seed and replicate.
    """
    if v.takedown_share > 0.0:
        _take_down(now, v, row, boats, gangs, tallies, cases, struck, log)
    for number in _due(now, cases):
        case = cases[number]
        if case.stage == Stage.STRIKE:
            _strike(now, v, row, case, boats, gangs, tallies, struck, log, key)
        elif case.stage == Stage.CHARGE:
            _charge(now, v, row, case, gangs, tallies, log, key)
        elif case.stage == Stage.VERDICT:
            _judge(now, v, row, case, gangs, tallies, log, key)
        else:
            _release(now, v, row, case, case.in_custody.copy(), gangs, tallies, log)
            case.stage = Stage.CLOSED
    if now.day % 7 == 1:
        for agency in range(agencies.hub.size):
            able = capacity(v, investigating, agencies, agency)
            for _ in range(int(np.ceil(able)) - open_by(cases[: now.cases], agency)):
                gang = _best_known(v, gangs, tallies)
                if gang == NO_GANG:
                    break
                _open_case(now, v, row, gang, agency, agencies.hub[agency], gangs, cases, log, key)


@kernel
def most_cases(v: Numbers, investigating: Floats, agencies: Agencies) -> int:
    """Most cases that may be opened in a day."""
    cases = 1
    for agency in range(agencies.hub.size):
        cases += int(np.ceil(capacity(v, investigating, agencies, agency)))
    return cases


@kernel
def _due(now: Any, cases: Rows) -> Index:
    """Rows of the cases whose day has come, in the order of their days and identities."""
    rows, number = np.empty(now.cases, dtype=np.int64), 0
    for row in range(now.cases):
        if cases[row].stage != Stage.CLOSED and cases[row].due < now.day + 1:
            index = number
            while index > 0 and _before(cases[row], cases[rows[index - 1]]):
                rows[index] = rows[index - 1]
                index -= 1
            rows[index] = row
            number += 1
    return rows[:number]


@kernel
def _before(one: Any, other: Any) -> bool:
    return one.due < other.due or (one.due == other.due and one.identity < other.identity)


@kernel
def _best_known(v: Numbers, gangs: Rows, tallies: Tallies) -> int:
    """Row of the gang known best of those on whom a case can be opened; NO_GANG for none."""
    best = NO_GANG
    for index in range(gangs.size):
        gang = gangs[index]
        known = gang.active and gang.leads >= v.leads_to_open
        known = known and has_room(v, gang, size(tallies, index))
        if known and (best == NO_GANG or gang.leads > gangs[best].leads):
            best = index
    return best


@kernel
def _open_case(
    now: Any, v: Numbers, row: Any, index: int, agency: int, hub: int, gangs: Rows, cases: Rows,
    log: Rows, key: Key,
) -> None:  # fmt: skip
    """Open a case on a gang, which comes to its strike in its time."""
    gang, case = (
        gangs[index],
        cases[_new_case(now, index, agency, Stage.STRIKE.value, gangs, cases)],
    )
    row.cases += 1.0
    pace = draw_one(case.identity, 0, Decision.CASE.value, key)[0]
    days = lognormal_one(pace, v.case_time, v.case_time_spread)
    case.due = now.day + days + 1.0
    note(log, now, Event.CASE_OPENED.value, gang.identity, case.identity, 0, -1, hub, gang.leads)
    gang.leads = 0.0
    gang.under_case += 1


@kernel
def _new_case(now: Any, gang: int, agency: int, stage: int, gangs: Rows, cases: Rows) -> int:
    """Add a case; return its row."""
    number, owner = now.cases, gangs[gang]
    case = cases[number]
    case.identity = (owner.identity << np.uint64(GANG_BITS)) + np.uint64(owner.cases)
    case.gang, case.agency, case.stage, case.opened = gang, agency, stage, now.day
    case.struck, case.due = 0, 0.0
    case.in_custody[:] = 0.0
    owner.cases += 1
    now.cases += 1
    return number


@kernel
def _strike(
    now: Any, v: Numbers, row: Any, case: Any, boats: Rows, gangs: Rows, tallies: Tallies,
    struck: Rows, log: Rows, key: Key,
) -> None:  # fmt: skip
    """Arrest members, take cached boats, and make the gang lie low."""
    gang = gangs[case.gang]
    gang.under_case -= 1
    if not gang.active:
        case.stage = Stage.CLOSED
        return
    reach = draw_one(case.identity, 0, Decision.CASE.value, key)[1]
    arrested = np.empty(ROLES)
    for role in range(ROLES):
        u = draw_one(case.identity, role, Decision.ARREST.value, key)[0]
        share = 2.0 * reach * v.strike_reach
        if role == Role.ORGANISER or role == Role.FINANCIER:
            share = min(share * v.strike_upward, 1.0)
        members = tallies.members[case.gang, role]
        arrested[role] = min(np.floor(members * share + u), np.floor(members + 0.5))
        arrested[role] = min(arrested[role], members)
    _arrest(now, v, row, case, arrested, tallies)
    _note(now, Event.STRUCK.value, case, arrested.sum(), gangs, log)
    gang.lay_low_until = now.day + 1 + int(v.lay_low)
    _take_cache(now, row, case, v.cache_seized, boats, gangs, log)
    row.strikes += 1.0
    row.case_days += now.day - case.opened
    _remember(now, case, Fate.STRUCK.value, struck)


@kernel
def _take_down(
    now: Any, v: Numbers, row: Any, boats: Rows, gangs: Rows, tallies: Tallies, cases: Rows,
    struck: Rows, log: Rows,
) -> None:  # fmt: skip
    """Arrest all of the gang whose share of the market is nearest to the one to be removed."""
    sizes, chosen, least = np.empty(gangs.size), -1, np.inf
    for index in range(gangs.size):
        sizes[index] = size(tallies, index) * gangs[index].active
    whole = total(sizes)
    for index in range(gangs.size):
        apart = abs(sizes[index] / whole - v.takedown_share)
        if gangs[index].active and apart < least:
            chosen, least = index, apart
    if chosen < 0:
        return
    case = cases[_new_case(now, chosen, NO_GANG, Stage.CHARGE.value, gangs, cases)]
    _arrest(now, v, row, case, tallies.members[chosen].copy(), tallies)
    _note(now, Event.TAKEN_DOWN.value, case, case.in_custody.sum(), gangs, log)
    _take_cache(now, row, case, 1.0, boats, gangs, log)
    _remember(now, case, Fate.BROKEN.value, struck)


@kernel
def _remember(now: Any, case: Any, fate: int, struck: Rows) -> None:
    """Take note of a gang that was struck, for what comes of it; once if struck twice today."""
    for index in range(now.struck):
        if struck[index].gang == case.gang and struck[index].fate == fate:
            return
    entry = struck[now.struck]
    entry.gang, entry.case, entry.fate = case.gang, case.identity, fate
    now.struck += 1


@kernel
def _arrest(now: Any, v: Numbers, row: Any, case: Any, arrested: Floats, tallies: Tallies) -> None:
    """Put members into custody until they are charged or not."""
    some, number = False, 0.0
    for role in range(ROLES):
        tallies.members[case.gang, role] -= arrested[role]
        tallies.custody[case.gang, role] += arrested[role]
        case.in_custody[role] = arrested[role]
        some |= arrested[role] != 0.0
        number += arrested[role]
    case.stage = Stage.CHARGE if some else Stage.CLOSED
    case.struck, case.due = now.day, now.day + v.charge_time
    row.arrests += number


@kernel
def _charge(
    now: Any, v: Numbers, row: Any, case: Any, gangs: Rows, tallies: Tallies, log: Rows, key: Key
) -> None:
    """Hold those who are charged for trial and release the others."""
    row.charges += _keep(
        now, v, row, case, v.charge_chance, 0, Event.CHARGED.value, gangs, tallies, log, key
    )
    _wait_for(now, v, case, Stage.VERDICT.value, v.verdict_time, 1, key)


@kernel
def _judge(
    now: Any, v: Numbers, row: Any, case: Any, gangs: Rows, tallies: Tallies, log: Rows, key: Key
) -> None:
    """Keep those who are convicted for the time they serve; the others go free."""
    convicted = _keep(
        now, v, row, case, v.conviction_chance, 1, Event.CONVICTED.value, gangs, tallies, log, key
    )
    _wait_for(now, v, case, Stage.RELEASE.value, v.sentence_served, 2, key)
    row.convictions += convicted
    row.conviction_days += convicted * (now.day - case.opened)


@kernel
def _keep(
    now: Any, v: Numbers, row: Any, case: Any, chance: float, lane: int, event: int, gangs: Rows,
    tallies: Tallies, log: Rows, key: Key,
) -> float:  # fmt: skip
    """Keep whole people of each role who meet a chance, release the others; return how many."""
    leaving, number = np.empty(ROLES), 0.0
    for role in range(ROLES):
        u = draw_one(case.identity, role, Decision.COURT.value, key)[lane]
        kept = min(np.floor(case.in_custody[role] * chance + u), case.in_custody[role])
        leaving[role] = case.in_custody[role] - kept
        number += kept
    _note(now, event, case, number, gangs, log)
    _release(now, v, row, case, leaving, gangs, tallies, log)
    return number


@kernel
def _wait_for(
    now: Any, v: Numbers, case: Any, stage: int, median: float, lane: int, key: Key
) -> None:
    """Let a case wait for its next stage, a log-normal time about ``median`` days."""
    pace = draw_one(case.identity, 0, Decision.VERDICT.value, key)[lane]
    days = lognormal_one(pace, median, v.verdict_time_spread)
    case.stage, case.due = stage, now.day + days + 1.0


@kernel
def _release(
    now: Any, v: Numbers, row: Any, case: Any, leaving: Floats, gangs: Rows, tallies: Tallies,
    log: Rows,
) -> None:  # fmt: skip
    """Members leave custody; some of them return to the gang, if it is still in the trade."""
    some, number = False, 0.0
    for role in range(ROLES):
        case.in_custody[role] -= leaving[role]
    if case.gang == NO_GANG:
        return
    for role in range(ROLES):
        tallies.custody[case.gang, role] -= leaving[role]
        if gangs[case.gang].active:
            tallies.members[case.gang, role] += v.return_chance * leaving[role]
        some |= leaving[role] != 0.0
        number += leaving[role]
    row.released += number
    if some:
        _note(now, Event.RELEASED.value, case, number, gangs, log)


@kernel
def _take_cache(
    now: Any, row: Any, case: Any, share: float, boats: Rows, gangs: Rows, log: Rows
) -> None:
    """Seize the given share of the gang's cached boats, and as much of its engines."""
    gang, cached, taken = gangs[case.gang], 0, 0
    for index in range(now.oldest_boat, now.boats):
        boat = boats[index]
        cached += boat.state == BoatState.CACHED and boat.gang == case.gang
    most = int(np.floor(cached * share + 0.5))
    for index in range(now.oldest_boat, now.boats):
        boat = boats[index]
        if taken == most:
            break
        if boat.state == BoatState.CACHED and boat.gang == case.gang:
            boat.state = BoatState.SEIZED_IN_CACHE
            taken += 1
            note(
                log, now, Event.CACHE_TAKEN.value, gang.identity, boat.identity, case.identity,
                -1, -1, 0.0,
            )  # fmt: skip
    engines = int(np.floor(gang.engines * share + 0.5))
    gang.boats -= taken
    gang.engines -= engines
    row.boats_seized_cache += taken
    row.engines_seized += engines


@kernel
def _note(now: Any, event: int, case: Any, people: float, gangs: Rows, log: Rows) -> None:
    """Log what came to a case."""
    if case.gang != NO_GANG:
        note(log, now, event, gangs[case.gang].identity, case.identity, 0, -1, -1, people)
