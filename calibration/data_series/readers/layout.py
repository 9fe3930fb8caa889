"""What a reader declares: the headers that it is recognised by, and what it makes of the rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from calibration.data_series.sheets import Line, Sheet
from calibration.data_series.table_rows import Reading


@dataclass(frozen=True)
class Found:
    """A sheet whose headers were recognised.

    Attributes:
        sheet: The sheet.
        head: Place of the row of headers.
        columns: Place of each column by its header, in small letters.
        today: Last day that a row can be about.
    """

    sheet: Sheet
    head: int
    columns: dict[str, int]
    today: date

    def lines(self) -> list[Line]:
        """The rows of data.

        Raises:
            InputError: If a row has more cells than there are headers.
        """
        return list(self.sheet.body(self.head, self.columns))


@dataclass(frozen=True)
class Layout:
    """A layout of a publisher.

    Attributes:
        name: Short name, which vintages are called by.
        title: What it is.
        needs: Headers that it is recognised by, in small letters.
        read: Makes a reading of a sheet.
        source: Who publishes it.
        licence: Under which licence.
    """

    name: str
    title: str
    needs: tuple[str, ...]
    read: Callable[[Found], Reading]
    source: str
    licence: str
