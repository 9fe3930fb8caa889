"""Bands that the baseline must fall in before anything is fitted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

_FILE = Path(__file__).with_name("bands.yaml")


@dataclass(frozen=True)
class Band:
    """One outcome and the range it must lie in.

    Attributes:
        outcome: Name of the outcome.
        low, high: Range, in the outcome's unit.
        evidence: Evidence ids behind the range.
        why: What was seen.
    """

    outcome: str
    low: float
    high: float
    evidence: str
    why: str

    def holds(self, outcomes: Mapping[str, float]) -> bool:
        """Whether the outcome lies in the band."""
        return self.low <= outcomes[self.outcome] <= self.high


def load_bands() -> list[Band]:
    """All bands, in the order of the file."""
    return [Band(**entry) for entry in YAML(typ="safe", pure=True).load(_FILE)]
