"""The IOM Missing Migrants table: incidents at sea in the Channel, day and number alone.

The rule is that of the packaged series: incidents within a box whose place is the English Channel
or off its coast; violence, roads, hospitals and camps are left out. The table has no field for
this, so that the rule reads the words of the place. Every incident within the box that it leaves
out is shown by its row, to be judged.
"""

from __future__ import annotations

import re
from datetime import date

from calibration.data_series.declared_series import DEATHS
from calibration.data_series.readers.layout import Found, Layout
from calibration.data_series.sheets import Line
from calibration.data_series.spans import Span, day
from calibration.data_series.table_rows import Entry, Reading, collect

DAY, DEAD, MISSING = "incident date", "number of dead", "minimum estimated number of missing"
TOTAL, CAUSE = "total number of dead and missing", "cause of death"
LOCATION, COORDINATES = "location of incident", "coordinates"
IDENTITY = "main id"

LATITUDES, LONGITUDES = (49.3, 51.6), (-1.5, 4.2)
AT_SEA = re.compile(r"english channel|\boff\b")
ON_LAND = re.compile(
    r"secours catholique|hospital|\bcamps?\b|highway|motorway|\broad\b|\brue\b|\ba\d\d?\b|parking"
    r"|lorry|truck|\btrains?\b|railway|\bstation\b|\bgare\b|tunnel"
)
_POINT = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*")


def read(found: Found) -> Reading:
    """Dead and missing of each incident at sea in the Channel."""
    entries, left_out, days, seen = [], [], [], dict[str, int]()
    for line in found.lines():
        when, number = line.day(DAY), line.sheet.numbers[line.index]
        days.append(when)
        _check_identity(line, seen)
        people = _people(line)
        if not people or not _is_in_box(line):
            continue
        if _is_at_sea(line):
            entries.append(Entry(line, DAY, day(when), (people,)))
        else:
            left_out.append(f"{number} ({when}, {people})")
    if not days:
        raise found.sheet.fault(
            found.head, "there are no rows under the headers; give one at least"
        )
    notes: tuple[str, ...] = (f"{len(days)} rows, of which {len(entries)} at sea in the Channel",)
    if left_out:
        notes += (f"near the Channel but not at sea, left out: rows {', '.join(left_out)}",)
    covers = Span(min(days), _last(days, found.today))
    return collect(DEATHS, found.sheet, entries, found.today, covers, notes)


def _last(days: list[date], today: date) -> date:
    """Last day of any row, which the table covers at least."""
    return min(max(days), today)


def _check_identity(line: Line, seen: dict[str, int]) -> None:
    identity = line.text(IDENTITY)
    if not identity:
        raise line.fault(IDENTITY, "the row has no Main ID; give it, or take the row out")
    if identity in seen:
        message = f"{identity} is there twice, first in row {seen[identity]}; keep one of them"
        raise line.fault(IDENTITY, message)
    seen[identity] = line.sheet.numbers[line.index]


def _people(line: Line) -> int:
    total = line.count_if_any(TOTAL)
    parts = (line.count_if_any(DEAD) or 0) + (line.count_if_any(MISSING) or 0)
    return parts if total is None else total


def _is_in_box(line: Line) -> bool:
    text = line.text(COORDINATES)
    if not text:
        return "english channel" in line.text(LOCATION).casefold()
    point = _POINT.fullmatch(text)
    if point is None:
        message = f"{text[:40]!r} are no coordinates; write latitude, longitude, as 50.95, 1.76"
        raise line.fault(COORDINATES, message)
    within = zip(point.groups(), (LATITUDES, LONGITUDES), strict=True)
    return all(low <= float(degrees) <= high for degrees, (low, high) in within)


def _is_at_sea(line: Line) -> bool:
    location, cause = line.text(LOCATION).casefold(), line.text(CAUSE).casefold()
    at_sea = AT_SEA.search(location) and not ON_LAND.search(location)
    return bool(at_sea) and "violence" not in cause


LAYOUTS = (
    Layout(
        "iom", "IOM Missing Migrants",
        (IDENTITY, DAY, DEAD, MISSING, TOTAL, CAUSE, LOCATION, COORDINATES), read,
        DEATHS.source, DEATHS.licence,
    ),
)  # fmt: skip
