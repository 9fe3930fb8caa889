"""What is free in the fit, and how far.

Every free number is a standard normal score in the fit: parameters through their scale, and the
steps of unexplained demand, one a calendar quarter.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np
from annotated_types import Ge, Le, MaxLen, MinLen
from numpy.typing import NDArray

from calibration.input_tables import read_priors_csv
from scenarios.declared_fields import Field, check_fields
from scenarios.errors import instead
from scenarios.yaml_reader import Source, Trail, read
from sim.parameters import PARAMETERS
from sim.people.demand_quarters import learned, quarter
from sim.scenario import Scenario

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

FILE = Path(__file__).with_name("priors.yaml")
NINE_IN_TEN = 1.6448536269514722
"""Standard normal score that 5 % lie above."""

USUAL_DEMAND: dict[str, Any] = {"volatility": 0.3, "fades": 0.15, "learns": 0.25}
"""Unexplained demand, where a file says nothing of it."""
_FILE = {
    "demand": Field(dict[str, Any], right="the keys volatility, fades, learns and reason"),
    "parameters": Field(
        Annotated[list[Any], MinLen(1)], required=True,
        right="a list of priors, each of which begins with - parameter:",
    ),
}  # fmt: skip
_DEMAND = {
    "volatility": Field(Annotated[float, Ge(0), Le(3)], required=True),
    "fades": Field(Annotated[float, Ge(0), Le(1)], required=True),
    "learns": Field(Annotated[float, Ge(0), Le(1)]),
    "reason": Field(str),
}
_PRIOR = {
    "parameter": Field(str, required=True),
    "range": Field(
        Annotated[list[float], MinLen(2), MaxLen(2)],
        right="two numbers, such as [0.1, 0.9], that hold 90 %",
    ),
    "scale": Field(Literal["linear", "log", "logit"], right="linear, log or logit"),
    "reason": Field(str),
}  # fmt: skip

_RANGE = {"range", "scale", "reason"}
"""Keys that only a parameter with a plausible range of its own can do without."""

_SCALES: dict[str, tuple[Callable[[float], float], Callable[[float], float]]] = {
    "linear": (float, float),
    "log": (math.log, math.exp),
    "logit": (
        lambda share: math.log(share / (1.0 - share)),
        lambda odds: 1.0 / (1.0 + math.exp(-odds)),
    ),
}
"""How a scale turns a value into a number without bounds, and back."""


@dataclass(frozen=True)
class Prior:
    """What is thought of one parameter before the fit.

    Attributes:
        parameter: Its name.
        low, high: Range that holds 90 %, in the parameter's unit.
        scale: ``linear``, ``log`` or ``logit``: on which the prior is normal.
        reason: Why the range is what it is.
    """

    parameter: str
    low: float
    high: float
    scale: str
    reason: str

    def value(self, score: float) -> float:
        """Value at a standard normal score, within the parameter's own bounds."""
        middle, spread = self._normal
        least, most = PARAMETERS[self.parameter].bounds
        return min(max(_SCALES[self.scale][1](middle + spread * score), least), most)

    def score(self, value: float) -> float:
        """Standard normal score of a value."""
        middle, spread = self._normal
        return (_SCALES[self.scale][0](value) - middle) / spread

    @property
    def _normal(self) -> tuple[float, float]:
        """Mean and standard deviation on the scale."""
        low, high = (_SCALES[self.scale][0](end) for end in (self.low, self.high))
        return (low + high) / 2.0, (high - low) / 2.0 / NINE_IN_TEN


@dataclass(frozen=True)
class Priors:
    """All that is free in a fit of some period.

    Attributes:
        parameters: One prior a free parameter.
        volatility: Standard deviation of a quarter's step of unexplained demand, of its logarithm.
        fades: Share of what is unexplained that has faded a quarter later, towards its level.
        learns: Share of the gap to the present by which that level moves in a quarter.
        quarters: Numbers of the calendar quarters whose steps are free.
        assumed: Which of the parameters are assumed: no target was chosen to fit them, and their
            prior is their plausible range.
    """

    parameters: tuple[Prior, ...]
    volatility: float
    fades: float
    learns: float
    quarters: range
    assumed: frozenset[str] = frozenset()

    @property
    def of_demand(self) -> dict[str, float]:
        """Parameters by which unexplained demand walks on."""
        return {
            "demand_volatility": self.volatility,
            "demand_return": self.fades,
            "demand_learning": self.learns,
        }

    @property
    def names(self) -> tuple[str, ...]:
        """One name a free number: parameters first, then ``demand_2022q1`` and so on."""
        steps = (f"demand_{number // 4}q{number % 4 + 1}" for number in self.quarters)
        return (*(prior.parameter for prior in self.parameters), *steps)

    @property
    def is_assumed(self) -> Bools:
        """Whether a free number is assumed, shape (free numbers,)."""
        return np.array([name in self.assumed for name in self.names])

    @property
    def fitted(self) -> Priors:
        """The same without what is assumed."""
        kept = tuple(each for each in self.parameters if each.parameter not in self.assumed)
        return replace(self, parameters=kept, assumed=frozenset())

    def with_assumed(self) -> Priors:
        """The same with every other parameter that has a plausible range."""
        known = {each.parameter for each in self.parameters} | self.of_demand.keys()
        more = tuple(
            Prior(name, found.low, found.high, found.scale.value, found.reason)
            for name, of in PARAMETERS.items()
            if (found := of.plausible_range) and name not in known
        )
        names = frozenset(each.parameter for each in more)
        return replace(self, parameters=(*self.parameters, *more), assumed=names)

    def values(self, scores: Floats) -> dict[str, float]:
        """Parameters by name, at scores of shape (free numbers,)."""
        chosen = scores[: len(self.parameters)]
        return {
            prior.parameter: prior.value(float(score))
            for prior, score in zip(self.parameters, chosen, strict=True)
        }

    def demand(self, scores: Floats) -> dict[int, float]:
        """Logarithm of unexplained demand by quarter, at scores of shape (free numbers,)."""
        level, base, levels = 0.0, 0.0, {}
        for number, step in zip(self.quarters, scores[len(self.parameters) :], strict=True):
            level = base + (1.0 - self.fades) * (level - base) + self.volatility * float(step)
            base = learned(base, level, self.learns)
            levels[number] = level
        return levels

    def demand_spread(self) -> dict[int, float]:
        """Standard deviation of that logarithm before the data, by quarter."""
        steps = np.eye(len(self.names))[len(self.parameters) :]
        levels = [list(self.demand(step).values()) for step in steps]
        spread = np.sqrt(np.square(levels).sum(axis=0))
        return dict(zip(self.quarters, spread.tolist(), strict=True))

    def scenario(self, base: Scenario, scores: Floats) -> Scenario:
        """The base with the parameters and the demand of these scores."""
        parameters = dict(base.parameters) | self.values(scores)
        parameters |= self.of_demand
        return replace(base, parameters=parameters, demand=self.demand(scores))


def load_priors(first: date, last: date, path: Path = FILE) -> Priors:
    """Priors for a fit whose runs go from ``first`` to ``last``, both included.

    Args:
        first: First day of the runs.
        last: Their last day.
        path: The file, YAML as the project's own or CSV with a row a parameter.

    Raises:
        InputError: For the first fault in the file, with its line and column.
    """
    source = read_priors_csv(path) if path.suffix == ".csv" else read(path)
    given = check_fields(source, (), source.values, _FILE, "a file of priors")
    demand = check_fields(source, ("demand",), given.get("demand", USUAL_DEMAND), _DEMAND, "demand")
    found = [
        _prior(source, ("parameters", number), each)
        for number, each in enumerate(given.get("parameters", []))
    ]
    names = [each and each.parameter for each in found]
    for number, each in enumerate(found):
        if each is not None and each.parameter in names[:number]:
            source.fault(source.indices["parameters", number], f"{each.parameter} is there twice")
    source.raise_first()
    return Priors(
        parameters=tuple(each for each in found if each is not None),
        volatility=demand["volatility"],
        fades=demand["fades"],
        learns=demand.get("learns", USUAL_DEMAND["learns"]),
        quarters=range(quarter(first.toordinal()), quarter(last.toordinal()) + 1),
    )


def _prior(source: Source, trail: Trail, given: Any) -> Prior | None:
    """One prior, or None with its faults noted."""
    before = len(source.faults)
    if not isinstance(given, dict):
        source.fault(source.indices[trail], "a prior must be keys such as parameter and range")
        return None
    right = check_fields(source, trail, given, _PRIOR, "a prior")
    if len(source.faults) > before:
        return None
    name = right["parameter"]
    if name not in PARAMETERS:
        message = f"unknown parameter {name!r}{instead(name, PARAMETERS)}"
        source.fault(source.indices[*trail, "parameter"], message)
        return None
    plausible = PARAMETERS[name].plausible_range
    if plausible and not right.keys() & _RANGE:
        return Prior(name, plausible.low, plausible.high, plausible.scale.value, plausible.reason)
    if missing := sorted(_RANGE - right.keys()):
        source.fault(source.indices[trail], f"the prior of {name} lacks {' and '.join(missing)}")
        return None
    (low, high), scale = right["range"], right["scale"]
    least, most = PARAMETERS[name].bounds
    bounds = {"log": (0.0, math.inf), "logit": (0.0, 1.0)}.get(scale, (-math.inf, math.inf))
    if not (least <= low < high <= most and bounds[0] < low and high < bounds[1]):
        message = f"range is {low:g} to {high:g}; it must rise, within {least:g} to {most:g}"
        within = {"log": ", above 0 on a log scale", "logit": ", between 0 and 1 on a logit scale"}
        source.fault(source.indices[*trail, "range"], message + within.get(scale, ""))
        return None
    return Prior(name, low, high, scale, " ".join(str(right["reason"]).split()))
