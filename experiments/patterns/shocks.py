"""The shocks that the patterns speak of, as interventions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from experiments.patterns import seen
from sim.interventions import KINDS, Intervention
from sim.interventions.change import Change

DAY = date(2024, 7, 1)
"""Start of more detection upstream and of the takedown: the season of the one of July 2022."""
WAYS_FROM = date(2023, 7, 1)
OPERATION_DAY = date(2023, 11, 1)
"""Between the two months of which the second had a fourteenth of the first's detections (P213)."""

MARKET_SHARE = 0.1
"""Share of the market that the network of July 2022 is taken to have had (P312, P313)."""
STAND_IN_DAYS = 35
STAND_IN = {"strike_reach": 0.5, "break_up_chance": 1.0, "incapacitation": 1.0, "cache_seized": 1.0}
"""Five weeks in which every strike is the end of a gang."""


def multiplied(start: date, value: str, factor: float) -> Intervention:
    """A named value multiplied from a day on."""
    return Change(start=start, value=value, multiply=factor)


def takedown(start: date) -> tuple[Intervention, ...]:
    """A tenth of the market removed at once, or as near to it as the model's kinds allow."""
    if "takedown" in KINDS:
        removed: Any = KINDS["takedown"]
        return (removed(start=start, market_share=MARKET_SHARE),)
    end = start + timedelta(days=STAND_IN_DAYS)
    return tuple(
        Change(start=start, end=end, value=value, add=most) for value, most in STAND_IN.items()
    )


def closed(start: date) -> Intervention:
    """No way from Serbia to Hungary."""
    return Change(start=start, value="corridor_open", entity="SUB-BUD", multiply=0.0)


def operation(start: date) -> Intervention:
    """The Serbian police operation of autumn 2023, kept up: as many more officers as came then."""
    officers = seen.value("P254")
    return Change(start=start, value="officers", entity="serbia-police", add=officers)
