"""The people's part in agentpy, where it is installed: as in plain Mesa, one agent a traveller."""

from __future__ import annotations

import importlib
import importlib.util
from typing import Any

import numpy as np

from benchmarks.counts import Counts
from benchmarks.part_plain import People, Person
from benchmarks.tape import Tape

INSTALLED = importlib.util.find_spec("agentpy") is not None
agentpy: Any = importlib.import_module("agentpy") if INSTALLED else None
Agent: Any = agentpy.Agent if INSTALLED else object
Model: Any = agentpy.Model if INSTALLED else object


def play(tape: Tape) -> Counts:
    """Play all days of a tape."""
    model = PeopleModel({"tape": tape})
    model.run(steps=tape.days, seed=1, display=False)
    return model.finished()


class Traveller(Person, Agent):
    """A person on the way."""

    def setup(self, row: int, person: np.void) -> None:
        """Be this person of the tape."""
        self.begin(row, person)

    def remove(self) -> None:
        """Leave the model for good."""
        self.model.agents.remove(self)


class PeopleModel(People, Model):
    """Travellers, and the days of a tape on which they act."""

    def setup(self) -> None:
        """Stand where the tape begins."""
        self.agents = agentpy.AgentDList(self)
        self.begin(self.p.tape)

    def traveller(self, row: int, person: np.void) -> Traveller:
        """One agent more."""
        traveller = Traveller(self, row=row, person=person)
        self.agents.append(traveller)
        return traveller

    def act(self) -> None:
        """Let all agents act, shuffled; those who leave meanwhile no longer do."""
        self.agents.buffer().shuffle().step()

    def step(self) -> None:
        """Run one day."""
        self.one_day()
