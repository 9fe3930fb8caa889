"""Cases on gangs, from their opening to the release of the last member in custody for them."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Columns
from sim.core.kernels import kernel
from sim.gangs.gangs import Role
from sim.value_types import Numbers

NO_GANG = -1
"""Gang of the cases that were struck before the run."""


class Stage(IntEnum):
    """What a case waits for."""

    STRIKE = 0
    CHARGE = 1
    VERDICT = 2
    RELEASE = 3
    CLOSED = 4


STRUCK = np.dtype([("gang", "i8"), ("case", "i8"), ("fate", "i8")])
"""A gang that may leave or split: its row, the identity of the case and a :class:`Fate`."""


class Fate(IntEnum):
    """Why a gang may leave or split."""

    STRUCK = 0
    BROKEN = 1
    FAILING = 2


class Cases(Columns):
    """One row a case.

    Attributes:
        identity: The gang's identity and the gang's own case number.
        gang, agency: Rows of the gang and of the agency that opened it.
        stage: What it waits for; see :class:`Stage`.
        opened, struck: Ordinals of these days.
        due: Day on which what it waits for comes, with its fraction.
        in_custody: Members in custody for it, by role.
    """

    identity: NDArray[np.uint64]
    gang: NDArray[np.int64]
    agency: NDArray[np.int64]
    stage: NDArray[np.int8]
    opened: NDArray[np.int64]
    struck: NDArray[np.int64]
    due: NDArray[np.float64]
    in_custody: NDArray[np.float64]

    def fields(self) -> list[tuple[Any, ...]]:
        """One number a case, or one a role."""
        whole = [(name, "i8") for name in ("gang", "agency", "opened", "struck")]
        return [
            ("identity", "u8"), *whole, ("stage", "i1"), ("due", "f8"),
            ("in_custody", "f8", (len(Role),)),
        ]  # fmt: skip


@kernel
def open_by(cases: NDArray[Any], agency: int) -> int:
    """Cases of one agency that have not come to their strike."""
    number = 0
    for case in cases:
        number += case.agency == agency and case.stage == Stage.STRIKE
    return number


@kernel
def most_on(v: Numbers, members: float) -> int:
    """Most cases that can be open at once on a gang with so many members: one at least."""
    return max(int(members / v.members_per_case), 1)


@kernel
def has_room(v: Numbers, gang: Any, members: float) -> bool:
    """Whether one more case can be opened on a gang with so many members."""
    return gang.under_case < most_on(v, members)
