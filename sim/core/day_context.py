"""What one process of a day hands to the next, as kernels give and take it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Index

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Legs(NamedTuple):
    """Those who set out on a corridor today, with the draws of their leg.

    Attributes:
        without_route: Those who would set out and for whom no corridor is open.
    """

    rows: Index
    gang: Index
    corridor: Index
    time: Floats
    seen: Floats
    stopped: Floats
    without_route: Index


class Launches(NamedTuple):
    """The launches of one day, one entry a boat; boats of one gang stand together.

    Attributes:
        boats, gang, zone, method: Row of the boat and of its gang, and where and how it launches.
        load: People whom the gang wants aboard, and once boarded those who are.
    """

    boats: Index
    gang: Index
    zone: Index
    method: Index
    load: Index


class Crossed(NamedTuple):
    """What became of the launches of one day, one entry a boat.

    Attributes:
        prevented, turned_back, incident: How the launch ended, unless it simply landed.
        landed: Whether those who lived are in the UK.
        found: People whom the police count where the launch is prevented.
        deaths, expected_deaths: Deaths, and their mean given the risk that the boat ran.
        attempts, arrivals, first_tries: People for whom it was an attempt, who arrived, and for
            whom it was the first attempt; known once people have been seen to.
    """

    prevented: Flags
    turned_back: Flags
    incident: Flags
    landed: Flags
    found: Index
    deaths: Index
    expected_deaths: Floats
    attempts: Index
    arrivals: Index
    first_tries: Index
