"""What a command's runs rest on: the posterior and the data that its options name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from calibration.data_series.data_source import DataSource, data_source
from calibration.known_world import known_world
from calibration.posterior import FILE, POSTERIOR, Posterior
from calibration.validated_posterior import usable_posterior
from narrows.cli.command_line import CommandLine
from narrows.cli.console import note
from narrows.data_age import age, in_words, is_stale
from runs.effect_draws import EffectSizes
from runs.parameter_source import (
    DATA,
    DECLARED_OPTION,
    KEY,
    MAKES_ONE,
    origin,
    parameter_source,
)
from scenarios.errors import InputError
from sim.world import World

OPTION, DATA_OPTION, EFFECTS_OPTION = "--posterior", "--data", "--effects"
RIGHT = "give a posterior.parquet that narrows calibrate wrote, or its folder"


@dataclass(frozen=True)
class Sources:
    """Where parameters, weather and entries come from.

    Attributes:
        posterior: What replicates draw; the declared defaults if None.
        data: What is known of the past.
        effects: Whether strengths that scenarios leave open are drawn.
    """

    posterior: Posterior | None
    data: DataSource
    effects: EffectSizes = EffectSizes.DRAWN

    @cached_property
    def world(self) -> World:
        """The world as the data know it."""
        return known_world(self.data)

    @property
    def facts(self) -> dict[str, Any]:
        """What JSON says of them."""
        return {KEY: parameter_source(self.posterior), DATA: self.data.facts}

    @property
    def in_words(self) -> str:
        """The line that stands above all output."""
        return origin(parameter_source(self.posterior), self.data.facts)

    def announce(self) -> None:
        """Say on standard error, before anything runs, if data are stale or not the posterior's."""
        note_stale(self.data)
        known = self.posterior.facts.get(DATA) if self.posterior else None
        if isinstance(known, dict) and known.get("sha256") != self.data.sha256:
            said = f"the posterior was fitted to other data, to {known.get('last_day')}"
            note(f"note: {said}; {self._remedy}")

    @property
    def _remedy(self) -> str:
        """How posterior and data come to agree: with other data, or with another fit."""
        if self.data.is_usual:
            return f"give them with {DATA_OPTION}"
        return f"leave {DATA_OPTION} out or give theirs, or fit to these with narrows calibrate"


def sources(
    line: CommandLine,
    posterior: str | None,
    data: str | None,
    declared: bool = False,
    effects: str = EffectSizes.DRAWN,
) -> Sources:
    """What a command rests on, checked.

    Args:
        line: As typed.
        posterior: The file or folder that ``--posterior`` names; the fitted posterior if None.
        data: What ``--data`` names; the packaged series if None.
        declared: Whether the declared defaults are asked for.
        effects: What ``--effects`` says.

    Raises:
        InputError: If a file cannot be used, or what is given does not go together.
    """
    if declared and posterior is not None:
        message = f"{OPTION} and {DECLARED_OPTION} exclude each other; give one of them"
        raise line.at_option_itself(OPTION, message)
    sizes, used = effect_sizes(line, effects), data_used(line, data)
    if declared:
        return Sources(None, used, sizes)
    right = f"{MAKES_ONE}, or give {DECLARED_OPTION}"
    return Sources(posterior_used(line, posterior, right), used, sizes)


def effect_sizes(line: CommandLine, typed: str) -> EffectSizes:
    """What ``--effects`` says.

    Raises:
        InputError: If it is neither.
    """
    try:
        return EffectSizes(typed)
    except ValueError:
        allowed = " or ".join(EffectSizes)
        message = f"{EFFECTS_OPTION} is {typed!r}; it must be {allowed}"
        raise line.at_option(EFFECTS_OPTION, message) from None


def fitted(line: CommandLine, posterior: str | None, data: str | None) -> tuple[Posterior, Sources]:
    """As :func:`sources`, where the declared defaults will not do; the posterior besides."""
    drawn = posterior_used(line, posterior)
    found = Sources(drawn, data_used(line, data))
    last, cutoff = found.data.last_day, date.fromisoformat(drawn.facts["cutoff"])
    if cutoff > last:
        message = f"the posterior knows data to {cutoff}, and the data given end on {last}"
        option = DATA_OPTION if data else OPTION
        raise line.at_option(option, f"{message}; give the --data that it was fitted to")
    return drawn, found


def posterior_used(line: CommandLine, typed: str | None, right: str = MAKES_ONE) -> Posterior:
    """The posterior that ``--posterior`` names, or the fitted one.

    Raises:
        InputError: If there is no posterior that can be used.
    """
    if typed is None:
        return usable(FILE, InputError, right)
    return posterior_of(line, OPTION, typed)


def posterior_of(line: CommandLine, option: str, typed: str) -> Posterior:
    """The posterior of the file or folder that an option names.

    Raises:
        InputError: At the option, if it cannot be used.
    """
    fault, path = partial(line.at_option, option), posterior_file(typed)
    if not typed or not path.is_file():
        raise fault(f"there is no file {path}; {RIGHT}")
    return usable(path, fault, RIGHT)


def posterior_file(typed: str | None) -> Path:
    """The file that is meant by a file, by a folder, or by nothing."""
    path = FILE if typed is None else Path(typed)
    return path / POSTERIOR if path.is_dir() else path


def usable(path: Path, fault: Any, right: str) -> Posterior:
    """The posterior of a file, or a fault that says what is wrong with it and what is right."""
    try:
        return usable_posterior(path)
    except ValueError as error:
        raise fault(f"{path} {error}; {right}") from error


def data_used(line: CommandLine, typed: str | None) -> DataSource:
    """The data that ``--data`` names, or the packaged ones.

    Raises:
        InputError: If there is no such data folder, or it cannot be read.
    """
    try:
        found = data_source(typed or None)
        last = found.last_day  # a damaged file of the folder is found here
    except InputError as error:
        raise error if error.location else line.at_option(DATA_OPTION, error.message) from None
    del last
    return found


def note_stale(data: DataSource) -> None:
    """Say on standard error when data end, if that is long ago."""
    today = date.today()
    if is_stale(data.last_day, today):
        note(f"data end on {in_words(data.last_day)}, {age(data.last_day, today)}")
