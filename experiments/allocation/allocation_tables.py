"""Tables of an allocation: what was tried, what was confirmed, how it holds, and the bound."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from experiments.allocation.allocation_design import Allocation, Policy
from experiments.allocation.budget_search import OBJECTIVES, Searched
from experiments.allocation.confirmation import Confirmed
from experiments.allocation.interdiction_bound import Bound
from experiments.allocation.pareto_front import front
from experiments.allocation.pessimistic_side import COLUMNS, Pessimistic
from experiments.allocation.policy_robustness import PolicyRobustness, policy_robustness
from experiments.comparison.paired_effects import Effect, effect, with_parts
from experiments.study.analysis.study_tables import Rows, judgement_columns
from runs.intervals import Interval
from scenarios.packaged_places import OUTCOMES

FINALIST, REFERENCE = "finalist", "reference"


@dataclass(frozen=True)
class Findings:
    """All that was found.

    Attributes:
        question: The allocation.
        searched, confirmed, bounds: What was tried, tried again, and could be stopped at best.
        pessimistic: Arrivals if gangs answered with what is best for themselves.
    """

    question: Allocation
    searched: Searched
    confirmed: Confirmed
    bounds: list[Bound]
    pessimistic: Pessimistic

    @cached_property
    def robustness(self) -> PolicyRobustness:
        """Which policy is robust over all draws."""
        return policy_robustness(self.question, self.confirmed)

    def tables(self) -> dict[str, Rows]:
        """All tables by name."""
        return {
            "tried": self._tried(),
            "effects": self._effects(),
            "robustness": self._robustness(),
            "robust_choice": self._robust_choice(),
            "bound": self._bound(),
            "pessimistic": self._pessimistic(),
        }

    def role(self, policy: int) -> str:
        """What a confirmed policy is there for."""
        return FINALIST if policy < self.confirmed.finalists else REFERENCE

    def _money(self, policy: Policy) -> dict[str, float]:
        names = (f"million_gbp_{place.name}" for place in self.question.places)
        return dict(zip(names, policy.spending, strict=True))

    def _tried(self) -> Rows:
        kept = front(self.searched.objectives())
        rows: Rows = []
        for number, policy in enumerate(self.searched.policies):
            row = {"name": policy.name, "front": bool(kept[number]), **self._money(policy)}
            for outcome in OBJECTIVES:
                at = list(OUTCOMES).index(outcome)
                values = self.searched.values
                found = effect(outcome, values[0, :, at], values[1 + number, :, at])
                row |= _ends(outcome, found.difference)
            rows.append(row)
        return rows

    def _effects(self) -> Rows:
        rows: Rows = []
        for number, policy in enumerate(self.confirmed.policies):
            for outcome in with_parts(iter(self.question.outcomes)):
                of = self.confirmed.effect(number, outcome)
                beside = self.confirmed.beside_equal(number, outcome)
                rows.append({
                    "name": policy.name, "role": self.role(number), "spread": policy.spread,
                    **self._money(policy), **_row(of), **judgement_columns(of),
                    **_ends("beside_equal", beside.difference),
                    **judgement_columns(beside, "beside_equal_"),
                })  # fmt: skip
        return rows

    def _robustness(self) -> Rows:
        rows: Rows = []
        for number, (policy, stored) in enumerate(
            zip(self.confirmed.policies, self.confirmed.robust(), strict=True)
        ):
            row: dict[str, Any] = {"name": policy.name, "role": self.role(number)}
            row |= _ends("undominated", stored.undominated)
            for outcome, share in stored.fewer.items():
                row |= _ends(f"fewer_{outcome}_than_equal", share)
            rows.append(row)
        return sorted(rows, key=lambda row: len(row), reverse=True)

    def _robust_choice(self) -> Rows:
        found = self.robustness
        return [
            {
                "aim": choice.aim.name, "unit": choice.aim.unit, "name": str(name),
                **{str(key): value for key, value in row.to_dict().items()},
                "goals_reached": found.reached.get(str(name), 0.0),
            }
            for choice in found.choices
            for name, row in choice.robustness.iterrows()
        ]  # fmt: skip

    def _pessimistic(self) -> Rows:
        first = self.question.replicates
        return [
            {
                "name": name, "replicate": first + number, "arrivals_at_most": answer.arrivals,
                **{column: getattr(answer, column) for column in COLUMNS},
            }
            for name, answers in zip(
                self.pessimistic.names, self.pessimistic.answers, strict=True
            )
            for number, answer in enumerate(answers)
        ]  # fmt: skip

    def _bound(self) -> Rows:
        names = [f"million_gbp_{place.name}" for place in self.question.places]
        return [
            {
                "replicate": number, "boats_a_year": each.flow, "left_at_best": each.left,
                "stopped_at_best": each.flow - each.left, "emptied": each.emptied,
                **dict(zip(names, map(float, each.million), strict=True)),
            }
            for number, each in enumerate(self.bounds)
        ]  # fmt: skip


def _row(of: Effect) -> dict[str, object]:
    return {
        "outcome": of.outcome, "unit": of.unit, "baseline": of.baseline, "level": of.level.mean,
        **_ends("difference", of.difference),
    }  # fmt: skip


def _ends(name: str, found: Interval) -> dict[str, float]:
    return {name: found.mean, f"{name}_low": found.low, f"{name}_high": found.high}
