"""Whom scenarios pay for and who is not at work on the last day, so that no effect is misread."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import timedelta

from experiments.comparison.paired_effects import Effect, Effects
from runs.comparison_design import Comparison
from runs.number_format import counted
from scenarios.world_tables import load_world
from sim.scenario import Scenario
from sim.scenario_values import named_values

ON_THE_WAY = {"public_cost", "officers_recruiting", "officers_training"}
"""Outcomes that move before anything of a scenario is at work."""


@dataclass(frozen=True)
class Staff:
    """Officers whom a scenario announced by a day, by how far they have come."""

    recruiting: float
    training: float
    at_work: float


def not_at_work(comparison: Comparison, effects: Effects) -> list[str]:
    """Sentences on scenarios whose officers, or all of whose measures, are not at work yet."""
    last, shared = comparison.dates[-1], comparison.baseline.interventions
    content = []
    for scenario in comparison.scenarios[1:]:
        own = [each for each in scenario.interventions if each not in shared]
        staff = staff_on_last_day(replace(scenario, interventions=tuple(own)))
        recruiting, training = round(staff.recruiting), round(staff.training)
        whole = round(staff.recruiting + staff.training + staff.at_work)
        if recruiting or training:
            content.append(
                f"{scenario.name}: of {counted(whole, 'officer')} to be recruited, "
                f"the last day ({last}) finds {whole - recruiting - training:,} at work, "
                f"{training:,} in training and {recruiting:,} being recruited."
            )
        if own and _same(effects[scenario.name]):
            content.append(
                f"{scenario.name}: every outcome but cost and officers on their way is that of "
                f"{comparison.baseline.name}; nothing of it is at work yet on {last}."
            )
    return content


def staff_on_last_day(scenario: Scenario) -> Staff:
    """Officers of all interventions that recruit, on the last day that counts."""
    values = named_values(load_world(), replace(scenario, interventions=()))
    day = (scenario.end - timedelta(days=1)).toordinal()
    announced = recruiting = training = 0.0
    for intervention in scenario.interventions:
        for change in intervention.modifiers(values):
            now = change.amount * change.ramp.at(day)
            if change.value == "officers_recruiting":
                recruiting += now
                announced += max(now, 0.0)
            elif change.value == "officers_training":
                training += now
    return Staff(recruiting, training, announced - recruiting - training)


def _same(effects: dict[str, Effect]) -> bool:
    """Whether a scenario is the baseline in every replicate, but for what goes before the work."""
    changes = [each.difference for name, each in effects.items() if name not in ON_THE_WAY]
    return not any(
        change.mean != 0 or (change.known and change.low != change.high)
        for change in changes
        if not math.isnan(change.mean)
    )
