"""What data say of each free number, and which of them a policy's effect depends on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit
from scipy.stats import chi2, rankdata

from calibration.posterior import Posterior, is_demand
from calibration.priors import Priors
from scenarios.errors import InputError

Floats = NDArray[np.float64]
Answer = Literal["yes", "no", "open"]
"""What an interval says of a question: open, if it holds both yes and no."""

MOVED = 0.5
"""Shift of the mean, in the prior's standard deviations, from which on data have moved a number."""
NARROWED = 0.75
"""Share of the prior's standard deviation down to which data must bring it to narrow a number."""
TIED = 0.5
"""Size of a rank correlation from which on two free numbers are tied."""
LEVEL = 0.95
RESAMPLES = 1000
FEWEST = 10
"""Draws below which nothing is said of what an effect depends on."""


@dataclass(frozen=True)
class Learnt:
    """One free number before and after the data.

    Attributes:
        name: The number.
        shift: Mean of the posterior less that of the prior, in the prior's standard deviations.
        shift_low, shift_high: 95 % interval of it, for the number of draws.
        ratio: Standard deviation of the posterior over that of the prior.
        ratio_low, ratio_high: 95 % interval of it, for the number of draws.
        moved, narrowed: Whether the data have done so, by the rules of :func:`learnt`.
    """

    name: str
    shift: float
    shift_low: float
    shift_high: float
    ratio: float
    ratio_low: float
    ratio_high: float
    moved: Answer
    narrowed: Answer

    @property
    def words(self) -> str:
        """What was learned from the data about it."""
        said = {"yes": "", "open": "perhaps "}
        done = [
            f"{said[answer]}{word}"
            for word, answer in (("moved", self.moved), ("narrowed", self.narrowed))
            if answer != "no"
        ]
        return " and ".join(done) or "not moved by the data"

    @property
    def taught(self) -> Answer:
        """Whether the data have done either."""
        answers = (self.moved, self.narrowed)
        return "yes" if "yes" in answers else "open" if "open" in answers else "no"


@dataclass(frozen=True)
class Tie:
    """Two free numbers that the data say of together, with their rank correlation."""

    one: str
    other: str
    correlation: float


@dataclass(frozen=True)
class Dependence:
    """How an effect goes with a free number over draws.

    Attributes:
        name: The number.
        correlation: Rank correlation.
        low, high: 95 % interval of it over resampled draws.
        clear: Whether it is larger than the largest of all effects and free numbers is, 19 times
            in 20, when draws' effects are dealt out to them at random.
    """

    name: str
    correlation: float
    low: float
    high: float
    clear: bool


def standardised(priors: Priors, posterior: Posterior) -> dict[str, Floats]:
    """Draws by free number, in standard deviations of its prior from its middle.

    Parameters on the scale of their prior, demand as the level of each quarter.

    Raises:
        InputError: If the posterior lacks a free number.
    """
    lacking = {each.parameter for each in priors.parameters} - set(posterior.parameters)
    if lacking or set(priors.quarters) != set(posterior.demand):
        what = f"lacks {min(lacking)}" if lacking else "has other quarters than the priors"
        raise InputError(f"the posterior {what}; fit again")
    scores = {
        prior.parameter: np.array([prior.score(each) for each in values])
        for prior in priors.parameters
        for values in [posterior.parameters[prior.parameter]]
    }
    names = priors.names[len(priors.parameters) :]
    levels = {
        name: posterior.demand[number] / spread
        for name, (number, spread) in zip(names, priors.demand_spread().items(), strict=True)
    }
    return scores | levels


def learnt(members: Mapping[str, Floats]) -> list[Learnt]:
    """What was learned from the data about each free number.

    It is moved if its mean shifts by :data:`MOVED` or more, and narrowed if its spread falls to
    :data:`NARROWED` or less, in the prior's standard deviations: yes or no if the whole interval
    says so, else open.

    Args:
        members: As :func:`standardised` gives them.
    """
    return [_learnt(name, values) for name, values in members.items()]


def _learnt(name: str, values: Floats) -> Learnt:
    size, mean, spread = values.size, float(values.mean()), float(values.std(ddof=1))
    reach = float(stdtrit(size - 1, (1 + LEVEL) / 2)) * spread / np.sqrt(size)
    ends = chi2.ppf([(1 + LEVEL) / 2, (1 - LEVEL) / 2], size - 1)
    low, high = spread * np.sqrt((size - 1) / ends)
    return Learnt(
        name, mean, mean - reach, mean + reach, spread, float(low), float(high),
        moved=_answer(abs(mean) - reach >= MOVED, abs(mean) + reach < MOVED),
        narrowed=_answer(bool(high <= NARROWED), bool(low > NARROWED)),
    )  # fmt: skip


def _answer(yes: bool, no: bool) -> Answer:
    return "yes" if yes else "no" if no else "open"


def ties(members: Mapping[str, Floats]) -> list[Tie]:
    """Free numbers whose draws go together, strongest first.

    Two quarters of demand do so before any data, and are left out.
    """
    ranks = {name: _ranks(values) for name, values in members.items()}
    found = [
        Tie(one, other, float(ranks[one] @ ranks[other]))
        for one, other in combinations(ranks, 2)
        if not (is_demand(one) and is_demand(other))
    ]
    strong = [tie for tie in found if abs(tie.correlation) >= TIED]
    return sorted(strong, key=lambda tie: -abs(tie.correlation))


def dependences(
    effects: Floats, members: Mapping[str, Floats], seed: int
) -> list[list[Dependence]]:
    """How each effect goes with each free number over draws, strongest first.

    An effect that is undefined in a draw goes clearly with nothing.

    Args:
        effects: Of each member, shape (effects, draws).
        members: Free numbers of the same draws, shape (draws,) each.
        seed: Of resampling.

    Raises:
        ValueError: If there are too few draws, or a shape differs.
    """
    size = effects.shape[-1]
    if size < FEWEST or any(values.shape != (size,) for values in members.values()):
        raise ValueError(f"effects and free numbers need the same {FEWEST} draws or more")
    chance = np.random.default_rng(seed)
    free = np.array(list(members.values()))
    threshold = _threshold(effects, free, chance)
    indices = chance.integers(size, size=(RESAMPLES, size))
    resampled, ranks = _ranks(free[:, indices]), _ranks(free)
    found = []
    for effect in effects:
        again = (resampled * _ranks(effect[indices])).sum(axis=-1)
        ends = np.quantile(again, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=1)
        each = [
            Dependence(name, float(rho), float(low), float(high), bool(abs(rho) > threshold))
            for name, rho, low, high in zip(members, ranks @ _ranks(effect), *ends, strict=True)
        ]
        found.append(sorted(each, key=lambda one: -abs(one.correlation)))
    return found


def _threshold(effects: Floats, free: Floats, chance: np.random.Generator) -> float:
    """What the largest correlation of all effects and free numbers reaches by chance."""
    size = effects.shape[-1]
    dealt = chance.permuted(np.tile(np.arange(size), (RESAMPLES, 1)), axis=1)
    ranks = _ranks(free)
    largest = np.zeros(RESAMPLES)
    for effect in effects[np.isfinite(effects).all(axis=1)]:
        reached = np.abs(ranks @ _ranks(effect)[dealt].T).max(axis=0)
        largest = np.maximum(largest, reached)
    return float(np.quantile(largest, LEVEL))


def _ranks(values: Floats) -> Floats:
    """Ranks along the last axis, less their mean and of length 1; 0 where all are equal."""
    ranks = rankdata(values, axis=-1)
    ranks -= ranks.mean(axis=-1, keepdims=True)
    length = np.sqrt((ranks**2).sum(axis=-1, keepdims=True))
    return np.asarray(ranks / np.where(length > 0, length, 1.0))
