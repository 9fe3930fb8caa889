"""Where and how to launch: departure zones and methods, and the patrols that each of them meets."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Index
from sim.state import ModelState

Floats = NDArray[np.float64]


def prevention_chance(model: ModelState, launched: Floats) -> Floats:
    """Chance that a launch is prevented, shape (zones, methods).

    Officers at a zone divide their attention among the launches there that day; methods expose
    themselves to them in different degrees.

    Args:
        model: The running model.
        launched: Launches in each zone today.
    """
    values = model.values
    attention = model.units.beach / (1.0 + launched / values.prevention_dilution)
    exposed = attention[:, None] * values.method_exposure
    chance: Floats = 1.0 - np.exp(-values.prevention_rate * exposed)
    return chance


def believed_prevention(model: ModelState, gangs: Index | slice = slice(None)) -> Floats:
    """Share of its launches that each of some gangs expects to be prevented, by zone and method.

    What it remembers, beside ``launch_prior`` imagined launches of which half were prevented on the
    beach and fewer where less is exposed.
    """
    prior = model.values.launch_prior
    imagined = 0.5 * prior * np.minimum(model.values.method_exposure, 2.0)
    remembered = model.gangs
    believed: Floats = (remembered.prevented[gangs] + imagined) / (
        remembered.launched[gangs] + prior
    )
    return believed


def ways_to_launch(model: ModelState, gangs: Index | slice = slice(None)) -> Floats:
    """Cumulative weights of zones and methods for some gangs, shape (gangs, zones x methods).

    In proportion to the reach of zone and method and to exp(earnings / ``launch_split_scale``),
    where a launch of the wanted load earns its fares unless it is prevented, less what the method
    costs.
    """
    values = model.values
    fares = (model.gangs.price[gangs] * model.gangs.wanted_load[gangs])[:, None, None]
    earns = fares * (1.0 - believed_prevention(model, gangs)) - model.world.method_cost
    reach = values.zone_reach[:, None] * values.method_reach
    usable = np.where(reach > 0.0, earns, -np.inf)
    best = usable.max(axis=(1, 2), keepdims=True)
    gap = np.where(reach > 0.0, best - earns, np.inf)
    weight = reach * np.exp(-gap / values.launch_split_scale)
    return np.cumsum(weight.reshape(fares.size, -1), axis=1)
