"""The tables of a study: one row a compared point and outcome, or a pair of policies."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import asdict
from itertools import batched
from typing import Any

import numpy as np
import pyarrow as pa

from experiments.comparison.paired_effects import SHOWN_OUTCOMES, Effect, Effects
from experiments.comparison.verdicts import Judgement, Verdict
from experiments.study.analysis.cost_effectiveness import worth
from experiments.study.analysis.displacement_parts import PARTS
from experiments.study.analysis.pairing_gain import gains
from experiments.study.analysis.point_effects import Pairs
from experiments.study.analysis.policy_ranking import Beats, Regret, beats, regrets
from experiments.study.stored_study import StudyResults
from runs.intervals import Interval, method
from scenarios.packaged_places import OUTCOMES
from sim.parameters import PARAMETERS

Rows = list[dict[str, Any]]
COST, AVERTED = "public_cost", "averted"
RANKED = ("arrivals", "expected_deaths")
"""Outcomes by which policies are ranked."""
MOST_IN_FULL = 200
"""Compared points up to which every outcome is analysed; beyond, those that are reported."""
KEPT = 2_000_000
"""Values that are held at a time."""
OFFICER_COST = float(PARAMETERS["officer_cost"].default)
"""What an officer costs a year, GBP, as declared."""


def effect_rows(pairs: Pairs) -> tuple[Rows, Rows]:
    """Paired effects, and what pairing gains: one row each a compared point and outcome.

    Args:
        pairs: The reported and the headline outcomes. All others are read here, as many at a time
            as may be held, unless there are very many points.
    """
    effects, gained = _rows_of(pairs)
    if len(pairs.compared) <= MOST_IN_FULL:
        for group in _groups(pairs):
            more = _rows_of(Pairs(pairs.kept, group))
            effects += more[0]
            gained += more[1]
    order = {name: number for number, name in enumerate(SHOWN_OUTCOMES)}
    for rows in (effects, gained):
        rows.sort(key=lambda row: (row["point"], order[row["outcome"]]))
    return effects, gained


def _groups(pairs: Pairs) -> Iterator[tuple[str, ...]]:
    """Outcomes that are not in ``pairs``, as many at a time as may be held."""
    kept = pairs.kept
    more = [name for name in OUTCOMES if name not in pairs.outcomes]
    yield from batched(more, max(1, KEPT // max(1, len(kept.points) * kept.replicates)))


def _rows_of(pairs: Pairs) -> tuple[Rows, Rows]:
    effects: Rows = []
    gained: Rows = []
    for point in pairs.compared:
        baseline, values = pairs.pair(point)
        about = _about(pairs.kept, point)
        effects += [
            about | {
                "outcome": each.outcome, "unit": each.unit, "baseline": each.baseline,
                "mean": each.level.mean, **_ends(each.level, "mean_"),
                "difference": each.difference.mean, **_ends(each.difference),
                "interval": method(values.shape[1]),
                "middle_low": each.middle[0], "middle_high": each.middle[1],
                "same_sign": each.agreement, "replicates": values.shape[1],
                **judgement_columns(each),
            }
            for each in pairs.effects(point).values()
        ]  # fmt: skip
        gained += [
            about | {"outcome": outcome, "gain": gain.mean, **_ends(gain)}
            for outcome, gain in zip(pairs.outcomes, gains(baseline, values), strict=True)
            if outcome in OUTCOMES and np.isfinite(gain.mean)
        ]
    return effects, gained


def judgement_columns(effect: Effect, of: str = "") -> dict[str, Any]:
    """The verdict of an effect and what carries it; None throughout if it gets none.

    Args:
        effect: Any effect.
        of: Begins the names of the columns.
    """
    judgement = effect.judgement
    interval = judgement and judgement.interval
    made = {
        "verdict": judgement and judgement.verdict.value,
        "simultaneous_low": interval and interval.low,
        "simultaneous_high": interval and interval.high,
        "margin": judgement and judgement.margin,
        "detectable": judgement and judgement.detectable,
        "replicates_to_tell": (judgement and judgement.replicates) or None,
        "reason": (judgement and judgement.reason) or None,
    }
    return {f"{of}{name}": value for name, value in made.items()}


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
            None if stored["verdict"] is None else Judgement(
                Verdict(row["verdict"]),
                Interval(row["difference"], row["simultaneous_low"], row["simultaneous_high"]),
                row["margin"], row["detectable"], stored["replicates_to_tell"] or 0,
                stored["reason"] or "",
            ),
        )  # fmt: skip
    return found


def value_rows(pairs: Pairs) -> Rows:
    """People averted by each policy for its money, where it costs any."""
    rows: Rows = []
    for point in pairs.compared:
        effects = pairs.effects(point)
        averted, cost = effects[AVERTED], effects[COST].difference.mean
        rows += [
            _about(pairs.kept, point) | {
                "public_cost": cost, "for": what, "averted": found.mean, **_ends(found),
                "verdict": judgement_columns(averted)["verdict"],
            }
            for what, found in worth(averted.shown, cost, OFFICER_COST).items()
        ]  # fmt: skip
    return rows


def ranked(pairs: Pairs) -> tuple[Rows, Rows]:
    """How often each policy beats each other, and the regret of each; none over several worlds."""
    if len(set(pairs.references)) > 1 or len(pairs.compared) > MOST_IN_FULL:
        return [], []
    replicates = pairs.sound(range(len(pairs.references)))
    if replicates.size < 2:
        return [], []
    states = pairs.kept.draws(replicates)
    won: Rows = []
    lost: Rows = []
    for outcome in RANKED:
        values = pairs.levels(outcome, replicates)
        won += [_beats_row(pairs.names, outcome, found) for found in beats(values)]
        lost += [
            _regret_row(name, outcome, found)
            for name, found in zip(pairs.names, regrets(values, states), strict=True)
        ]
    return won, lost


def displacement_rows(kept: StudyResults) -> Rows:
    """Differences of the parts of arrivals and boats, by zone, method, entry and road."""
    pairs = Pairs(kept, [name for _, names in PARTS for name in names])
    rows: Rows = []
    for point in pairs.compared:
        effects = pairs.effects(point)
        rows += [
            _about(kept, point) | {
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


def _about(kept: StudyResults, point: int) -> dict[str, Any]:
    about = kept.points[point]
    return {"point": point, "scenario": about["scenario"], "name": about["name"]}


def _ends(found: Interval, of: str = "") -> dict[str, float]:
    return {f"{of}low": found.low, f"{of}high": found.high}


def _beats_row(names: list[str], outcome: str, found: Beats) -> dict[str, Any]:
    about = {"outcome": outcome, "first": names[found.first], "second": names[found.second]}
    return about | {"share": found.share.mean, **_ends(found.share)}


def _regret_row(name: str, outcome: str, found: Regret) -> dict[str, Any]:
    made = {"name": name, "outcome": outcome, "regret": found.mean.mean, **_ends(found.mean)}
    return made | {key: value for key, value in asdict(found).items() if key != "mean"}
