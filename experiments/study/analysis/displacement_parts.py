"""Where arrivals and boats went: the parts that ``tables/displacement`` compares.

Parts of totals, without following anybody; ``narrows displacement`` follows each person.
"""

from __future__ import annotations

from scenarios.packaged_places import PLACES
from sim.outcomes.daily_columns import (
    ARRIVALS_BY_METHOD,
    ARRIVALS_BY_SIDE,
    ARRIVALS_BY_ZONE,
    PASSAGES,
)

PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("departure zone", ARRIVALS_BY_ZONE.columns(PLACES)),
    ("launch method", ARRIVALS_BY_METHOD.columns(PLACES)),
    ("entry", ARRIVALS_BY_SIDE.columns(PLACES)),
    ("road of people", PASSAGES.columns(PLACES)),
    ("boats", ("boats_ordered", "boats_seized_upstream", "boats_seized_cache",
               "boats_seized_beach", "boats_launched", "boats_arrived")),
)  # fmt: skip
"""By what totals are split, and the outcomes that are the parts."""
