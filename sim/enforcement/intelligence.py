"""Intelligence: finds and informants yield leads on gangs; part of them reaches investigators.

Leads are expected amounts, not draws: what is uncertain about a case is drawn when it is opened.
Investigators without a case develop leads of their own, the larger the gang the more.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.exact_math import exp
from sim.core.kernels import kernel
from sim.core.later import Later, promise
from sim.enforcement.agencies import Agencies, capacity, without_case
from sim.enforcement.agencies import pace as pace_of_cases
from sim.enforcement.cases import Stage, has_room, open_by
from sim.gangs.gangs import Tallies, size
from sim.value_types import Numbers

Floats = NDArray[np.float64]
Rows = NDArray[Any]


@kernel
def run(
    now: Any, v: Numbers, investigating: Floats, agencies: Agencies, gangs: Rows,
    tallies: Tallies, cases: Rows, leads_due: Later, leads: Floats,
) -> None:  # fmt: skip
    """Turn today's finds into leads; those that have arrived add to what is known or to a case.

    Args:
        now: The day's numbers.
        v: Named values.
        investigating: Work of each agency's investigators, in investigators of the start.
        agencies: Agencies.
        gangs: Gangs.
        tallies: Their members.
        cases: Cases.
        leads_due: Leads on their way to investigators.
        leads: Leads from today's finds, by gang.
    """
    today = now.day - now.first_day
    if now.finds:
        promise(leads_due, today, now.day + int(v.sharing_delay), leads)
    developed, pace = _develop(v, investigating, agencies, cases)
    fade, arrived, members = exp(-1.0 / v.lead_memory), np.empty(gangs.size), 0.0
    for index in range(gangs.size):
        members += size(tallies, index) * gangs[index].active
    a_member = v.informant_leads / 7.0 + developed / max(members, 1.0)
    for index in range(gangs.size):
        gang = gangs[index]
        gang.leads *= fade
        arrived[index] = a_member * size(tallies, index) * gang.active
    for made in range(today + 1):
        if leads_due.due[made] == now.day:
            for index in range(leads_due.size[made]):
                arrived[index] += leads_due.amounts[made, index]
    for index in range(gangs.size):
        gang = gangs[index]
        gang.leads += arrived[index] if has_room(v, gang, size(tallies, index)) else 0.0
    for case in cases:
        if case.stage == Stage.STRIKE:
            case.due += 1.0 - pace[case.agency]
            sooner = case.due - v.lead_saves * arrived[case.gang]
            case.due = max(sooner, min(case.due, case.opened + v.fastest_case))


@kernel
def _develop(
    v: Numbers, investigating: Floats, agencies: Agencies, cases: Rows
) -> tuple[float, Floats]:
    """Leads that all who have no case develop today, and the pace of each agency's cases."""
    developed, pace = 0.0, np.empty(investigating.size)
    for agency in range(investigating.size):
        able = capacity(v, investigating, agencies, agency)
        opened = open_by(cases, agency)
        pace[agency] = pace_of_cases(able, opened)
        developed += v.leads_developed / 7.0 * without_case(v, able, opened)
    return developed, pace
