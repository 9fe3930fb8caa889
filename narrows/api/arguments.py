"""Checks of arguments, with the bounds and messages of the command line."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from multiprocessing import parent_process
from numbers import Integral
from pathlib import Path
from typing import Protocol, runtime_checkable

from calibration.data_series.data_source import DataSource, data_source
from calibration.observations import Observations
from calibration.posterior import FILE, POSTERIOR, Posterior
from calibration.validated_posterior import usable_posterior
from narrows.late_interventions import late_interventions
from narrows.option_bounds import BOUNDS
from runs.cores import cores
from runs.effect_draws import EffectSizes
from runs.parameter_draws import DRAWN, WORLDS
from runs.progress import Progress, silent
from runs.progress import progress as shown_progress
from runs.worker_context import MAIN, why_no_workers
from scenarios.errors import InputError
from sim.scenario import Scenario

PathLike = str | os.PathLike[str]


@runtime_checkable
class HasPosterior(Protocol):
    """A result that holds a posterior, as a fit's does."""

    @property
    def posterior(self) -> Posterior | None:
        """The posterior."""


DataLike = DataSource | PathLike | None
PosteriorSource = Posterior | HasPosterior | PathLike | None


def whole_number(name: str, value: object, option: str = "") -> int:
    """Return a whole number within the bounds of an option of the command line.

    Args:
        name: Name of the argument, such as ``replicates``.
        value: What was given.
        option: Name of the option; that of the same name if empty.

    Raises:
        InputError: If it is anything else.
    """
    bounds = BOUNDS[option or f"--{name.replace('_', '-')}"]
    if not isinstance(value, bool) and isinstance(value, Integral):
        number = int(value)
        if bounds.low <= number <= bounds.high:
            return number
    shown = repr(value) if isinstance(value, str) else value
    raise InputError(bounds.fault(name, shown))


def share(name: str, value: float | str) -> float:
    """Return a share above 0 and at most 1, given as a number or as a percentage such as ``5%``.

    Raises:
        InputError: If it is anything else.
    """
    number = 0.0
    if isinstance(value, str):
        match = re.fullmatch(r"\s*(\d+(?:\.\d*)?|\.\d+)\s*%\s*", value)
        number = float(match[1]) / 100 if match else 0.0
    elif not isinstance(value, bool):
        number = float(value)
    if not 0 < number <= 1:
        raise InputError(
            f"{name} is {value!r}; give a percentage above 0, such as '5%', or a share, such as "
            "0.05"
        )
    return number


def day(name: str, value: date | str, low: date, high: date) -> date:
    """Return a day between two others, both included; as text it is year-month-day.

    Raises:
        InputError: If it is anything else.
    """
    try:
        given = date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        message = f"{name} is {value!r}; give a day as year-month-day, such as {low}"
        raise InputError(message) from None
    if isinstance(given, datetime):
        given = given.date()
    if not low <= given <= high:
        raise InputError(f"{name} is {given}; it must be a day from {low} to {high}")
    return given


def posterior_from(source: PosteriorSource, declared: bool) -> Posterior | None:
    """Return the posterior to draw parameters from: the fitted one unless another is given.

    Args:
        source: A posterior, a fit, or the path of a ``posterior.parquet`` or of its folder.
        declared: Whether runs use the declared default of each parameter instead: then None.

    Raises:
        InputError: If it cannot be used, or if both are given.
    """
    if declared:
        if source is not None:
            raise InputError("posterior and declared exclude each other; give one of them")
        return None
    if isinstance(source, Posterior):
        return source
    if isinstance(source, HasPosterior):
        return source.posterior
    allowed = "narrows.fit makes one, or give declared=True"
    if source is None:
        path = FILE
    else:
        path, allowed = Path(source), "give a posterior.parquet that narrows.fit wrote"
        path = path / POSTERIOR if path.is_dir() else path
        if not path.is_file():
            raise InputError(f"there is no file {path}; {allowed}")
    try:
        return usable_posterior(path)
    except ValueError as error:
        raise InputError(f"{path} {error}; {allowed}") from error


def effect_sizes(value: str) -> EffectSizes:
    """Return whether strengths of measures are drawn.

    Raises:
        InputError: If it is neither ``drawn`` nor ``central``.
    """
    try:
        return EffectSizes(value)
    except ValueError:
        allowed = " or ".join(repr(each.value) for each in EffectSizes)
        raise InputError(f"effects is {value!r}; it must be {allowed}") from None


def world_option(value: str) -> str:
    """Return whether assumed parameters are drawn.

    Raises:
        InputError: If it is neither ``drawn`` nor ``fitted``.
    """
    if value not in WORLDS:
        raise InputError(f"world is {value!r}; it must be {' or '.join(map(repr, WORLDS))}")
    return value


def drawn_world(posterior: Posterior | None, world: str) -> Posterior | None:
    """Return the posterior with the draws of what is assumed, or without.

    Raises:
        InputError: If ``world`` is neither ``drawn`` nor ``fitted``.
    """
    return posterior if world_option(world) == DRAWN or posterior is None else posterior.fitted


def fitted_posterior(source: PosteriorSource) -> Posterior:
    """As :func:`posterior_from`, where the declared defaults will not do.

    Raises:
        InputError: If there is no posterior that can be used.
    """
    posterior = posterior_from(source, declared=False)
    if posterior is None:
        raise InputError("the result given holds no posterior; narrows.fit makes one")
    return posterior


def data_from(source: DataLike) -> DataSource:
    """Return the data to read: the packaged ones unless others are given.

    Args:
        source: A data folder, the name of a packaged vintage, or data that were read before.

    Raises:
        InputError: If there is no such data folder, or it cannot be read.
    """
    return source if isinstance(source, DataSource) else data_source(source)


def record_of(posterior: Posterior, source: DataLike) -> Observations:
    """Return what was known at the cut-off of a posterior, of the data that are given.

    Raises:
        InputError: If the data end before.
    """
    data, cutoff = data_from(source), date.fromisoformat(posterior.facts["cutoff"])
    try:
        return Observations(cutoff, data)
    except ValueError:
        message = f"the posterior knows data to {cutoff}, and the data given end on {data.last_day}"
        raise InputError(f"{message}; give the data that it was fitted to") from None


def worker_count(workers: int | None, scenarios: Sequence[Scenario] = ()) -> int:
    """Return how many processes run at once: as many as asked for, else one for each core.

    Inside a worker process of another pool the default is one, since the others are busy. Where no
    worker can be started, or could not read the scenarios, it is one and a warning says so.

    Args:
        workers: As asked for.
        scenarios: What workers are to run.

    Raises:
        InputError: If the number is out of bounds.
    """
    if workers is None:
        count = 1 if parent_process() else cores()
    else:
        count = whole_number("workers", workers)
    if count > 1 and (reason := _no_workers(scenarios)):
        warnings.warn(f"{reason}: all runs happen in this process", RuntimeWarning, stacklevel=3)
        return 1
    return count


def _no_workers(scenarios: Sequence[Scenario]) -> str:
    if reason := why_no_workers():
        return reason
    for scenario in scenarios:
        for each in scenario.interventions:
            if type(each).__module__ == MAIN:
                kind = type(each).__name__
                return f"{kind} is defined in the main module, which workers do not import"
    return ""


def warn_late_interventions(scenarios: Sequence[Scenario]) -> None:
    """Warn of interventions that begin after the last day."""
    for text in late_interventions(scenarios):
        warnings.warn(text, UserWarning, stacklevel=3)


@contextmanager
def reporting(progress: bool, what: str = "runs") -> Iterator[Progress]:
    """Yield a callback of items done and in all, which shows them on standard error if wanted."""
    if not progress:
        yield silent
        return
    with shown_progress(what) as report:
        yield report
