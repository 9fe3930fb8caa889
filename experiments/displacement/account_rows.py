"""The account as tables: what each row says, to which part it belongs, with intervals."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum, StrEnum

import numpy as np
from numpy.typing import NDArray

from experiments.comparison.paired_effects import Effect, difference, effect
from experiments.displacement.boat_counts import BoatFate
from experiments.displacement.displacement_account import Displacement
from experiments.displacement.followed_people import STAYED, Fate
from runs.intervals import Interval, interval

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


UNKNOWN = Interval(math.nan, math.nan, math.nan)


class Part(StrEnum):
    """Into which part of the account a row falls."""

    MOVED = "moved"
    OPEN = "open at the end"
    DID_NOT_COME = "did not come"


PEOPLE: Mapping[IntEnum, tuple[str, Part]] = {
    Fate.OTHER_CORRIDOR: ("came without the corridor", Part.MOVED),
    Fate.OTHER_ZONE: ("came from another zone", Part.MOVED),
    Fate.OTHER_METHOD: ("came by another method", Part.MOVED),
    Fate.EARLIER: ("came earlier", Part.MOVED),
    Fate.LATER: ("came later, after no more tries", Part.MOVED),
    Fate.LATER_AFTER_MORE_TRIES: ("came later, after more tries", Part.MOVED),
    Fate.ON_THE_WAY: ("still on the way at the end", Part.OPEN),
    Fate.GAVE_UP: ("gave up the route", Part.DID_NOT_COME),
    Fate.DIED: ("died", Part.DID_NOT_COME),
    Fate.NEVER_ENTERED: ("never entered", Part.DID_NOT_COME),
}
BOATS: Mapping[IntEnum, tuple[str, Part]] = {
    BoatFate.OTHER_CORRIDOR: ("launched, carried without the corridor", Part.MOVED),
    BoatFate.OTHER_ZONE: ("launched from another zone", Part.MOVED),
    BoatFate.OTHER_METHOD: ("launched by another method", Part.MOVED),
    BoatFate.EARLIER: ("launched earlier", Part.MOVED),
    BoatFate.LATER: ("launched later", Part.MOVED),
    BoatFate.KEPT: ("on order or cached at the end", Part.OPEN),
    BoatFate.SEIZED_UPSTREAM: ("seized upstream", Part.DID_NOT_COME),
    BoatFate.SEIZED_IN_CACHE: ("seized in a cache", Part.DID_NOT_COME),
    BoatFate.SEIZED_IN_STORE: ("seized in a store", Part.DID_NOT_COME),
    BoatFate.ABANDONED: ("abandoned", Part.DID_NOT_COME),
    BoatFate.NEVER_ORDERED: ("never ordered", Part.DID_NOT_COME),
}
STAYED_TEXTS: Mapping[str, str] = dict(
    zip(
        STAYED,
        ("came in the focus in both worlds", "on a later day", "on an earlier day",
         "after more tries", "after fewer tries", "over other corridors", "from another zone",
         "by another method"),
        strict=True,
    )
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One line of an account.

    Attributes:
        name: Name for programs.
        text: Name for readers.
        part: Where it belongs; None for the reduction itself.
        detail: Whether it is one of the rows that make up its part.
        net: What it accounts for.
        share: The same as a share of the mean reduction; NaN where a part takes away from it.
        lost, gained: People who were in the focus in the baseline alone, in the scenario alone;
            None for boats, which cannot be followed.
    """

    name: str
    text: str
    part: Part | None
    net: Interval
    share: Interval
    lost: Interval | None = None
    gained: Interval | None = None
    detail: bool = False


@dataclass(frozen=True)
class Table:
    """The account of people or of boats.

    Attributes:
        local: The change in the focus itself.
        total: The reduction; it is the sum of ``rows`` in every replicate.
        sums: The sums of rows, one a part.
        rows: What the reduction consists of, without what the focus rules out.
    """

    local: Effect
    total: Row
    sums: tuple[Row, ...]
    rows: tuple[Row, ...]

    @property
    def lines(self) -> list[Row]:
        """The reduction, then each part followed by its rows."""
        return [
            self.total,
            *(row for whole in self.sums for row in (whole, *self._of(whole.part))),
        ]

    def _of(self, part: Part | None) -> list[Row]:
        return [row for row in self.rows if row.part == part]

    @property
    def empty(self) -> bool:
        """Whether the focus holds nothing in either world."""
        return self.local.baseline == self.local.level.mean == 0

    @property
    def clear(self) -> bool:
        """Whether there is a reduction to account for."""
        return self.local.difference.direction < 0


def people_table(found: Displacement) -> Table:
    """The account of people."""
    account = found.account
    local = _difference("local arrivals", "people", account.people_in_focus)
    return _table(found, PEOPLE, local, account.net_people, account.people)


def boats_table(found: Displacement) -> Table:
    """The account of boats."""
    account = found.account
    local = _difference("local launches", "boats", account.boats_in_focus)
    return _table(found, BOATS, local, account.net_boats)


def _table(
    found: Displacement,
    texts: Mapping[IntEnum, tuple[str, Part]],
    local: Effect,
    net: Ints,
    gross: Ints | None = None,
) -> Table:
    """Arrange net counts, shape (replicates, fates), and gross counts of people if there are."""
    whole, ruled_out, every = net.sum(axis=1), _ruled_out(found), list(texts)
    of_part = {part: [fate for fate in every if texts[fate][1] == part] for part in Part}
    divisible = all(_over(net[:, fates].sum(axis=1)).direction >= 0 for fates in of_part.values())

    def row(name: str, text: str, part: Part | None, fates: list[IntEnum], detail: bool) -> Row:
        of = net[:, fates].sum(axis=1)
        sides = (None, None) if gross is None else gross[:, :, fates].sum(axis=2).T
        lost, gained = (None if side is None else _over(side) for side in sides)
        ratio = share(of, whole) if divisible else UNKNOWN
        return Row(name, text, part, _over(of), ratio, lost, gained, detail)

    shown = [
        fate
        for fate in every
        if fate.name not in ruled_out or (net if gross is None else gross)[..., fate].any()
    ]
    return Table(
        local,
        row("reduction", "reduction in the focus", None, every, False),
        tuple(row(part.name.lower(), part, part, fates, False) for part, fates in of_part.items()),
        tuple(row(fate.name.lower(), *texts[fate], [fate], True) for fate in shown),
    )


def stayed_rows(found: Displacement) -> dict[str, Interval]:
    """Of those in the focus in both worlds, how many came otherwise, by name of ``STAYED``."""
    return {name: _over(found.account.stayed[:, n]) for n, name in enumerate(STAYED)}


def harm(found: Displacement) -> list[Effect]:
    """Arrivals and deaths of the whole period, and deaths in the focus."""
    base, name = found.results.comparison.names
    whole = [
        effect(outcome, found.results.outcome(base, outcome), found.results.outcome(name, outcome))
        for outcome in ("arrivals", "deaths")
    ]
    return [*whole, _difference("local deaths", "people", found.account.deaths)]


def reduction(effect: Effect) -> Interval:
    """The reduction that an effect is: the baseline's number less the scenario's."""
    change = effect.difference
    return Interval(0.0 - change.mean, 0.0 - change.high, 0.0 - change.low)


def share(net: Ints, whole: Ints) -> Interval:
    """A part of the mean reduction as a ratio of means, with a 95 % interval by linearisation.

    NaN unless the interval of the reduction lies above zero: a share of what may be nothing, or a
    rise, means nothing.
    """
    if _over(whole).direction <= 0:
        return UNKNOWN
    mean = float(whole.mean())
    ratio = float(net.mean()) / mean
    around = interval((net - ratio * whole) / mean)
    reach = around.half_width
    return Interval(ratio, ratio - reach, ratio + reach)


def _ruled_out(found: Displacement) -> set[str]:
    """Fates that nobody can have in this focus, since it does not name what they differ in."""
    focus, scenario = found.focus, found.results.comparison.baseline
    terms = {
        "OTHER_CORRIDOR": focus.corridor is not None,
        "OTHER_ZONE": focus.zone is not None,
        "OTHER_METHOD": focus.method is not None,
        "EARLIER": focus.first > scenario.start,
        "LATER": focus.last < scenario.end - timedelta(days=1),
    }
    terms["LATER_AFTER_MORE_TRIES"] = terms["LATER"]
    return {name for name, named in terms.items() if not named}


def _over(counts: Ints) -> Interval:
    return interval(counts.astype(np.float64))


def _difference(name: str, unit: str, pair: Ints) -> Effect:
    baseline, values = pair.astype(np.float64).T
    return difference(name, unit, baseline, values)
