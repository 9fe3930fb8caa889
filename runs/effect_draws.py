"""Strengths of measures as one replicate has them: what a scenario leaves open is drawn.

Uncertainty of a strength is about the kind of measure: all measures of a kind, in all scenarios of
a replicate, have one field at the same place in its range. What a scenario states stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from runs.stratified_draws import TURN, stratified
from sim.core.plausible_range import PlausibleRange, Span
from sim.core.range_quantiles import quantile
from sim.interventions import KINDS, Intervention
from sim.interventions.intervention import bounds_of, uncertainty_of
from sim.scenario import Scenario

Floats = NDArray[np.float64]

EFFECTS = "effects"
"""Under which provenance says whether strengths were drawn, and the name of the option."""
FIGURES = 6
MOST_KEPT = 1_024


class EffectSizes(StrEnum):
    """How strong measures are."""

    DRAWN = "drawn"
    """Each replicate draws what scenarios leave open."""
    CENTRAL = "central"
    """Every strength is its central value."""


@dataclass(frozen=True)
class OpenEffect:
    """A field of a kind of measure that is drawn, over which range, and within which bounds."""

    kind: str
    field: str
    span: Span
    low: float
    high: float
    whole: bool

    def values(self, seed: int, numbers: range) -> Floats:
        """What replicates draw, in their order."""
        return np.array([self.value(seed, number) for number in numbers], np.float64)

    def value(self, seed: int, replicate: int) -> float | int:
        """What one replicate draws, to six figures."""
        turn, index = divmod(replicate, TURN)
        input_name = f"{self.kind} {self.field}"
        value = _column(input_name, self.span, self.low, self.high, seed, turn)[index]
        return round(float(value)) if self.whole else float(f"{value:.{FIGURES}g}")

    @property
    def name(self) -> str:
        """Kind and field, as in ``technology case_time``; a scenario's own range is added."""
        declared = uncertainty_of(KINDS[self.kind])[self.field] if self.kind in KINDS else None
        usual = isinstance(declared, PlausibleRange) and declared.span == self.span
        own = "" if usual else f" ({self.span.low:g} to {self.span.high:g})"
        return f"{self.kind} {self.field}{own}"


def effects_option(effects: str) -> list[str]:
    """What a command that repeats runs must say of strengths."""
    return [] if effects == EffectSizes.DRAWN else [f"--{EFFECTS}", effects]


def stated(scenario: Scenario, effects: EffectSizes) -> Scenario:
    """The scenario as results record it: with ranges only where they are drawn."""
    return scenario.central if effects is EffectSizes.CENTRAL else scenario


def with_effects(scenario: Scenario, effects: EffectSizes, seed: int, replicate: int) -> Scenario:
    """The scenario as one replicate runs it, with nothing left open."""
    if effects is EffectSizes.CENTRAL:
        return scenario.central
    if not any(each.ranges for each in scenario.interventions):
        return scenario
    made = tuple(drawn_measure(each, seed, replicate) for each in scenario.interventions)
    return replace(scenario, interventions=made)


def drawn_measure(measure: Intervention, seed: int, replicate: int) -> Intervention:
    """The measure with a value drawn for every field that it leaves open."""
    values: dict[str, Any] = {each.field: each.value(seed, replicate) for each in _open(measure)}
    return replace(measure, ranges=(), **values)


def open_effects(scenarios: Iterable[Scenario]) -> list[OpenEffect]:
    """All that scenarios leave open, each once, by kind, field and range."""
    found = {
        each
        for scenario in scenarios
        for measure in scenario.interventions
        for each in _open(measure)
    }
    return sorted(found, key=lambda each: (each.kind, each.field, each.span.low, each.span.high))


def _open(measure: Intervention) -> list[OpenEffect]:
    bounds = bounds_of(type(measure))
    return [OpenEffect(measure.kind, field, span, *bounds[field]) for field, span in measure.ranges]


@lru_cache(MOST_KEPT)
def _column(name: str, span: Span, low: float, high: float, seed: int, turn: int) -> Floats:
    return quantile(span, stratified(name, seed, turn), (low, high))
