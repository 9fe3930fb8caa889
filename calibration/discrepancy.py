"""Discrepancy that remains between the fitted model and the record, month by month.

It goes on beyond the fit. The logarithm of observed over simulated has a part that comes back with
the calendar month and a part that fades from month to month. Both are learnt from the months of the
fit and added to forecasts, so that these are as uncertain as the model has been wrong.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

YEARS_OF_DOUBT = 2.0
"""A calendar month's own part is drawn towards 0 as by so many years in which it was 0: assumed."""


@dataclass(frozen=True)
class Discrepancy:
    """How the logarithm of seen over simulated behaves.

    Attributes:
        season: Part that comes back, by calendar month, shape (12,).
        spread: Standard deviation of the part that fades.
        kept: Share of that part that is left a month later.
        last: That part in the last month, as far as it is more than chance.
    """

    season: Floats
    spread: float
    kept: float
    last: float

    @staticmethod
    def learn(residuals: Floats, calendar: Ints) -> Discrepancy:
        """From the logarithms of seen over simulated.

        Args:
            residuals: Shape (draws, months). Differences between draws are chance,
                which forecasts have anyway; they are taken off the variance, and the last month
                counts by the share that is left, so that nothing is added to draws that cover what
                was seen.
            calendar: Calendar month of each, 0 to 11.
        """
        mean = residuals.mean(axis=0)
        summed = np.bincount(calendar, weights=mean, minlength=12)
        season = summed / (np.bincount(calendar, minlength=12) + YEARS_OF_DOUBT)
        fading = mean - season[calendar]
        own = residuals.var(axis=0, ddof=1).mean() if len(residuals) > 1 else 0.0
        total = (fading**2).mean()
        variance = max(total - own, 0.0)
        share = variance / max(total, 1e-12)
        products, squares = fading[1:] * fading[:-1], fading[:-1] ** 2
        kept = float(np.clip(products.sum() / max(squares.sum(), 1e-12), 0.0, 0.95))
        return Discrepancy(season, float(np.sqrt(variance)), kept, float(share * fading[-1]))

    def draw(self, calendar: Ints, replicates: int, chance: np.random.Generator) -> Floats:
        """Paths over the months after the last one: shape (replicates, months)."""
        paths, now = np.empty((replicates, calendar.size)), np.full(replicates, self.last)
        fresh = self.spread * np.sqrt(1.0 - self.kept**2)
        for index in range(calendar.size):
            now = self.kept * now + fresh * chance.standard_normal(replicates)
            paths[:, index] = now
        return paths + self.season[calendar]
