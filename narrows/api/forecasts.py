"""Forecast months to come from the fitted past."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from calibration import forecasts
from calibration.forecasts import Forecast, begins, months_between
from calibration.observations import Observations
from calibration.posterior import Posterior
from narrows.api.arguments import (
    DataLike,
    PathLike,
    PosteriorSource,
    fitted_posterior,
    record_of,
    reporting,
    whole_number,
    worker_count,
)
from narrows.api.result import draw, html
from narrows.api.scenarios import Scenario, ScenarioSource
from narrows.api.scenarios import scenario as load
from narrows.api.tables import with_provenance
from runs.comparison_design import Comparison
from runs.compilation import compile_model
from runs.number_format import counted
from runs.parameter_source import named, parameter_source
from runs.provenance import provenance
from scenarios.errors import InputError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Floats = NDArray[np.float64]

FILE = "forecast.csv"
UNITS = {
    "arrivals": "people",
    "boats": "boats",
    "people_per_boat": "people/boat",
    "deaths": "people",
}
QUANTILES = {"p05": 0.05, "p25": 0.25, "median": 0.5, "p75": 0.75, "p95": 0.95}


@dataclass(frozen=True)
class ForecastResult:
    """Paths of the months to come.

    Attributes:
        scenario: What is done from when.
        posterior: What the paths were drawn from.
        paths_by_month: The paths as arrays of shape (replicates, months).
        observations: The record that the fit knew; the packaged one at its cut-off if None.
    """

    scenario: Scenario
    posterior: Posterior
    paths_by_month: Forecast
    observations: Observations | None = None

    @cached_property
    def provenance(self) -> dict[str, Any]:
        """What it takes to repeat the paths.

        Versions, commit, seed, replicates, scenario, months and posterior.
        """
        made = self.paths_by_month
        seed, replicates = int(self.posterior.facts["seed"]), len(made.arrivals)
        design = Comparison(
            (self.scenario.model,), seed, replicates, posterior=self.posterior, data=self._data
        )
        months = [f"{month:%Y-%m}" for month in made.months]
        return provenance(design) | {"forecast_months": months}

    @cached_property
    def months(self) -> pd.DataFrame:
        """One row a month and series (arrivals, boats, people_per_boat, deaths).

        Columns: month (its first day), series, p05, p25, median, p75, p95 (over paths), unit.
        """
        rows = []
        for series, values in self._series().items():
            levels = np.nanquantile(values, list(QUANTILES.values()), axis=0)
            columns = {"month": pd.to_datetime(self.paths_by_month.months), "series": series}
            columns |= dict(zip(QUANTILES, levels, strict=True))
            rows.append(pd.DataFrame(columns | {"unit": UNITS[series]}))
        return with_provenance(pd.concat(rows, ignore_index=True), self.provenance)

    @cached_property
    def paths(self) -> pd.DataFrame:
        """Single paths.

        Columns: replicate, month (its first day), series, value, unit.
        """
        months = pd.to_datetime(self.paths_by_month.months)
        rows = [
            pd.DataFrame(
                {
                    "replicate": np.repeat(np.arange(len(values)), len(months)),
                    "month": np.tile(months, len(values)),
                    "series": series,
                    "value": values.ravel(),
                    "unit": UNITS[series],
                }
            )
            for series, values in self._series().items()
        ]
        return with_provenance(pd.concat(rows, ignore_index=True), self.provenance)

    def plot(self) -> Figure:
        """Draw the paths as fans, after the last months of the record."""
        from calibration.reporting.forecast_files import forecast_figure

        made, title, known = self.paths_by_month, self.scenario.title, self.observations
        return draw("fans", {"fans": lambda: forecast_figure(made, title, self.posterior, known)})

    def report(self, folder: PathLike) -> Path:
        """Write what ``narrows forecast`` writes: ``forecast.csv``, and a figure beside it.

        Args:
            folder: Where; an earlier forecast there is replaced.

        Returns:
            The folder.

        Raises:
            InputError: If a ``forecast.csv`` is there that is no forecast.
        """
        from calibration.reporting.forecast_files import HEADER, save_forecast

        path = Path(folder) / FILE
        if path.exists():
            with path.open(encoding="utf-8", errors="replace") as file:
                if file.readline().strip() != ",".join(HEADER):
                    raise InputError(f"{path} holds something else; give another folder")
        path.parent.mkdir(parents=True, exist_ok=True)
        save_forecast(
            path, self.paths_by_month, self.scenario.title, self.posterior, self.observations
        )
        return path.parent

    @property
    def _data(self) -> dict[str, Any] | None:
        return self.observations.data.facts if self.observations else None

    def _series(self) -> dict[str, Floats]:
        made = self.paths_by_month
        return dict(zip(UNITS, (made.arrivals, made.boats, made.load, made.deaths), strict=True))

    def _repr_html_(self) -> str:
        title = f"{self.scenario.title}: {counted(len(self.paths_by_month.arrivals), 'path')}"
        return html(
            title,
            self.months,
            [f"Paths of the {named(parameter_source(self.posterior))}."],
            digits=1,
        )


def forecast(
    scenario: ScenarioSource = "bsc-package",
    *,
    months: int = 21,
    first: date | str | None = None,
    replicates: int = 200,
    workers: int | None = None,
    posterior: PosteriorSource = None,
    data: DataLike = None,
    progress: bool = True,
) -> ForecastResult:
    """Forecast arrivals, boats and deaths by month, as ``narrows forecast`` does.

    Each path is a posterior draw run on under a scenario, with the weather of the climate, demand
    that varies on, and the discrepancy that remains between the fitted model and the record.

    Args:
        scenario: Name, path or scenario that says what is done from when; its own period is not
            used.
        months: Months to come, 1 to 60.
        first: First month, by its first day; the one after the posterior's last day if None.
        replicates: Paths, 1 to 100,000.
        workers: Processes at once, as for :func:`narrows.compare`.
        posterior: Path of a ``posterior.parquet`` or a fit; the fitted posterior if None.
        data: The data that it was fitted to, as for :func:`narrows.compare`.
        progress: Show progress on standard error.

    Raises:
        InputError: If an argument is wrong; nothing has run by then.

    Example::

        narrows.forecast(months=12).months
    """
    number, paths = whole_number("months", months), whole_number("replicates", replicates)
    drawn = fitted_posterior(posterior)
    known = record_of(drawn, data)
    skipped = _skipped(first, begins(drawn))
    chosen = load(scenario)
    count = worker_count(workers, [chosen.model])
    compile_model()
    with reporting(progress, "paths") as report:
        made = forecasts.forecast(
            drawn, chosen.model, skipped + number, paths, count, report, known
        )
    return ForecastResult(chosen, drawn, _from(made, skipped), known)


def _skipped(first: date | str | None, begin: date) -> int:
    """Months between the first that the posterior does not know and the first asked for."""
    if first is None:
        return 0
    allowed = f"it must be the first day of a month, {begin} or later"
    try:
        asked = date.fromisoformat(first) if isinstance(first, str) else first
    except ValueError:
        raise InputError(f"first is {first!r}; {allowed}") from None
    if isinstance(asked, datetime):
        asked = asked.date()
    skipped = months_between(begin, asked)
    if asked.day != 1 or skipped < 0:
        raise InputError(f"first is {asked}; {allowed}")
    return skipped


def _from(made: Forecast, skipped: int) -> Forecast:
    return replace(
        made, months=made.months[skipped:], arrivals=made.arrivals[:, skipped:],
        boats=made.boats[:, skipped:], deaths=made.deaths[:, skipped:],
    )  # fmt: skip
