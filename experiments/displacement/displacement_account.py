"""The account of a pair of scenarios: exact counts for every replicate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.displacement import boat_counts as boats
from experiments.displacement.boat_counts import BoatFate
from experiments.displacement.focus import Cell, Focus
from experiments.displacement.followed_people import People, follow, stayed
from runs.comparison_design import Comparison
from runs.progress import Progress
from runs.results import Record, Results, collect, daily_replicates
from runs.runner import Job, each_replicate
from sim.people.travellers import State
from sim.world import World

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Account:
    """Counts, by replicate along the first axis.

    Attributes:
        people: Shape (replicates, 2, fates): of those in the focus in the baseline, what became of
            them in the scenario; and of those in the focus in the scenario, what in the baseline.
        stayed: Shape (replicates, counts of ``STAYED``).
        boats: Shape (replicates, 2, fates): all boats of the baseline and of the scenario.
        deaths: Shape (replicates, 2): deaths in the focus in the baseline and in the scenario.
    """

    people: Ints
    stayed: Ints
    boats: Ints
    deaths: Ints

    @property
    def net_people(self) -> Ints:
        """Of the reduction in people, what each fate accounts for: (replicates, fates).

        What stands under ``SAME`` is zero; the rest sum to the reduction in every replicate.
        """
        return self.people[:, 0] - self.people[:, 1]

    @property
    def net_boats(self) -> Ints:
        """Of the reduction in boats, what each fate accounts for: (replicates, fates).

        What stands under ``SAME`` is zero; the rest sum to the reduction in every replicate.
        """
        net = self.boats[:, 1] - self.boats[:, 0]
        net[:, BoatFate.SAME] = 0
        return net

    @property
    def people_in_focus(self) -> Ints:
        """People in the focus in the baseline and in the scenario: (replicates, 2)."""
        return self.people.sum(axis=2)

    @property
    def boats_in_focus(self) -> Ints:
        """Boats in the focus in the baseline and in the scenario: (replicates, 2)."""
        return self.boats[:, :, BoatFate.SAME]


@dataclass(frozen=True)
class Displacement:
    """What the runs of a pair give: outcomes as in every comparison, and the account."""

    focus: Focus
    results: Results
    account: Account


@dataclass(frozen=True)
class _Task:
    """Run one replicate of both scenarios and keep nothing of its people but their counts."""

    job: Job
    cell: Cell

    def __call__(self, replicate: int) -> tuple[list[Record], Account]:
        names = self.job.comparison.names
        records, people, counts = {}, {}, {}
        for name, model, record in self.job.worlds(replicate):
            records[name] = record
            people[name] = People.of(model.travellers)
            counts[name] = boats.count(self.cell, model.boats, model.consignments)
        baseline, scenario = names
        account = settle(
            self.cell, people[baseline], people[scenario], counts[baseline], counts[scenario]
        )
        return [records[name] for name in names], account


def settle(
    cell: Cell, baseline: People, scenario: People, baseline_boats: Ints, scenario_boats: Ints
) -> Account:
    """The account of one replicate, from the people and the counted boats of both worlds."""
    died = [world.inside(cell, State.DIED).sum() for world in (baseline, scenario)]
    return Account(
        people=np.array([[follow(cell, baseline, scenario), follow(cell, scenario, baseline)]]),
        stayed=stayed(cell, baseline, scenario)[np.newaxis],
        boats=np.array([[baseline_boats, scenario_boats]]),
        deaths=np.array([died], dtype=np.int64),
    )


def displacement(
    world: World,
    comparison: Comparison,
    focus: Focus,
    workers: int = 1,
    progress: Progress | None = None,
) -> Displacement:
    """Run a pair of scenarios and account for what changed in the focus.

    Args:
        world: Network and tables.
        comparison: The baseline and one scenario.
        focus: Which arrivals and launches are local.
        workers: Processes that run at once; the account does not depend on it.
        progress: Called with runs done and in all.

    Raises:
        RunError: If a run fails.
        pool.WorkerError: If a worker process dies.
        ValueError: If the design is no pair, or the focus names what is not there.
    """
    if len(comparison.scenarios) != 2:
        raise ValueError("an account is of a baseline and one scenario")
    keep = comparison.first + daily_replicates(comparison)
    job = Job(world, comparison, keep)
    task = _Task(job, focus.cell(world))
    done = each_replicate(task, comparison, workers, progress)
    results = collect(comparison, [record for records, _ in done for record in records])
    return Displacement(focus, results, join([account for _, account in done]))


def join(accounts: list[Account]) -> Account:
    """The accounts of several replicates as one."""
    return Account(
        np.concatenate([each.people for each in accounts]),
        np.concatenate([each.stayed for each in accounts]),
        np.concatenate([each.boats for each in accounts]),
        np.concatenate([each.deaths for each in accounts]),
    )
