"""Back-tests: fits from earlier cut-offs, scored on the months that followed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from calibration.forecast_scores import Scores, score
from calibration.forecasts import Forecast, begins, cutoff_of, forecast, months_between
from calibration.naive_forecasts import RULES, Rule
from calibration.naive_forecasts import forecast as naive
from calibration.observations import Observations
from calibration.posterior import Posterior
from runs.progress import Progress
from scenarios.loader import load_scenario

Floats = NDArray[np.float64]

OUTCOMES = {
    "arrivals": "arrivals", "boats": "boats", "load": "people_per_boat", "deaths": "deaths",
}  # fmt: skip
"""What is scored: names in the record, and in a forecast."""
YARDSTICKS: tuple[Rule, ...] = ("seasonal", "scaled-12")
"""The better of these two is what the model is to beat; the others are shown beside them."""
NAIVE_PATHS = 4_000


@dataclass(frozen=True)
class Backtest:
    """One fit, judged on what came.

    Attributes:
        cutoff: Last day that the fit knew.
        made: Its forecast.
        seen: What came, by outcome, shape (months,).
        model: Its scores by outcome.
        rules: Scores of each naive rule by outcome.
    """

    cutoff: date
    made: Forecast
    seen: Mapping[str, Floats]
    model: Mapping[str, Scores]
    rules: Mapping[Rule, Mapping[str, Scores]]


def judge(
    posterior: Posterior,
    replicates: int,
    workers: int,
    report: Progress,
    observations: Observations | None = None,
) -> Backtest:
    """Forecast from the cut-off of a fit to that of the data, and score it.

    Args:
        posterior: The fit.
        replicates: Number of paths.
        workers: Processes at once.
        report: Called with runs done and in all.
        observations: What came, as far as it is known; the packaged record if None.
    """
    record = observations or Observations()
    first, cutoff = begins(posterior), cutoff_of(posterior)
    known, months = record.until(cutoff), months_between(first, record.cutoff) + 1
    made = forecast(
        posterior, load_scenario("baseline"), months, replicates, workers, report,
        observations=known,
    )  # fmt: skip
    came = record.monthly(made.months[0], made.months[-1])
    seen = {name: came[name].to_numpy(np.float64) for name in OUTCOMES}
    paths = {name: np.nan_to_num(made.series[series]) for name, series in OUTCOMES.items()}
    others = {rule: naive(known, rule, months, NAIVE_PATHS, 1) for rule in RULES}
    return Backtest(
        cutoff, made, seen,
        {name: score(paths[name], seen[name]) for name in OUTCOMES},
        {
            rule: {name: score(paths, seen[name]) for name, paths in given.items()}
            for rule, given in others.items()
        },
    )  # fmt: skip
