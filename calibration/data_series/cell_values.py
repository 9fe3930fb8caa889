"""Dates and counts in cells, strictly read: what could be meant otherwise is a fault."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from calibration.data_series.spans import MONTHS, Span, month

EARLIEST = dt.date(2000, 1, 1)
MOST_DIGITS = 15
"""Of a count: sheets hold no longer whole number exactly."""
DATE_RULE = "write yyyy-mm-dd"
NOT_AVAILABLE = frozenset(
    {"-", "\N{EN DASH}", "\N{EM DASH}", ".", "..", "...", ":", "n/a", "na", "nan",
     "[x]", "[z]", "[c]", "[u]", "[low]"}
)  # fmt: skip
"""Marks that publishers put in place of a number that they do not give."""

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ]00:00:00)?")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[ ,.'\N{RIGHT SINGLE QUOTATION MARK}\xa0\u202f][0-9]{3})+")
_MONTH_NAME = re.compile(r"([A-Za-z]{3})[ -]?(\d{4})")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
YEAR_MONTHS = 12


def plain(cell: Any) -> str:
    """A cell as one line of text; whole numbers without a point."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str("" if cell is None else cell).split())


def is_not_available(cell: Any) -> bool:
    """Whether a cell holds a mark in place of a number."""
    return isinstance(cell, str) and plain(cell).casefold() in NOT_AVAILABLE


def as_day(cell: Any) -> dt.date:
    """The day in a cell: a date of the sheet, or text as yyyy-mm-dd.

    Raises:
        ValueError: If it is none; the message says what is allowed.
    """
    if isinstance(cell, dt.datetime):
        if cell.time() != dt.time():
            raise ValueError(f"{cell} has a time of day; give the day alone")
        cell = cell.date()
    if isinstance(cell, dt.date):
        return _checked(cell)
    text = plain(cell)
    if not text:
        raise ValueError(f"the date is empty; {DATE_RULE}")
    if isinstance(cell, int | float):
        raise ValueError(f"{text} is a number, not a date; format the cell as a date")
    if found := _ISO.fullmatch(text):
        try:
            cell = dt.date(*(int(part) for part in found.groups()))
        except ValueError:
            raise ValueError(f"{text} is no day of the calendar; {DATE_RULE}") from None
        return _checked(cell)
    raise ValueError(f"{text!r} is not a date as yyyy-mm-dd; {_meant(text)}")


def _checked(found: dt.date) -> dt.date:
    if found < EARLIEST:
        raise ValueError(f"{found} is before {EARLIEST.year}; check the year")
    return found


def _meant(text: str) -> str:
    """The fix: the very day, where a slashed date can be read in one way only."""
    if found := _SLASHED.fullmatch(text):
        one, two, year = (int(part) for part in found.groups())
        readings = {(one, two), (two, one)}
        days = [(m, d) for m, d in readings if m <= YEAR_MONTHS]
        if len(days) == 1:
            return f"write {year}-{days[0][0]:02}-{days[0][1]:02}"
    return DATE_RULE


def as_month(cell: Any) -> Span:
    """The month in a cell or a header: yyyy-mm, JAN2009, or a date that is the first of a month.

    Raises:
        ValueError: If it is none; the message says what is allowed.
    """
    if isinstance(cell, dt.date):
        if cell.day == 1:
            return month(cell.year, cell.month)
        raise ValueError(f"{cell:%Y-%m-%d} is a day; write the month as yyyy-mm")
    text = plain(cell)
    if (found := _MONTH.fullmatch(text)) and 1 <= int(found[2]) <= YEAR_MONTHS:
        return month(int(found[1]), int(found[2]))
    if (found := _MONTH_NAME.fullmatch(text)) and found[1].casefold() in MONTHS:
        return month(int(found[2]), MONTHS.index(found[1].casefold()) + 1)
    raise ValueError(f"{text!r} is not a month; write yyyy-mm")


def as_count(cell: Any) -> int:
    """The count in a cell: a whole number, 0 or more.

    Raises:
        ValueError: If it is none; the message says what is allowed.
    """
    text = plain(cell)
    if isinstance(cell, bool | dt.date | dt.time | dt.timedelta):
        raise ValueError(f"{text} is not a number; give digits alone, such as 1234")
    if isinstance(cell, int | float):
        if cell < 0:
            raise ValueError(f"{text} is negative; give 0 or more")
        if not float(cell).is_integer():
            raise ValueError(f"{text} is not whole; give a whole number")
        if cell >= 10**MOST_DIGITS:
            raise ValueError(f"{cell:g} has more than {MOST_DIGITS} digits; check the cell")
        return int(cell)
    if re.fullmatch(rf"[0-9]{{1,{MOST_DIGITS}}}(?:\.0+)?", text) and not _THOUSANDS.fullmatch(text):
        return int(text.partition(".")[0])
    raise ValueError(_not_a_count(text))


def _not_a_count(text: str) -> str:
    if not text:
        return "the number is empty; give 0 where nothing was counted"
    if is_not_available(text):
        return f"{text!r} is no number; give it, or 0 where nothing was counted"
    if re.match(r"[-\N{MINUS SIGN}]\s*[0-9]", text):
        return f"{text} is negative; give 0 or more"
    if _THOUSANDS.fullmatch(text):
        digits = re.sub(r"[^0-9]", "", text)
        return f"{text!r} has a separator of thousands; write {digits}"
    if re.fullmatch(r"[0-9]+", text):
        return f"{text[:40]} has more than {MOST_DIGITS} digits; check the cell"
    if re.fullmatch(r"[0-9]+,[0-9]+", text):
        return f"{text!r} has a decimal comma; give a whole number"
    if re.fullmatch(r"[0-9]+\.[0-9]+", text):
        return f"{text} is not whole; give a whole number"
    return f"{text[:40]!r} is not a number; give digits alone, such as 1234"
