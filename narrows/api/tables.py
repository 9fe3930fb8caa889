"""Tidy tables of results: one row an observation, units in a column, provenance in ``attrs``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from experiments.comparison.paired_effects import Effect
from narrows.effect_values import effect_as_json
from runs.arrivals_accounting import PARTS
from runs.intervals import Interval, of_means
from runs.results import Results
from scenarios.earlier_names import current_name
from scenarios.errors import InputError, instead
from scenarios.packaged_places import DAILY_COLUMNS, OUTCOMES

PROVENANCE = "provenance"
"""Key of the provenance in a table's ``attrs``."""
ARRIVALS = "arrivals"
LOW, HIGH = 0.05, 0.95

_UNIT_OF_COLUMN = {
    "case_days": "days",
    "conviction_days": "days",
    "escrow": "GBP",
    "open_cases": "cases",
    "person_days_waiting": "person-days",
    "suitable_days": "days",
}
_UNIT_BY_BEGINNING = {
    "arrivals_": "people",
    "boats_": "boats",
    "engines_": "engines",
    "money_": "GBP",
    "passages_": "events",
    "people_": "people",
}


class Effects(pd.DataFrame):
    """Paired effects: one row a scenario and outcome. It is a DataFrame, with one addition.

    ``effects["arrivals"]``, with the name of an outcome where no column bears it, is the table of
    that outcome alone: one row a scenario. That of arrivals also has the columns ``averted`` and
    ``delayed``, which add up to the fall in arrivals, with ``_low`` and ``_high``. What pandas
    makes of the table (a selection, a copy) is a plain DataFrame.

    Columns:

    - ``scenario``, ``outcome``, ``unit``: what the row is about;
    - ``baseline``, ``mean``: means over replicates in the baseline and in the scenario;
    - ``difference``, ``low``, ``high``: the mean paired difference and its 95 % interval;
    - ``interval``: ``simultaneous`` for outcomes with a verdict, whose intervals hold all at once,
      ``single`` for the others;
    - ``verdict``: ``falls``, ``rises``, ``about the same`` or ``cannot tell``; missing for outcomes
      without one;
    - ``margin``, ``detectable``, ``replicates_to_tell``: the largest change that is about the same,
      the change that would have shown, and how many replicates would tell;
    - ``single_low``, ``single_high``: the interval of this outcome alone;
    - ``p05``, ``p95``: 5th and 95th percentile of the differences of single replicates;
    - ``mean_low``, ``mean_high``: the 95 % interval of ``mean``.

    Raises:
        InputError: If there is neither a column nor an outcome of that name.
    """

    def __getitem__(self, key: Any) -> Any:
        """A column or a selection, as of any DataFrame; or the table of an outcome."""
        if not isinstance(key, str) or key in self.columns:
            return super().__getitem__(key)
        key, names = current_name(key), super().__getitem__("outcome")
        if key not in set(names):
            raise InputError(f"unknown outcome {key!r}{instead(key, dict.fromkeys(names))}")
        table = pd.DataFrame(self.loc[names == key].reset_index(drop=True))
        if key == ARRIVALS:
            for part in PARTS:
                rows = self.loc[names == part]
                table[part] = rows["difference"].to_numpy()
                table[f"{part}_low"] = rows["low"].to_numpy()
                table[f"{part}_high"] = rows["high"].to_numpy()
        table.attrs = self.attrs
        return table


def effects_table(
    rows: Iterable[tuple[Mapping[str, Any], Effect]], provenance: dict[str, Any]
) -> Effects:
    """Arrange effects as a table.

    Args:
        rows: What each row is about, such as ``{"scenario": name}``, with its effect.
        provenance: For ``attrs``.
    """
    made = []
    for about, effect in rows:
        values = effect_as_json(effect)
        unit = values.pop("unit")
        start = {**about, "outcome": effect.outcome, "unit": unit, "baseline": effect.baseline}
        made.append(start | values)
    numbers = [name for name in (made[0] if made else ()) if name.endswith(("low", "high"))]
    numbers += ["mean", "difference", "margin", "detectable", "replicates_to_tell", "p05", "p95"]
    table = Effects(made)
    for name in numbers:
        if name in table.columns:
            table[name] = table[name].astype(float)
    table.attrs[PROVENANCE] = provenance
    return table


def outcomes_table(results: Results, provenance: dict[str, Any]) -> pd.DataFrame:
    """One row a scenario, replicate and outcome: ``value`` in ``unit``; undefined is NaN."""
    design = results.comparison
    scenarios, replicates, outcomes = results.outcomes.shape
    units = [outcome.unit for outcome in OUTCOMES.values()]
    table = pd.DataFrame(
        {
            "scenario": np.repeat(design.names, replicates * outcomes),
            "replicate": np.tile(np.repeat(design.numbers, outcomes), scenarios),
            "outcome": np.tile(list(OUTCOMES), scenarios * replicates),
            "value": results.outcomes.ravel(),
            "unit": np.tile(units, scenarios * replicates),
        }
    )
    return with_provenance(table, provenance)


def means_table(results: Results, provenance: dict[str, Any]) -> pd.DataFrame:
    """One row a scenario and outcome: ``mean`` over replicates with its 95 % interval."""
    rows = [
        {"scenario": name, "outcome": outcome, **ends(level), "unit": OUTCOMES[outcome].unit}
        for name, values in zip(results.comparison.names, results.outcomes, strict=True)
        for outcome, level in zip(OUTCOMES, of_means(values.T), strict=True)
    ]
    return with_provenance(pd.DataFrame(rows), provenance)


def daily_table(results: Results, provenance: dict[str, Any]) -> pd.DataFrame:
    """One row a scenario, day and column of the daily table.

    ``mean``, ``p05`` and ``p95`` are over the replicates whose daily table is kept, how many is in
    ``attrs["daily_replicates"]``.
    """
    design = results.comparison
    scenarios, days, columns = len(design.names), len(design.dates), len(DAILY_COLUMNS)
    low, high = np.quantile(results.daily, [LOW, HIGH], axis=1)
    dates = pd.to_datetime(design.dates)
    table = pd.DataFrame(
        {
            "scenario": np.repeat(design.names, days * columns),
            "date": np.tile(np.repeat(dates, columns), scenarios),
            "column": np.tile(DAILY_COLUMNS, scenarios * days),
            "mean": results.daily.mean(axis=1).ravel(),
            "p05": low.ravel(),
            "p95": high.ravel(),
            "unit": np.tile([unit_of_column(name) for name in DAILY_COLUMNS], scenarios * days),
        }
    )
    table.attrs["daily_replicates"] = results.daily.shape[1]
    return with_provenance(table, provenance)


def unit_of_column(column: str) -> str:
    """Unit of a column of the daily table; empty if it is not known."""
    if column in _UNIT_OF_COLUMN:
        return _UNIT_OF_COLUMN[column]
    if column in OUTCOMES:
        return OUTCOMES[column].unit
    units = (unit for start, unit in _UNIT_BY_BEGINNING.items() if column.startswith(start))
    return next(units, "")


def ends(level: Interval, prefix: str = "") -> dict[str, float]:
    """An interval as columns."""
    return {
        f"{prefix}mean": level.mean, f"{prefix}low": level.low, f"{prefix}high": level.high,
    }  # fmt: skip


def with_provenance(table: pd.DataFrame, provenance: dict[str, Any]) -> pd.DataFrame:
    """The table, with its provenance in ``attrs``."""
    table.attrs[PROVENANCE] = provenance
    return table
