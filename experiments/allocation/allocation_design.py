"""What an allocation is: a budget, the places it may go to, and how the search is run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from calibration.data_series.data_source import DataSource
from calibration.posterior import Posterior
from runs.comparison_design import Comparison
from runs.effect_draws import EffectSizes
from sim.interventions import Intervention
from sim.interventions.intervention import DAYS_PER_YEAR
from sim.scenario import Scenario

LEARNING = "learning"
"""How units spread their officers unless a policy says otherwise: the model's default."""
Spending = tuple[float, ...]
"""GBP million a year at each place, in the order of the file."""


@dataclass(frozen=True)
class Strength:
    """A number that money buys along a straight line, beyond ``cost`` as well.

    Attributes:
        low: Its value without money.
        high: Its value for ``cost``.
        cost: GBP million a year.
        whole: Whether it is a whole number, such as days.
    """

    low: float
    high: float
    cost: float
    whole: bool

    def at(self, million: float) -> float:
        """Its value for so many GBP million a year."""
        value = self.low + (self.high - self.low) * million / self.cost
        return round(value) if self.whole else value


@dataclass(frozen=True)
class Place:
    """Where part of the budget may go.

    Attributes:
        name, title: What it is called.
        templates: Its interventions, each with the fields that the money sets and what they take.
        buys: Numbers that its money buys, by name.
        officer_cost: GBP a year that the model counts for each officer whom the place is given;
            less than an officer's pay where some posts stand open.
    """

    name: str
    title: str
    templates: tuple[tuple[Intervention, Mapping[str, str]], ...]
    buys: Mapping[str, Strength]
    officer_cost: float

    def interventions(self, million: float) -> tuple[Intervention, ...]:
        """What so many GBP million a year buy; nothing for none."""
        if million <= 0:
            return ()
        found: dict[str, Any] = amounts(million, self.officer_cost, self.buys)
        return tuple(
            replace(template, **{key: found[name] for key, name in holes.items()})
            for template, holes in self.templates
        )


@dataclass(frozen=True)
class Pool:
    """A part of the budget that some places share.

    Attributes:
        million: GBP million a year.
        indices: Numbers of the places that draw on it.
        of_officers: Whether it is a number of officers, whose pay the money is.
    """

    million: float
    indices: tuple[int, ...]
    of_officers: bool = False


@dataclass(frozen=True)
class Allocation:
    """One question of where a budget does most, ready to run.

    Attributes:
        name, question, description: As in its file.
        command: How the file is named on the command line.
        text: The file as it was read.
        baseline: What policies are compared with.
        places: Where the budget may go.
        pools: The budget.
        whole: Whether all of it must be spent.
        officer_cost: GBP for an officer a year.
        outcomes: What is reported; deaths beside arrivals.
        members: What replicates draw parameters from; None for the declared defaults.
        seed: Of everything drawn.
        replicates: Of each policy in the search.
        trials: Policies that the search tries.
        generation: Policies that are tried before the search learns from them.
        finalists: Policies that are tried again.
        confirm: Replicates of that, none of which the search has seen.
        data: What weather and entries come from.
        effects: Whether replicates draw the strengths that the file leaves open.
    """

    name: str
    question: str
    description: str
    command: str
    text: str
    baseline: Scenario
    places: tuple[Place, ...]
    pools: tuple[Pool, ...]
    whole: bool
    officer_cost: float
    outcomes: tuple[str, ...]
    members: Posterior | None
    seed: int
    replicates: int
    trials: int
    generation: int
    finalists: int
    confirm: int
    data: DataSource = field(default_factory=DataSource)
    effects: EffectSizes = EffectSizes.CENTRAL

    def comparison(self, scenarios: tuple[Scenario, ...], replicates: int, first: int
                   ) -> Comparison:  # fmt: skip
        """The baseline and some scenarios over some replicates.

        Args:
            scenarios: What is compared with the baseline.
            replicates: How many.
            first: Number of the first.
        """
        return Comparison(
            (self.baseline, *scenarios), self.seed, replicates, first, self.members,
            self.data.facts, self.effects,
        )  # fmt: skip


@dataclass(frozen=True)
class Policy:
    """One way to spend the budget.

    Attributes:
        name: Short name.
        title: In plain words.
        spending: GBP million a year at each place.
        spread: How units spread their officers.
    """

    name: str
    title: str
    spending: Spending
    spread: str = LEARNING

    def scenario(self, question: Allocation) -> Scenario:
        """The baseline with what the money buys."""
        base = question.baseline
        bought = [
            each
            for place, million in zip(question.places, self.spending, strict=True)
            for each in place.interventions(million)
        ]
        own = {} if self.spread == LEARNING else {"allocation": self.spread}
        return replace(
            base,
            name=self.name,
            title=self.title,
            parameters=dict(base.parameters) | own,
            interventions=(*base.interventions, *bought),
        )


def amounts(million: float, officer_cost: float, buys: Mapping[str, Strength]) -> dict[str, float]:
    """What stands behind each ``$name`` for so many GBP million a year."""
    gbp = million * 1e6
    return {
        "officers": gbp / officer_cost,
        "million_gbp": million,
        "gbp_per_day": gbp / DAYS_PER_YEAR,
        **{name: strength.at(million) for name, strength in buys.items()},
    }
