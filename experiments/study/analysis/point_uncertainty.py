"""Which points of a study are compared with one baseline, and how sure their effects are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
from numpy.typing import NDArray

from calibration.validated_posterior import usable_posterior
from experiments.study.analysis.point_effects import Pairs
from experiments.study.parameter_uncertainty import PRIORS
from experiments.study.stored_study import MEMBERS, POINTS, StudyResults
from experiments.uncertainty.comparison_draws import comparison_draws, fitted_inputs
from experiments.uncertainty.draw_table import DrawTable, Source
from experiments.uncertainty.effect_uncertainty import EffectUncertainty, effect_uncertainty
from experiments.uncertainty.paired_changes import (
    CHANGED,
    STATE_OUTCOMES,
    PairedChanges,
    kinds,
    states,
)
from experiments.uncertainty.policy_choice import aims
from runs.comparison_design import Comparison
from runs.effect_draws import EFFECTS, EffectSizes
from scenarios.scenario_in_full import read_in_full
from sim.scenario import Scenario

Floats = NDArray[np.float64]

MOST_POLICIES = 8
"""Points whose uncertainty is analysed: the first that share a baseline."""


@dataclass(frozen=True)
class AnalysedPoints:
    """Some points of a study as one comparison.

    Attributes:
        design: Their baseline and the points, as a comparison.
        uncertainty: How sure their effects are; None if runs failed in all replicates.
    """

    design: Comparison
    uncertainty: EffectUncertainty | None


def analysed_points(pairs: Pairs) -> AnalysedPoints | None:
    """The first points of the baseline with which most are compared; None if none is.

    Args:
        pairs: The study, with all headline outcomes and public cost.
    """
    kept, compared = pairs.kept, pairs.compared
    if not compared:
        return None
    reference = Counter(pairs.references[point] for point in compared).most_common(1)[0][0]
    points = [point for point in compared if pairs.references[point] == reference][:MOST_POLICIES]
    design = _design(kept, [reference, *points])
    sound = pairs.sound([reference, *points])
    if not sound.size:
        return AnalysedPoints(design, None)
    return AnalysedPoints(
        design, effect_uncertainty(_changes(pairs, design, points, sound), aims(None))
    )


def _design(kept: StudyResults, points: list[int]) -> Comparison:
    """Points as a comparison, the baseline first, each by the name that the study gives it."""
    members = usable_posterior(kept.folder / MEMBERS) if kept.facts["members"] else None
    texts = pq.read_table(kept.folder / POINTS, columns=["definition"])["definition"]
    scenarios: list[Scenario] = [
        replace(
            read_in_full(texts[point].as_py(), POINTS), name=str(kept.points[point]["name"]),
            title=str(kept.points[point]["title"]),
        )
        for point in points
    ]  # fmt: skip
    return Comparison(
        tuple(scenarios), int(kept.facts["seed"]), kept.replicates, kept.first, members,
        kept.facts.get("data"), EffectSizes(kept.facts.get(EFFECTS, EffectSizes.CENTRAL)),
    )  # fmt: skip


def _changes(
    pairs: Pairs, design: Comparison, points: list[int], sound: NDArray[np.int64]
) -> PairedChanges:
    kept = pairs.kept
    baseline = pairs.references[points[0]]
    drawn = _sources(comparison_draws(design), kept)
    reference = (
        None if design.posterior is None else _sources(fitted_inputs(design.posterior), kept)
    )
    rows = kept.values(STATE_OUTCOMES).outcomes
    changes = {}
    for point, scenario in zip(points, design.scenarios[1:], strict=True):
        there, here = pairs.pair(point)
        both = np.isin(pairs.sound((point, baseline)), sound)
        change = dict(zip(pairs.outcomes, (here - there)[:, both], strict=True))
        changes[scenario.name] = {outcome: change[outcome] for outcome in CHANGED}
    return PairedChanges(
        DrawTable(drawn.values.iloc[sound], drawn.sources),
        reference,
        design.baseline.name,
        design.baseline.days,
        changes,
        states({name: of[baseline, sound] for name, of in rows.items()}, design.baseline.days),
        {each.name: kinds((design.baseline, each)) for each in design.scenarios[1:]},
    )


def _sources(draws: DrawTable, kept: StudyResults) -> DrawTable:
    """Draws as they are called; points over the priors are fitted to nothing, but assumed."""
    if kept.facts["uncertainties"] != PRIORS:
        return draws
    known = {
        name: Source.ASSUMED_WORLD if source is Source.FITTED else source
        for name, source in draws.sources.items()
    }
    return DrawTable(pd.DataFrame(draws.values), known)
