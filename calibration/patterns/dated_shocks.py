"""The shocks that the patterns speak of, as interventions."""

from __future__ import annotations

from datetime import date

from sim.interventions import Intervention
from sim.interventions.police_operation import PoliceOperation
from sim.interventions.takedown import Takedown
from sim.interventions.value_change import Change

DAY = date(2024, 7, 1)
"""Start of more detection upstream and of the takedown: the season of the one of July 2022."""
METHODS_FROM = date(2023, 7, 1)
OPERATION_HUBS = "BEG;SUB"
OPERATION_DAY = date(2023, 11, 1)
"""Between the two months of which the second had a fourteenth of the first's detections (P213)."""

MARKET_SHARE = 0.1
"""Share of the market that the network of July 2022 is taken to have had (P312, P313)."""


def multiplied(start: date, value: str, factor: float) -> Intervention:
    """A named value multiplied from a day on."""
    return Change(start=start, value=value, multiply=factor)


def takedown(start: date) -> Intervention:
    """A gang with a tenth of the market removed at once."""
    return Takedown(start=start, market_share=MARKET_SHARE)


def closed(start: date) -> Intervention:
    """No way from Serbia to Hungary."""
    return Change(start=start, value="corridor_open", entity="SUB-BUD", multiply=0.0)


def operation(start: date) -> Intervention:
    """The Serbian police operation of autumn 2023, on the ways out of Serbia."""
    return PoliceOperation(start=start, hubs=OPERATION_HUBS)
