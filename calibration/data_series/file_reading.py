"""Reading a publisher's file: its layout is recognised by its headers, whatever it is called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from calibration.data_series.cell_values import plain
from calibration.data_series.readers import frontex, home_office, iom_missing_migrants, plain_csv
from calibration.data_series.readers import red_days as red_days_reader
from calibration.data_series.readers.layout import Found, Layout
from calibration.data_series.sheets import Sheet, read_sheets
from calibration.data_series.table_rows import Reading
from scenarios.errors import InputError, Location, shown

LAYOUTS: tuple[Layout, ...] = (
    *home_office.LAYOUTS,
    *frontex.LAYOUTS,
    *iom_missing_migrants.LAYOUTS,
    *red_days_reader.LAYOUTS,
    *plain_csv.LAYOUTS,
)
HEAD_WITHIN = 20
"""Rows from the top among which the headers must be."""
MOST = 0.5
"""Share of a layout's headers from which a sheet is taken for it."""
SEPARATORS = {";": "semicolons", "\t": "tabs"}
TEMPLATES = "narrows data template shows the headers of plain tables"


@dataclass(frozen=True)
class FileReading:
    """What a file says.

    Attributes:
        layout: The layout that was recognised; of several sheets, the first.
        readings: What each recognised sheet says.
    """

    layout: Layout
    readings: tuple[Reading, ...]


def read_file(path: Path, today: date | None = None) -> FileReading:
    """Read a file in any known layout.

    Args:
        path: The file.
        today: Last day that a row can be about; that of the clock if not given.

    Raises:
        InputError: For the first fault, with file, row and cell.
    """
    now = date.today() if today is None else today
    sheets = read_sheets(path)
    kept = []
    for sheet in sheets:
        recognised = _recognised(sheet, now)
        if recognised is None:
            _refuse_near(sheet)
        else:
            kept.append(recognised)
    if not kept:
        tried = f"any of {len(sheets)} sheets" if len(sheets) > 1 else "the file"
        message = f"no known headers in {tried}; give the publisher's own file; {TEMPLATES}"
        raise InputError(message, Location(shown(path)))
    readings = tuple(layout.read(found) for layout, found in kept)
    names: dict[str, str] = {}
    for reading in readings:
        name = reading.table.series.name
        if name in names:
            message = f"{name} is also in {names[name]}; keep one of the sheets"
            raise reading.sheet.fault(0, message)
        names[name] = reading.sheet.file
    return FileReading(kept[0][0], readings)


def header(cell: object) -> str:
    """A header in small letters, without notes in square brackets."""
    return plain(plain(cell).partition("[")[0]).casefold()


def _recognised(sheet: Sheet, today: date) -> tuple[Layout, Found] | None:
    """The layout whose headers the sheet has, if there is one, and where they are."""
    for index, cells in enumerate(sheet.rows[:HEAD_WITHIN]):
        names = [header(cell) for cell in cells]
        fits = [layout for layout in LAYOUTS if set(layout.needs) <= set(names)]
        if not fits:
            continue
        columns: dict[str, int] = {}
        for column, name in enumerate(names):
            if name in columns:
                raise sheet.fault(index, f"the header {name!r} is there twice; keep one", column)
            if name:
                columns[name] = column
        best = max(fits, key=lambda layout: len(layout.needs))
        return best, Found(sheet, index, columns, today)
    return None


def _refuse_near(sheet: Sheet) -> None:
    """Refuse a sheet that is nearly one of the known, so that it is not passed over.

    Raises:
        InputError: If its cells are not separated by commas, or most headers of a layout are there.
    """
    for index, cells in enumerate(sheet.rows[:HEAD_WITHIN]):
        texts = [str(cell) for cell in cells if header(cell)]
        for mark, name in SEPARATORS.items():
            if len(texts) == 1 and any(
                set(each.needs) <= _parts(texts[0], mark) for each in LAYOUTS
            ):
                raise sheet.fault(
                    index, f"cells are separated by {name}; save the file with commas"
                )
        names = {header(text) for text in texts}
        for layout in LAYOUTS:
            present = names & set(layout.needs)
            if len(present) > 1 and len(present) >= MOST * len(layout.needs):
                absent = ", ".join(name for name in layout.needs if name not in names)
                message = f"looks like {layout.title} but lacks the column {absent}; add it"
                raise sheet.fault(index, message)


def _parts(text: str, mark: str) -> set[str]:
    return {header(part) for part in text.split(mark)}
