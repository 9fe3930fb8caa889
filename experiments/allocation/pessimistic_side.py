"""The pessimistic side: arrivals, if gangs answered every policy with what is best for themselves.

Officers stand where they do in the run of the policy. All gangs take the route, the departure zone
and the method by which most get through, at once and without error; in the run they learn slowly
what is dangerous and spread over several routes. As many people come as in the run, and as many
boats are bought.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from calibration.known_world import known_world
from experiments.allocation.allocation_design import Allocation, Policy
from experiments.allocation.interdiction_bound import Bound
from experiments.allocation.policy_evaluation import Evaluator, batch_of, keep, kept
from experiments.allocation.posted_officers import BestAnswer, best_answer
from runs.progress import Progress
from runs.runner import each_replicate
from scenarios.packaged_places import OUTCOMES

Floats = NDArray[np.float64]
BATCH, BASELINE = "pessimistic", "baseline"
COLUMNS = tuple(each.name for each in fields(BestAnswer))
ARRIVALS = list(OUTCOMES).index("arrivals")


@dataclass(frozen=True)
class Pessimistic:
    """Best answers of gangs, by policy and replicate.

    Attributes:
        names: The baseline and the policies.
        answers: One row each of :attr:`names`, one entry a replicate.
    """

    names: tuple[str, ...]
    answers: tuple[tuple[BestAnswer, ...], ...]

    def values(self, policy: str, what: str) -> Floats:
        """A number of each replicate: ``arrivals``, or a field of :class:`BestAnswer`."""
        row = self.answers[self.names.index(policy)]
        return np.array([getattr(each, what) for each in row])


def pessimistic(
    evaluator: Evaluator, policies: Sequence[Policy], progress: Progress
) -> Pessimistic:
    """Run baseline and policies over the first of the confirmation's replicates.

    As many as one split gets in the search; or take them from the disk.
    """
    question = evaluator.question
    names = (BASELINE, *(policy.name for policy in policies))
    number = min(question.replicates, question.confirm)
    design = evaluator.comparison(policies, question.replicates, number)
    batch, note = batch_of(evaluator.folder, BATCH), f"{BATCH} {number} {' '.join(names)}"
    table = kept(batch, note)
    if table is None:
        found = each_replicate(
            partial(_one, question, tuple(policies)), design, evaluator.workers, progress
        )
        rows: list[dict[str, Any]] = [
            {"policy": name, "replicate": replicate, **asdict(answer)}
            for at, name in enumerate(names)
            for replicate, answers in zip(design.numbers, found, strict=True)
            for answer in [answers[at]]
        ]
        table = pa.Table.from_pylist(rows)
        keep(batch, note, table)
    else:
        progress(design.runs, design.runs)
    answers = [BestAnswer(*(row[name] for name in COLUMNS)) for row in table.to_pylist()]
    by_policy = (tuple(answers[at * number : (at + 1) * number]) for at in range(len(names)))
    return Pessimistic(names, tuple(by_policy))


def at_the_bound(found: Pessimistic, bounds: Sequence[Bound]) -> float:
    """The baseline's arrivals less the share of boats that max-flow interdiction stops.

    It is what searches on roads would leave if gangs changed nothing and arrivals fell as boats do.
    """
    flow = sum(each.flow for each in bounds)
    left = sum(each.left for each in bounds) / flow if flow else 1.0
    return float(found.values(BASELINE, "simulated").mean() * left)


def _one(
    question: Allocation, policies: tuple[Policy, ...], replicate: int
) -> tuple[BestAnswer, ...]:
    scenarios = tuple(policy.scenario(question) for policy in policies)
    drawn = question.comparison(scenarios, 1, replicate).drawn(replicate)
    world = known_world(question.data)
    return tuple(best_answer(world, each, question.seed, replicate) for each in drawn)
