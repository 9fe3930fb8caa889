"""What the replicates of a comparison drew, and what drives its effects."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiments.comparison.paired_effects import compare_values
from experiments.comparison.verdicts import MARGINS
from experiments.uncertainty.draw_table import REPLICATE, DrawTable, Source
from experiments.uncertainty.drivers import Driver, drivers
from experiments.uncertainty.variance_shares import VarianceShares, variance_shares
from runs.comparison_design import Comparison
from runs.parameter_draws import ParameterDraws
from runs.results import Results
from scenarios.packaged_places import OUTCOMES

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
    """All draws of fitted parameters and of unexplained demand by quarter."""
    columns = {
        **posterior.parameters,
        **{f"demand_{at // 4}q{at % 4 + 1}": levels for at, levels in posterior.demand.items()},
    }
    return DrawTable(pd.DataFrame(columns), dict.fromkeys(columns, Source.FITTED))


def comparison_draws(comparison: Comparison) -> DrawTable:
    """What each replicate drew, the same in all scenarios; no inputs without a posterior."""
    index = pd.Index(comparison.numbers, name=REPLICATE)
    if comparison.posterior is None:
        return DrawTable(pd.DataFrame(index=index), {})
    known = fitted_inputs(comparison.posterior)
    rows = [comparison.posterior.member(comparison.seed, number) for number in comparison.numbers]
    return DrawTable(known.values.iloc[rows].set_axis(index), known.sources)


def spreads(results: Results) -> dict[str, dict[str, Spread]]:
    """Why replicates differ, by scenario beside the baseline and by headline outcome.

    What is assumed stands still, and has no share.
    """
    comparison = results.comparison
    draws = comparison_draws(comparison)
    posterior = comparison.posterior
    reference = None if posterior is None else fitted_inputs(posterior)
    baseline, *others = comparison.names
    values = {
        name: {outcome: results.outcome(name, outcome) for outcome in OUTCOMES}
        for name in comparison.names
    }
    made: dict[str, dict[str, Spread]] = {}
    for scenario in others:
        both = compare_values(values[baseline], values[scenario])
        effects = {outcome: both[outcome][1] - both[outcome][0] for outcome in MARGINS}
        made[scenario] = {
            outcome: Spread(variance_shares(draws, effect, reference), drivers(draws, effect))
            for outcome, effect in effects.items()
        }
    return made
