"""Write what came: November 2024 to October 2025 by month, from the record to 31 October 2025.

    python verification/observe.py FOLDER

FOLDER holds the series as they were published. Weekly preventions are spread evenly over the days
of each week. Deaths follow the record's rule (dead and missing at sea); ``deaths_by_cause`` follows
the rule under which version 0.1.0 was fitted.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

FIRST, LAST = "2024-11-01", "2025-10-31"


def main(folder: Path) -> None:
    """Write ``observed.csv`` beside this file."""
    days = pd.date_range(FIRST, LAST)
    daily = pd.read_csv(folder / "channel_daily.csv", parse_dates=["date"], index_col="date")
    table = daily.loc[FIRST:LAST, ["arrivals", "boats"]].copy()
    incidents = pd.read_csv(
        folder / "channel_deaths_all_incidents_detail.csv", parse_dates=["date"]
    )
    for name, rule in (("deaths", "at_sea_rule"), ("deaths_by_cause", "old_cause_rule")):
        counted = incidents[incidents[rule] == 1].groupby("date")["dead_and_missing"].sum()
        table[name] = counted.reindex(days, fill_value=0)
    weeks = pd.read_csv(folder / "channel_prevented_weekly.csv", parse_dates=["week_ending"])
    for name, column in (("preventions", "prevented"), ("prevention_events", "events_prevented")):
        spread = weeks.set_index("week_ending")[column] / 7
        table[name] = spread.reindex(pd.date_range(FIRST, "2025-11-02")).bfill().loc[days]
    months = table.groupby(table.index.to_period("M")).sum()
    months.index.name = "month"
    months.round(1).to_csv(Path(__file__).parent / "observed.csv")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
