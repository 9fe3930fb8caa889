"""Both worlds month by month, with what was observed: levels, bands, and the day they part."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import cache
from typing import Any, Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from calibration.data_series.data_source import DataSource
from calibration.observations import Observations
from narrows.view.paired_replicate import SERIES
from runs.comparison_design import Comparison
from runs.monthly_columns import Months, all_months
from sim.scenario import Scenario

TITLES = {"arrivals": "Arrivals a month", "expected_deaths": "Expected deaths a month"}
OBSERVED = {"arrivals": "arrivals", "expected_deaths": "deaths"}
"""Column of the record that stands beside each outcome."""
WORLDS = ("baseline", "changed")


class Levels(Protocol):
    """Levels of both worlds by month."""

    def levels(self, outcome: str) -> NDArray[np.float64]:
        """An outcome: shape (baseline and changed; mean, 5th, 95th percentile; months)."""


def monthly_chart(
    pair: tuple[Scenario, Scenario],
    findings: Levels | None,
    data: DataSource,
    cutoff: date | None,
) -> dict[str, Any]:
    """All that the chart through time shows, as plain values.

    Args:
        pair: The baseline and the changed scenario.
        findings: What paired replicates say; None until there are any.
        data: Where the record is read from.
        cutoff: Last day of the data that the model was fitted to, if known.

    Returns:
        ``months`` (year-month), ``whole`` (whether the period covers all of a month), ``parted``
        and ``fitted`` (months from the left of the chart, or None), ``charts``: for each outcome
        ``baseline`` and ``changed`` with ``mean``, ``low`` and ``high``, and ``observed``.
    """
    baseline, changed = pair
    shown = all_months(Comparison((baseline,), 0, 0).dates)
    parted = date.fromordinal(max(baseline.same_until(changed), baseline.start.toordinal()))
    known = observed(data)
    return {
        "months": [f"{start:%Y-%m}" for start in shown.starts],
        "whole": list(shown.are_whole),
        "parted": _place(parted, shown),
        "parted_on": parted.isoformat(),
        "fitted": _place(cutoff, shown) if cutoff else None,
        "charts": [_chart(name, shown, findings, known) for name in SERIES],
    }


def _chart(
    name: str, shown: Months, findings: Levels | None, known: pd.DataFrame
) -> dict[str, Any]:
    levels = None if findings is None else findings.levels(name)
    worlds = {
        world: {
            part: np.round(levels[side, row], 2).tolist()
            for row, part in enumerate(("mean", "low", "high"))
        }
        for side, world in enumerate(WORLDS)
    } if levels is not None else dict.fromkeys(WORLDS)  # fmt: skip
    column = known[OBSERVED[name]]
    seen = [column.get(pd.Period(start, "M"), np.nan) for start in shown.starts]
    return {
        "id": name,
        "title": TITLES[name],
        **worlds,
        "observed": [None if np.isnan(value) else float(value) for value in seen],
    }


@cache
def observed(data: DataSource) -> pd.DataFrame:
    """Whole months of the record, to its last day."""
    return Observations(data=data).monthly()


def _place(day: date, shown: Months) -> float | None:
    """Where a day lies, in months from the left of the chart; None outside."""
    for number, start in enumerate(shown.starts):
        if (day.year, day.month) == (start.year, start.month):
            return round(number + (day.day - 1) / monthrange(day.year, day.month)[1], 3)
    return None
