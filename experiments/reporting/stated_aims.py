"""What measures are meant to do, beside what they do in the model."""

from __future__ import annotations

from experiments.comparison.paired_effects import Effect
from experiments.comparison.verdicts import Verdict
from experiments.reporting.effect_statements import describe
from sim.scenario import Scenario

AS_MEANT, UNKNOWN, OPPOSITE = "as meant", "cannot tell", "the opposite of what is meant"
UNJUDGED = "no verdict is given"


def stated_aims(scenario: Scenario, effects: dict[str, Effect]) -> list[str]:
    """One line for each outcome that a measure of the scenario is meant to move.

    Each line has the measures that are meant to move it, whether the scenario as a whole does, and
    its effect; whether one measure among several does, only a scenario with it alone can tell.
    """
    meant: dict[tuple[str, int], list[str]] = {}
    for intervention in scenario.interventions:
        for claim in intervention.claims:
            kinds = meant.setdefault((claim.outcome, claim.direction), [])
            if intervention.kind not in kinds:
                kinds.append(intervention.kind)
    lines = []
    for (outcome, direction), kinds in meant.items():
        verb = "raise" if direction > 0 else "lower"
        name = outcome.replace("_", " ")
        found = describe(effects[outcome])
        lines.append(
            f"To {verb} {name} ({', '.join(kinds)}): "
            f"{bearing(effects[outcome], direction)}. {found[0].upper()}{found[1:]}."
        )
    return lines


def bearing(effect: Effect, direction: int) -> str:
    """Whether an effect goes in the direction that is meant, as far as its verdict says."""
    if effect.judgement is None:
        return UNJUDGED
    if effect.judgement.verdict is Verdict.SAME:
        return Verdict.SAME.value
    if effect.direction == 0:
        return UNKNOWN
    return AS_MEANT if effect.direction == direction else OPPOSITE
