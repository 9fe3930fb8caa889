"""The posterior and the data of a question: of its file, or as asked for otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from calibration.data_series.data_source import DataSource, data_source
from calibration.posterior import POSTERIOR, Posterior
from calibration.validated_posterior import usable_posterior
from runs.effect_draws import EffectSizes
from scenarios.errors import InputError
from scenarios.packaged_data import VINTAGES
from scenarios.yaml_reader import Source


@dataclass(frozen=True)
class Given:
    """What is asked for otherwise than the file says; None where nothing is.

    Attributes:
        posterior: What replicates draw.
        data: What weather and entries come from.
        effects: Whether strengths that scenarios leave open are drawn.
    """

    posterior: Posterior | None = None
    data: DataSource | None = None
    effects: EffectSizes | None = None


def read_sources(
    source: Source, given: Mapping[str, Any], folder: Path, asked: Given
) -> tuple[Posterior | None, DataSource]:
    """The posterior, None for the fitted one, and the data; faults are noted in the source.

    Args:
        source: The question's file.
        given: Its keys and values.
        folder: Where paths in it count from.
        asked: What is asked for otherwise.
    """
    posterior, data = asked.posterior, asked.data
    try:
        if posterior is None and "posterior" in given:
            posterior = _posterior(folder / given["posterior"])
    except ValueError as error:
        message = f"posterior is {given['posterior']!r}, which {error}"
        source.fault(source.indices["posterior",], f"{message}; narrows calibrate writes one")
    try:
        if data is None and "data" in given:
            named = given["data"]
            data = data_source(named if named in VINTAGES else folder / named)
    except InputError as error:
        source.fault(source.indices["data",], f"data is {given['data']!r}: {error.message}")
    return posterior, data or DataSource()


def read_effects(given: Mapping[str, Any], asked: Given) -> EffectSizes:
    """Whether strengths are drawn: as asked for, else as the file says, else they are."""
    return asked.effects or EffectSizes(given.get("effects", EffectSizes.DRAWN))


def _posterior(path: Path) -> Posterior:
    path = path / POSTERIOR if path.is_dir() else path
    if not path.is_file():
        raise ValueError("is not there")
    return usable_posterior(path)
