"""The design of a study: points, each a scenario, and what every run of them needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from calibration.data_series.data_source import DataSource
from calibration.known_world import known_world
from calibration.posterior import Posterior
from experiments.study.levers import Value
from runs.comparison_design import Comparison
from runs.effect_draws import EffectSizes
from sim.scenario import Scenario
from sim.world import World


@dataclass(frozen=True)
class Point:
    """One scenario of a study, with levers set.

    Attributes:
        number: Its place in the design, from 0.
        scenario: What is run; its name tells the levers' values.
        of: Name of the scenario as the study lists it.
        reference: Number of the baseline in the same world, with which it is compared.
        levers: Values of the levers that it uses.
    """

    number: int
    scenario: Scenario
    of: str
    reference: int
    levers: Mapping[str, Value]


@dataclass(frozen=True)
class Precision:
    """How well an effect is to be known.

    Attributes:
        outcome: Whose paired effects.
        within: Half-width of the widest interval that is shown (the simultaneous one, where the
            outcome gets a verdict), as a share of the baseline's mean.
        most: Replicates at which to stop, however wide it is.
    """

    outcome: str
    within: float
    most: int


@dataclass(frozen=True, eq=False)
class Sampled:
    """How the levers of a study were drawn.

    Attributes:
        method: One of those of :mod:`experiments.study.sampling`.
        levers: Their names.
        shares: Where in its range each lever stands, shape (rows, levers).
        points: By scenario, the number of the point that stands for each row.
    """

    method: str
    levers: tuple[str, ...]
    shares: NDArray[np.float64]
    points: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True)
class Study:
    """One research question, ready to run.

    Attributes:
        name: As its file is called.
        command: How the study is named on the command line.
        question: What it asks.
        description: What a reader must know of it.
        text: The study file as it was read.
        points: The design; each baseline stands before what is compared with it.
        uncertainties: ``posterior``, ``declared`` or ``priors``.
        members: What replicates draw parameters from; None for the declared defaults.
        seed: Of everything drawn.
        replicates: Of each point.
        outcomes: What is reported; deaths beside arrivals.
        precision: When to add replicates; never, if None.
        daily: Replicates below this number keep every day.
        sampled: How levers were drawn, if they were.
        first: Number of the first replicate.
        data: What weather and entries come from.
        known: The world as a bundle has it, in place of that of the data.
        effects: Whether replicates draw the strengths that scenarios leave open.
    """

    name: str
    command: str
    question: str
    description: str
    text: str
    points: tuple[Point, ...]
    uncertainties: str
    members: Posterior | None
    seed: int
    replicates: int
    outcomes: tuple[str, ...]
    precision: Precision | None = None
    daily: int = 0
    sampled: Sampled | None = None
    first: int = 0
    data: DataSource = field(default_factory=DataSource)
    known: World | None = None
    effects: EffectSizes = EffectSizes.CENTRAL

    @property
    def own_world(self) -> World | None:
        """The world as the data know it; None for that of the packaged data."""
        if self.known is None and not self.data.is_usual:
            return known_world(self.data)
        return self.known

    @property
    def baseline(self) -> Scenario:
        """The first baseline; all points share its period."""
        return self.points[0].scenario

    def comparison(self, scenarios: tuple[Scenario, ...], replicates: int, first: int
                   ) -> Comparison:  # fmt: skip
        """Some of its scenarios over some of its replicates.

        Args:
            scenarios: The baseline first.
            replicates: How many.
            first: Number of the first.
        """
        return Comparison(
            scenarios, self.seed, replicates, first, self.members, effects=self.effects
        )

    @cached_property
    def groups(self) -> list[tuple[Point, ...]]:
        """Points by the baseline that they are compared with, the baseline first."""
        return [tuple(group) for _, group in groupby(self.points, lambda point: point.reference)]

    @cached_property
    def levers(self) -> dict[str, list[Value | None]]:
        """Value of each lever at each point; None where it is not used."""
        names = dict.fromkeys(name for point in self.points for name in point.levers)
        return {name: [point.levers.get(name) for point in self.points] for name in names}


def named(name: str, levers: Mapping[str, Value]) -> str:
    """Name of a scenario with levers set."""
    return " ".join([name, *(f"{lever}={value}" for lever, value in levers.items())])


def only(point: Mapping[str, Value], names: Sequence[str]) -> dict[str, Value]:
    """The values of some levers, in the order of the study."""
    return {name: value for name, value in point.items() if name in names}
