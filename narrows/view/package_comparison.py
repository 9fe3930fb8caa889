"""Packages of measures side by side: ranked, with what is not sure, and one against another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from experiments.comparison.paired_effects import (
    Effect,
    Effects,
    compare_values,
    judged,
    paired,
    unit_of,
)
from experiments.comparison.planned_looks import level_at, reached
from experiments.comparison.verdicts import MARGINS, Verdict, judge, margins_of
from narrows.view.paired_replicate import Outturn
from scenarios.packaged_places import OUTCOMES

Floats = NDArray[np.float64]
Pairs = Mapping[int, tuple[Outturn, Outturn]]

SHOWN = ("arrivals", "averted", "delayed", "expected_deaths", "public_cost")
JUDGED = SHOWN[:4]
RANKED_BY = "averted"
MILLION = 1e6


@dataclass(frozen=True)
class Package:
    """One package among others.

    Attributes:
        id: Its name in the table.
        title: What it is called.
        effects: Of ``SHOWN``, beside the baseline, with the verdicts of the whole table.
        per_million: People averted for each million pounds, where some are averted and it costs.
        surely_more: Whether it surely averts more than the one that follows.
    """

    id: str
    title: str
    effects: Mapping[str, Effect]
    per_million: float | None
    surely_more: bool


@dataclass(frozen=True)
class Packages:
    """Packages by people averted, most first.

    Attributes:
        rows: The packages.
        replicates: Paired replicates of each.
    """

    rows: tuple[Package, ...]
    replicates: int


def ranked(titles: Mapping[str, str], pairs: Mapping[str, Pairs]) -> Packages:
    """Rank packages whose baseline is one.

    Args:
        titles: By the packages' ids.
        pairs: Runs of baseline and package by replicate, by id; those of fewest decide how many
            replicates are used, a planned look.
    """
    count = reached(min(map(len, pairs.values()), default=0))
    level = level_at(count)
    if level is None:
        return Packages((), 0)
    both = {name: _both(rows, count) for name, rows in pairs.items()}
    changes = {name: {each: _change(row, each) for each in JUDGED} for name, row in both.items()}
    found = judged(_effects(both), changes, level)
    order = sorted(found, key=lambda name: -found[name][RANKED_BY].difference.mean)
    surely = _surely_more([changes[name][RANKED_BY] for name in order], level)
    rows = [
        Package(name, titles[name], found[name], _per_million(found[name]), more)
        for name, more in zip(order, [*surely, False], strict=True)
    ]
    return Packages(tuple(rows), count)


def against(one: Pairs, other: Pairs) -> dict[str, Effect]:
    """Effects of one package less those of another, with the verdicts of this family."""
    count = reached(min(len(one), len(other)))
    level = level_at(count)
    if level is None:
        return {}
    mine, theirs = _both(one, count), _both(other, count)
    rows = {name: (unit_of(name), theirs[name][1], mine[name][1]) for name in SHOWN}
    found = paired(rows)
    margins = margins_of({name: float(values[0].mean()) for name, values in theirs.items()})
    changes = [mine[name][1] - theirs[name][1] for name in JUDGED]
    found_all = judge(changes, [margins[name] for name in JUDGED], level)
    for name, judgement in zip(JUDGED, found_all, strict=True):
        found[name] = replace(found[name], judgement=judgement)
    return found


def _both(rows: Pairs, count: int) -> dict[str, tuple[Floats, Floats]]:
    """Baseline and package of each outcome, by replicate, the parts added."""
    worlds = [np.array([rows[number][side].record.outcomes for number in range(count)])
              for side in (0, 1)]  # fmt: skip
    baseline, values = (
        {name: world[:, row] for row, name in enumerate(OUTCOMES)} for world in worlds
    )
    found = compare_values(baseline, values)
    return {name: found[name] for name in found if name in (*SHOWN, *MARGINS)}


def _change(row: Mapping[str, tuple[Floats, Floats]], name: str) -> Floats:
    return row[name][1] - row[name][0]


def _effects(both: Mapping[str, Mapping[str, tuple[Floats, Floats]]]) -> Effects:
    return {
        name: paired({each: (unit_of(each), *values) for each, values in row.items()})
        for name, row in both.items()
    }


def _surely_more(averted: Sequence[Floats], level: float) -> list[bool]:
    """Whether each surely averts more than the next, all at once."""
    steps = [one - other for one, other in pairwise(averted)]
    return [found.verdict is Verdict.RISES for found in judge(steps, [0.0] * len(steps), level)]


def _per_million(row: Mapping[str, Effect]) -> float | None:
    averted, cost = row[RANKED_BY], row["public_cost"].difference.mean
    if averted.direction <= 0 or not cost > 0:
        return None
    return averted.shown.mean / cost * MILLION
