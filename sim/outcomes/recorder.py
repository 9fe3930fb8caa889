"""Outcomes: note the day's stocks beside its flows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, cast

from numba import njit

from sim.core.kernels import kernel
from sim.outcomes.declared import NOTES

if TYPE_CHECKING:
    from sim.schedule import Everything

Note = Callable[["Everything", Any], None]


def _one_after_another(notes: Sequence[Note]) -> Note:
    """One function for kernels that calls all of these; it is compiled with its caller."""
    first, *others = notes
    if not others:
        return first
    rest = _one_after_another(others)

    def both(w: Everything, row: Any) -> None:
        first(w, row)
        rest(w, row)

    return cast("Note", njit(nogil=True, error_model="numpy")(both))


NOTE = _one_after_another(NOTES)


@kernel
def run(w: Everything, row: Any) -> None:
    """Complete today's row of the daily table, file after file of outcomes."""
    NOTE(w, row)
