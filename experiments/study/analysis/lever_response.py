"""How effects answer to the strength of a study's only lever, and where more is worth nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.study.analysis.point_effects import Pairs
from experiments.uncertainty.dose_response import (
    LEAST_REPLICATES,
    LEAST_STRENGTHS,
    DoseResponse,
    dose_response,
)

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class LeverResponse:
    """Curves of the effects of one lever.

    Attributes:
        lever: Its name.
        rises: Whether more of the lever does more; if not, less of it does.
        curves: By outcome, for those whose effects vary.
    """

    lever: str
    rises: Mapping[str, bool]
    curves: Mapping[str, DoseResponse]


def lever_points(pairs: Pairs) -> list[dict[str, Any]]:
    """Points of one scenario with one numeric lever, by its strength; none if it is not so."""
    kept = pairs.kept
    levers = kept.facts["levers"]
    tried = [point for point in kept.points if levers and point[levers[0]] is not None]
    numbers = {point[levers[0]] for point in tried}
    if (
        len(levers) != 1
        or len(set(kept.references)) > 1
        or len({point["scenario"] for point in tried}) != 1
        or len(numbers) < LEAST_STRENGTHS
        or not all(isinstance(value, int | float) for value in numbers)
    ):
        return []
    return sorted(tried, key=lambda point: point[levers[0]])


def lever_response(pairs: Pairs, outcomes: tuple[str, ...]) -> LeverResponse | None:
    """Curves over the lever; None unless one scenario has one, with enough runs.

    Args:
        pairs: The study, with these outcomes.
        outcomes: Whose effects.
    """
    points = [each for each in lever_points(pairs) if each["point"] != each["reference"]]
    if len(points) < LEAST_STRENGTHS or pairs.kept.replicates < LEAST_REPLICATES:
        return None
    lever = pairs.kept.facts["levers"][0]
    strengths, replicates = [], []
    effects: dict[str, list[Floats]] = {name: [] for name in outcomes}
    for each in points:
        number = int(each["point"])
        there, here = pairs.pair(number)
        sound = pairs.sound((number, pairs.references[number]))
        strengths.append(np.full(sound.size, float(each[lever])))
        replicates.append(sound)
        for name in outcomes:
            effects[name].append((here - there)[pairs.outcomes.index(name)])
    strength, replicate = np.concatenate(strengths), np.concatenate(replicates)
    curves: dict[str, DoseResponse] = {}
    rises: dict[str, bool] = {}
    for name, parts in effects.items():
        effect = np.concatenate(parts)
        if not (np.isfinite(effect).all() and np.ptp(effect) > 0):
            continue
        rises[name] = _does_more_where_high(strength, effect)
        try:
            curves[name] = _curve(strength, effect, replicate, rises[name])
        except ValueError:
            continue
    return LeverResponse(lever, rises, curves) if curves else None


def _does_more_where_high(strength: Floats, effect: Floats) -> bool:
    """Whether the mean effect is greater at the highest value of the lever than at the lowest."""
    low, high = (abs(effect[strength == end].mean()) for end in (strength.min(), strength.max()))
    return bool(high >= low)


def _curve(
    strength: Floats, effect: Floats, replicate: NDArray[np.int64], rises: bool
) -> DoseResponse:
    """The curve on the lever's own axis, with saturation sought from its weak end."""
    if rises:
        return dose_response(strength, effect, replicate)
    found = dose_response(-strength, effect, replicate)
    return replace(
        found, strengths=-found.strengths[::-1], mean=found.mean[::-1], low=found.low[::-1],
        high=found.high[::-1], saturation=-found.saturation,
        saturation_low=-found.saturation_high, saturation_high=-found.saturation_low,
    )  # fmt: skip
