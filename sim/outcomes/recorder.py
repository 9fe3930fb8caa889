"""Outcomes: note the day's stocks beside its flows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.core.daily_table import placed
from sim.core.kernels import kernel
from sim.outcomes import enforcement_notes, journey_notes, trade_notes
from sim.outcomes.daily_columns import (
    ARRIVALS_BY_METHOD,
    ARRIVALS_BY_SIDE,
    ARRIVALS_BY_ZONE,
    LANDED_BY_METHOD,
    LAUNCHED_BY_METHOD,
    PASSAGES,
    SEIZED_BY_REGION,
)
from sim.outcomes.declared import FILES, ROW, daily_columns
from sim.state import Columns

if TYPE_CHECKING:
    from sim.core.places import Places
    from sim.outcomes.outcome import ByPlace
    from sim.schedule import Everything

Note = Callable[["Everything", Any], None]


def _one_after_another(notes: Sequence[Note]) -> Note:
    """One kernel that calls all of these."""
    first, *others = notes
    if not others:
        return first
    rest = _one_after_another(others)

    def both(w: Everything, row: Any) -> None:
        first(w, row)
        rest(w, row)

    return kernel(both)


NOTES = (
    journey_notes.note, trade_notes.note, enforcement_notes.note,
    *(file.note for file in FILES if hasattr(file, "note")),
)  # fmt: skip
"""Kernels that note the day's end."""
NOTE = _one_after_another(NOTES)


@kernel
def run(w: Everything, row: Any) -> None:
    """Complete today's row of the daily table, file after file of outcomes."""
    NOTE(w, row)


def columns_by_place(places: Places) -> Columns:
    """Where columns by place stand, as kernels take them."""
    number = placed(daily_columns(places), ROW)

    def stand(columns: ByPlace) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return np.array([number[name] for name in columns.columns(places)], dtype=np.int64)

    return Columns(
        side=stand(ARRIVALS_BY_SIDE),
        zone=stand(ARRIVALS_BY_ZONE),
        method=stand(ARRIVALS_BY_METHOD),
        launched=stand(LAUNCHED_BY_METHOD),
        landed=stand(LANDED_BY_METHOD),
        passages=stand(PASSAGES),
        seized=stand(SEIZED_BY_REGION),
    )
