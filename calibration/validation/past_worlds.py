"""The worlds of the past that targets are read from: as it was fitted, and with dated shocks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from calibration.data_series.data_source import DataSource
from calibration.past_scenario import past_of
from calibration.patterns import dated_shocks
from calibration.posterior import Posterior
from calibration.validation.posterior_runs import seed_of
from runs.comparison_design import Comparison
from sim.interventions import Intervention

TAKEDOWN_DAY = date(2022, 7, 1)
"""First day of the month of the raids (P288), and of the quarter that the targets are about."""


@dataclass(frozen=True)
class Shock:
    """A dated event that some targets need and that the fit does not know.

    Attributes:
        name: Name of its world.
        title: What happened.
        intervention: What stands for it.
        why: Why this stands for it.
        source: Evidence ids.
        targets: Names of the targets that are read from its world.
    """

    name: str
    title: str
    intervention: Intervention
    why: str
    source: str
    targets: tuple[str, ...]


def past_shocks() -> tuple[Shock, ...]:
    """The shocks, as the patterns have them, on the days on which they happened."""
    return (
        Shock(
            name="serbian-operation",
            title="The Serbian police operation from November 2023",
            intervention=dated_shocks.operation(dated_shocks.OPERATION_DAY),
            why="more looking and more stopping of those who leave Belgrade and Subotica, which "
            "fades; from the first day of the month in which detections broke off",
            source="P213 P254",
            targets=("operation-corridor", "operation-channel"),
        ),
        Shock(
            name="takedown-of-2022",
            title="The takedown of July 2022",
            intervention=dated_shocks.takedown(TAKEDOWN_DAY),
            why="the gang whose share is nearest to a tenth of the market, removed whole; on the "
            "first day of the month of the raids, whose completeness is assumed",
            source="P288 P313",
            targets=("takedown-arrivals", "takedown-load"),
        ),
    )


def past(replicates: int, posterior: Posterior, data: DataSource | None = None) -> Comparison:
    """Draws of a posterior over the past that data know, without shocks and with each."""
    source = data or DataSource()
    base = past_of(posterior, source.last_day)
    shaken = (
        replace(base, name=each.name, interventions=(*base.interventions, each.intervention))
        for each in past_shocks()
    )
    seed, facts = seed_of(posterior), source.facts
    return Comparison((base, *shaken), seed, replicates, posterior=posterior, data=facts)
