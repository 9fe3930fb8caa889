"""The posterior and the data that the page runs on, chosen when the server starts."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from calibration.data_series.data_source import DataSource
from calibration.known_world import known_world
from calibration.posterior import FILE, Posterior, load_posterior
from sim.world import World


@dataclass(frozen=True)
class ChosenSources:
    """What all pages of a server run on; small, since every question carries it to workers.

    Attributes:
        posterior_file: File of the posterior.
        data: Where weather and entries come from.
    """

    posterior_file: Path = FILE
    data: DataSource = field(default_factory=DataSource)

    @property
    def posterior(self) -> Posterior:
        """The posterior, read once in each process."""
        return load_posterior(self.posterior_file)

    @property
    def world(self) -> World:
        """The world, made once in each process."""
        return known_world(self.data)


_chosen = [ChosenSources()]


def choose(sources: ChosenSources) -> None:
    """Run all pages of this server on some posterior and data."""
    _chosen[:] = [sources]


def chosen() -> ChosenSources:
    """What this server runs on."""
    return _chosen[0]
