"""Which numbers options may have."""

from __future__ import annotations

from dataclasses import dataclass

from runs.cores import cores

MOST_DAYS = 3_653
MOST_REPLICATES = 100_000
MOST_SEED = 2**32 - 1
MOST_LINES = 1_000_000
MOST_MONTHS_AHEAD = 60
"""Months between what a fit knows and the first that is forecast."""
WORKERS_PER_CORE = 4


@dataclass(frozen=True)
class Bounds:
    """Lowest and highest value of an option."""

    low: int
    high: int

    def fault(self, option: str, value: object) -> str:
        """What to say of a wrong value."""
        return f"{option} is {value}; it must be a whole number from {self.low} to {self.high}"


BOUNDS = {
    "--replicates": Bounds(1, MOST_REPLICATES),
    "--max-replicates": Bounds(1, MOST_REPLICATES),
    "--replicate": Bounds(0, MOST_REPLICATES),
    "--first-replicate": Bounds(0, MOST_REPLICATES),
    "--days": Bounds(1, MOST_DAYS),
    "--run-out": Bounds(0, 730),
    "--members": Bounds(20, 2_000),
    "--months": Bounds(1, 60),
    "--seed": Bounds(0, MOST_SEED),
    "--trials": Bounds(1, 10_000),
    "--confirm": Bounds(2, 10_000),
    "--seconds": Bounds(1, 86_400),
    "--memory": Bounds(200, 1_000_000),
    "--limit": Bounds(1, MOST_LINES),
    "--port": Bounds(0, 65_535),
    "--workers": Bounds(1, cores() * WORKERS_PER_CORE),
}
"""Bounds of every option that takes a number."""
