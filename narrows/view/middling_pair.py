"""Which of many pairs of runs stands for them: the one in the middle by its change in arrivals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from narrows.view.effect_summary import Findings

RANKED_BY = "arrivals"


@dataclass(frozen=True)
class Standing:
    """Where one pair of runs stands among all of a question.

    Attributes:
        change: Its change in arrivals.
        rank: Its place among all by that change, the lowest first, from 1.
        of: How many there are.
    """

    change: float
    rank: int
    of: int


def middling(findings: Findings | None) -> int:
    """Number of the replicate in the middle; the first, as long as no verdict is given."""
    if findings is None or not findings.judged:
        return 0
    return int(_order(findings)[(findings.done - 1) // 2])


def standing(findings: Findings | None, replicate: int) -> Standing | None:
    """Where a replicate stands; None if it is not among those that are done."""
    if findings is None or replicate >= findings.done:
        return None
    rank = int(np.flatnonzero(_order(findings) == replicate)[0]) + 1
    return Standing(float(_changes(findings)[replicate]), rank, findings.done)


def _changes(findings: Findings) -> np.ndarray:
    baseline, changed = findings.results.comparison.names
    outcome = findings.results.outcome
    return outcome(changed, RANKED_BY) - outcome(baseline, RANKED_BY)


def _order(findings: Findings) -> np.ndarray:
    """Numbers of replicates by their change, the lowest first."""
    return np.argsort(_changes(findings), kind="stable")
