"""The design of a comparison: a baseline and other scenarios, over the same replicates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from runs.effect_draws import EffectSizes, with_effects
from runs.number_format import counted
from runs.parameter_draws import ParameterDraws
from sim.scenario import Scenario


@dataclass(frozen=True)
class Comparison:
    """Which scenarios run under which replicates.

    Attributes:
        scenarios: The baseline first; alone, it is described and compared with nothing.
        seed: The study's seed, 0 to 2**32 - 1.
        replicates: How many replicates of each scenario.
        first: Number of the first replicate.
        posterior: Where parameters come from that the scenarios do not state; the declared defaults
            if None.
        data: Facts of the data that weather and entries come from; the packaged ones if None.
        effects: Whether replicates draw the strengths that scenarios leave open.

    Raises:
        ValueError: If two scenarios share a name, or differ in first day, length or warm-up, so
            that equal replicates would not be the same world.
    """

    scenarios: tuple[Scenario, ...]
    seed: int
    replicates: int
    first: int = 0
    posterior: ParameterDraws | None = None
    data: Mapping[str, Any] | None = field(default=None, compare=False)
    effects: EffectSizes = EffectSizes.CENTRAL

    def __post_init__(self) -> None:
        if len(set(self.names)) != len(self.names):
            raise ValueError("two scenarios share a name; give each its own")
        for other in self.scenarios[1:]:
            if _period(other) != _period(self.baseline):
                raise ValueError(
                    f"scenario {other.name!r} covers {_period(other)} and {self.baseline.name!r} "
                    f"{_period(self.baseline)}; give both the same period"
                )

    @property
    def baseline(self) -> Scenario:
        """The scenario that the others are compared with."""
        return self.scenarios[0]

    @property
    def names(self) -> list[str]:
        """Names of all scenarios, the baseline first."""
        return [scenario.name for scenario in self.scenarios]

    @property
    def dates(self) -> list[date]:
        """Days that count, in order."""
        return [self.baseline.start + timedelta(days=n) for n in range(self.baseline.days)]

    @property
    def runs(self) -> int:
        """Runs in all."""
        return len(self.scenarios) * self.replicates

    @property
    def numbers(self) -> range:
        """Numbers of all replicates."""
        return range(self.first, self.first + self.replicates)

    def drawn(self, replicate: int) -> tuple[Scenario, ...]:
        """The scenarios as one replicate runs them: the same posterior draw, the same strengths."""
        strong = (with_effects(each, self.effects, self.seed, replicate) for each in self.scenarios)
        if self.posterior is None:
            return tuple(strong)
        return tuple(self.posterior.scenario(each, self.seed, replicate) for each in strong)

    def following(self, replicates: int) -> Comparison:
        """The same design over the next ``replicates`` replicates."""
        return replace(self, first=self.first + self.replicates, replicates=replicates)


def _period(scenario: Scenario) -> str:
    return (
        f"{scenario.start}, {counted(scenario.days, 'day')} after {scenario.warmup_days} of "
        f"warm-up, {scenario.run_out_days} of run-out"
    )
