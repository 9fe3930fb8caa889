"""Try the best splits again, on members of the posterior that the search has not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.allocation.design import Policy
from experiments.allocation.dominance import front, spaced
from experiments.allocation.evaluating import Evaluator, onward
from experiments.allocation.search import OBJECTIVES, PLACES, Searched
from experiments.allocation.spending import EQUAL, first_splits, spreads
from experiments.paired import LEVEL, Effect, Interval, effect
from experiments.runner import Progress
from experiments.study.analysis.ranking import beats
from sim.outcomes import OUTCOMES

Floats = NDArray[np.float64]
BLOCK = 8
"""Replicates that are run, and kept, together."""


@dataclass(frozen=True)
class Robust:
    """How one policy holds over members of the posterior; shares of them, with 95 % intervals.

    Attributes:
        undominated: In which no other policy, nor doing nothing, is better or as good in
            arrivals, expected deaths and cost.
        fewer: In which it has fewer arrivals and fewer expected deaths than the equal split, by
            outcome; ties count half. Empty for the equal split itself.
    """

    undominated: Interval
    fewer: dict[str, Interval]


@dataclass(frozen=True)
class Confirmed:
    """Finalists and references on fresh replicates.

    Attributes:
        policies: The finalists first, then the references.
        finalists: How many of them the search has chosen.
        values: Outcomes, the baseline's first: shape (1 + policies, replicates, outcomes).
    """

    policies: tuple[Policy, ...]
    finalists: int
    values: Floats

    def effect(self, policy: int, outcome: str, against: int | None = None) -> Effect:
        """Effect of a policy, beside the baseline or beside another policy."""
        at = list(OUTCOMES).index(outcome)
        base = self.values[0 if against is None else 1 + against, :, at]
        return effect(outcome, base, self.values[1 + policy, :, at])

    @property
    def equal(self) -> int:
        """Number of the equal split."""
        return next(n for n, policy in enumerate(self.policies) if policy.name == EQUAL)

    def robust(self) -> list[Robust]:
        """How every policy holds, member by member."""
        objectives = self.values[:, :, PLACES]
        kept = np.array([front(objectives[:, each]) for each in range(objectives.shape[1])])
        found = [Robust(_share(column), {}) for column in kept.T[1:]]
        for outcome in OBJECTIVES[:2]:
            values = self.values[1:, :, list(OUTCOMES).index(outcome)]
            for pair in beats(values):
                if pair.second == self.equal:
                    found[pair.first].fewer[outcome] = pair.share
        return found


def confirm(evaluator: Evaluator, searched: Searched, progress: Progress) -> Confirmed:
    """Run finalists and references on fresh replicates, or take them from the disk."""
    question = evaluator.question
    chosen = spaced(searched.objectives(), question.finalists)
    references = searched.policies[: len(first_splits(question))]
    finalists = [searched.policies[row] for row in chosen]
    policies = (
        *finalists,
        *(each for each in references if each not in finalists),
        *spreads(question, references[0].spending),
    )
    last = question.replicates + question.confirm
    total, done, blocks = (1 + len(policies)) * question.confirm, 0, []
    for number, first in enumerate(range(question.replicates, last, BLOCK)):
        size = min(BLOCK, last - first)
        values = evaluator.values(
            f"confirm-{number:03}", policies, first, size,
            onward(progress, done, total),
        )  # fmt: skip
        blocks.append(values)
        done += size * (1 + len(policies))
    return Confirmed(policies, len(finalists), np.concatenate(blocks, axis=1))


def _share(held: NDArray[np.bool_] | Sequence[bool]) -> Interval:
    """Share of replicates in which something holds, with the interval of Wilson."""
    from scipy.stats import binomtest

    times, of = int(np.sum(held)), len(held)
    ends = binomtest(times, of).proportion_ci(LEVEL, "wilson")
    return Interval(times / of, min(float(ends.low), times / of), max(float(ends.high), times / of))
