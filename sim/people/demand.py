"""Demand: people bound for the Channel enter at the entry hubs."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
from scipy.special import ndtri

from sim.core.distributions import poisson
from sim.core.randomness import Decision
from sim.people.travellers import identities
from sim.state import ModelState
from sim.world import World


def entry_level(world: World, day: int) -> np.ndarray:
    """Relative level of entries of each side in the month of ``day``.

    Months after the series take the level of the same calendar month in its last twelve months,
    months before it that of its first.
    """
    today = date.fromordinal(day)
    last_year, last_month = world.months[-1]
    beyond = (today.year - last_year) * 12 + today.month - last_month
    place = len(world.months) - 1 + (beyond if beyond <= 0 else (beyond - 1) % 12 - 11)
    level: np.ndarray = world.entry_levels[max(place, place % 12)]
    return level


def quarter(day: int) -> int:
    """Number of the calendar quarter of ``day``; the next one is one more."""
    today = date.fromordinal(day)
    return today.year * 4 + (today.month - 1) // 3


def _unexplained(model: ModelState) -> float:
    """Factor on entries that nothing in the model explains: a random walk over quarters.

    Its logarithm is what the scenario says of a quarter, or else the last one's, drawn towards 0
    and moved by chance.
    """
    now = quarter(model.day)
    if now != model.demand_quarter:
        model.demand_level, model.demand_quarter = _walked(model, now), now
    return math.exp(model.demand_level)


def _walked(model: ModelState, now: int) -> float:
    """The walk's level in a quarter, from where it stands.

    At the start of a run that is the last quarter before of which the scenario speaks, so that runs
    that start apart agree on every quarter after it; without one the walk begins at 0.
    """
    values, known = model.values, model.spec.demand
    last = model.demand_quarter or max((at for at in known if at < now), default=now - 1)
    level = known.get(last, model.demand_level)
    for at in range(last + 1, now + 1):
        chance = float(ndtri(model.draws.uniforms(Decision.DEMAND, at)[0, 0]))
        moved = (1.0 - values.demand_return) * level + values.demand_volatility * chance
        level = known.get(at, moved)
    return level


def _season(model: ModelState) -> float:
    """Factor on entries by the day of the year, beside that of their series."""
    days = model.day - date(date.fromordinal(model.day).year, 1, 1).toordinal()
    turn = 2.0 * math.pi * (days - model.values.demand_peak) / 365.25
    return math.exp(model.values.demand_season * math.cos(turn))


def run(model: ModelState) -> None:
    """Draw how many enter at each hub today and add them, without a gang yet."""
    values, world = model.values, model.world
    shares = np.array([getattr(values, f"share_{side}") for side in world.sides])
    weight = values.entry_series_weight
    market = model.gangs.market_price()
    price = market if np.isfinite(market) else values.price_reference
    by_side = (
        values.people_per_year / 365.0
        * shares / max(shares.sum(), 1e-9)
        * (1.0 - weight + weight * entry_level(world, model.day + int(values.entry_series_lead)))
        * values.entry_factor * _season(model) * _unexplained(model)
        * (price / values.price_reference) ** values.demand_price_elasticity
    )  # fmt: skip
    means = by_side[model.entry_side] * model.entry_share
    uniform = model.draws.uniforms(Decision.ENTRY_COUNT, model.entry_place, model.day)[0]
    counts = poisson(uniform, means)
    people = model.travellers
    place = np.repeat(np.arange(counts.size), counts)
    ordinal = np.arange(place.size) - np.repeat(np.cumsum(counts) - counts, counts)
    model.today.entered = people.append(
        place.size,
        identity=identities(model.day, place, ordinal),
        hub=model.entry_hub[place],
        side=model.entry_side[place],
        corridor=-1,
        zone=-1,
        method=-1,
    )
    model.record.add("entered", counts.sum())
