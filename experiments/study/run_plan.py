"""What a study will take, before it runs: runs, time and disk."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from experiments.study.batches import Chunking
from experiments.study.study_design import Study
from scenarios.packaged_places import DAILY_COLUMNS
from scenarios.world_tables import load_world

DAYS_TIMED = 120
"""Days of a run that is timed, the first of a warm-up among them."""
BYTES_OF_PART, BYTES_OF_RUN, BYTES_OF_DAY = 42_000, 420, 2.6 * len(DAILY_COLUMNS)
"""Of Parquet: rough estimates."""


@dataclass(frozen=True)
class Plan:
    """What a study will take.

    Attributes:
        points: Design points, baselines among them.
        replicates: Of each.
        chunks: Parts that the runs fall into.
        seconds: Of one process for all of it, about.
        bytes: On disk, about.
        most: Replicates that precision may ask for; None if it may ask for none.
    """

    points: int
    replicates: int
    chunks: int
    seconds: float
    bytes: float
    most: int | None

    @property
    def runs(self) -> int:
        """Runs in all."""
        return self.points * self.replicates


def plan(study: Study) -> Plan:
    """Plan a study, after timing part of a run in this process, the second time that it is run.

    The first time, what is compiled for it is loaded.
    """
    from sim.simulation import Simulation

    chunking, baseline = Chunking(study), study.baseline
    timed = min(DAYS_TIMED, baseline.days_in_all)
    short = replace(baseline, warmup_days=0, days=timed, run_out_days=0)
    [short] = study.comparison((short,), 1, 0).drawn(0)
    for _ in range(2):
        begun = time.perf_counter()
        Simulation(study.own_world or load_world(), short, study.seed, 0).run()
        a_day = (time.perf_counter() - begun) / timed
    blocks = -(-study.replicates // chunking.block)
    chunks = blocks * len(chunking.slices)
    runs = study.replicates * len(study.points)
    days = min(study.daily, study.replicates) * len(study.points) * baseline.days
    precision = study.precision
    return Plan(
        points=len(study.points),
        replicates=study.replicates,
        chunks=chunks,
        seconds=a_day * _days(chunking) * study.replicates,
        bytes=chunks * BYTES_OF_PART + runs * BYTES_OF_RUN + days * BYTES_OF_DAY,
        most=precision.most if precision and precision.most > study.replicates else None,
    )


def _days(chunking: Chunking) -> int:
    """Days that one replicate runs, of all points; a shared history is run once a slice."""
    days = 0
    for each in chunking.slices:
        base = each.reference.scenario
        begin, end = base.first_day, base.stop
        others = [point.scenario for point in each.points if point is not each.reference]
        branched = [max(base.same_until(scenario), begin) for scenario in others]
        days += sum(end - day for day in branched)
        days += end - begin if each.reference in each.points else max(branched) - begin
    return days
