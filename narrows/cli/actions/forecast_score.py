"""Score forecasts that were written on what came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from rich.markup import escape

from calibration import statistical_forecasts
from calibration.data_series.data_source import data_source
from calibration.data_series.packaged_series import PACKAGED
from calibration.forecast_scoring import (
    LEVELS,
    OutcomeScores,
    ScoredForecast,
    per_cent,
    score_table,
)
from calibration.forecast_table import read_table
from calibration.forecasts import UNITS
from calibration.observations import Observations
from narrows.cli.actions.terminal_tables import show, table
from narrows.cli.command_line import CommandLine
from narrows.cli.console import note, output, print_json
from narrows.json_numbers import number_or_none
from runs.number_format import amount, percent
from scenarios.errors import InputError

FIRST_ARGUMENT = 1
"""Number of the first file on the command line, after ``score``."""
MEASURES = ("observed", "median", "crps", "wis")


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked for, as typed."""

    paths: list[str]
    against: str
    baselines: bool
    as_json: bool


def show_scores(line: CommandLine, request: Request) -> None:
    """Score every file, and show scores by month and their means.

    Raises:
        InputError: If a file or the data folder cannot be read, or no month has come.
    """
    record = _record(line, request.against)
    found = {
        name: _scored(line, FIRST_ARGUMENT + number, name, record, request.baselines)
        for number, name in enumerate(request.paths)
    }
    if request.as_json:
        print_json([_as_json(name, each, record) for name, each in found.items()])
        return
    for name, each in found.items():
        _show(name, each)
    if request.baselines and not statistical_forecasts.installed():
        note(f"note: statistical models are left out; pip install '{statistical_forecasts.EXTRA}'")


def _record(line: CommandLine, typed: str) -> Observations:
    if typed == PACKAGED:
        return Observations()
    if not Path(typed).is_dir():
        message = f"there is no folder {typed}; give a data folder, or {PACKAGED}"
        raise line.at_option("--against", message)
    try:
        return Observations(data=data_source(typed))
    except InputError as error:
        if error.location:
            raise
        raise line.at_option("--against", error.message) from None


def _scored(
    line: CommandLine, number: int, name: str, record: Observations, baselines: bool
) -> ScoredForecast:
    fault = partial(line.at_argument, number)
    try:
        return score_table(read_table(Path(name)), record, baselines=baselines)
    except ValueError as error:
        raise fault(f"{name} cannot be scored: {error}; give another file or --against") from None
    except InputError as error:
        if error.location:
            raise
        raise fault(error.message) from None


def _show(name: str, found: ScoredForecast) -> None:
    by_month = table(
        f"{name}: scores by month",
        "month", "outcome", "observed", "median", "CRPS", "WIS",
        *(f"{percent(level)} interval: width" for level in LEVELS),
        right=True,
    )  # fmt: skip
    for outcome, scores in found.outcomes.items():
        for index, month in enumerate(found.months):
            values = (getattr(scores, measure)[index] for measure in MEASURES)
            by_month.add_row(
                f"{month:%Y-%m}", outcome.replace("_", " "),
                *(amount(value, UNITS[outcome]) for value in values),
                *(_width(scores, level, index, UNITS[outcome]) for level in LEVELS),
            )  # fmt: skip
    show(by_month)
    means = table(
        f"{name}: means over months",
        "outcome", "forecast", "months", "CRPS", "WIS",
        *(f"{percent(level)} intervals held" for level in LEVELS),
        *(f"width at {percent(level)}" for level in LEVELS),
        right=True,
    )  # fmt: skip
    for outcome in found.outcomes:
        beside = {"this one": found.outcomes, **found.baselines}
        for label, given in beside.items():
            if outcome in given:
                means.add_row(outcome.replace("_", " "), label, *_means(given[outcome], outcome))
    show(means)
    if found.left_out:
        months = ", ".join(f"{month:%Y-%m}" for month in found.left_out)
        output().print(escape(f"Not known yet: {months}."), soft_wrap=True)


def _width(scores: OutcomeScores, level: float, index: int, unit: str) -> str:
    width = amount(scores.widths[level][index], unit)
    return f"{width}{'' if scores.covered[level][index] != 0.0 else ', missed'}"


def _means(scores: OutcomeScores, outcome: str) -> list[str]:
    of, unit = scores.means, UNITS[outcome]
    return [
        f"{of['months']:.0f}",
        *(amount(of[name], unit) for name in ("crps", "wis")),
        *(percent(of[f"covered_{per_cent(level)}"]) for level in LEVELS),
        *(amount(of[f"width_{per_cent(level)}"], unit) for level in LEVELS),
    ]


def _as_json(name: str, found: ScoredForecast, record: Observations) -> dict[str, Any]:
    return {
        "file": name,
        "known_until": record.cutoff.isoformat(),
        "months": _written(found.months),
        "not_known_yet": _written(found.left_out),
        "outcomes": {
            outcome: {"unit": UNITS[outcome], **_scores(scores)}
            for outcome, scores in found.outcomes.items()
        },
        "baselines": {
            label: {outcome: _scores(scores) for outcome, scores in given.items()}
            for label, given in found.baselines.items()
        },
    }


def _scores(scores: OutcomeScores) -> dict[str, Any]:
    return {
        "means": _plain(scores.means),
        "by_month": {
            measure: [number_or_none(float(value)) for value in values]
            for measure, values in scores.by_month.items()
        },
    }


def _plain(values: Mapping[str, float]) -> dict[str, float | None]:
    return {name: number_or_none(value) for name, value in values.items()}


def _written(months: tuple[date, ...]) -> list[str]:
    return [f"{month:%Y-%m}" for month in months]
