"""Draws of parameters as runs need them, whoever made them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from sim.scenario import Scenario

Floats = NDArray[np.float64]

WORLD = "world"
"""Name of the option, and fact of draws from which what is assumed was taken out."""
DRAWN, FITTED = "drawn", "fitted"
"""What it may be: each replicate draws what is assumed of the world, or has the declared values."""
WORLDS = (DRAWN, FITTED)


@dataclass(frozen=True)
class Range:
    """What draws say of one parameter: median, and the ends of their 90 % interval."""

    low: float
    median: float
    high: float

    @property
    def fitted(self) -> bool:
        """Whether draws differ; if not, the value was set for the fit."""
        return self.low < self.high


class ParameterDraws(Protocol):
    """Sets of parameter values, of which each replicate runs one."""

    @property
    def parameters(self) -> Mapping[str, Floats]:
        """Value of each set by parameter."""

    @property
    def demand(self) -> Mapping[int, Floats]:
        """Logarithm of unexplained demand of each set, by number of the quarter."""

    @property
    def assumed(self) -> Sequence[str]:
        """Parameters that are assumed, drawn over their plausible ranges."""

    @property
    def facts(self) -> Mapping[str, Any]:
        """How they were made."""

    @property
    def digest(self) -> str:
        """SHA-256 of the file that they were read from; empty if from none."""

    @property
    def members(self) -> int:
        """Number of sets."""

    def member(self, seed: int, replicate: int) -> int:
        """Number of the posterior draw that a replicate runs."""

    def range(self, parameter: str) -> Range:
        """Where the draws' values of a parameter lie."""

    def scenario(self, base: Scenario, seed: int, replicate: int) -> Scenario:
        """The base with the replicate's posterior draw; what the base states stays."""
