"""What became, after the last day that counts, of those who were on the way on it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.people.travellers import State, Travellers

ENDS = {
    "later_arrivals": State.ARRIVED,
    "later_gave_up": State.GAVE_UP,
    "later_deaths": State.DIED,
}
"""Ends of a journey in the run-out, by the column that counts them."""


def after_last_day(people: Travellers, last: int) -> dict[str, NDArray[np.float64]]:
    """Count how the journeys ended that were under way on the last day that counts.

    Whoever entered in the run-out is left out.

    Args:
        people: All people, at the end of the run-out.
        last: Ordinal of the day after the last that counts.

    Returns:
        One number a column: those of ``ENDS``, and ``still_on_the_way``.
    """
    entered = (people.identity >> np.uint64(32)).astype(np.int64) < last
    ended = (people.ended > 0) & (people.ended < last)
    state = people.state[entered & ~ended]
    counts = {name: (state == end).sum() for name, end in ENDS.items()}
    counts["still_on_the_way"] = state.size - sum(counts.values())
    return {name: np.array([count], dtype=np.float64) for name, count in counts.items()}
