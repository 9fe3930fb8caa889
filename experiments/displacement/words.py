"""An account in words: what moved, only where the reduction and the part of it are clear."""

from __future__ import annotations

import math

from experiments.claims import change, verdict
from experiments.displacement.account import Displacement
from experiments.displacement.rows import Row, Table, boats_table, harm, people_table
from experiments.numbers import MINUS
from experiments.paired import Interval

NOTHING_TO_ACCOUNT_FOR = (
    "no clear reduction, so nothing can be said of where it went; the rows add up all the same"
)


def sentences(found: Displacement) -> list[str]:
    """People, boats, then arrivals and deaths of the whole period and deaths in the focus."""
    lines = []
    for table in (people_table(found), boats_table(found)):
        lines.append(_local(table))
        if table.clear:
            lines.append(_parts(table))
    return lines + [verdict(each) for each in harm(found)]


def per_cent(share: Interval) -> str:
    """A share with its interval; empty where there is none."""
    if math.isnan(share.mean):
        return ""
    mean, low, high = (
        f"{round(100 * each)}".replace("-", MINUS) for each in (share.mean, share.low, share.high)
    )
    return f"{mean} % ({low} to {high})"


def _local(table: Table) -> str:
    name = table.local.outcome
    if table.empty:
        return f"{name}: none in either world"
    text = verdict(table.local)
    return text if table.clear else f"{text}; {NOTHING_TO_ACCOUNT_FOR}"


def _parts(table: Table) -> str:
    unit = table.local.unit
    sums = ", ".join(_part(row, unit) for row in table.sums)
    clear = [_part(row, unit) for row in table.rows if row.net.direction]
    detail = f"; clear in detail: {', '.join(clear)}" if clear else ""
    return f"of the reduction in {table.local.outcome}: {sums}{detail}"


def _part(row: Row, unit: str) -> str:
    return f"{row.text} {change(row.net, unit)}"
