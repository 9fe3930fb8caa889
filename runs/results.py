"""What all runs of a comparison give, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from runs.comparison_design import Comparison
from scenarios.earlier_names import current_name
from scenarios.packaged_places import DAILY_COLUMNS, OUTCOMES

Floats = NDArray[np.float64]

MOST_DAILY_REPLICATES = 100
MOST_DAILY_BYTES = 400_000_000


@dataclass(frozen=True)
class Record:
    """What one run gives: its outcomes, and its daily table where that is kept."""

    outcomes: Floats
    daily: Floats | None


@dataclass(frozen=True)
class Results:
    """Outcomes of all runs, and daily tables of the first replicates.

    Attributes:
        comparison: The design.
        outcomes: Shape (scenarios, replicates, outcomes).
        daily: Shape (scenarios, replicates kept, days, daily columns).
    """

    comparison: Comparison
    outcomes: Floats
    daily: Floats

    def outcome(self, scenario: str, outcome: str) -> Floats:
        """One outcome of one scenario, by replicate."""
        row = self.comparison.names.index(scenario)
        return self.outcomes[row, :, list(OUTCOMES).index(current_name(outcome))]

    def days(self, scenario: str, column: str) -> Floats:
        """One daily column of one scenario: shape (replicates kept, days)."""
        row = self.comparison.names.index(scenario)
        return self.daily[row, :, :, DAILY_COLUMNS.index(current_name(column))]

    def with_more(self, more: Results) -> Results:
        """These results and those of the replicates that follow."""
        joined = self.comparison.replicates + more.comparison.replicates
        return Results(
            replace(self.comparison, replicates=joined),
            np.concatenate([self.outcomes, more.outcomes], axis=1),
            np.concatenate([self.daily, more.daily], axis=1),
        )


def daily_replicates(comparison: Comparison) -> int:
    """How many replicates keep their daily table.

    Depends on scenarios and days alone, so that a design run in parts keeps the same tables.
    """
    table = len(comparison.scenarios) * comparison.baseline.days * len(DAILY_COLUMNS) * 8
    return max(1, min(MOST_DAILY_REPLICATES, MOST_DAILY_BYTES // table))


def collect(comparison: Comparison, records: Sequence[Record]) -> Results:
    """Arrange the records of all tasks, given in the order of the design."""
    scenarios = len(comparison.scenarios)
    outcomes = np.array([record.outcomes for record in records])
    daily = [record.daily for record in records if record.daily is not None]
    shape = (comparison.baseline.days, len(DAILY_COLUMNS))
    tables = np.array(daily).reshape(len(daily) // scenarios, scenarios, *shape)
    return Results(
        comparison,
        outcomes.reshape(comparison.replicates, scenarios, len(OUTCOMES)).swapaxes(0, 1),
        tables.swapaxes(0, 1),
    )
