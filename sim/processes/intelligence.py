"""Intelligence: finds and informants yield leads on gangs; part of them reaches investigators.

Leads are expected amounts, not draws: what is uncertain about a case is drawn when it is opened.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.state import ModelState

Floats = NDArray[np.float64]


def run(model: ModelState) -> None:
    """Turn today's finds into leads, and let the leads that have arrived add to what is known."""
    values, gangs, today = model.values, model.gangs, model.today
    place, worth = np.concatenate(today.found_at), np.concatenate(today.found_leads)
    worth *= sharing_by_place(model)[place]
    leads = np.bincount(np.concatenate(today.found_gang), weights=worth, minlength=gangs.count)
    model.leads_due[model.day + int(values.sharing_delay)].append(leads)
    gangs.leads *= np.exp(-1.0 / values.lead_memory)
    gangs.leads += values.informant_leads / 7.0 * gangs.size() * gangs.active
    for arrived in model.leads_due.pop(model.day, ()):
        gangs.leads[: arrived.size] += arrived


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
