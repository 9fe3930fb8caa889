"""What very strong policing of the ways does: one country, and everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from runs.number_format import signed_percent
from runs.reporting.markdown import table
from scenarios.world_tables import load_world
from sim.interventions.value_change import Change
from sim.scenario import Scenario
from sim.simulation import Simulation

WAYS: Mapping[str, tuple[str, ...]] = {
    "Serbia to Hungary": ("SUB-BUD",),
    "Serbia to Romania": ("BEG-TSR",),
    "Into Croatia": ("BIH-ZAG", "BEG-ZAG"),
    "Bulgaria to Romania": ("SOF-BUH",),
    "Romania to Hungary": ("TSR-BUD",),
}
"""Ways of which passages are shown, and their corridors."""


@dataclass(frozen=True)
class Policed:
    """What became of people, a mean over replicates: all of the run, its warm-up included."""

    passed: dict[str, float]
    entered: float
    arrived: float
    gave_up: float


def worlds(baseline: Scenario) -> dict[str, Scenario]:
    """The baseline, 100,000 more officers in Serbia, and detection of 1 everywhere."""
    first = date.fromordinal(baseline.first_day)
    serbia = Change(start=first, value="officers", entity="serbia-police", add=100_000.0)
    seen = Change(start=first, value="people_detection", add=1.0)
    return {
        "Baseline": baseline,
        "100,000 more officers in Serbia": replace(baseline, interventions=(serbia,)),
        "Everybody is detected": replace(baseline, interventions=(seen,)),
    }


def policed(scenario: Scenario, replicates: int, seed: int) -> Policed:
    """Run a world and count its people."""
    world = load_world()
    runs: list[list[float]] = []
    for replicate in range(replicates):
        model = Simulation(world, scenario, seed, replicate)
        outcomes, routes = model.run().outcomes, model.travellers.corridors_passed
        bits = {
            name: np.uint64(sum(1 << world.network.corridor_index[each] for each in corridors))
            for name, corridors in WAYS.items()
        }
        passed = [float(np.count_nonzero(routes & bits[name])) for name in WAYS]
        runs.append(
            [*passed, *(outcomes[name] for name in ("entered", "arrivals", "people_gave_up"))]
        )
    *passed, entered, arrived, gave_up = np.mean(runs, axis=0).tolist()
    return Policed(dict(zip(WAYS, passed, strict=True)), entered, arrived, gave_up)


def section(found: Mapping[str, Policed]) -> str:
    """The section of the page."""
    (_, base), *others = found.items()
    header = ["World", *WAYS, "Arrivals", "Gave up"]
    rows = [
        [name, *(f"{each:,.0f}" for each in (*one.passed.values(), one.arrived, one.gave_up))]
        for name, one in found.items()
    ]
    said = [f"- {name}: {_in_words(base, one)}" for name, one in others]
    lines = [
        "## Policing of routes", "",
        "People whose route had each corridor, arrivals and those who gave up; one person can "
        "be in several columns. Who is turned back from a route and takes another is counted on "
        "the other alone.", "",
        *table(header, rows), "", *said,
    ]  # fmt: skip
    return "\n".join(lines)


def _in_words(base: Policed, one: Policed) -> str:
    """Where those went who no longer pass from Serbia to Hungary."""
    way = "Serbia to Hungary"
    lost = base.passed[way] - one.passed[way]
    elsewhere = sum(max(one.passed[name] - base.passed[name], 0.0) for name in WAYS if name != way)
    gave_up = one.gave_up - base.gave_up
    change = signed_percent(one.passed[way] / base.passed[way] - 1)
    return (
        f"{way} {change}, {lost:,.0f} people fewer; "
        f"{elsewhere:,.0f} more on other corridors of the table, {gave_up:,.0f} more gave up; "
        f"arrivals {signed_percent(one.arrived / base.arrived - 1)}."
    )
