"""Try the best splits again, on posterior draws that the search has not used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from experiments.allocation.allocation_design import Policy
from experiments.allocation.budget_search import OBJECTIVES, PLACES, Searched
from experiments.allocation.budget_split import EQUAL, first_splits, spreads
from experiments.allocation.pareto_front import front, spaced
from experiments.allocation.policy_evaluation import Evaluator
from experiments.comparison.paired_effects import (
    Effect,
    Effects,
    compare_values,
    judged,
    paired,
    unit_of,
    with_parts,
)
from experiments.study.analysis.point_effects import HEADLINE
from experiments.study.analysis.policy_ranking import beats
from runs.intervals import LEVEL, Interval
from runs.progress import Progress, stretch
from scenarios.packaged_places import OUTCOMES

Floats = NDArray[np.float64]
BLOCK = 8
"""Replicates that are run, and kept, together."""
FAMILY = ("arrivals", "averted", "expected_deaths")
"""Outcomes that get a verdict, of every policy beside the baseline and beside the equal split."""


@dataclass(frozen=True)
class Robust:
    """How one policy holds over posterior draws; shares of them, with 95 % intervals.

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
        outcomes: Those that are reported.
    """

    policies: tuple[Policy, ...]
    finalists: int
    values: Floats
    outcomes: tuple[str, ...]

    def effect(self, policy: int, outcome: str) -> Effect:
        """Effect of a policy beside the baseline; with its verdict, if it is of the family."""
        return self.row(policy)[outcome]

    def beside_equal(self, policy: int, outcome: str) -> Effect:
        """Effect of a policy beside the equal split; with its verdict, if it is of the family."""
        return self._effects[f"{self.policies[policy].name} beside {EQUAL}"][outcome]

    def row(self, policy: int) -> dict[str, Effect]:
        """All effects of a policy beside the baseline."""
        return self._effects[self.policies[policy].name]

    @cached_property
    def _effects(self) -> Effects:
        """Effects of all policies, of which one family carries the verdicts."""
        found: Effects = {}
        changes: dict[str, dict[str, Floats]] = {}
        for row, beside in ((0, ""), (1 + self.equal, f" beside {EQUAL}")):
            for number, policy in enumerate(self.policies):
                both = compare_values(self._of(row), self._of(1 + number))
                key = f"{policy.name}{beside}"
                found[key] = paired({name: (unit_of(name), *both[name]) for name in self._names})
                changes[key] = {name: both[name][1] - both[name][0] for name in FAMILY}
        return judged(found, changes)

    @property
    def _names(self) -> list[str]:
        return list(with_parts(iter(dict.fromkeys((*self.outcomes, *HEADLINE)))))

    def _of(self, row: int) -> dict[str, Floats]:
        """Values of one policy, by outcome and replicate."""
        return dict(zip(OUTCOMES, self.values[row].T, strict=True))

    @property
    def equal(self) -> int:
        """Number of the equal split."""
        return next(n for n, policy in enumerate(self.policies) if policy.name == EQUAL)

    def robust(self) -> list[Robust]:
        """How every policy holds, replicate by replicate."""
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
            stretch(progress, done, total),
        )  # fmt: skip
        blocks.append(values)
        done += size * (1 + len(policies))
    values = np.concatenate(blocks, axis=1)
    return Confirmed(policies, len(finalists), values, question.outcomes)


def _share(stored: NDArray[np.bool_] | Sequence[bool]) -> Interval:
    """Share of replicates in which something holds, with the interval of Wilson."""
    from scipy.stats import binomtest

    times, of = int(np.sum(stored)), len(stored)
    ends = binomtest(times, of).proportion_ci(LEVEL, "wilson")
    return Interval(times / of, min(float(ends.low), times / of), max(float(ends.high), times / of))
