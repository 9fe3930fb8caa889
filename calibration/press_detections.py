"""Detections of the months that the monthly file does not reach, from cumulative press figures."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from scenarios.csv_tables import rows
from scenarios.packaged_data import PRESS

Month = tuple[int, int]
Counts = Mapping[Month, float]
"""Detections of one route by month."""


def later_months(folder: Path, route: str, known: Counts, until: date) -> dict[Month, float]:
    """Detections of the months after those that are known, none later than a day.

    A month is the difference of two sums since January. Months between two sums share their
    difference equally. A month after the last sum has the count of the year before, times the
    change of the year so far on the same months of the year before.

    Args:
        folder: Where the table of press sums is; without it nothing is found.
        route: Its name in the file; one without a sum has no later month.
        known: Detections of the months that the monthly file has, from January of the year before
            on.
        until: Last day that may be known; sums over later months are left out.
    """
    sums = _sums(folder / PRESS, route, max(known), until)
    if not sums:
        return {}
    found = dict(known)
    for end in sorted(sums):
        last = max(found)
        count = end[1] - last[1]
        rest = max(sums[end] - _since_january(found, last), 0.0)
        found |= {(end[0], last[1] + step): rest / count for step in range(1, count + 1)}
    last = max(found)
    before = (last[0] - 1, last[1])
    change = _since_january(found, last) / _since_january(found, before)
    for number in range(last[1] + 1, _last_month(folder / PRESS, until)[1] + 1):
        found[last[0], number] = change * found[last[0] - 1, number]
    return {month: count for month, count in found.items() if month > max(known)}


def _since_january(counts: Counts, last: Month) -> float:
    return sum(counts[last[0], number] for number in range(1, last[1] + 1))


def _sums(file: Path, route: str, after: Month, until: date) -> dict[Month, float]:
    """Sums since January by their last month, of a route."""
    if not file.is_file():
        return {}
    kept = [row for row in rows(file) if row.text("route") == route and row.text("cumulative")]
    ends = {_end(row.text("period")): row.number("cumulative") for row in kept}
    return {end: value for end, value in ends.items() if end > after and last_day(end) <= until}


def _last_month(file: Path, until: date) -> Month:
    """Last month that is over by a day and of which some route has a sum."""
    ends = {_end(row.text("period")) for row in rows(file)}
    return max(end for end in ends if last_day(end) <= until)


def _end(period: str) -> Month:
    year, month = period.split("..")[1].split("-")
    return int(year), int(month)


def last_day(month: Month) -> date:
    """Last day of a month."""
    return date(*month, calendar.monthrange(*month)[1])
