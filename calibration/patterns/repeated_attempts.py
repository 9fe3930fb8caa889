"""Pattern 3: prevention is not removal; most of those stopped try again."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
from numpy.typing import ArrayLike

from calibration.patterns import observed
from calibration.patterns.pattern_values import Floats, Value, ratio, value

WEEK = 7


def share(part: ArrayLike, rest: ArrayLike) -> Floats:
    """A part of the part and the rest together."""
    return ratio(part, np.asarray(part) + np.asarray(rest))


def tried_again(tries: Floats) -> Floats:
    """Share of failed tries that were followed by another, by replicate.

    Args:
        tries: People whose journey has ended by number of tries, those who left and those who
            landed or died: shape (replicates, 2, tries).
    """
    number = np.arange(tries.shape[2])
    every = (tries * number).sum(axis=(1, 2))
    ended = tries[:, :, 1:].sum(axis=2)
    return ratio(every - ended.sum(axis=1), every - ended[:, 1])


def measure_values(weekly: dict[str, Floats], tries: Floats) -> dict[str, Value]:
    """Values of the declared measures, by name."""
    kept, total = observed.prevented(), {name: part.sum(axis=1) for name, part in weekly.items()}
    people_seen = [
        float(share(kept["prevented"].sum(), kept["arrivals"].sum())),
        observed.value("P138", "share_people"),
        observed.value("P140", "share_people"),
    ]
    events_seen = [
        float(share(kept["events_prevented"].sum(), kept["boats"].sum())),
        observed.value("P138", "share_boats"),
    ]
    people = share(total["preventions"], total["arrivals"])
    events = share(total["events_prevented"], total["boats_arrived"])
    first, last = kept.days[0].astype(object) - timedelta(days=WEEK - 1), kept.days[-1]
    fatal = observed.incidents().between(first, last.astype(object))["dead_and_missing"].sum()
    people_by_tries = tries.sum(axis=1)
    return {
        "people": value(people, *people_seen),
        "events": value(events, *events_seen),
        "gap": value(
            events - people, *(e - p for e, p in zip(events_seen, people_seen, strict=False))
        ),
        "attempts": value(1 / (1 - people), *(1 / (1 - p) for p in people_seen)),
        "again": value(tried_again(tries)),
        "more_than_once": value(
            ratio(people_by_tries[:, 2:].sum(axis=1), people_by_tries.sum(axis=1))
        ),
        "deaths": value(total["deaths"], float(fatal)),
    }
