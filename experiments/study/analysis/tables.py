"""The tables of a study: one row a compared point and outcome, or a pair of policies."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import asdict
from itertools import batched
from typing import Any

import numpy as np
import pyarrow as pa

from experiments.paired import Effect, Effects, Interval
from experiments.study.analysis.displacement import PARTS
from experiments.study.analysis.intervals import method
from experiments.study.analysis.money import AVERTED, MILLION, OFFICER_YEAR, worth
from experiments.study.analysis.pairing import gains
from experiments.study.analysis.ranking import Beats, Regret, beats, regrets
from experiments.study.analysis.significance import chances, corrected
from experiments.study.effects import Pairs
from experiments.study.held import Held
from sim.outcomes import OUTCOMES
from sim.parameters import PARAMETERS

Rows = list[dict[str, Any]]
COST = "cost_gbp"
MOST_IN_FULL = 200
"""Compared points up to which every outcome is analysed; beyond, those that are reported."""
HELD = 2_000_000
"""Values that are held at a time."""
OFFICER_COST = float(PARAMETERS["officer_cost"].default)
"""What an officer costs a year, GBP, as declared."""


def groups(held: Held) -> Iterator[tuple[str, ...]]:
    """The outcomes that are analysed, as many at a time as may be held."""
    compared = sum(point != other for point, other in enumerate(held.references))
    shown = list(OUTCOMES) if compared <= MOST_IN_FULL else held.reported
    yield from batched(shown, max(1, HELD // max(1, len(held.points) * held.replicates)))


def effect_rows(held: Held) -> tuple[Rows, Rows]:
    """Paired effects, and what pairing gains: one row each a compared point and outcome."""
    effects: Rows = []
    gained: Rows = []
    for group in groups(held):
        pairs = Pairs(held, group)
        for point in pairs.compared:
            baseline, values = pairs.pair(point)
            about = _about(held, point)
            likely = chances(values - baseline)
            both = zip(pairs.effects(point).values(), likely, strict=True)
            effects += [
                about | {
                    "outcome": each.outcome, "unit": each.unit, "baseline": each.baseline,
                    "mean": each.level.mean, **_ends(each.level, "mean_"),
                    "difference": each.difference.mean, **_ends(each.difference),
                    "interval": method(values.shape[1]),
                    "middle_low": each.middle[0], "middle_high": each.middle[1],
                    "same_sign": each.agreement, "replicates": values.shape[1],
                    "chance": float(chance),
                }
                for each, chance in both
            ]  # fmt: skip
            gained += [
                about | {"outcome": outcome, "gain": gain.mean, **_ends(gain)}
                for outcome, gain in zip(group, gains(baseline, values), strict=True)
                if np.isfinite(gain.mean)
            ]
    fair = corrected(np.array([row["chance"] for row in effects]))
    for row, chance in zip(effects, fair, strict=True):
        row["chance_corrected"] = float(chance)
    order = {name: number for number, name in enumerate(OUTCOMES)}
    for rows in (effects, gained):
        rows.sort(key=lambda row: (row["point"], order[row["outcome"]]))
    return effects, gained


def effects_of(rows: Rows) -> Effects:
    """The effects that :func:`effect_rows` put into rows, by the name of the point and outcome.

    What a table holds as missing is undefined: NaN.
    """
    found: Effects = {}
    for stored in rows:
        row: dict[str, Any] = {k: math.nan if each is None else each for k, each in stored.items()}
        found.setdefault(row["name"], {})[row["outcome"]] = Effect(
            row["outcome"], row["unit"], row["baseline"],
            Interval(row["mean"], row["mean_low"], row["mean_high"]),
            Interval(row["difference"], row["low"], row["high"]),
            (row["middle_low"], row["middle_high"]), row["same_sign"],
        )  # fmt: skip
    return found


def worth_rows(pairs: Pairs) -> Rows:
    """What each policy averts for its money, where it costs any."""
    rows: Rows = []
    for point in pairs.compared:
        baseline, values = pairs.pair(point)
        averted = dict(zip(pairs.outcomes, baseline - values, strict=True))
        cost = -averted[COST]
        made = worth({name: averted[name] for name in AVERTED}, cost, OFFICER_COST)
        for each in made:
            rows += [
                _about(pairs.held, point) | {
                    "outcome": each.outcome, "cost_gbp": float(cost.mean()), "for": what,
                    "averted": found.mean, **_ends(found),
                }
                for what, found in (
                    (MILLION, each.per_million), (OFFICER_YEAR, each.per_officer_year)
                )
            ]  # fmt: skip
    return rows


def ranked(pairs: Pairs) -> tuple[Rows, Rows]:
    """How often each policy beats each other, and the regret of each; none over several worlds."""
    if len(set(pairs.references)) > 1 or len(pairs.compared) > MOST_IN_FULL:
        return [], []
    replicates = pairs.sound(range(len(pairs.references)))
    if replicates.size < 2:
        return [], []
    states = replicates % (pairs.held.facts["members"] or replicates.max() + 1)
    names = [about["name"] for about in pairs.held.points]
    values = np.array([pairs.values(point, replicates) for point in range(len(names))])
    won: Rows = []
    lost: Rows = []
    for outcome in AVERTED:
        each = values[:, pairs.outcomes.index(outcome)]
        won += [_beats_row(names, outcome, found) for found in beats(each)]
        lost += [
            _regret_row(name, outcome, found)
            for name, found in zip(names, regrets(each, states), strict=True)
        ]
    return won, lost


def displacement_rows(held: Held) -> Rows:
    """Differences of the parts of arrivals and boats, by zone, method, entry and road."""
    pairs = Pairs(held, [name for _, names in PARTS for name in names])
    rows: Rows = []
    for point in pairs.compared:
        effects = pairs.effects(point)
        rows += [
            _about(held, point) | {
                "by": by, "part": name, "baseline": effects[name].baseline,
                "difference": effects[name].difference.mean, **_ends(effects[name].difference),
            }
            for by, names in PARTS
            for name in names
        ]  # fmt: skip
    return rows


def as_table(rows: Rows) -> pa.Table:
    """Rows as an Arrow table; undefined numbers are null."""
    return pa.Table.from_pylist([
        {
            name: None if isinstance(value, float) and not np.isfinite(value) else value
            for name, value in row.items()
        }
        for row in rows
    ])  # fmt: skip


def _about(held: Held, point: int) -> dict[str, Any]:
    about = held.points[point]
    return {"point": point, "scenario": about["scenario"], "name": about["name"]}


def _ends(found: Interval, of: str = "") -> dict[str, float]:
    return {f"{of}low": found.low, f"{of}high": found.high}


def _beats_row(names: list[str], outcome: str, found: Beats) -> dict[str, Any]:
    about = {"outcome": outcome, "first": names[found.first], "second": names[found.second]}
    return about | {"share": found.share.mean, **_ends(found.share)}


def _regret_row(name: str, outcome: str, found: Regret) -> dict[str, Any]:
    made = {"name": name, "outcome": outcome, "regret": found.mean.mean, **_ends(found.mean)}
    return made | {key: value for key, value in asdict(found).items() if key != "mean"}
