"""What is declared in this folder: outcomes, daily columns and what notes them.

A file ``NAME_outcomes.py`` is found by itself. It declares ``OUTCOMES``. It may declare
``COLUMNS``, names of daily columns of its own, and ``note(w, row)``, a kernel that fills them at
the end of each day. Notes of the model's own outcomes stand in ``NAME_notes.py``, so that lists of
outcomes need no compiler.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import numpy as np

from sim.core.daily_table import Recorder
from sim.core.places import Places
from sim.outcomes.daily_columns import FLOWS, STOCKS
from sim.outcomes.outcome import ByPlace, Daily, Outcome, OutcomeByPlace

FIRST = ("crossing", "journey", "trade", "enforcement")
"""Files whose outcomes stand first in tables, crossings and deaths together; others by name."""


def _files() -> tuple[ModuleType, ...]:
    """Every file of outcomes, in the order of tables."""
    package = __name__.rpartition(".")[0]
    names = [each.name for each in iter_modules(import_module(package).__path__)]
    subjects = {name.removesuffix("_outcomes") for name in names if name.endswith("_outcomes")}
    order = (*FIRST, *sorted(subjects.difference(FIRST)))
    return tuple(import_module(f"{package}.{subject}_outcomes") for subject in order)


FILES = _files()
COLUMNS: tuple[str | ByPlace, ...] = (
    *FLOWS, *STOCKS, *(name for file in FILES for name in getattr(file, "COLUMNS", ())),
)  # fmt: skip
"""Columns of the daily table, in order; those by place once for each kind of place."""
ROW = np.dtype([(name, "f8") for name in COLUMNS if isinstance(name, str)])
"""One day, as kernels take it: the columns that every world has, by name."""


def daily_columns(places: Places) -> tuple[str, ...]:
    """Columns of the daily table of a world with these places, in order.

    Raises:
        ValueError: If two of them have one name.
    """
    columns = tuple(
        name
        for column in COLUMNS
        for name in (column.columns(places) if isinstance(column, ByPlace) else (column,))
    )
    for name in columns:
        if columns.count(name) > 1:
            raise ValueError(f"two columns of the daily table are called {name!r}; rename a place")
    return columns


def outcomes(places: Places) -> dict[str, Outcome]:
    """Every outcome of a world with these places, by name, in the order of tables."""
    declared: tuple[Outcome | OutcomeByPlace, ...] = tuple(
        outcome for file in FILES for outcome in file.OUTCOMES
    )
    columns = daily_columns(places)
    each = [
        one
        for outcome in declared
        for one in (outcome.outcomes(places) if isinstance(outcome, OutcomeByPlace) else (outcome,))
    ]
    return {one.name: one for one in each if not one.needs or one.needs in columns}


def measure(daily: Daily, places: Places) -> dict[str, float]:
    """All outcomes of the period that the daily columns of a world with these places cover."""
    return {name: outcome.measure(daily) for name, outcome in outcomes(places).items()}


def recorder(days: int, places: Places) -> Recorder:
    """An empty daily table of so many days."""
    return Recorder(days, daily_columns(places), ROW)
