"""Normal scores: whatever an input's scale, the scores of its ranks are normal."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Scores:
    """Normal scores of an input, for values drawn and others.

    Attributes:
        at: Values drawn, in order, each once.
        scores: Their normal scores; equal values share the score of their mean rank.
    """

    at: Floats
    scores: Floats

    @staticmethod
    def of(values: Floats) -> Scores:
        """The scores of one input's drawn values."""
        from scipy.special import ndtri

        at, counts = np.unique(values, return_counts=True)
        ranks = np.cumsum(counts) - (counts - 1) / 2
        return Scores(at, np.asarray(ndtri((ranks - 0.5) / values.size), dtype=np.float64))

    def __call__(self, values: Floats) -> Floats:
        """Scores of any values; those beyond the drawn ones have the outermost scores."""
        return np.interp(values, self.at, self.scores)
