"""Which policy to choose under doubt, and what to find out before: one aim at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiments.uncertainty.break_even import BreakEven, changes_ranking
from experiments.uncertainty.draw_table import DRAWN
from experiments.uncertainty.drivers import MOST, DriverFinder
from experiments.uncertainty.information_value import information_values
from experiments.uncertainty.paired_changes import PairedChanges
from experiments.uncertainty.robust_choice import expected_utilities, robustness, satisficing
from experiments.uncertainty.utility import (
    AVERTED_ALONE,
    DEATHS_ALONE,
    KEYS,
    Utility,
    utilities,
)
from runs.intervals import Interval, of_means

Floats = NDArray[np.float64]

LEAST_DRAWS = 40
"""Draws below which nothing is said of choices."""


@dataclass(frozen=True)
class Aim:
    """What a decision maker wants.

    Attributes:
        name: In words.
        unit: Of utility.
        utility: Its weights.
        gain: What utility counts, in words.
    """

    name: str
    unit: str
    utility: Utility
    gain: str = "utility"


USUAL_AIMS = (
    Aim("people averted alone", "people", AVERTED_ALONE, "people averted"),
    Aim("expected deaths alone", "deaths", DEATHS_ALONE, "expected deaths fewer"),
)
"""Aims if nobody states weights: each outcome by itself, without a price on a death."""


def aims(utility: Utility | None) -> tuple[Aim, ...]:
    """The aims of a reader who states weights, or each outcome by itself."""
    if utility is None:
        return USUAL_AIMS
    said = ", ".join(f"{key} {getattr(utility, name):g}" for key, name in KEYS.items())
    return (Aim(f"your weights ({said})", "utility", utility),)


@dataclass(frozen=True)
class RankingChange:
    """The value of an input at which the two best policies change places."""

    input: str
    found: BreakEven


@dataclass(frozen=True)
class RobustChoice:
    """How policies do over all draws by one aim.

    Attributes:
        aim: Which.
        robustness: Of :func:`experiments.uncertainty.robust_choice.robustness`, over what inputs
            explain.
    """

    aim: Aim
    robustness: pd.DataFrame


@dataclass(frozen=True)
class Choice:
    """What to say of the choice between policies for one aim.

    Attributes:
        aim: Which.
        best: The two policies with the greatest mean utility, the best first; doing nothing is
            one of them.
        lead: By how much the mean utility of the first exceeds that of the second, with a 95 %
            interval of its own.
        rankings: For each input on which their difference depends most, where they change places.
        information: Of :func:`experiments.uncertainty.information_value.information_values`.
        robustness: Of :func:`experiments.uncertainty.robust_choice.robustness`, over what inputs
            explain.
    """

    aim: Aim
    best: tuple[str, str]
    lead: Interval
    rankings: Sequence[RankingChange]
    information: pd.DataFrame
    robustness: pd.DataFrame

    @property
    def first(self) -> str | None:
        """The single input whose knowledge is worth most; None if none counts."""
        worth = self.first_worth
        return None if worth is None else str(worth["known"])

    @property
    def first_worth(self) -> pd.Series[Any] | None:
        """The row of :attr:`information` of that input."""
        rows = self.information[self.information["single"] & self.information["counts"]]
        return None if rows.empty else rows.iloc[0]


def choice(changes: PairedChanges, aim: Aim) -> Choice | None:
    """What to say of one aim; None with too few draws, or without any policy."""
    gains = _gains(changes, aim)
    if gains is None:
        return None
    order = gains.mean().sort_values(ascending=False, kind="stable").index
    best = str(order[0]), str(order[1])
    draws = changes.draws
    apart = (gains[best[0]] - gains[best[1]]).to_numpy()
    leading = [each.name for each in DriverFinder(draws)(apart)]
    rankings = [
        RankingChange(
            name,
            changes_ranking(
                draws.columns([name])[:, 0], gains[best[0]].to_numpy(), gains[best[1]].to_numpy()
            ),
        )
        for name in leading
    ]
    return Choice(
        aim, best, of_means(apart[None, :])[0], rankings, _information(changes, gains),
        robustness(expected_utilities(draws, gains)),
    )  # fmt: skip


def robust_choice(changes: PairedChanges, aim: Aim) -> RobustChoice | None:
    """How policies do by one aim; None with too few draws, or without any policy."""
    gains = _gains(changes, aim)
    if gains is None:
        return None
    return RobustChoice(aim, robustness(expected_utilities(changes.draws, gains)))


def _gains(changes: PairedChanges, aim: Aim) -> pd.DataFrame | None:
    """What each policy gains in each draw; None with too few draws, or without any policy."""
    if changes.replicates < LEAST_DRAWS or not changes.policies:
        return None
    gains = utilities(aim.utility, changes.changes, changes.baseline)
    return gains if np.isfinite(gains.to_numpy()).all() else None


def satisfied(changes: PairedChanges, wanted: Mapping[str, tuple[int, float]]) -> dict[str, float]:
    """Share of draws, by policy, in which expected effects reach every goal; NaN with too few.

    Args:
        changes: Effects by replicate.
        wanted: By outcome, the sign under which more is better, and what is enough.
    """
    names = changes.policies
    if changes.replicates < LEAST_DRAWS or not names:
        return dict.fromkeys(names, np.nan)
    outcomes = {
        outcome: expected_utilities(
            changes.draws,
            pd.DataFrame(
                {changes.baseline: np.zeros(changes.replicates)}
                | {name: sign * changes.changes[name][outcome] for name in names},
                index=changes.draws.values.index,
            ),
        )
        for outcome, (sign, _) in wanted.items()
    }
    found = satisficing(outcomes, {outcome: least for outcome, (_, least) in wanted.items()})
    return {name: float(found[name]) for name in names}


def _information(changes: PairedChanges, gains: pd.DataFrame) -> pd.DataFrame:
    """Worth of knowing everything, each source, and each input that clearly matters."""
    draws = changes.draws
    groups = {str(source): inputs for source in DRAWN if (inputs := draws.of(source))}
    singles = _clear_inputs(changes, gains)
    table = information_values(draws, gains, groups, singles)
    table["single"] = table["known"].isin(singles)
    return table


def _clear_inputs(changes: PairedChanges, gains: pd.DataFrame) -> list[str]:
    """Inputs that matter for a policy's utility beyond what chance gives the strongest of all."""
    best: dict[str, float] = {}
    for policy in changes.policies:
        found = DriverFinder(changes.draws_for(policy))(gains[policy].to_numpy())
        for each in found:
            if each.clear:
                best[each.name] = max(best.get(each.name, 0.0), each.share.mean)
    return sorted(best, key=lambda name: -best[name])[:MOST]
