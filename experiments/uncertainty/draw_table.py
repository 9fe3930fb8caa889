"""What the replicates of a comparison drew: values of inputs, each labelled with its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.intp]

REPLICATE = "replicate"


class Source(StrEnum):
    """Why replicates differ."""

    STOCHASTIC = "stochastic"
    FITTED = "fitted"
    ASSUMED_WORLD = "assumed_world"
    ASSUMED_EFFECT = "assumed_effect"


DRAWN = (Source.FITTED, Source.ASSUMED_WORLD, Source.ASSUMED_EFFECT)
"""Sources of inputs; what they leave is stochastic."""


@dataclass(frozen=True, eq=False)
class DrawTable:
    """Inputs that each replicate drew.

    Attributes:
        values: One row a replicate, one column an input; the index is the replicate's number.
        sources: Source of each input.

    Raises:
        ValueError: If an input has no source or is called stochastic, or a value is missing.
    """

    values: pd.DataFrame
    sources: Mapping[str, Source]

    def __post_init__(self) -> None:
        unknown = [name for name in self.values if self.sources.get(str(name)) not in DRAWN]
        if unknown:
            raise ValueError(f"input {unknown[0]!r} has no source; label it as one of {DRAWN}")
        if not np.isfinite(self.matrix).all():
            raise ValueError("a drawn value is missing or infinite; leave out its replicate")

    @property
    def inputs(self) -> list[str]:
        """Names of all inputs."""
        return [str(name) for name in self.values]

    @property
    def matrix(self) -> Floats:
        """The values, shape (replicates, inputs)."""
        return self.values.to_numpy(dtype=np.float64)

    @property
    def varying(self) -> list[str]:
        """Inputs that differ between replicates."""
        if not len(self.values):
            return []
        spread = np.ptp(self.matrix, axis=0)
        return [name for name, size in zip(self.inputs, spread, strict=True) if size > 0]

    def of(self, source: Source) -> list[str]:
        """Inputs of one source that differ between replicates."""
        return [name for name in self.varying if self.sources[name] == source]

    def columns(self, inputs: Sequence[str]) -> Floats:
        """Values of some inputs, shape (replicates, inputs)."""
        return self.values[list(inputs)].to_numpy(dtype=np.float64)

    def groups(self) -> Integers:
        """Number of each replicate's set of inputs: equal numbers share all values."""
        if not self.varying:
            return np.arange(len(self.values))
        _, found = np.unique(self.columns(self.varying), axis=0, return_inverse=True)
        return np.asarray(found, dtype=np.intp).reshape(-1)
