"""Intelligence: finds and informants yield leads on gangs; part of them reaches investigators.

Leads are expected amounts, not draws: what is uncertain about a case is drawn when it is opened.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.exact_math import exp
from sim.core.kernels import kernel
from sim.core.later import Later, promise
from sim.enforcement.cases import Stage
from sim.gangs.gangs import Tallies, size
from sim.value_types import Numbers

Floats = NDArray[np.float64]


@kernel
def run(
    now: Any, v: Numbers, gangs: NDArray[Any], tallies: Tallies, cases: NDArray[Any],
    leads_due: Later, leads: Floats,
) -> None:  # fmt: skip
    """Turn today's finds into leads; those that have arrived add to what is known or to a case.

    Args:
        now: The day's numbers.
        v: Named values.
        gangs: Gangs.
        tallies: Their members.
        cases: Cases.
        leads_due: Leads on their way to investigators.
        leads: Leads from today's finds, by gang.
    """
    today = now.day - now.first_day
    if now.finds:
        promise(leads_due, today, now.day + int(v.sharing_delay), leads)
    fade, arrived = exp(-1.0 / v.lead_memory), np.empty(gangs.size)
    for index in range(gangs.size):
        gang = gangs[index]
        gang.leads *= fade
        arrived[index] = v.informant_leads / 7.0 * size(tallies, index) * gang.active
    for made in range(today + 1):
        if leads_due.due[made] == now.day:
            for index in range(leads_due.size[made]):
                arrived[index] += leads_due.amounts[made, index]
    for index in range(gangs.size):
        gang = gangs[index]
        gang.leads += 0.0 if gang.under_case else arrived[index]
    for case in cases:
        if case.stage == Stage.STRIKE:
            sooner = case.due - v.lead_saves * arrived[case.gang]
            case.due = max(sooner, min(case.due, case.opened + v.fastest_case))
