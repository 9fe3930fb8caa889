"""Intelligence: finds and informants yield leads on gangs; part of them reaches investigators.

Leads are expected amounts, not draws: what is uncertain about a case is drawn when it is opened.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.enforcement.cases import Stage
from sim.state import ModelState

Floats = NDArray[np.float64]


def run(model: ModelState) -> None:
    """Turn today's finds into leads; those that have arrived add to what is known or to a case."""
    values, gangs, today = model.values, model.gangs, model.today
    place, worth = np.concatenate(today.found_at), np.concatenate(today.found_leads)
    if place.size:
        worth *= sharing_by_place(model)[place]
        gang = np.concatenate(today.found_gang)
        leads = np.bincount(gang, weights=worth, minlength=gangs.count)
        model.leads_due[model.day + int(values.sharing_delay)].append(leads)
    gangs.leads *= np.exp(-1.0 / values.lead_memory)
    arrived = values.informant_leads / 7.0 * gangs.size() * gangs.active
    for leads in model.leads_due.pop(model.day, ()):
        arrived[: leads.size] += leads
    gangs.leads += np.where(gangs.under_case, 0.0, arrived)
    _hasten(model, arrived)


def _hasten(model: ModelState, leads: Floats) -> None:
    """Leads on gangs under investigation bring their strikes forward."""
    cases, values = model.cases, model.values
    rows = np.flatnonzero(cases.stage == Stage.STRIKE)
    sooner = cases.due[rows] - values.lead_saves * leads[cases.gang[rows]]
    soonest = np.minimum(cases.due[rows], cases.opened[rows] + values.fastest_case)
    cases.due[rows] = np.maximum(sooner, soonest)


def sharing_by_place(model: ModelState) -> Floats:
    """Share of the leads found at each place that reaches investigators.

    Units that look at a place count in proportion to the officers they have there. Officers in a
    liaison cell open part of what police forces would keep to themselves.
    """
    values, units = model.values, model.units
    linked = np.exp(-values.cell_link * (values.officers * units.cell).sum())
    shared = 1.0 - values.unshared * np.where(units.police, linked, 1.0)
    present = units.shares * values.officers[:, None]
    total = present.sum(axis=0)
    mean: Floats = (present * shared[:, None]).sum(axis=0) / np.maximum(total, 1e-9)
    return mean
