"""When a question that is watched while it runs may be judged, and with what share of the error.

Verdicts given at every replicate would claim something sooner or later where nothing is true. So
they are given at planned looks alone, each with its own share of the error of 5 %. Whatever the
correlation between looks, at most the sum of the shares makes any false claim (Bonferroni).
``docs/decisions/0017-looks.md`` has what was compared with it.
"""

from __future__ import annotations

from collections.abc import Mapping

from runs.intervals import LEVEL
from runs.number_format import percent

LOOKS: Mapping[int, float] = {48: 0.02, 96: 0.015, 192: 0.015}
"""Share of the error by the number of replicates after which there is a look, fewest first."""
FIRST, LAST = min(LOOKS), max(LOOKS)


def reached(replicates: int) -> int:
    """Replicates of the last look that so many replicates have reached; 0 before the first."""
    return max((look for look in LOOKS if look <= replicates), default=0)


def following(replicates: int) -> int:
    """Replicates of the first look that comes after so many; 0 after the last."""
    return min((look for look in LOOKS if look > replicates), default=0)


def level_at(replicates: int) -> float | None:
    """Level of the simultaneous intervals at a look; None at any other number of replicates."""
    return 1 - LOOKS[replicates] if replicates in LOOKS else None


def plan_in_words() -> str:
    """The plan and its error, in two sentences."""
    *before, last = map(str, LOOKS)
    return (
        f"Verdicts are given after {', '.join(before)} and {last} replicates, at no other number. "
        "All intervals of outcomes with a verdict hold their means, at all of these looks at once, "
        f"in {percent(LEVEL)} of questions."
    )
