"""Tables of what is moved or stored: a row each, a column an attribute, keys stable for life."""

from __future__ import annotations

import copy
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import NDArray

Index = NDArray[np.int64]
NO_ROWS: Index = np.zeros(0, dtype=np.int64)
"""No rows."""


class Columns:
    """A growing table whose fields are NumPy views, read and written as attributes.

    Subclasses declare ``FIELDS``, or :meth:`fields` where shapes are known only at run
    time, and annotate the same names. Rows are never
    moved or reused, so a row number is a valid handle for a whole run. All fields of one row lie
    together in memory, since they are used together; compiled loops take them as ``rows``.

    Attributes:
        rows: The table as one structured array.

    Args:
        capacity: Rows to reserve; the table grows when it is full.
    """

    FIELDS: ClassVar[tuple[tuple[str, str], ...]]
    GROWTH: ClassVar[float] = 2.0
    """Rows after the table has grown, over those before."""

    def __init__(self, capacity: int = 1024) -> None:
        self.count = 0
        self._dtype = np.dtype(self.fields(), align=True)
        self._space = np.zeros(max(capacity, 1), dtype=self._dtype)
        self.rows = self._space[:0]

    def __getattr__(self, name: str) -> Any:
        """The field ``name`` of all rows; from then on an attribute, until rows are added."""
        if name.startswith("_") or name not in (self._dtype.names or ()):
            raise AttributeError(f"{type(self).__name__} has no {name!r}")
        column = self.rows[name]
        setattr(self, name, column)
        return column

    def fields(self) -> list[tuple[Any, ...]]:
        """Name and NumPy type of each field, with its shape where a field is an array."""
        return list(self.FIELDS)

    def __len__(self) -> int:
        return self.count

    def append(self, number: int, **values: Any) -> Index:
        """Add ``number`` rows, zero but for the named values; return their row numbers."""
        self.reserve(number)
        first, self.count = self.count, self.count + number
        self._forget_views()
        added = self.rows[first:]
        for name, value in values.items():
            added[name] = value
        return np.arange(first, self.count)

    @property
    def space(self) -> NDArray[Any]:
        """All rows with those reserved, which kernels fill; see :meth:`grew`."""
        return self._space

    def reserve(self, number: int) -> None:
        """Have space for so many rows more."""
        if self.count + number > self._space.size:
            size = max(self.count + number, int(self.GROWTH * self._space.size))
            grown = np.zeros(size, dtype=self._dtype)
            grown[: self.count] = self.rows
            self._space = grown
            self._forget_views()

    def grew(self, count: int) -> None:
        """Take note that a kernel has filled rows, up to ``count``."""
        if count != self.count:
            self.count = count
            self._forget_views()

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        twin = copy.copy(self)
        twin._space = self._space.copy()
        twin._forget_views()
        return twin

    def bytes(self) -> int:
        """Memory of all rows, with those reserved."""
        return self._space.nbytes

    def _forget_views(self) -> None:
        for name in self._dtype.names or ():
            vars(self).pop(name, None)
        self.rows = self._space[: self.count]
