"""Weather: a day is suitable for crossing or it is not, and suitable days come in spells.

The gate is a two-state Markov chain by calendar month whose transition chances are those of days
with and without an arrival, 2021 to October 2024. How rough the sea is within each state follows
from one day to the next.
"""

from __future__ import annotations

from datetime import date

import numpy as np
from scipy.special import ndtr, ndtri

from sim.randomness import Decision
from sim.state import ModelState

POOR_SEA = 2.0
"""Sea of a poor day beyond that of a suitable one: assumed."""


def run(model: ModelState) -> None:
    """Draw today's state and sea: 0 calm to 1 rough on a suitable day, 2 to 3 on a poor one."""
    month = date.fromordinal(model.day - 1).month - 1
    share, stay_active, stay_idle = model.world.weather_gate[month]
    chance = {None: share, True: stay_active, False: 1.0 - stay_idle}[model.suitable]
    state, sea, _, _ = model.draws.uniforms(Decision.WEATHER, 0, model.day)[:, 0]
    model.suitable = bool(state < chance)
    kept = model.values.sea_persistence
    model.swell = kept * model.swell + np.sqrt(1.0 - kept**2) * float(ndtri(sea))
    model.sea = float(ndtr(model.swell)) + POOR_SEA * (not model.suitable)
    model.record.add("suitable_days", model.suitable)
