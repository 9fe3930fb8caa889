"""From the numbers that a search draws to money by place, and the splits that it begins with."""

from __future__ import annotations

import math
from collections.abc import Mapping

from experiments.allocation.allocation_design import Allocation, Policy, Pool, Spending

LEFT = "left-"
"""Begins the name of the number that says how much of a pool is left unspent."""
MOST = 0.999
"""Largest number that is drawn; the smallest is 0, which gives a place nothing."""
MIDDLE = 0.5
EQUAL = "equal"
NOTHING = "nothing"


def drawn(question: Allocation) -> list[str]:
    """Names of the numbers that the search draws, each from 0 to :data:`MOST`."""
    names = [question.places[number].name for pool in question.pools for number in pool.indices]
    left = [] if question.whole else [f"{LEFT}{n}" for n in range(len(question.pools))]
    return [*names, *left]


def spending(question: Allocation, numbers: Mapping[str, float]) -> Spending:
    """Money by place, GBP million a year.

    Numbers are turned into exponentials and divided by their sum: numbers drawn evenly give every
    split of a pool the same chance.
    """
    million = [0.0] * len(question.places)
    for number, pool in enumerate(question.pools):
        weights = [-math.log1p(-numbers[question.places[at].name]) for at in pool.indices]
        left = 0.0 if question.whole else -math.log1p(-numbers[f"{LEFT}{number}"])
        total = sum(weights) + left
        if total == 0 and question.whole:
            weights, total = [1.0] * len(weights), float(len(weights))
        for at, weight in zip(pool.indices, weights, strict=True):
            million[at] = pool.million * weight / total if total else 0.0
    return tuple(million)


def first_splits(question: Allocation) -> list[tuple[str, str, dict[str, float]]]:
    """Names, titles and numbers of the splits that are always tried: equal, and all to one place.

    Where there are two pools, one place takes all of its own and the other pool is split equally.
    """
    even = {name: 0.0 if name.startswith(LEFT) else MIDDLE for name in drawn(question)}
    splits = [(EQUAL, "the same to every place", even)]
    for pool in question.pools:
        for number in pool.indices:
            place = question.places[number]
            numbers = even | _others(question, pool, number)
            splits.append((f"all-{place.name}", f"all to: {place.title}", numbers))
    return splits


def spreads(question: Allocation, equal: Spending) -> list[Policy]:
    """Other ways for units to spread their officers, without new money and with an equal split."""
    none = (0.0,) * len(question.places)
    return [
        Policy(f"{name}-{spread}", f"{title}; officers {how}", each, spread)
        for name, title, each in (
            (NOTHING, "no new money", none), (EQUAL, "the same to every place", equal)
        )
        for spread, how in (("uniform", "spread evenly"), ("fixed", "stay where they were"))
    ]  # fmt: skip


def _others(question: Allocation, pool: Pool, chosen: int) -> dict[str, float]:
    """Nothing for the places of a pool but one."""
    return {question.places[at].name: 0.0 for at in pool.indices if at != chosen}
