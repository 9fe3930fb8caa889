"""An account in words: what moved, only where the reduction and the part of it are clear.

All of it speaks of reductions: the baseline's number less the scenario's, below zero for a rise.
"""

from __future__ import annotations

import math

from experiments.comparison.paired_effects import Effect
from experiments.displacement.account_rows import (
    Row,
    Table,
    boats_table,
    harm,
    people_table,
    reduction,
)
from experiments.displacement.displacement_account import Displacement
from experiments.reporting.effect_statements import change
from runs.intervals import Interval
from runs.number_format import MINUS, amount, percent, span

NOTHING_TO_ACCOUNT_FOR = "so nothing can be said of where it went; the rows add up all the same"
UNCLEAR = "no clear reduction"
WHOLE_RUN = "rows count boats of the whole run, from the warm-up to its last day"
"""What must be known of the launches account before it is read."""


def sentences(found: Displacement) -> list[str]:
    """People, boats, then arrivals and deaths of the whole period and deaths in the focus."""
    lines = []
    for table in (people_table(found), boats_table(found)):
        lines.append(_local(table))
        if table.clear:
            lines.append(_parts(table))
    return lines + [verdict(each) for each in harm(found)]


def meaning(found: Displacement) -> str:
    """What is local, and what a reduction is, in one line."""
    return (
        f'"Local" and "in the focus" mean the same: arrivals, launches and deaths {found.focus}. '
        "A reduction is the baseline's number less the scenario's; below zero, it is a rise."
    )


def verdict(effect: Effect) -> str:
    """One reduction in words, with its interval and how many replicates agree."""
    less, unit, name = reduction(effect), effect.unit, effect.outcome
    if not less.known:
        return f"{name}: one replicate has no interval, so nothing can be said"
    if less.low == less.high == 0:
        return f"{name}: the same in every replicate"
    interval = span(less.low, less.high, unit)
    if less.direction == 0:
        return f"{name}: {UNCLEAR}, between {interval.replace(' to ', ' and ')}"
    agreed = f"same sign in {percent(effect.agreement)} of replicates"
    detail = f"95 % interval {interval}; {agreed}"
    if less.direction < 0:
        return f"{name}: a rise, that is a reduction of {amount(less.mean, unit)} ({detail})"
    relative = f"{percent(effect.relative.mean, 1)} of the baseline; "
    return f"{name}: reduction of {amount(less.mean, unit)} ({relative}{detail})"


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
    return f"{text}, {NOTHING_TO_ACCOUNT_FOR}" if UNCLEAR in text else text


def _parts(table: Table) -> str:
    unit = table.local.unit
    sums = ", ".join(_part(row, unit) for row in table.sums)
    clear = [_part(row, unit) for row in table.rows if row.net.direction]
    detail = f"; clear in detail: {', '.join(clear)}" if clear else ""
    return f"of the reduction in {table.local.outcome}: {sums}{detail}"


def _part(row: Row, unit: str) -> str:
    return f"{row.text} {change(row.net, unit)}"
