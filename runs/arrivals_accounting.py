"""Where a change in arrivals went, exactly: who never set out, gave up, died, or is delayed.

In every replicate, arrivals averted and delayed, the change in deaths and the change in those who
were on the way beforehand add up to the fall in arrivals.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Part:
    """A part of the fall in arrivals: a sum of changes in declared outcomes.

    Attributes:
        definition: What it is, in one sentence.
        changes: Factor of each outcome's change, scenario less baseline.
    """

    name: str
    definition: str
    changes: Mapping[str, float]


NOT_SET_OUT = Part(
    "did_not_set_out", "People who entered the network in the baseline alone, net.",
    {"entered": -1.0},
)  # fmt: skip
GAVE_UP = Part(
    "gave_up", "More people who gave up the route, by the end of the run-out, net.",
    {"people_gave_up": 1.0, "later_gave_up": 1.0},
)  # fmt: skip
DIED = Part(
    "died", "More people who died at sea, by the end of the run-out, net.",
    {"deaths": 1.0, "later_deaths": 1.0},
)  # fmt: skip
ARRIVED_LATER = Part(
    "arrived_later", "More people who arrived after the last day, in the run-out, net.",
    {"later_arrivals": 1.0},
)  # fmt: skip
STILL_ON_THE_WAY = Part(
    "still_on_the_way_net", "More people still on the way at the end of the run-out, net.",
    {"still_on_the_way": 1.0},
)  # fmt: skip
BEFORE = Part(
    "on_the_way_before", "Fewer people already on the way when the period began, net.",
    {"on_the_way_at_start": -1.0},
)  # fmt: skip


def _sum(name: str, definition: str, *parts: Part) -> Part:
    return Part(name, definition, {key: of for part in parts for key, of in part.changes.items()})


AVERTED = _sum(
    "averted", "People who, because of the scenario, did not set out or gave up the route.",
    NOT_SET_OUT, GAVE_UP,
)  # fmt: skip
DELAYED = _sum(
    "delayed",
    "People who, because of the scenario, arrived only after the last day or are still on the way.",
    ARRIVED_LATER, STILL_ON_THE_WAY,
)  # fmt: skip
PARTS = {
    part.name: part
    for part in (
        AVERTED, DELAYED, NOT_SET_OUT, GAVE_UP, DIED, ARRIVED_LATER, STILL_ON_THE_WAY, BEFORE,
    )
}  # fmt: skip
"""All parts by name. ``WHOLE`` add up to the fall in arrivals."""
WHOLE = (AVERTED, DELAYED, DIED, BEFORE)
UNIT = "people"
NEEDED = tuple(dict.fromkeys(name for part in PARTS.values() for name in part.changes))
"""Outcomes from which the parts are made."""


def account(change: Callable[[str], Floats]) -> dict[str, Floats]:
    """All parts of the fall in arrivals.

    Args:
        change: Gives the change in an outcome, scenario less baseline, by replicate.

    Returns:
        By name of the part, shape as the changes.
    """
    changes = {name: change(name) for name in NEEDED}
    return {
        name: np.sum([of * changes[key] for key, of in part.changes.items()], axis=0)
        for name, part in PARTS.items()
    }
