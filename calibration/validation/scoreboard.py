"""The scoreboard: where every target and every pattern stands under one posterior."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from calibration.data_series.data_source import DataSource
from calibration.measures import Period, Table, later, observed
from calibration.observations import Observations
from calibration.past_scenario import BEGIN
from calibration.patterns.declared_patterns import Pattern
from calibration.patterns.pattern_values import Value
from calibration.patterns.pattern_verdict import REPRODUCED, word
from calibration.posterior import Posterior
from calibration.target import Target
from calibration.target_fit import TargetFit, target_fit
from calibration.targets import load_targets
from calibration.validation.past_worlds import past_shocks
from runs.intervals import Interval, interval

Use = Literal["fitted", "held-out"]
USES: tuple[Use, ...] = ("fitted", "held-out")

HALF_YEAR = 6
MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12, "half": HALF_YEAR}
"""Months in a part of a series, by the first word of its statistic."""
SERIES = {
    "arrivals": "monthly_arrivals", "boats": "monthly_boats", "load": "quarterly_load",
    "active-days": "monthly_active_days", "deaths": "monthly_deaths",
}  # fmt: skip
"""Targets whose errors go with a series that is drawn whole, and the series."""


@dataclass(frozen=True)
class Row:
    """One target, or the parts of it that the posterior was fitted to, or the others.

    Attributes:
        target: With the values of these parts alone; its use is the one declared.
        use: What the posterior has made of it.
        starts: First day of each part.
        target_fit: Beside the draws, in the world with the shock that the target needs.
        without: Beside the draws in the world without that shock; None if it needs none.
        added: What the shock adds to each part: with it less without it, member by member, as mean
            and 95 % interval in the target's unit; empty if it needs none.
    """

    target: Target
    use: Use
    starts: tuple[date, ...]
    target_fit: TargetFit
    without: TargetFit | None = None
    added: tuple[Interval, ...] = ()

    @property
    def labels(self) -> list[str]:
        """What each part is about, such as ``2022-03``, ``2022 Q1``, ``2022 H1`` or ``2022``."""
        return [_label(self.target, start) for start in self.starts]


@dataclass(frozen=True)
class Judged:
    """One pattern and the values of its measures."""

    pattern: Pattern
    values: Mapping[str, Value]

    @property
    def word(self) -> str:
        """Whether it is reproduced, partly reproduced or missed."""
        return word(self.pattern, self.values)


@dataclass(frozen=True)
class Scoreboard:
    """Everything that is shown.

    Attributes:
        posterior: Whose draws ran.
        replicates: Draws that ran over the past.
        pattern_replicates: Draws that ran in each world of the patterns.
        rows: Targets, in the order of their file.
        series: Whole series by name, from the first day that targets are about to the cut-off.
        patterns: Patterns in their order.
        data: Where what was seen was read from.
    """

    posterior: Posterior
    replicates: int
    pattern_replicates: int
    rows: tuple[Row, ...]
    series: Mapping[str, Row]
    patterns: tuple[Judged, ...]
    data: DataSource = field(default_factory=DataSource)

    def of(self, use: Use) -> list[Row]:
        """Targets of one use."""
        return [row for row in self.rows if row.use == use]

    @property
    def reproduced(self) -> int:
        """Number of patterns that are reproduced."""
        return sum(each.word == REPRODUCED for each in self.patterns)

    @property
    def taken_in(self) -> list[str]:
        """Targets that were declared held out and that this posterior was fitted to."""
        return [r.target.name for r in self.of("fitted") if r.target.use != "fitted"]


def targets_of(
    posterior: Posterior, tables: Mapping[str, Table], data: DataSource | None = None
) -> tuple[Row, ...]:
    """Set every target beside the draws.

    Args:
        posterior: Whose facts say which targets it was fitted to, and until when.
        tables: Daily tables of the worlds of the past by name, that without shocks first.
        data: Where what was seen is read from; the packaged series if None.
    """
    plain, *_ = tables.values()
    world = {target: shock.name for shock in past_shocks() for target in shock.targets}
    rows, cutoff = [], date.fromisoformat(posterior.facts["cutoff"])
    known = {each.name: each.low.size for each in load_targets(Observations(cutoff, data))}
    for target in load_targets(Observations(data=data)):
        simulated = target.simulated(tables.get(world.get(target.name, ""), plain))
        row = Row(target, "held-out", starts(target), target_fit(target, simulated))
        if target.name in world:
            without = target.simulated(plain)
            added = tuple(interval(each) for each in (simulated - without).T)
            row = replace(row, without=target_fit(target, without), added=added)
        rows += _parted(row, posterior, known)
    return tuple(rows)


def series_of(table: Table, data: DataSource | None = None) -> dict[str, Row]:
    """The series that are drawn whole, with the errors of their targets."""
    observations = Observations(data=data)
    record, last = observed(observations), observations.monthly().dropna().index[-1]
    end = min(observations.cutoff, last.end_time.date())
    rows = {}
    for target in load_targets(observations):
        if target.name in SERIES:
            whole = replace(target, statistic=SERIES[target.name], period=Period(BEGIN, end))
            seen = whole.simulated(record)[0]
            whole = replace(whole, low=seen, high=seen)
            found = target_fit(whole, whole.simulated(table))
            rows[target.name] = Row(whole, target.use, starts(whole), found)
    return rows


def starts(target: Target) -> tuple[date, ...]:
    """First day of each part of a target."""
    months = MONTHS.get(target.statistic.split("_")[0])
    found = [target.period.first]
    while months and len(found) < target.low.size:
        number = (found[-1].month - 1) // months * months + 1
        found.append(later(found[-1].replace(month=number, day=1), months))
    return tuple(found)


def _label(target: Target, start: date) -> str:
    months = MONTHS.get(target.statistic.split("_")[0])
    if months == 1:
        return f"{start:%Y-%m}"
    if months == 3:
        return f"{start.year} Q{(start.month + 2) // 3}"
    if months == HALF_YEAR:
        return f"{start.year} H{(start.month + 5) // HALF_YEAR}"
    if months == 12:
        return str(start.year)
    return f"{target.period.first} to {target.period.last}"


def _parted(row: Row, posterior: Posterior, known: Mapping[str, int]) -> list[Row]:
    """A target as the posterior has used it: whole, or its first parts and the later ones."""
    target, parts = row.target, row.target.low.size
    fitted = known.get(target.name, 0) if target.name in posterior.facts["targets"] else 0
    cuts: Sequence[tuple[Use, slice]] = (
        ("fitted", slice(0, fitted)), ("held-out", slice(fitted, parts)),
    )  # fmt: skip
    return [_cut(row, use, kept) for use, kept in cuts if kept.stop > kept.start]


def _cut(row: Row, use: Use, kept: slice) -> Row:
    target = replace(row.target, low=row.target.low[kept], high=row.target.high[kept])
    without = None if row.without is None else row.without.part(kept)
    return Row(
        target, use, row.starts[kept], row.target_fit.part(kept), without, row.added[kept]
    )  # fmt: skip
