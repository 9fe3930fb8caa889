"""Verdicts on a family of effects: falls, rises, about the same, or cannot tell.

One set of simultaneous intervals carries all verdicts that stand together, so that a report in
which nothing is true claims something in at most one case in twenty.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from experiments.comparison.simultaneous_intervals import simultaneous_reaches
from runs.intervals import FEWEST, LEVEL, MOST_RESAMPLED, Interval, around, varies_enough

Floats = NDArray[np.float64]

FEWEST_JUDGED = 40
"""Replicates below which no verdict is given: false claims would be more than one report in twenty,
whatever the interval, since so few replicates may hold none of the worlds in which most changes."""
POWER = 0.84
"""Standard errors by which an effect must exceed the reach to be seen in four cases of five."""
LACKS_ALL = "no pair of runs succeeded"
LACKS_SOME = "runs failed, so that it has fewer replicates than others"


class Verdict(StrEnum):
    """What may be said of an effect."""

    FALLS = "falls"
    RISES = "rises"
    SAME = "about the same"
    UNKNOWN = "cannot tell"


@dataclass(frozen=True)
class Margin:
    """Within which change an outcome is about the same.

    Attributes:
        share: Of the baseline's mean.
        of: Outcome whose mean that is.
        reason: Why a smaller change is of no consequence.
    """

    share: float
    of: str
    reason: str


_COUNTS = "one per cent of a year's arrivals is fewer people than land on one busy day of summer"
MARGINS: dict[str, Margin] = {
    "arrivals": Margin(0.01, "arrivals", _COUNTS),
    "averted": Margin(0.01, "arrivals", _COUNTS),
    "delayed": Margin(0.01, "arrivals", _COUNTS),
    "expected_deaths": Margin(
        0.02, "expected_deaths",
        "two per cent is about one death a year; published counts of one year differ by more",
    ),
    "people_per_boat": Margin(
        0.01, "people_per_boat", "half a person a boat, a tenth of the change of one year"
    ),
    "price": Margin(
        0.02, "price", "some sixty pounds on a price that reports give to five hundred"
    ),
}  # fmt: skip
"""Headline outcomes, which get a verdict, each with its margin."""


@dataclass(frozen=True)
class Judgement:
    """A verdict on one effect, and what it rests on.

    Attributes:
        verdict: What may be said.
        interval: The mean and its simultaneous interval.
        margin: Largest change that is about the same.
        detectable: Change that would have been seen in four cases of five; NaN if not known.
        replicates: How many would tell, if the effect is as large as it looks; 0 if not known.
        reason: Why there is no verdict, where it is not for want of replicates alone.
    """

    verdict: Verdict
    interval: Interval
    margin: float
    detectable: float = math.nan
    replicates: int = 0
    reason: str = ""


def judge(
    differences: Sequence[Floats], margins: Sequence[float], level: float = LEVEL
) -> list[Judgement]:
    """Judge a family of effects that are shown together.

    Args:
        differences: Paired differences of each cell, by replicate. Cells may have replicates of
            their own (where some failed); those with most replicates are judged, together.
        margins: Of each cell, in its unit.
        level: Share of families without any false claim.
    """
    replicates = max((each.size for each in differences), default=0)
    varies = [_resampled(each, replicates) for each in differences]
    together = np.array([each for each, of in zip(differences, varies, strict=True) if of])
    found = simultaneous_reaches(together.reshape(sum(varies), replicates), level)
    reaches = iter(zip(found.each.tolist(), found.judged.tolist(), strict=True))
    return [
        _missing(each, margin, replicates)
        or _judged(each, margin, *(next(reaches) if of else (math.nan, False)))
        for each, margin, of in zip(differences, margins, varies, strict=True)
    ]


def _resampled(sample: Floats, replicates: int) -> bool:
    """Whether a cell takes part in the resampling."""
    if not replicates or sample.size != replicates:
        return False
    if replicates >= FEWEST:
        return varies_enough(sample[:MOST_RESAMPLED])
    return bool(np.isfinite(sample).all() and np.ptp(sample) > 0)


def _missing(sample: Floats, margin: float, replicates: int) -> Judgement | None:
    """What to say of a cell that lacks replicates which others have; None if it lacks none."""
    if sample.size and sample.size == replicates:
        return None
    mean = float(sample.mean()) if sample.size else math.nan
    reason = LACKS_SOME if sample.size else LACKS_ALL
    return Judgement(Verdict.UNKNOWN, Interval(mean, math.nan, math.nan), margin, reason=reason)


def _judged(sample: Floats, margin: float, q: float, sound: bool) -> Judgement:
    replicates = sample.size
    mean = float(sample.mean())
    if math.isnan(mean):
        nothing = Interval(mean, math.nan, math.nan)
        return Judgement(Verdict.UNKNOWN, nothing, margin, reason="undefined in a replicate")
    if replicates > 1 and not sample.any():
        same = Interval(0.0, 0.0, 0.0)
        if replicates < FEWEST_JUDGED:
            reason = f"fewer than {FEWEST_JUDGED} replicates"
            return Judgement(Verdict.UNKNOWN, same, margin, reason=reason)
        return Judgement(Verdict.SAME, same, margin, reason="equal in each replicate")
    if math.isnan(q):
        reason = "one replicate" if replicates == 1 else "too few replicates, or they hardly differ"
        return Judgement(Verdict.UNKNOWN, Interval(mean, math.nan, math.nan), margin, reason=reason)
    found = around(sample, q)
    if replicates < FEWEST_JUDGED:
        reason = f"fewer than {FEWEST_JUDGED} replicates"
        return Judgement(Verdict.UNKNOWN, found, margin, reason=reason)
    if not sound:
        reason = "a few replicates decide it"
        return Judgement(Verdict.UNKNOWN, found, margin, reason=reason)
    if found.direction:
        verdict = Verdict.RISES if found.direction > 0 else Verdict.FALLS
        return Judgement(verdict, found, margin)
    if -margin < found.low and found.high < margin:
        return Judgement(Verdict.SAME, found, margin)
    detectable = found.half_width * (1 + POWER / q)
    apart = max(abs(mean), margin - abs(mean))
    enough = math.ceil(replicates * (detectable / apart) ** 2) if apart > 0 else 0
    return Judgement(Verdict.UNKNOWN, found, margin, detectable, enough)


def margins_of(baseline: Mapping[str, float]) -> dict[str, float]:
    """Margins of the headline outcomes, from the baseline's means."""
    return {name: margin.share * abs(baseline[margin.of]) for name, margin in MARGINS.items()}
