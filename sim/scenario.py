"""A scenario: frozen parameters and dated interventions over a world."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from sim.interventions import Intervention
from sim.parameters import Number, resolve


@dataclass(frozen=True)
class Scenario:
    """What one run is about.

    Attributes:
        name: Short name, as on the command line.
        title: One line for tables and figures.
        description: What it stands for, and which evidence it rests on.
        start: First day that outcomes count.
        days: Days that outcomes count.
        warmup_days: Days run before ``start`` to fill the network, not counted.
        parameters: Values that differ from the defaults.
        interventions: What is done, from when.
        run_out_days: Days run after the last that counts, with measures as they then are, to see
            what becomes of those who were still on the way.
        demand: Logarithm of the factor on entries that nothing in the model explains, by number of
            the calendar quarter (year times 4 plus 0 to 3), where it is known; see
            :mod:`sim.people.demand`.
    """

    name: str
    title: str
    description: str
    start: date
    days: int
    warmup_days: int
    parameters: Mapping[str, Number | str] = field(default_factory=dict)
    interventions: tuple[Intervention, ...] = ()
    demand: Mapping[int, float] = field(default_factory=dict)
    run_out_days: int = 0

    def __post_init__(self) -> None:
        resolve(self.parameters)

    @property
    def first_day(self) -> int:
        """Ordinal of the first day of the warm-up."""
        return self.start.toordinal() - self.warmup_days

    @property
    def end(self) -> date:
        """Day after the last that counts."""
        return self.start + timedelta(days=self.days)

    @property
    def days_in_all(self) -> int:
        """Days that are run: warm-up, days that count, run-out."""
        return self.warmup_days + self.days + self.run_out_days

    @property
    def stop(self) -> int:
        """Ordinal of the day after the last that is run."""
        return self.first_day + self.days_in_all

    def same_until(self, other: Scenario) -> int:
        """Ordinal of the first day on which the two may differ; 0 if they never agree.

        Interventions do nothing before their start, so scenarios that share period and parameters
        are the same world until the first intervention that only one of them has.
        """
        mine, theirs = (
            (s.start, s.days, s.warmup_days, s.run_out_days, dict(s.parameters), dict(s.demand))
            for s in (self, other)
        )
        if mine != theirs:
            return 0
        here, there = Counter(self.interventions), Counter(other.interventions)
        apart = (here - there) + (there - here)
        return min([self.stop, *(i.start.toordinal() for i in apart)])

    @property
    def central(self) -> Scenario:
        """The same scenario with every field of its measures at its central value."""
        made = tuple(each.central for each in self.interventions)
        return self if made == self.interventions else replace(self, interventions=made)

    def lasting(self, days: int) -> Scenario:
        """The same scenario over another number of days."""
        return replace(self, days=days)

    def with_run_out(self, days: int) -> Scenario:
        """The same scenario with another number of days after the last that counts."""
        return replace(self, run_out_days=days)
