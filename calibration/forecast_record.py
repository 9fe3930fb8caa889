"""A forecast with what it was made from, and all that is said of it, as one JSON document."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calibration.forecast_cases import RULE, Case, cases
from calibration.forecast_quantiles import SHOWN, quantiles
from calibration.forecasts import DIGITS, UNITS, Forecast, cutoff_of
from calibration.measures import ratio
from calibration.past_scenario import with_known
from calibration.posterior import Posterior
from runs.comparison_design import Comparison
from runs.effect_draws import EffectSizes
from runs.provenance import provenance
from sim.scenario import Scenario

Floats = NDArray[np.float64]

QUANTILE_RULE = "Position p (n + 1) of the n ordered paths (Weibull), by month"


@dataclass(frozen=True)
class ForecastRecord:
    """A forecast and what it takes to repeat it.

    Attributes:
        made: The paths.
        scenario: What is done from when.
        posterior: What the paths were drawn from.
        seed: Orders the draws and gives the random numbers.
        data: Facts of the data that the fit knew; the packaged ones if None.
        effects: Whether each path drew the strengths that the scenario leaves open.
    """

    made: Forecast
    scenario: Scenario
    posterior: Posterior
    seed: int
    data: dict[str, Any] | None = None
    effects: EffectSizes = EffectSizes.CENTRAL

    @cached_property
    def months(self) -> list[str]:
        """The months as ``2025-11``."""
        return [f"{month:%Y-%m}" for month in self.made.months]

    @cached_property
    def quantiles(self) -> dict[str, dict[str, Floats]]:
        """Quantiles by outcome and name of the quantile, each of shape (months,)."""
        return {name: _named(paths) for name, paths in self.made.series.items()}

    @cached_property
    def totals(self) -> dict[str, dict[str, float]]:
        """Quantiles of the sum over all months by outcome; of people per boat, of the quotient."""
        sums = {name: paths.sum(axis=1) for name, paths in self.made.series.items()}
        sums["people_per_boat"] = ratio(sums["arrivals"], sums["boats"])
        return {
            name: {at: float(values[0]) for at, values in _named(total[:, None]).items()}
            for name, total in sums.items()
        }

    @cached_property
    def cases(self) -> dict[str, Case]:
        """The three named cases."""
        return cases(self.made)

    @cached_property
    def provenance(self) -> dict[str, Any]:
        """Versions, commit, seed, replicates, scenario, months and posterior."""
        design = Comparison(
            (with_known(self.scenario, cutoff_of(self.posterior)),),
            self.seed,
            self.made.replicates,
            posterior=self.posterior,
            data=self.data,
            effects=self.effects,
        )
        return provenance(design) | {"forecast_months": self.months}

    def as_json(self) -> dict[str, Any]:
        """All that is said of the forecast; undefined numbers are None."""
        return {
            "kind": "narrows forecast",
            "scenario": {"name": self.scenario.name, "title": self.scenario.title},
            "cutoff": self.posterior.facts["cutoff"],
            "seed": self.seed,
            "replicates": self.made.replicates,
            "months": self.months,
            "outcomes": list(UNITS),
            "units": UNITS,
            "levels": SHOWN,
            "quantile_rule": QUANTILE_RULE,
            "quantiles": {
                name: {at: _plain(values) for at, values in given.items()}
                for name, given in self.quantiles.items()
            },
            "totals": {
                name: dict(zip(given, _plain(given.values()), strict=True))
                for name, given in self.totals.items()
            },
            "case_rule": RULE,
            "cases": {
                name: {
                    "level": case.level,
                    "replicates": list(case.replicates),
                    "outcomes": {of: _plain(values) for of, values in case.series.items()},
                }
                for name, case in self.cases.items()
            },
            "provenance": self.provenance,
        }


def _named(paths: Floats) -> dict[str, Floats]:
    return dict(zip(SHOWN, quantiles(paths, list(SHOWN.values())), strict=True))


def _plain(values: Iterable[float]) -> list[float | None]:
    return [round(float(value), DIGITS) if math.isfinite(value) else None for value in values]
