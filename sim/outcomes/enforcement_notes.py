"""Notes of enforcement: boats seized, spending, cases, custody and officers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.core.exact_math import total as exact_total
from sim.core.kernels import kernel
from sim.enforcement.cases import Stage

if TYPE_CHECKING:
    from sim.schedule import Everything


@kernel
def note(w: Everything, row: Any) -> None:
    """Note all boats seized, what is spent, cases, custody and officers."""
    v = w.values[0]
    row.public_cost += v.public_spending
    row.boats_seized += row.boats_seized_upstream + row.boats_seized_cache + row.boats_seized_beach
    for case in w.cases[: w.now[0].cases]:
        row.open_cases += case.stage == Stage.STRIKE
    row.in_custody += exact_total(w.tallies.custody.ravel())
    row.officers_recruiting += v.officers_recruiting
    row.officers_training += v.officers_training
    row.officers += exact_total(w.vectors.officers) + exact_total(w.vectors.investigators)
