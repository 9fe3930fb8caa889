"""Weather: a day is suitable for crossing or it is not, and suitable days come in spells.

On a past day the chances are those of the record, given all that is known of that day and of the
others, so that the days drawn are one path of the past. On other days they are those of the
climate. How rough the sea is within each state follows from one day to the next.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr, ndtri

from sim.core.randomness import Decision
from sim.state import ModelState

POOR_SEA = 2.0
"""Sea of a poor day beyond that of a suitable one: assumed."""


def run(model: ModelState) -> None:
    """Draw today's state and sea: 0 calm to 1 rough on a suitable day, 2 to 3 on a poor one."""
    share, after_poor, after_suitable = _chances(model)
    chance = {None: share, False: after_poor, True: after_suitable}[model.suitable]
    state, sea, _, _ = model.draws.uniforms(Decision.WEATHER, 0, model.day)[:, 0]
    model.suitable = bool(state < chance)
    kept = model.values.sea_persistence
    model.swell = kept * model.swell + np.sqrt(1.0 - kept**2) * float(ndtri(sea))
    model.sea = float(ndtr(model.swell)) + POOR_SEA * (not model.suitable)
    model.record.add("suitable_days", model.suitable)


def _chances(model: ModelState) -> tuple[float, float, float]:
    """Chance that today is suitable if nothing is known of yesterday, if it was poor, suitable."""
    record = model.world.weather
    row = model.day - record.first
    if model.values.weather == "replay" and 0 <= row < len(record.chances):
        share, after_poor, after_suitable = record.chances[row]
    else:
        after_poor, after_suitable = model.world.climate.turn(np.array([model.day]))[0]
        share = after_poor / (after_poor + 1.0 - after_suitable)
    return share, after_poor, after_suitable
