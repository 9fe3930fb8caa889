"""What each pattern is judged by: measures, bands and the reason for each band."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

_FILE = Path(__file__).with_name("declared_patterns.yaml")

Span = tuple[float, float]


@dataclass(frozen=True)
class Declared:
    """One measure of a pattern.

    Attributes:
        measure: Its key.
        what: What it is, in words.
        unit: Its unit; ``share`` is written in per cent.
        source: Where what was seen comes from.
        why: Reason for the band, or for having none.
        low, high: Ends of the band in the measure's unit.
        low_of_seen, high_of_seen: Ends as factors on the lowest and highest value seen.
    """

    measure: str
    what: str
    unit: str
    why: str
    source: str = ""
    low: float | None = None
    high: float | None = None
    low_of_seen: float | None = None
    high_of_seen: float | None = None

    @property
    def judged(self) -> bool:
        """Whether there is a band."""
        ends = (self.low, self.high, self.low_of_seen, self.high_of_seen)
        return any(end is not None for end in ends)

    def band(self, seen: Span | None) -> Span:
        """Lowest and highest value that counts as reproduced; infinite where nothing limits it."""
        low = -float("inf") if self.low is None else self.low
        high = float("inf") if self.high is None else self.high
        if seen is not None and self.low_of_seen is not None:
            low = max(low, self.low_of_seen * seen[0])
        if seen is not None and self.high_of_seen is not None:
            high = min(high, self.high_of_seen * seen[1])
        return low, high


@dataclass(frozen=True)
class Pattern:
    """One pattern: its key, its title, and its measures in the order of the table."""

    name: str
    title: str
    measures: tuple[Declared, ...]


def load_patterns() -> list[Pattern]:
    """The patterns in their order."""
    return [
        Pattern(
            entry["pattern"], entry["title"], tuple(Declared(**row) for row in entry["measures"])
        )
        for entry in YAML(typ="safe", pure=True).load(_FILE)
    ]
