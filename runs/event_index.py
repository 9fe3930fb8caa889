"""The events of one run, indexed so that one boat, consignment, case or gang can be followed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from runs.event_table import IndexedEvent
from runs.identity_names import gang_identity, subject_identity
from sim.core.events import Event

ENDS = (
    Event.SEIZED, Event.STORE_FOUND, Event.CACHE_TAKEN, Event.PREVENTED, Event.TURNED_BACK,
    Event.INCIDENT, Event.LANDED, Event.ABANDONED,
)  # fmt: skip
"""How a boat ends; the first two end all boats of a consignment."""
KINDS = ("gang", "boat", "consignment", "case")
"""What can be followed."""


class EventIndex:
    """Events of one run, in the order in which they happened.

    Attributes:
        rows: All events.
        aboard: People who boarded each boat that was launched.
        deaths: Deaths on each boat that had a fatal incident.
        landed: Boats of which people landed.
        heirs: Gang to which each gang passed that was taken over.
        left_with: Members with which each gang left.
    """

    def __init__(self, rows: Iterable[IndexedEvent]) -> None:
        self.rows = list(rows)
        self.aboard: dict[str, int] = {}
        self.deaths: dict[str, int] = {}
        self.landed: set[str] = set()
        self.heirs: dict[str, str] = {}
        self.left_with: dict[str, float] = {}
        self._built: dict[str, IndexedEvent] = {}
        self._indices: dict[str, dict[str, list[int]]] = {kind: {} for kind in KINDS}
        for index, row in enumerate(self.rows):
            for kind, name in (
                *((kind, getattr(row, kind)) for kind in KINDS),
                ("gang", row.other),
            ):
                if name:
                    self._indices[kind].setdefault(name, []).append(index)
            if row.boat and row.event is Event.BUILT:
                self._built[row.boat] = row
            elif row.boat and row.event is Event.LAUNCHED:
                self.aboard[row.boat] = int(row.amount or 0)
            elif row.boat and row.event is Event.INCIDENT:
                self.deaths[row.boat] = int(row.amount or 0)
            elif row.boat and row.event is Event.LANDED:
                self.landed.add(row.boat)
            elif row.gang and row.event is Event.TAKEN_OVER:
                self.heirs[row.gang] = row.other or ""
            elif row.gang and row.event is Event.LEFT:
                self.left_with[row.gang] = row.amount or 0.0

    def known(self, kind: str) -> list[str]:
        """All gangs, boats, consignments or cases, in the order in which they appear."""
        return list(self._indices[kind])

    def nearest(self, kind: str, name: str) -> str | None:
        """The known one whose identity is nearest to that of ``name``."""
        identity: Callable[[str], int] = gang_identity if kind == "gang" else subject_identity
        wanted = identity(name)
        return min(self._indices[kind], key=lambda each: abs(identity(each) - wanted), default=None)

    def story(self, kind: str, name: str) -> list[IndexedEvent]:
        """All that belongs to one gang, boat, consignment or case.

        To a boat belong its order and its consignment's journey, to a consignment what became of
        its boats, to both how they passed to another gang.
        """
        indices = set(self._of(kind, name))
        if kind == "boat" and (built := self._built.get(name)):
            indices |= self._order(built) | self._journey(built.consignment)
        if kind == "consignment":
            for built in [self.rows[index] for index in indices]:
                if built.event is Event.BUILT and built.boat:
                    indices |= self._order(built) | set(self._of("boat", built.boat))
        if indices and kind in ("boat", "consignment"):
            indices |= self._takeovers(sorted(indices), kind)
        return [self.rows[index] for index in sorted(indices)]

    def endings(self, boat: str) -> list[IndexedEvent]:
        """Events with which a boat ends: none while it is under way or cached, one after.

        A boat with a fatal incident ends in the incident, even if survivors land.
        """
        return [
            row
            for row in self.story("boat", boat)
            if row.event in ENDS and not (row.event is Event.LANDED and boat in self.deaths)
        ]

    def decided(self, release: IndexedEvent) -> Event | None:
        """What was decided in a case on the day of a release: charges, verdicts or nothing."""
        for index in self._of("case", release.case):
            row = self.rows[index]
            if row.event in (Event.CHARGED, Event.CONVICTED) and row.date == release.date:
                return row.event
        return None

    def _of(self, kind: str, name: str | None) -> list[int]:
        return self._indices[kind].get(name or "", [])

    def _order(self, built: IndexedEvent) -> set[int]:
        """The order for which a boat was built: that of its gang on that day at that place."""
        return {
            index
            for index in self._of("gang", built.gang)
            if self.rows[index].event is Event.ORDERED
            and (self.rows[index].date, self.rows[index].place) == (built.date, built.place)
        }

    def _journey(self, consignment: str | None) -> set[int]:
        """What happened to a consignment as a whole."""
        indices = self._of("consignment", consignment)
        return {index for index in indices if self.rows[index].boat is None}

    def _takeovers(self, indices: list[int], kind: str) -> set[int]:
        """How a boat or a consignment passed to other gangs with all that its gang had.

        Its gang is the one that put it on the way, the heir after a takeover, and for a boat the
        buyer after a sale; what comes after the last of ``indices`` is not its story any more.
        """
        sales = [p for p in indices if kind == "boat" and self.rows[p].event is Event.RESOLD]
        found: set[int] = set()
        at, gang = indices[0], self.rows[indices[0]].gang
        while True:
            sold = next((index for index in sales if index > at), indices[-1])
            passed = self._taken_over(gang)
            if passed is not None and at < passed < sold:
                found.add(passed)
                at = passed
            elif sold in sales and sold > at:
                at = sold
            else:
                return found
            gang = self.rows[at].other

    def _taken_over(self, gang: str | None) -> int | None:
        """The event in which a gang passed to another, if it did."""
        for index in self._of("gang", gang):
            row = self.rows[index]
            if row.event is Event.TAKEN_OVER and row.gang == gang:
                return index
        return None
