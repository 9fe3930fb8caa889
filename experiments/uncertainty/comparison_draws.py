"""What the replicates of a comparison drew, and what drives its effects."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiments.uncertainty.draw_table import REPLICATE, DrawTable, Source
from experiments.uncertainty.drivers import Driver
from experiments.uncertainty.variance_shares import VarianceShares
from runs.comparison_design import Comparison
from runs.effect_draws import EffectSizes, open_effects
from runs.parameter_draws import ParameterDraws

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Spread:
    """Why replicates of one effect differ.

    Attributes:
        shares: Of variance, by source.
        drivers: Inputs that matter most, in order.
    """

    shares: VarianceShares
    drivers: list[Driver]


def fitted_inputs(posterior: ParameterDraws) -> DrawTable:
    """All draws of fitted parameters, of unexplained demand by quarter, and of what is assumed."""
    columns = {
        **posterior.parameters,
        **{f"demand_{at // 4}q{at % 4 + 1}": levels for at, levels in posterior.demand.items()},
    }
    sources = dict.fromkeys(columns, Source.FITTED)
    sources |= dict.fromkeys(posterior.assumed, Source.ASSUMED_WORLD)
    return DrawTable(pd.DataFrame(columns), sources)


def comparison_draws(comparison: Comparison) -> DrawTable:
    """What each replicate drew, the same in all scenarios.

    Columns are parameters by their names; unexplained demand by quarter, as ``demand_2024q1``; and
    strengths of measures by kind and field, as ``technology case_time``, with the range in brackets
    where a scenario gives its own, as ``technology case_time (0.8 to 0.9)``. All measures of a kind
    that leave a field open have one column for it. Without a posterior there are no parameters,
    with central strengths no strengths.
    """
    index = pd.Index(comparison.numbers, name=REPLICATE)
    effects = effect_inputs(comparison, index)
    if comparison.posterior is None:
        return effects
    known = fitted_inputs(comparison.posterior)
    rows = [comparison.posterior.member(comparison.seed, number) for number in comparison.numbers]
    members = known.values.iloc[rows].set_axis(index)
    return DrawTable(members.join(effects.values), {**known.sources, **effects.sources})


def effect_inputs(comparison: Comparison, index: pd.Index[int]) -> DrawTable:
    """Strengths of measures that each replicate drew; none, if they are central."""
    drawn = comparison.effects is EffectSizes.DRAWN
    columns = {
        each.name: each.values(comparison.seed, comparison.numbers)
        for each in (open_effects(comparison.scenarios) if drawn else [])
    }
    sources = dict.fromkeys(columns, Source.ASSUMED_EFFECT)
    return DrawTable(pd.DataFrame(columns, index=index), sources)
