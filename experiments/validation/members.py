"""Runs of which each replicate is a member of the posterior, with the luck of its fit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from calibration.hindsight import known_by
from calibration.measures import Table
from calibration.posterior import Posterior
from experiments.comparison import Comparison
from experiments.patterns.runs import Designs, Runs
from experiments.patterns.watch import Sight, Watch, Watched
from experiments.results import Record, Results, collect
from experiments.runner import Job, Progress, each_replicate
from scenarios.world import load_world
from sim.outcomes import DAILY_COLUMNS
from sim.scenario import Scenario
from sim.world import World


@dataclass(frozen=True)
class Members:
    """What every replicate of a design needs.

    Attributes:
        world: As it was known at the posterior's cut-off.
        posterior: Whose members take turns.
        comparison: The design.
    """

    world: World
    posterior: Posterior
    comparison: Comparison

    def records(self, replicate: int) -> list[Record]:
        """Run one replicate of every scenario, and keep its daily table."""
        job = Job(self.world, self._drawn(replicate), self.comparison.seed, replicate + 1)
        return job.run(replicate)

    def sights(self, replicate: int) -> list[Sight]:
        """Run one replicate of every scenario, and look at its last state."""
        return Watch(self.world, self._drawn(replicate), self.comparison.seed).run(replicate)

    def _drawn(self, replicate: int) -> tuple[Scenario, ...]:
        return tuple(self.posterior.scenario(s, replicate) for s in self.comparison.scenarios)


def seed_of(posterior: Posterior) -> int:
    """Seed of a posterior's fit, with which its members have the luck that they had."""
    return int(posterior.facts["seed"])


def run_past(
    posterior: Posterior, design: Comparison, workers: int, progress: Progress
) -> dict[str, Table]:
    """Daily tables of each world of the past, by its name."""
    members = _members(posterior, design)
    runs = each_replicate(members.records, design, workers, progress)
    tables = {}
    for place, name in enumerate(design.names):
        daily = np.array([records[place].daily for records in runs])
        columns = {column: daily[:, :, at] for at, column in enumerate(DAILY_COLUMNS)}
        tables[name] = Table(design.baseline.start, columns)
    return tables


def run_patterns(posterior: Posterior, wanted: Designs, workers: int, progress: Progress) -> Runs:
    """The patterns' worlds, run by members of the posterior."""
    before = 0

    def report(done: int, _: int) -> None:
        progress(before + done, wanted.runs)

    found: list[Results] = []
    for design in (wanted.levers, wanted.shocks):
        runs = each_replicate(_members(posterior, design).records, design, workers, report)
        found.append(collect(design, [record for records in runs for record in records]))
        before += len(design.scenarios) * design.replicates
    members = _members(posterior, wanted.ways)
    sights = zip(*each_replicate(members.sights, wanted.ways, workers, report), strict=True)
    ways = Watched(wanted.ways, dict(zip(wanted.ways.names, map(list, sights), strict=True)))
    levers, shaken = found
    return Runs(levers, shaken, ways)


def _members(posterior: Posterior, design: Comparison) -> Members:
    world = known_by(load_world(), date.fromisoformat(posterior.facts["cutoff"]))
    return Members(world, posterior, design)
