"""The series that the model is fitted to and judged by, with their columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Step = Literal["day", "week", "month", "period", "incident"]
"""What a row is about. Days, weeks and months follow one another without a gap."""


@dataclass(frozen=True)
class Column:
    """A column of counts.

    Attributes:
        name: Its header in plain CSV files.
        meaning: What is counted, in which unit.
        improbable_above: Counts above this are shown as improbable.
        required: Whether every row must have it.
    """

    name: str
    meaning: str
    improbable_above: int
    required: bool = True


@dataclass(frozen=True)
class Series:
    """One series of the record.

    Attributes:
        name: What commands call it.
        title: What it holds.
        file: The packaged file, in ``scenarios/data``.
        when: Header of the column that says what a row is about.
        when_means: How that column is written.
        step: What a row is about.
        columns: The counts.
        source: Who publishes it.
        licence: Under which licence.
    """

    name: str
    title: str
    file: str
    when: str
    when_means: str
    step: Step
    columns: tuple[Column, ...]
    source: str
    licence: str

    @property
    def is_continuous(self) -> bool:
        """Whether rows follow one another without a gap."""
        return self.step in ("day", "week", "month")

    @property
    def is_incidents(self) -> bool:
        """Whether a day can have several rows, and most days have none."""
        return self.step == "incident"


ROUTES = (
    "Black Sea Route",
    "Central Mediterranean Route",
    "Circular Route from Albania to Greece",
    "Eastern Borders Route",
    "Eastern Mediterranean Route",
    "Other",
    "Western African Route",
    "Western Balkan Route",
    "Western Mediterranean Route",
)

DAYS = Series(
    name="small-boat-days",
    title="People and boats arrived by day",
    file="channel_daily.csv",
    when="date",
    when_means="the day, as yyyy-mm-dd; every day has a row",
    step="day",
    columns=(
        Column("arrivals", "people arrived by small boat", 1_500),
        Column("boats", "boats arrived", 40),
    ),
    source="Home Office small-boat time series",
    licence="Open Government Licence v3",
)
WEEKS = Series(
    name="small-boat-weeks",
    title="Arrivals and French preventions by week",
    file="channel_prevented_weekly.csv",
    when="week_ending",
    when_means="the Sunday that ends the week, as yyyy-mm-dd; every week has a row",
    step="week",
    columns=(
        Column("arrivals", "people arrived by small boat", 5_000),
        Column("boats", "boats arrived", 150),
        Column("prevented", "people prevented, once for each try", 4_000),
        Column("events_prevented", "events prevented, among them finds of equipment", 120),
    ),
    source="Home Office small-boat time series; preventions are a French estimate",
    licence="Open Government Licence v3",
)
DEATHS = Series(
    name="deaths-at-sea",
    title="Fatal incidents at sea in the Channel",
    file="channel_deaths_at_sea_incidents.csv",
    when="date",
    when_means="the day, as yyyy-mm-dd; one row an incident, two rows on a day are two incidents",
    step="incident",
    columns=(Column("dead_and_missing", "people dead and missing in the incident", 40),),
    source="IOM Missing Migrants Project",
    licence="CC BY 4.0",
)
DETECTIONS = Series(
    name="detections",
    title="Detections of irregular entry into the EU by route and month",
    file="frontex_detections_monthly.csv",
    when="t",
    when_means="the month, as yyyy-mm; every month has a row",
    step="month",
    columns=tuple(
        Column(route, "detections, not people", 250_000, required=False) for route in ROUTES
    ),
    source="Frontex",
    licence="not stated; reuse with acknowledgement",
)
RED_DAYS = Series(
    name="red-days",
    title="Days rated by how likely crossings were",
    file="weather_days.csv",
    when="period",
    when_means="a year, two days (2024-01-01..2024-03-06), months (Jan-Apr 2024) or FY2023-24",
    step="period",
    columns=(
        Column("red", "days on which crossings were likely", 366),
        Column("amber", "days in between; empty if not published", 366, required=False),
        Column("green", "days on which crossings were unlikely; likewise", 366, required=False),
        Column("total", "days of the period; likewise", 366, required=False),
    ),
    source="Home Office and Met Office, in written answers to Parliament",
    licence="Open Parliament Licence",
)

SERIES = {series.name: series for series in (DAYS, WEEKS, DEATHS, DETECTIONS, RED_DAYS)}
"""The series by name."""
