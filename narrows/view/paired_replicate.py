"""One replicate of a question in a worker process: both worlds, with one posterior draw.

A worker keeps, of the replicates that it has run last, the baseline's results, and its world after
the warm-up, which is a third of what it is in the end. So a lever that has been moved costs one
world without its warm-up; one whose measures begin in the warm-up costs that as well.
"""

from __future__ import annotations

import gc
import math
import os
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from experiments.comparison.planned_looks import FIRST
from experiments.displacement.boat_counts import LAUNCHED, launch_methods_of
from narrows.view.chosen_sources import ChosenSources, chosen
from narrows.view.free_memory import give_back
from runs.comparison_design import Comparison
from runs.cores import cores
from runs.monthly_columns import all_months
from runs.results import Record
from scenarios.packaged_places import DAILY_COLUMNS, OUTCOMES
from sim.model import SmugglingModel
from sim.people.travellers import State
from sim.scenario import Scenario

Floats = NDArray[np.float64]

SERIES = ("arrivals", "expected_deaths")
"""Daily columns of which every replicate keeps the sum of each month, for charts."""
WHOLE_DAYS_BEFORE = 4
"""Replicates below this number keep all daily columns, for downloads and figures."""
MOST_KEPT = math.ceil(FIRST / cores())
"""Replicates whose baseline one worker keeps, a world of some 10 MB each: its share of those of the
first look, so that a lever that has been moved finds them all."""


@dataclass(frozen=True)
class Question:
    """What is asked: what a changed scenario does against a baseline of the same period.

    Attributes:
        fitted: Whether each replicate takes its posterior draw.
        sources: Posterior and data; those of the server, if none are given.
    """

    baseline: Scenario
    changed: Scenario
    seed: int
    fitted: bool = True
    sources: ChosenSources = field(default_factory=chosen)

    @cached_property
    def key(self) -> str:
        """The same text for the same question."""
        return repr((self.baseline, self.changed, self.seed, self.fitted, self.sources))

    def design(self, replicates: int) -> Comparison:
        """The comparison of its first replicates."""
        used = self.sources
        posterior, pair = used.posterior if self.fitted else None, (self.baseline, self.changed)
        return Comparison(pair, self.seed, replicates, posterior=posterior, data=used.data.facts)


@dataclass(frozen=True)
class Outturn:
    """What one run gives.

    Attributes:
        record: Outcomes, and all daily columns if they are kept.
        series: Sums of ``SERIES`` by calendar month: shape (columns, months).
        people: People landed who had passed each corridor.
        boats: Boats launched that had come over each corridor.
    """

    record: Record
    series: NDArray[np.float32]
    people: Floats
    boats: Floats


@dataclass
class _Kept:
    past: SmugglingModel
    baseline: Outturn | None = None


_kept: OrderedDict[str, _Kept] = OrderedDict()


def get_ready(gives_way: int) -> None:
    """Begin a worker: it gives way to others, and does not look through what stays for ever.

    Args:
        gives_way: Niceness.
    """
    os.nice(gives_way)
    gc.collect()
    gc.freeze()


def run_pair(question: Question, replicate: int) -> tuple[Outturn, Outturn]:
    """Run one replicate of both worlds; what a former question left is used again."""
    baseline, changed = question.design(1).drawn(replicate)
    apart = baseline.same_until(changed)
    kept = _warmed_up(baseline, question, replicate)
    if kept.baseline is None:
        kept.baseline = _finish(kept.past.branch(baseline))
    if apart >= baseline.stop:
        return kept.baseline, kept.baseline
    if apart >= baseline.start.toordinal():
        model = kept.past.branch(changed)
    else:
        model = SmugglingModel(question.sources.world, changed, question.seed, replicate)
    both = kept.baseline, _finish(model)
    del model
    give_back()
    return both


def _warmed_up(baseline: Scenario, question: Question, replicate: int) -> _Kept:
    """The baseline after its warm-up; what is kept of a replicate is used if it can be.

    Those after the first look are made anew each time.
    """
    seed = question.seed
    key = repr((baseline, seed, replicate, question.sources.data.sha256))
    kept = _kept.get(key)
    if kept is None:
        past = SmugglingModel(question.sources.world, baseline, seed, replicate)
        past.run_until(baseline.start.toordinal())
        kept = _Kept(past)
    if replicate < FIRST:
        _kept[key] = kept
        _kept.move_to_end(key)
    while len(_kept) > MOST_KEPT:
        _kept.popitem(last=False)
    return kept


def _finish(model: SmugglingModel) -> Outturn:
    run = model.run()
    daily = None
    if model.replicate < WHOLE_DAYS_BEFORE:
        daily = np.column_stack([run.daily[name] for name in DAILY_COLUMNS])
    people, boats = model.travellers, model.boats
    landed = (people.state == State.ARRIVED) & _counts(people.ended, model.run_scenario)
    launched = np.isin(boats.state, LAUNCHED) & _counts(boats.launched, model.run_scenario)
    return Outturn(
        Record(np.array([run.outcomes[name] for name in OUTCOMES]), daily),
        _by_month(np.array([run.daily[name] for name in SERIES]), model.run_scenario.start),
        _by_corridor(people.corridors_passed[landed], len(model.network.corridors)),
        _by_corridor(
            launch_methods_of(boats, model.consignments)[launched], len(model.network.corridors)
        ),
    )


def _by_month(daily: Floats, start: date) -> NDArray[np.float32]:
    """Daily columns, shape (columns, days), summed by calendar month."""
    dates = [start + timedelta(days=day) for day in range(daily.shape[1])]
    return all_months(dates).totals(daily).astype(np.float32)


def _counts(days: NDArray[np.int32], scenario: Scenario) -> NDArray[np.bool_]:
    """Whether days, as ordinals, are among those that count: neither warm-up nor run-out."""
    return (days >= scenario.start.toordinal()) & (days < scenario.end.toordinal())


def _by_corridor(corridors_passed: NDArray[np.uint64], corridors: int) -> Floats:
    """How many of these have passed each corridor, of which each is one bit."""
    return np.array(
        [((corridors_passed >> np.uint64(row)) & np.uint64(1)).sum() for row in range(corridors)],
        dtype=np.float64,
    )
