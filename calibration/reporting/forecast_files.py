"""The files of a forecast: its paths as CSV or Parquet, and a fan chart beside them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from calibration.forecast_record import ForecastRecord
from calibration.forecast_table import CSV, PARQUET, about, is_forecast, write_table
from calibration.forecasts import cutoff_of
from calibration.observations import Observations
from runs.number_format import counted
from runs.parameter_source import named, parameter_source
from scenarios.errors import InputError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DRAWN = ("arrivals", "boats", "people_per_boat", "deaths")
MONTHS_SHOWN = 24
"""Months of the record beside the fans."""


def check(path: Path) -> None:
    """Make sure that a forecast can be written there.

    Raises:
        InputError: If the suffix is wrong, there is no such folder, or somebody's own file would be
            replaced.
    """
    if path.suffix not in (CSV, PARQUET):
        raise InputError(f"{str(path)!r} must end in {CSV} or {PARQUET}")
    if not path.parent.is_dir():
        raise InputError(f"there is no folder {path.parent}; make it first")
    for each in (path, about(path)) if path.suffix == CSV else (path,):
        if each.exists() and not is_forecast(each):
            raise InputError(f"{each} holds something else; give another name")


def save_forecast(
    path: Path, record: ForecastRecord, observations: Observations | None = None
) -> list[Path]:
    """Write the paths, one row a replicate and month, and the figure as PNG and SVG.

    Args:
        path: Ends in ``.csv`` or ``.parquet``; the other files have the same stem.
        record: The forecast.
        observations: The record that the fit knew; the packaged one at its cut-off if None.

    Returns:
        The files.
    """
    from runs.reporting.figure_style import save, style

    write_table(path, record)
    with style():
        save(forecast_figure(record, observations), path.parent, path.stem)
    others = [about(path)] if path.suffix == CSV else []
    return [path, *others, path.with_suffix(".png"), path.with_suffix(".svg")]


def forecast_figure(record: ForecastRecord, observations: Observations | None = None) -> Figure:
    """Draw the paths as fans, after the last months of the record."""
    from calibration.reporting.forecast_figure import fan_figure

    cutoff = cutoff_of(record.posterior)
    known = (observations or Observations(cutoff)).monthly(last=cutoff).iloc[-MONTHS_SHOWN:]
    known = known.rename(columns={"load": "people_per_boat"})
    seen = {name: known[name].to_numpy() for name in DRAWN}
    made = record.made
    source = (
        f"{named(parameter_source(record.posterior))}, {counted(made.replicates, 'path')}, "
        f"seed {record.seed}"
    )
    months = [period.start_time.date() for period in known.index]
    title = f"{record.scenario.title}: what may come"
    return fan_figure(title, list(made.months), made.series, months, seen, source)
