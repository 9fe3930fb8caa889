"""Times of things run in turn, so that a slow moment of the machine falls on all alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Spread:
    """Median, lowest and highest of several values."""

    median: float
    low: float
    high: float

    @staticmethod
    def of(values: list[float]) -> Spread:
        """The spread of some values."""
        return Spread(statistics.median(values), min(values), max(values))

    def rounded(self) -> dict[str, float]:
        """For a report, to four figures."""
        return {name: float(f"{value:.4g}") for name, value in vars(self).items()}


def seconds(work: Callable[[], Any]) -> float:
    """Wall-clock time that some work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def ratios(above: list[float], below: list[float]) -> Spread:
    """Ratios of what was timed in the same rounds."""
    return Spread.of([a / b for a, b in zip(above, below, strict=True)])
