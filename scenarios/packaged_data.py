"""The series that come with the project, by vintage: each as it was known up to one day.

A vintage has a folder with the dated tables: counts, and what is made from them (weather, entries).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"

COUNTED = (
    "channel_daily.csv", "channel_prevented_weekly.csv", "channel_deaths_at_sea_incidents.csv",
    "frontex_detections_monthly.csv", "weather_days.csv",
)  # fmt: skip
"""Tables of counts; their digest, with that of :data:`PRESS`, stands for the vintage."""
PRESS = "frontex_press_cumulative_2025.csv"
"""Sums of detections that the monthly file does not reach; not every vintage has them."""


@dataclass(frozen=True)
class PackagedVintage:
    """One vintage.

    Attributes:
        name: Its last day, as commands call it.
        folder: Where its tables are.
    """

    name: str
    folder: Path

    @property
    def cutoff(self) -> date:
        """Last day that it knows."""
        return date.fromisoformat(self.name)

    @property
    def sha256(self) -> str:
        """Digest of its tables of counts."""
        return _digest(self.folder)

    @property
    def facts(self) -> dict[str, Any]:
        """What provenance says of it, in the order of names, in which files hold it.

        A data folder laid over it is listed as ``added``.
        """
        return {
            "added": [], "last_day": self.name, "packaged": self.name, "sha256": self.sha256,
        }  # fmt: skip


VINTAGES = {
    each.name: each
    for each in (
        PackagedVintage("2024-10-31", DATA / "2024-10-31"),
        PackagedVintage("2025-10-31", DATA),
    )
}
"""Every vintage, by name."""

USUAL = VINTAGES["2025-10-31"]
"""The vintage that is used where nothing else is asked for, and the project's data cut-off."""


@cache
def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for name in (*COUNTED, *([PRESS] if (folder / PRESS).is_file() else [])):
        digest.update(name.encode())
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()
