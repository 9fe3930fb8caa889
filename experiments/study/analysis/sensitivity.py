"""Which lever or parameter an outcome, and an effect, depends on: Morris and Sobol by SALib.

Every row of the design is run over the same replicates, with the same random draws.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.study.analysis.point_effects import Pairs
from experiments.study.analysis.study_tables import Rows
from experiments.study.sampling import LEVELS, MORRIS, PROBING, problem
from runs.intervals import Interval

Floats = NDArray[np.float64]

RESAMPLES = 500
SEED = 20_241_031
OUTCOMES = ("arrivals", "expected_deaths")
OUTCOME, EFFECT = "outcome", "effect"


@dataclass(frozen=True)
class Measure:
    """One measure of how much one lever matters.

    Attributes:
        lever: Its place.
        name: ``mean`` of the elementary effects over the range of the lever, in the unit of what is
            explained, ``size`` of them whatever their sign, their ``spread``; or share of variance
            that the lever explains ``alone`` and ``in all``, with what it shares with others.
        value: With its 95 % interval; none for ``mean`` and ``spread``.
    """

    lever: int
    name: str
    value: Interval


def measures(method: str, shares: Floats, values: Floats) -> list[Measure]:
    """How much each lever matters; nothing, if the values never vary.

    Args:
        method: One of :data:`experiments.study.sampling.PROBING`.
        shares: The design, shape (rows, levers).
        values: What is to be explained, one a row of the design.
    """
    if not np.isfinite(values).all() or np.ptp(values) == 0:
        return []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return (_morris if method == MORRIS else _sobol)(shares, values)


def _morris(shares: Floats, values: Floats) -> list[Measure]:
    from SALib.analyze import morris

    found = morris.analyze(
        problem(shares.shape[1]), shares, values, num_levels=LEVELS, num_resamples=RESAMPLES,
        seed=SEED,
    )  # fmt: skip
    made = []
    for lever, size in enumerate(found["mu_star"]):
        reach = float(found["mu_star_conf"][lever])
        made += [
            Measure(lever, "size", Interval(float(size), float(size) - reach, float(size) + reach)),
            Measure(lever, "mean", _bare(found["mu"][lever])),
            Measure(lever, "spread", _bare(found["sigma"][lever])),
        ]
    return made


def _sobol(shares: Floats, values: Floats) -> list[Measure]:
    from SALib.analyze import sobol

    found = sobol.analyze(
        problem(shares.shape[1]), values, calc_second_order=False, num_resamples=RESAMPLES,
        seed=SEED,
    )  # fmt: skip
    made = []
    for lever in range(shares.shape[1]):
        for name, key in (("alone", "S1"), ("in all", "ST")):
            value, reach = float(found[key][lever]), float(found[f"{key}_conf"][lever])
            made.append(Measure(lever, name, Interval(value, value - reach, value + reach)))
    return made


def _bare(value: float) -> Interval:
    return Interval(float(value), np.nan, np.nan)


def sensitivity_rows(pairs: Pairs) -> Rows:
    """How much each lever matters for outcomes and for effects; none for other designs."""
    kept = pairs.kept
    if kept.facts["design"] not in PROBING:
        return []
    design = kept.design
    compared, rows = set(pairs.compared), Rows()
    for scenario, points in design.points.items():
        kinds = (OUTCOME, EFFECT) if set(points) <= compared else (OUTCOME,)
        both = {point: pairs.pair(point) for point in set(points)}
        for kind in kinds:
            for outcome in OUTCOMES:
                position = pairs.outcomes.index(outcome)
                means = {
                    point: _mean(baseline[position], values[position], kind)
                    for point, (baseline, values) in both.items()
                }
                explained = np.array([means[point] for point in points])
                rows += [
                    {
                        "scenario": scenario, "of": kind, "outcome": outcome,
                        "lever": design.levers[each.lever], "measure": each.name,
                        "value": each.value.mean, "low": each.value.low, "high": each.value.high,
                    }
                    for each in measures(design.method, design.shares, explained)
                ]  # fmt: skip
    return rows


def _mean(baseline: Floats, values: Floats, kind: str) -> float:
    """Mean over replicates; undefined if there is none."""
    each = values if kind == OUTCOME else values - baseline
    return float(each.mean()) if each.size else np.nan
