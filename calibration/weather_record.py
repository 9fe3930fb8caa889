"""Which past days were fit for crossing: inferred from days with a boat and from rated days.

A day is suitable or not, a Markov chain whose chances follow the season. Of each day it is used
whether any boat arrived, never how many. Of the periods that the Met Office's ratings cover, the
number of suitable days is the red ones and a share of the amber ones. ``docs/weather.md`` says
what comes out; ``make weather`` makes the carried tables anew.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit, logit
from scipy.stats import binom

from calibration.data_series.data_folder import DERIVED
from calibration.data_series.data_source import DataSource
from calibration.data_series.declared_series import DAYS, RED_DAYS
from calibration.entry_levels import SIDES, entry_levels
from calibration.hidden_chain import Chain, Floats
from runs.atomic_files import write_text
from scenarios.packaged_data import USUAL, VINTAGES
from sim.world import Climate, WeatherRecord, World

FIRST = date(2019, 9, 1)
"""First day with a rating."""
POOLING = 0.5
"""Spread of the years' chances of a boat about their mean, log odds: assumed."""
START = (-1.2, 0.7, 0.0, 0.0, float(logit(0.05)), float(logit(0.7)))
CLIMATE = ("after_poor", "after_suitable", "season_cos", "season_sin")
SHARES = ("leak", "amber_suitable")
DECIMALS = 3


@dataclass(frozen=True)
class Rated:
    """A period, both ends included, with its red and amber days."""

    first: date
    last: date
    red: int
    amber: int


@dataclass(frozen=True)
class Seen:
    """What is known of consecutive days.

    Attributes:
        days: Ordinals, shape (days,).
        boat: Whether any boat arrived, shape (days,).
        hidden: Days of which it is not to be used, shape (days,).
        rated: Periods within the days, one after another.
    """

    days: NDArray[np.int64]
    boat: NDArray[np.bool_]
    hidden: NDArray[np.bool_]
    rated: tuple[Rated, ...]

    @property
    def years(self) -> NDArray[np.int64]:
        """Calendar year of each day."""
        return np.array([date.fromordinal(day).year for day in self.days.tolist()])


@dataclass(frozen=True)
class Estimate:
    """A fitted chain.

    Attributes:
        climate: Chances of a suitable day by season.
        leak: Chance that a boat arrives on a poor day.
        amber_suitable: Share of amber days that are suitable.
        boat_chance: Chance that a boat arrives on a suitable day, by year.
    """

    climate: Climate
    leak: float
    amber_suitable: float
    boat_chance: Mapping[int, float]


def read(until: date | None = None, first: date = FIRST, data: DataSource | None = None) -> Seen:
    """Read what was known of the days to ``until``; periods that end later are left out.

    Args:
        until: Last day; that of the data if None.
        first: First day.
        data: Where the series are read from; the packaged ones if None.
    """
    source = DataSource() if data is None else data
    last = source.last_day if until is None else until
    boats = [column.name for column in DAYS.columns].index("boats")
    kept = [
        (span.first, (cells[boats] or 0) > 0)
        for span, cells in source.table(DAYS).rows.items()
        if first <= span.first <= last
    ]
    days = np.array([day.toordinal() for day, _ in kept])
    boat = np.array([any_boat for _, any_boat in kept])
    known = tuple(each for each in _rated(source) if first <= each.first and each.last <= last)
    return Seen(days, boat, np.zeros(days.size, dtype=bool), known)


def _rated(data: DataSource) -> list[Rated]:
    """Periods of which red and amber days are known, none within another."""
    names = [column.name for column in RED_DAYS.columns]
    found: list[Rated] = []
    for span, cells in data.table(RED_DAYS).rows.items():
        counts = dict(zip(names, cells, strict=True))
        red, amber = counts["red"], counts["amber"]
        if red is None or amber is None or (found and span.first <= found[-1].last):
            continue
        found.append(Rated(span.first, span.last, red, amber))
    return found


def chain(seen: Seen, estimate: Estimate) -> Chain:
    """Build the hidden chain of the days under an estimate."""
    first, last = int(seen.days[0]), int(seen.days[-1])
    turn = estimate.climate.turn(np.arange(first, last + 1))
    turn[0] = turn[0, 0] / (turn[0, 0] + 1.0 - turn[0, 1])
    chance = np.array([estimate.boat_chance[year] for year in seen.years.tolist()])
    arrives = np.column_stack([np.full(chance.size, estimate.leak), chance])
    emission = np.where(seen.boat[:, None], arrives, 1.0 - arrives)
    emission[seen.hidden] = 1.0
    period = np.full(seen.days.size, -1)
    most = max((p.red + p.amber for p in seen.rated), default=0)
    tally = np.ones((max(len(seen.rated), 1), most + 1))
    for number, rated in enumerate(seen.rated):
        period[rated.first.toordinal() - first : rated.last.toordinal() - first + 1] = number
        amber = np.arange(most + 1) - rated.red
        tally[number] = binom.pmf(amber, rated.amber, estimate.amber_suitable)
    return Chain(turn, emission, period, tally)


def fit(seen: Seen) -> Estimate:
    """Find the likeliest estimate, rounded; sums over paths are exact, so no path is guessed.

    The years' chances of a boat have a weak normal prior about their own mean (``POOLING``), since
    in 2021 the ratings allow hardly more suitable days than days with a boat were seen.
    """
    years = sorted(set(seen.years.tolist()))

    def loss(x: Floats) -> float:
        residuals = x[6:] - x[6:].mean()
        pooled = float((residuals**2).sum()) / (2.0 * POOLING**2)
        return pooled - chain(seen, _estimate(x, years)).log_likelihood()

    start = np.array([*START, *(float(logit(0.85)) for _ in years)])
    found = minimize(loss, start, method="BFGS", jac="3-point", options={"gtol": 1e-4})
    return _estimate(found.x, years, DECIMALS)


def _estimate(x: Floats, years: Sequence[int], decimals: int = 15) -> Estimate:
    shares = [round(float(share), decimals) for share in expit(x[4:])]
    climate = Climate(*(round(float(term), decimals) for term in x[:4]))
    return Estimate(climate, shares[0], shares[1], dict(zip(years, shares[2:], strict=True)))


def infer(seen: Seen, estimate: Estimate) -> WeatherRecord:
    """What is known of each day, as chances from which whole paths can be drawn day by day."""
    chance, given = chain(seen, estimate).smooth()
    return WeatherRecord(int(seen.days[0]), np.column_stack([chance, given]).round(DECIMALS))


def known_by(world: World, until: date, data: DataSource | None = None) -> World:
    """Return the world with the climate and the record that could be inferred on a day.

    For tests from an earlier cut-off, and for data that came later: nothing that was seen after
    ``until`` is used, neither for the days before nor for the climate; later days have the
    climate's weather.
    """
    source = DataSource() if data is None else data
    seen = read(until, data=source)
    estimate = _kept_fit(seen, source.folder)
    return replace(world, climate=estimate.climate, weather=infer(seen, estimate))


def _kept_fit(seen: Seen, folder: Path | None) -> Estimate:
    """The likeliest estimate, which a data folder keeps, since it takes half a minute."""
    if folder is None:
        return fit(seen)
    path = folder / DERIVED / f"weather-{_digest(seen)[:16]}.json"
    with suppress(OSError, ValueError, KeyError, TypeError):
        return _estimate_of(json.loads(path.read_text("utf-8")))
    estimate = fit(seen)
    with suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        write_text(path, json.dumps(asdict(estimate), indent=1, sort_keys=True) + "\n")
    return estimate


def _estimate_of(kept: dict[str, Any]) -> Estimate:
    years = {int(year): float(chance) for year, chance in kept["boat_chance"].items()}
    shares = {name: float(kept[name]) for name in SHARES}
    return Estimate(Climate(**kept["climate"]), **shares, boat_chance=years)


def _digest(seen: Seen) -> str:
    """Of all that an estimate follows from, this file among it."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for values in (seen.days, seen.boat, seen.hidden):
        digest.update(values.tobytes())
    digest.update(repr(seen.rated).encode())
    return digest.hexdigest()


def tables(seen: Seen) -> dict[str, str]:
    """Return the carried tables, by file name, as they are to be written."""
    estimate = fit(seen)
    record = infer(seen, estimate)
    named = {name: getattr(estimate.climate, name) for name in CLIMATE}
    named |= {name: getattr(estimate, name) for name in SHARES}
    named |= {f"boat_chance_{year}": chance for year, chance in estimate.boat_chance.items()}
    days = [
        (date.fromordinal(record.first) + timedelta(row), *map(_shown, chances))
        for row, chances in enumerate(record.chances.tolist())
    ]
    return {
        "weather_climate.csv": _csv(
            ("name", "value"), [(name, _shown(value)) for name, value in named.items()]
        ),
        "weather_record.csv": _csv(("date", "suitable", "after_poor", "after_suitable"), days),
    }


def entries_table(data: DataSource) -> dict[str, str]:
    """Return the carried table of entries, by file name, as it is to be written."""
    months, levels = entry_levels(data)
    lines = [
        (f"{year}-{month:02}", *(f"{level:.4f}" if side != "visa_air" else "1"
                                 for side, level in zip(SIDES, row, strict=True)))
        for (year, month), row in zip(months, levels.tolist(), strict=True)
    ]  # fmt: skip
    return {"entries_monthly.csv": _csv(("month", *SIDES), lines)}


def _shown(value: float) -> str:
    return f"{value:.{DECIMALS}f}"


def _csv(columns: Sequence[str], lines: Sequence[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(lines)
    return text.getvalue()


def main(vintage: str = USUAL.name) -> None:
    """Write the tables of weather and entries of a packaged vintage."""
    data = DataSource(VINTAGES[vintage])
    for name, text in (tables(read(data=data)) | entries_table(data)).items():
        write_text(data.vintage.folder / name, text)


if __name__ == "__main__":
    main(*sys.argv[1:])
