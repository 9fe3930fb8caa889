"""The search: Optuna's NSGA-II proposes a generation, all of it is run, and it learns from that.

Nothing of the sampler is kept on the disk. It is seeded, and a resumed search replays the kept
generations to it: asked and answered the same, it goes on as if it had never stopped.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.allocation.allocation_design import Allocation, Policy
from experiments.allocation.budget_split import MOST, drawn, first_splits, spending
from experiments.allocation.policy_evaluation import Evaluator
from runs.progress import Progress, stretch
from scenarios.packaged_places import OUTCOMES

Floats = NDArray[np.float64]
OBJECTIVES = ("arrivals", "expected_deaths", "public_cost")
"""What is made small: mean paired differences to the baseline."""
PLACES = [list(OUTCOMES).index(name) for name in OBJECTIVES]


@dataclass(frozen=True)
class Searched:
    """What the search has tried.

    Attributes:
        policies: In the order in which they were tried; the splits always tried stand first.
        values: Outcomes, the baseline's first: shape (1 + policies, replicates, outcomes). The
            baseline is the same in every generation.
    """

    policies: tuple[Policy, ...]
    values: Floats

    def objectives(self) -> Floats:
        """Mean paired differences: shape (policies, objectives)."""
        return objectives(self.values)


def objectives(values: Floats) -> Floats:
    """Mean paired differences of outcomes shaped as :attr:`Searched.values`."""
    differences: Floats = (values[1:] - values[:1]).mean(axis=1)[:, PLACES]
    return differences


def search(evaluator: Evaluator, progress: Progress) -> Searched:
    """Try all the policies that the search may, or take them from the disk.

    Args:
        evaluator: Who runs them.
        progress: Called with runs done and in all, baselines among them.
    """
    import optuna

    question = evaluator.question
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    sampler = optuna.samplers.NSGAIISampler(population_size=question.generation, seed=question.seed)
    study = optuna.create_study(directions=["minimize"] * len(OBJECTIVES), sampler=sampler)
    splits = first_splits(question)
    for _, _, numbers in splits:
        study.enqueue_trial(numbers)
    starts = range(0, question.trials, question.generation)
    total = (question.trials + len(starts)) * question.replicates
    policies: list[Policy] = []
    found: list[Floats] = []
    for generation, start in enumerate(starts):
        size = min(question.generation, question.trials - start)
        trials = [study.ask() for _ in range(size)]
        batch = [
            _policy(question, splits, start + number, _numbers(question, trial))
            for number, trial in enumerate(trials)
        ]
        done = (start + generation) * question.replicates
        values = evaluator.values(
            f"search-{generation:03}", batch, 0, question.replicates,
            stretch(progress, done, total),
        )  # fmt: skip
        for trial, row in zip(trials, objectives(values), strict=True):
            study.tell(trial, [float(each) for each in row])
        policies += batch
        found.append(values)
    together = np.concatenate([found[0][:1], *(values[1:] for values in found)])
    return Searched(tuple(policies), together)


def _numbers(question: Allocation, trial: object) -> dict[str, float]:
    suggest = trial.suggest_float  # type: ignore[attr-defined]
    return {name: suggest(name, 0.0, MOST) for name in drawn(question)}


def _policy(
    question: Allocation, splits: list[tuple[str, str, dict[str, float]]], number: int,
    numbers: dict[str, float],
) -> Policy:  # fmt: skip
    money = spending(question, numbers)
    if number < len(splits):
        name, title, _ = splits[number]
        return Policy(name, title, money)
    return Policy(f"trial-{number:03}", in_words(question, money), money)


def in_words(question: Allocation, money: tuple[float, ...]) -> str:
    """The largest shares of a split, in GBP million a year."""
    parts = sorted(zip(money, question.places, strict=True), key=lambda part: -part[0])
    content = [f"{place.name} £{million:.1f}m" for million, place in parts if million >= 0.05]
    return ", ".join(content) or "next to nothing"
