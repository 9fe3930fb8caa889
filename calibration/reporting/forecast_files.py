"""The files of a forecast: its paths as CSV, and a fan chart beside it."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from calibration.forecasts import Forecast
from calibration.observations import Observations
from calibration.posterior import Posterior
from runs.atomic_files import writing
from runs.number_format import counted
from runs.parameter_source import named, parameter_source

if TYPE_CHECKING:
    from matplotlib.figure import Figure

HEADER = ["replicate", "month", "arrivals", "boats"]
MONTHS_SHOWN = 24
"""Months of the record beside the fans."""


def save_forecast(
    path: Path,
    made: Forecast,
    title: str,
    posterior: Posterior,
    observations: Observations | None = None,
) -> None:
    """Write the paths as CSV, one row a replicate and month, and the figure as PNG and SVG.

    Args:
        path: Ends in ``.csv``; the figure has the same stem.
        made: The forecast.
        title: Of the scenario.
        posterior: What it was made from.
        observations: The record that it knew; the packaged one at its cut-off if None.
    """
    from runs.reporting.figure_style import save, style

    with writing(path) as scratch, scratch.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(HEADER)
        for replicate, (arrivals, boats) in enumerate(zip(made.arrivals, made.boats, strict=True)):
            for month, people, number in zip(made.months, arrivals, boats, strict=True):
                rows.writerow([replicate, f"{month:%Y-%m}", int(people), int(number)])
    with style():
        save(forecast_figure(made, title, posterior, observations), path.parent, path.stem)


def forecast_figure(
    made: Forecast, title: str, posterior: Posterior, observations: Observations | None = None
) -> Figure:
    """Draw the paths as fans, after the last months of the record."""
    from calibration.reporting.forecast_figure import fan_figure

    record = observations or Observations(date.fromisoformat(posterior.facts["cutoff"]))
    known = record.monthly()
    known = known.iloc[-MONTHS_SHOWN:]
    seen = {name: known[name].to_numpy() for name in ("arrivals", "boats", "load", "deaths")}
    paths = {
        "arrivals": made.arrivals, "boats": made.boats, "load": made.load, "deaths": made.deaths,
    }  # fmt: skip
    source = (
        f"{named(parameter_source(posterior))}, {counted(len(made.arrivals), 'path')}, "
        f"seed {posterior.facts['seed']}"
    )
    months = [period.start_time.date() for period in known.index]
    return fan_figure(f"{title}: what may come", list(made.months), paths, months, seen, source)
