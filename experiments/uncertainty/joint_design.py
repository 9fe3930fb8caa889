"""Stratified draws of many inputs at once, by seed; the first of many are those of few."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from experiments.uncertainty.draw_table import REPLICATE, DrawTable, Source
from runs.stratified_draws import probabilities
from sim.core.plausible_range import PlausibleRange
from sim.core.range_quantiles import UNBOUNDED, Bounds, quantile


def joint_draws(
    ranges: Mapping[str, PlausibleRange],
    sources: Mapping[str, Source],
    replicates: int,
    seed: int,
    bounds: Mapping[str, Bounds] = MappingProxyType({}),
) -> DrawTable:
    """Draw all inputs independently of one another, each stratified over its plausible range.

    Args:
        ranges: By input; neither their order nor which others there are changes an input's draws.
        sources: Source of each input.
        replicates: How many draws.
        seed: The study's.
        bounds: What an input cannot leave, where it has bounds.

    Raises:
        ValueError: If a range does not lie within its bounds.
    """
    names = sorted(ranges)
    numbers = range(replicates)
    columns = {
        name: quantile(
            ranges[name], probabilities(name, seed, numbers), bounds.get(name, UNBOUNDED)
        )
        for name in names
    }
    index = pd.RangeIndex(replicates, name=REPLICATE)
    return DrawTable(pd.DataFrame(columns, index=index), {name: sources[name] for name in names})
