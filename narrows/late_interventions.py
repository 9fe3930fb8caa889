"""Which interventions begin too late to matter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from sim.scenario import Scenario


def late_interventions(scenarios: Sequence[Scenario]) -> Iterator[str]:
    """Yield a sentence for each scenario with interventions that begin after its last day."""
    for scenario in scenarios:
        late = sum(each.start >= scenario.end for each in scenario.interventions)
        if late:
            yield (
                f"{_some(late, len(scenario.interventions))} of {scenario.name!r} "
                f"{'begins' if late == 1 else 'begin'} only after the last day, which is "
                f"{scenario.end - timedelta(days=1)}"
            )


def _some(some: int, of: int) -> str:
    """Some of several interventions, as the beginning of a sentence."""
    if of == 1:
        return "the one intervention"
    return f"all {of} interventions" if some == of else f"{some} of {of} interventions"
