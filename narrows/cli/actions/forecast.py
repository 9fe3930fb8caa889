"""Forecast months to come, write the paths and show them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.markup import escape

from calibration import hubverse
from calibration.forecast_cases import RULE
from calibration.forecast_quantiles import FEWEST
from calibration.forecast_record import ForecastRecord
from calibration.forecast_table import CSV, PARQUET
from calibration.forecasts import UNITS, begins, cutoff_of, forecast, months_between
from calibration.measures import later
from calibration.observations import Observations
from calibration.reporting import forecast_files
from narrows.cli.actions import inputs
from narrows.cli.actions.sources import effect_sizes, fitted
from narrows.cli.actions.terminal_tables import show, table
from narrows.cli.command_line import CommandLine
from narrows.cli.console import note, output, print_json
from narrows.option_bounds import MOST_MONTHS_AHEAD
from runs import results_folder
from runs.compilation import compile_model
from runs.number_format import amount
from runs.progress import progress
from scenarios.errors import InputError

FORMATS = ("paths", "hubverse")
Save = Callable[[ForecastRecord], list[Path]]


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked for, as typed."""

    scenario: str
    first: str | None
    months: int
    replicates: int
    seed: int
    workers: int | None
    out: str | None
    form: str
    as_json: bool
    posterior: str | None = None
    data: str | None = None
    effects: str = "drawn"


def make_forecast(line: CommandLine, request: Request) -> None:
    """Check the request, run the paths, write what was asked for, and show the months.

    Raises:
        InputError: If anything asked for is wrong; nothing has run or been written by then.
    """
    months = inputs.checked(line, "--months", request.months)
    replicates = inputs.checked(line, "--replicates", request.replicates)
    seed = inputs.checked(line, "--seed", request.seed)
    workers = inputs.worker_count(line, request.workers)
    effects = effect_sizes(line, request.effects)
    posterior, used = fitted(line, request.posterior, request.data)
    observations = Observations(cutoff_of(posterior), used.data)
    skipped = _skipped(line, request.first, begins(posterior))
    scenario = inputs.load_all(line, [request.scenario], None)[0]
    save = _save(line, request, later(begins(posterior), skipped), observations)
    used.announce()
    compile_model()
    with progress("paths") as report:
        made = forecast(
            posterior, scenario, skipped + months, replicates, workers, report,
            seed=seed, observations=observations, effects=effects,
        )  # fmt: skip
    record = ForecastRecord(
        made.since(skipped), scenario, posterior, seed, used.data.facts, effects
    )
    written = save(record)
    if request.as_json:
        print_json(record.as_json() | {"files": [str(path) for path in written]})
        return
    print(used.in_words)
    _show(record)
    if written:
        names = ", ".join(str(path) for path in written)
        output().print(f"wrote {escape(names)}", soft_wrap=True)


def _skipped(line: CommandLine, typed: str | None, first: date) -> int:
    """Months between the first that the fit does not know and the first asked for."""
    if typed is None:
        return 0
    last = later(first, MOST_MONTHS_AHEAD)
    right = f"it must be the first day of a month, {first} or later, at most {last}"
    try:
        asked = date.fromisoformat(typed)
    except ValueError:
        raise line.at_option("--from", f"--from is {typed!r}; {right}") from None
    skipped = months_between(first, asked)
    if asked.day != 1 or not 0 <= skipped <= MOST_MONTHS_AHEAD:
        raise line.at_option("--from", f"--from is {typed}; {right}")
    return skipped


def _save(
    line: CommandLine, request: Request, first: date, observations: Observations | None
) -> Save:
    """What writes the forecast, once it is certain that it can be written."""
    if request.form not in FORMATS:
        message = f"--format is {request.form!r}; it must be {' or '.join(FORMATS)}"
        raise line.at_option("--format", message)
    if request.out is None:
        if request.form == "hubverse":
            message = "--format hubverse needs --out; give a file or a folder"
            raise line.at_option_itself("--format", message)
        return lambda _: []
    if not request.out:
        raise line.at_option("--out", "--out is empty; give a file")
    path = Path(request.out)
    try:
        return _checked(path, request.form, first, observations)
    except InputError as error:
        raise line.at_option("--out", error.message) from None


def _checked(path: Path, form: str, first: date, observations: Observations | None) -> Save:
    if form == "paths":
        forecast_files.check(path)
        return lambda record: forecast_files.save_forecast(path, record, observations)
    if path.suffix in (CSV, PARQUET) and not path.is_dir():
        hubverse.check(path)
        return lambda record: hubverse.write_rows(path, record)
    ours = hubverse.files(first)
    results_folder.check(path, ours)

    def save(record: ForecastRecord) -> list[Path]:
        with results_folder.replacing(path, ours) as partial:
            hubverse.write_hub(partial, record)
        return results_folder.files_of(path)

    return save


def _show(record: ForecastRecord) -> None:
    """Print months and cases."""
    names = [name.replace("_", " ") for name in UNITS]
    shown = table(
        f"{record.scenario.title}: median and 90 % interval of {record.made.replicates} paths",
        "month", *names, right=True,
    )  # fmt: skip
    for index, month in enumerate(record.months):
        levels = {name: {at: of[at][index] for at in of} for name, of in record.quantiles.items()}
        shown.add_row(month, *(_cell(name, of) for name, of in levels.items()))
    shown.add_row("all", *(_cell(name, of) for name, of in record.totals.items()))
    show(shown)
    planned = table("Cases, over all months", "case", *names, right=True)
    for name, case in record.cases.items():
        sums = {of: float(values.sum()) for of, values in case.series.items()}
        sums["people_per_boat"] = sums["arrivals"] / max(sums["boats"], 1.0)
        planned.add_row(name, *(amount(value, UNITS[of]) for of, value in sums.items()))
    show(planned)
    output().print(f"{RULE}.")
    if record.made.replicates < FEWEST:
        note(f"note: fewer than {FEWEST} paths: the intervals end at the outermost paths")


def _cell(name: str, levels: dict[str, float]) -> str:
    middle, low, high = (amount(levels[at], UNITS[name]) for at in ("median", "p05", "p95"))
    return f"{middle} ({low} to {high})"
