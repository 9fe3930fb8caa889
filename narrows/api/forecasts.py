"""Forecast months to come from the fitted past, and score forecasts on what came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from calibration import forecasts
from calibration.forecast_record import ForecastRecord
from calibration.forecast_scoring import OutcomeScores, score_table
from calibration.forecast_table import ForecastTable, read_table
from calibration.forecasts import UNITS, begins, cutoff_of, months_between
from calibration.observations import Observations
from calibration.posterior import Posterior
from narrows.api.arguments import (
    DataLike,
    PathLike,
    PosteriorSource,
    data_from,
    effect_sizes,
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
from narrows.option_bounds import MOST_MONTHS_AHEAD
from runs.compilation import compile_model
from runs.number_format import counted
from runs.parameter_source import named, parameter_source
from scenarios.errors import InputError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FILE = "forecast.csv"
TOTAL = "all"


@dataclass(frozen=True)
class ForecastResult:
    """Paths of the months to come.

    Attributes:
        scenario: What is done from when.
        record: The paths, and what they were made from.
        observations: The record that the fit knew.
    """

    scenario: Scenario
    record: ForecastRecord
    observations: Observations

    @property
    def posterior(self) -> Posterior:
        """What the paths were drawn from."""
        return self.record.posterior

    @property
    def provenance(self) -> dict[str, Any]:
        """What it takes to repeat the paths.

        Versions, commit, seed, replicates, scenario, months and posterior.
        """
        return self.record.provenance

    @cached_property
    def months(self) -> pd.DataFrame:
        """One row a month and series.

        The series are arrivals, boats, people_per_boat, preventions, deaths and expected_deaths.
        Columns: month (its first day), series, p05, p25, median, p75, p95 (over paths), unit.
        """
        months = pd.to_datetime(self.record.made.months)
        rows = [
            pd.DataFrame({"month": months, "series": name, **levels, "unit": UNITS[name]})
            for name, levels in self.record.quantiles.items()
        ]
        return with_provenance(pd.concat(rows, ignore_index=True), self.provenance)

    @cached_property
    def totals(self) -> pd.DataFrame:
        """Quantiles of the sum over all months, one row a series; of people per boat, of the mean.

        Columns: series, p05, p25, median, p75, p95 (over paths), unit.
        """
        rows = [
            {"series": name, **levels, "unit": UNITS[name]}
            for name, levels in self.record.totals.items()
        ]
        return with_provenance(pd.DataFrame(rows), self.provenance)

    @cached_property
    def cases(self) -> pd.DataFrame:
        """Reasonable best, central and reasonable worst case by month and series.

        Each is the mean of a tenth of the paths, by their arrivals over all months: the rule is in
        ``docs/how-to/forecast.md``. Columns: case, month (its first day), series, value, unit.
        """
        months = pd.to_datetime(self.record.made.months)
        rows = [
            pd.DataFrame(
                {"case": name, "month": months, "series": of, "value": values, "unit": UNITS[of]}
            )
            for name, case in self.record.cases.items()
            for of, values in case.series.items()
        ]
        return with_provenance(pd.concat(rows, ignore_index=True), self.provenance)

    @cached_property
    def paths(self) -> pd.DataFrame:
        """Single paths.

        Columns: replicate, month (its first day), series, value, unit.
        """
        months = pd.to_datetime(self.record.made.months)
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
            for series, values in self.record.made.series.items()
        ]
        return with_provenance(pd.concat(rows, ignore_index=True), self.provenance)

    def score(self, against: PathLike | None = None, *, baselines: bool = False) -> pd.DataFrame:
        """Score the paths on months that have come, as :func:`narrows.score_forecast` does."""
        table = ForecastTable(self.record.made, cutoff_of(self.posterior))
        return _scores(table, against, baselines)

    def plot(self) -> Figure:
        """Draw the paths as fans, after the last months of the record."""
        from calibration.reporting.forecast_files import forecast_figure

        return draw("fans", {"fans": lambda: forecast_figure(self.record, self.observations)})

    def report(self, folder: PathLike) -> Path:
        """Write what ``narrows forecast`` writes: ``forecast.csv``, what it holds, and a figure.

        Args:
            folder: Where; an earlier forecast there is replaced.

        Returns:
            The folder.

        Raises:
            InputError: If a ``forecast.csv`` or ``forecast.json`` is there that is no forecast.
        """
        from calibration.reporting.forecast_files import check, save_forecast

        path = Path(folder) / FILE
        if path.parent.is_dir():
            check(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        save_forecast(path, self.record, self.observations)
        return path.parent

    def _repr_html_(self) -> str:
        title = f"{self.scenario.title}: {counted(self.record.made.replicates, 'path')}"
        return html(
            title,
            self.months,
            [f"Paths of the {named(parameter_source(self.posterior))}."],
            digits=1,
        )


def forecast(
    scenario: ScenarioSource = "current",
    *,
    months: int = 21,
    first: date | str | None = None,
    replicates: int = 200,
    seed: int = 1,
    workers: int | None = None,
    posterior: PosteriorSource = None,
    data: DataLike = None,
    observations: Observations | None = None,
    effects: str = "drawn",
    progress: bool = True,
) -> ForecastResult:
    """Forecast arrivals, boats, preventions and deaths by month, as ``narrows forecast`` does.

    Each path is a posterior draw run on under a scenario, with the weather of the climate, demand
    that varies on, and the discrepancy that remains between the fitted model and the record. The
    first paths of many are the paths of few. Scenarios with the same seed have the same paths until
    a measure of one of them begins.

    Args:
        scenario: Name, path or scenario that says what is done from when; its own period is not
            used.
        months: Months to come, 1 to 60.
        first: First month, by its first day; the one after the posterior's last day if None. Months
            between are simulated and left out.
        replicates: Paths, 1 to 100,000.
        seed: Orders the posterior draws and gives the random numbers.
        workers: Processes at once, as for :func:`narrows.compare`.
        posterior: Path of a ``posterior.parquet`` or a fit; the fitted posterior if None.
        data: The data that the fit knew, as for :func:`narrows.compare`.
        observations: The record that the fit knew, instead of data.
        effects: Whether strengths of measures that begin after the posterior's last day are
            ``"drawn"`` or ``"central"``, as for :func:`narrows.compare`.
        progress: Show progress on standard error.

    Raises:
        InputError: If an argument is wrong; nothing has run by then.

    Example::

        narrows.forecast(months=12).months
    """
    number, paths = whole_number("months", months), whole_number("replicates", replicates)
    drawn, sizes = fitted_posterior(posterior), effect_sizes(effects)
    skipped = _skipped(first, begins(drawn))
    chosen, start = load(scenario), whole_number("seed", seed)
    count = worker_count(workers, [chosen.model])
    known = observations or record_of(drawn, data)
    compile_model()
    with reporting(progress, "paths") as report:
        made = forecasts.forecast(
            drawn, chosen.model, skipped + number, paths, count, report,
            seed=start, observations=known, effects=sizes,
        )  # fmt: skip
    record = ForecastRecord(
        made.since(skipped), chosen.model, drawn, start, known.data.facts, sizes
    )
    return ForecastResult(chosen, record, known)


def score_forecast(
    path: PathLike, against: PathLike | None = None, *, baselines: bool = False
) -> pd.DataFrame:
    """Score a forecast on the months that have come, as ``narrows forecast score`` does.

    Args:
        path: File that :func:`forecast` or ``narrows forecast`` wrote.
        against: Data folder with what came; the packaged record if None.
        baselines: Score naive forecasts as well, and statistical models if ``narrows[baselines]``
            is installed.

    Returns:
        One row a forecast, series and month, and one a series with month ``all``: means. Columns:
        forecast, series, month, observed, median, crps, wis, width_50, width_80, width_90,
        covered_50, covered_80, covered_90, unit.

    Raises:
        InputError: If the file or the folder cannot be read, or no month has come.
    """
    return _scores(read_table(Path(path)), against, baselines)


def _scores(table: ForecastTable, against: PathLike | None, baselines: bool) -> pd.DataFrame:
    record = Observations(data=data_from(against))
    try:
        found = score_table(table, record, baselines=baselines)
    except ValueError as error:
        raise InputError(f"the forecast cannot be scored: {error}") from None
    beside = {"this one": found.outcomes, **found.baselines}
    rows = [
        _by_month(label, name, scores, found.months)
        for label, given in beside.items()
        for name, scores in given.items()
    ]
    return pd.concat(rows, ignore_index=True)


def _by_month(
    label: str, name: str, scores: OutcomeScores, months: tuple[date, ...]
) -> pd.DataFrame:
    values = pd.DataFrame(scores.by_month)
    values.loc[len(values)] = values.mean()
    values.insert(0, "month", [*(f"{month:%Y-%m}" for month in months), TOTAL])
    values.insert(0, "series", name)
    values.insert(0, "forecast", label)
    return values.assign(unit=UNITS[name])


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
    if asked.day != 1 or not 0 <= skipped <= MOST_MONTHS_AHEAD:
        raise InputError(f"first is {asked}; {allowed}")
    return skipped
