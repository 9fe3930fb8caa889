"""The people's part in plain Mesa: one agent a traveller, shuffled every day, in plain Python."""

from __future__ import annotations

import mesa
import numpy as np

from benchmarks.counts import Counts
from benchmarks.part_plain import People, Person
from benchmarks.tape import Tape


def play(tape: Tape) -> Counts:
    """Play all days of a tape."""
    model = PeopleModel(tape)
    for _ in range(tape.days):
        model.step()
    return model.finished()


class Traveller(Person, mesa.Agent["PeopleModel"]):
    """A person on the way."""

    def __init__(self, model: PeopleModel, row: int, person: np.void) -> None:
        mesa.Agent.__init__(self, model)
        self.begin(row, person)

    def remove(self) -> None:
        """Leave the model for good."""
        mesa.Agent.remove(self)


class PeopleModel(People, mesa.Model):
    """Travellers, and the days of a tape on which they act."""

    def __init__(self, tape: Tape) -> None:
        mesa.Model.__init__(self, rng=np.random.default_rng(1))
        self.begin(tape)

    def traveller(self, row: int, person: np.void) -> Traveller:
        """One agent more."""
        return Traveller(self, row, person)

    def act(self) -> None:
        """Let all agents act, shuffled."""
        self.agents.shuffle_do("step")

    def step(self) -> None:
        """Run one day."""
        self.one_day()
