"""Demand: people bound for the Channel enter at the entry hubs."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.distributions import poisson_one
from sim.core.exact_math import c_power
from sim.core.kernels import kernel
from sim.core.normal import ndtri
from sim.core.randomness import Decision, draw_one
from sim.gangs.gangs import Tallies, market_price
from sim.people.demand_quarters import learned, quarter
from sim.people.seasons import Seasons
from sim.state import Entries, ModelState, Vectors
from sim.value_types import Numbers

Floats = NDArray[np.float64]

NO_LEG = -1
LAST_DANGER = 2025
"""Last year whose danger is a parameter; later ones walk on from it."""
LEAST_PRICE, MOST_PRICE = 0.1, 10.0
"""Prices against the reference beyond which entries answer no further: assumed."""


def walk_on(model: ModelState) -> None:
    """Bring the factor on entries that nothing in the model explains to today's quarter.

    It is a random walk over quarters: its logarithm is what the scenario says of a quarter, or else
    the last one's, drawn towards the level that was learned and moved by chance.
    """
    now = quarter(model.day)
    model.danger_walk = danger_walked(model)
    if now != model.demand_quarter:
        model.demand_level, model.demand_base = walked(model, now)
        model.demand_quarter = now


def danger_walked(model: ModelState) -> float:
    """How far the danger of this year has walked since the last year that was fitted."""
    years = range(LAST_DANGER + 1, date.fromordinal(model.day).year + 1)
    steps = [float(ndtri(model.draws.uniforms(Decision.DANGER, year)[0, 0])) for year in years]
    return sum(steps)


def walked(model: ModelState, now: int) -> tuple[float, float]:
    """The walk's level in a quarter, from where it stands, and the level that it then returns to.

    At the start of a run that is the last quarter before of which the scenario speaks, so that runs
    that start apart agree on every quarter after it; without one the walk begins at 0.
    """
    values, known = model.values, model.run_scenario.demand
    last = model.demand_quarter or max((at for at in known if at < now), default=now - 1)
    level, base = known.get(last, model.demand_level), model.demand_base
    if not model.demand_quarter:
        for at in sorted(known):
            base = learned(base, known[at], values.demand_learning) if at <= last else base
    for at in range(last + 1, now + 1):
        chance = float(ndtri(model.draws.uniforms(Decision.DEMAND, at)[0, 0]))
        moved = base + (1.0 - values.demand_return) * (level - base)
        level = known.get(at, moved + values.demand_volatility * chance)
        base = learned(base, level, values.demand_learning)
    return level, base


@kernel
def means(
    now: Any, v: Numbers, vectors: Vectors, entries: Entries, seasons: Seasons, gangs: NDArray[Any],
    tallies: Tallies,
) -> Floats:  # fmt: skip
    """Mean number of people who enter today at each place of entry."""
    today, market = now.day - now.first_day, market_price(gangs, tallies)
    price = market if np.isfinite(market) else v.price_reference
    turn = 2.0 * math.pi * (seasons.day_of_year[today] - v.demand_peak) / 365.25
    season = math.exp(v.demand_season * math.cos(turn))
    unexplained = math.exp(now.demand_level)
    ratio = min(max(price / v.price_reference, LEAST_PRICE), MOST_PRICE)
    by_price = c_power(ratio, v.demand_price_elasticity)
    shares, weight = 0.0, v.entry_series_weight
    for share in vectors.side_share:
        shares += share
    shares = max(shares, 1e-9)
    mean = np.empty(entries.hub.size)
    for place in range(mean.size):
        side = entries.side[place]
        level = 1.0 - weight + weight * seasons.level[today, side]
        of_side = v.people_per_year / 365.0 * vectors.side_share[side] / shares * level
        of_side = of_side * vectors.entry_factor[side] * season * unexplained * by_price
        mean[place] = of_side * entries.share[place]
    return mean


@kernel
def most(means: Floats) -> int:
    """Most people who can enter where these are the means; see ``poisson_one``."""
    number = 0
    for mean in means:
        number += int(mean + 12.0 * math.sqrt(mean)) + 54
    return number


@kernel
def run(
    now: Any, row: Any, means: Floats, entries: Entries, people: NDArray[Any],
    key: NDArray[np.uint64],
) -> None:  # fmt: skip
    """Draw how many enter at each hub today and add them, without a gang yet."""
    now.entered = now.people
    for place in range(means.size):
        uniform, _, _, _ = draw_one(place, now.day, Decision.ENTRY_COUNT.value, key)
        at = np.uint64(now.day << 32) | np.uint64(place << 24)
        for ordinal in range(poisson_one(uniform, means[place])):
            person = people[now.people]
            person.identity = at | np.uint64(ordinal)
            person.hub, person.side = entries.hub[place], entries.side[place]
            person.corridor, person.zone, person.method = NO_LEG, NO_LEG, NO_LEG
            now.people += 1
    row.entered += now.people - now.entered
