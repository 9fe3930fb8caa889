"""The days that a row is about, as they are written in each series."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from calibration.data_series.declared_series import Step

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SUNDAY = 6

_TWO_DAYS = re.compile(r"(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)")
_BRACKETS = re.compile(
    r".*\((?:(\d{1,2}) )?([a-z]{3}) (\d{4}) ?- ?(?:(\d{1,2}) )?([a-z]{3}) (\d{4})\)"
)
_MONTHS = re.compile(r"([a-z]{3})-([a-z]{3}) (\d{4})")
_FINANCIAL = re.compile(r"fy(\d{4})-(\d\d)")
APRIL = 4


class Span(NamedTuple):
    """First and last day that a row is about."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Number of days."""
        return (self.last - self.first).days + 1


def day(first: date) -> Span:
    """The span of one day."""
    return Span(first, first)


def week(sunday: date) -> Span:
    """The seven days that end on a Sunday.

    Raises:
        ValueError: If the day is no Sunday.
    """
    if sunday.weekday() != SUNDAY:
        right = sunday + timedelta(SUNDAY - sunday.weekday())
        raise ValueError(f"{sunday} is no Sunday; give the Sunday that ends the week, {right}")
    return Span(sunday - timedelta(6), sunday)


def month(year: int, number: int) -> Span:
    """The days of a calendar month."""
    return Span(date(year, number, 1), date(year, number, monthrange(year, number)[1]))


def period(text: str) -> Span:
    """The days of a period as tables of rated days write it.

    Raises:
        ValueError: If it is in none of the known forms.
    """
    plain = " ".join(text.split()).casefold()
    try:
        found = _period(plain)
    except (ValueError, IndexError):
        found = None
    if found is None or found.last < found.first:
        raise ValueError(
            f"{text!r} is no period; write a year (2024), two days (2024-01-01..2024-03-06), "
            "months of a year (Jan-Apr 2024) or a financial year (FY2023-24)"
        )
    return found


def _period(text: str) -> Span | None:
    if re.fullmatch(r"\d{4}", text):
        return Span(date(int(text), 1, 1), date(int(text), 12, 31))
    if found := _TWO_DAYS.fullmatch(text):
        return Span(date.fromisoformat(found[1]), date.fromisoformat(found[2]))
    if found := _BRACKETS.fullmatch(text):
        first = month(int(found[3]), MONTHS.index(found[2]) + 1).first
        last = month(int(found[6]), MONTHS.index(found[5]) + 1).last
        first = first.replace(day=int(found[1])) if found[1] else first
        return Span(first, last.replace(day=int(found[4])) if found[4] else last)
    if found := _MONTHS.fullmatch(text):
        ends = (month(int(found[3]), MONTHS.index(name) + 1) for name in found.group(1, 2))
        return Span(next(ends).first, next(ends).last)
    found = _FINANCIAL.fullmatch(text)
    if found is None or (int(found[1]) + 1) % 100 != int(found[2]):
        return None
    return Span(date(int(found[1]), APRIL, 1), date(int(found[1]) + 1, APRIL - 1, 31))


def written(step: Step, span: Span) -> str:
    """A span as the series' own files write it."""
    match step:
        case "week":
            return span.last.isoformat()
        case "month":
            return f"{span.first:%Y-%m}"
        case "period":
            year = Span(date(span.first.year, 1, 1), date(span.first.year, 12, 31))
            return str(span.first.year) if span == year else f"{span.first}..{span.last}"
        case _:
            return span.first.isoformat()


def following(step: Step, span: Span) -> Span:
    """The day, week or month after this one."""
    after = span.last + timedelta(1)
    if step == "month":
        return month(after.year, after.month)
    return week(after + timedelta(6)) if step == "week" else day(after)
