"""What is inferred of the weather, beside what was seen: ``make weather`` prints the tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from calibration import weather_record
from calibration.hidden_chain import Floats
from calibration.weather_record import Estimate, Seen
from scenarios.csv_tables import rows
from scenarios.packaged_data import USUAL

Flags = NDArray[np.bool_]
PATHS = 2_000
MONTHS = range(1, 13)
REDS_ONLY = {
    "FY2021-22": ("2021-04-01", "2022-03-31"),
    "FY2022-23": ("2022-04-01", "2023-03-31"),
    "FY2023-24": ("2023-04-01", "2024-03-31"),
    "Jan-Apr 2022": ("2022-01-01", "2022-04-30"),
    "Jan-Apr 2023": ("2023-01-01", "2023-04-30"),
    "Jan-Apr 2024": ("2024-01-01", "2024-04-30"),
}
"""Periods of which only red days are published, and to which nothing is fitted."""


def paths(share: float, given: Floats, count: int = PATHS) -> Flags:
    """Draw paths: suitable or not, shape (count, days).

    Args:
        share: Chance that the first day is suitable.
        given: Chance of each day after a poor and after a suitable one, shape (days, 2).
        count: Paths.
    """
    uniform = np.random.default_rng(1).random((len(given), count))
    drawn = np.empty((len(given), count), dtype=bool)
    drawn[0] = uniform[0] < share
    for day in range(1, len(given)):
        drawn[day] = uniform[day] < np.where(drawn[day - 1], given[day, 1], given[day, 0])
    return drawn.T


def boats(estimate: Estimate, days: NDArray[np.int64], count: int = PATHS) -> Flags:
    """Draw whether a boat arrives on each of some consecutive days, under the climate."""
    turn = estimate.climate.turn(days)
    suitable = paths(float(turn[0, 0] / (turn[0, 0] + 1.0 - turn[0, 1])), turn, count)
    years = [date.fromordinal(day).year for day in days.tolist()]
    chance = np.array([estimate.boat_chance[year] for year in years])
    uniform = np.random.default_rng(2).random(suitable.shape)
    return np.asarray(uniform < np.where(suitable, chance, estimate.leak))


def without(seen: Seen, year: int) -> Estimate:
    """Fit to the other years; the year left out has the mean of their chances of a boat."""
    others = tuple(period for period in seen.rated if period.first.year != year)
    fitted = weather_record.fit(replace(seen, hidden=seen.years == year, rated=others))
    mean = float(np.mean([c for y, c in fitted.boat_chance.items() if y != year]))
    return replace(fitted, boat_chance={**fitted.boat_chance, year: mean})


def mean_run(days: Flags) -> float:
    """Mean length of the runs of true days."""
    return float(np.mean([len(list(run)) for true, run in groupby(days) if true]))


def loss_of_scatter(seen: Seen, estimate: Estimate, spread: float, block: str) -> float:
    """Log likelihood that a normal effect on the log odds, drawn for each block, takes away.

    All else is held at the estimate and ratings are left out, so that the sum is over nodes.

    Args:
        seen: What is known of the days.
        estimate: The fit without such an effect.
        spread: Standard deviation of the effect, log odds.
        block: ``M`` for months, ``Y`` for years.
    """
    nodes, weight = np.polynomial.hermite_e.hermegauss(9)
    weight = weight / weight.sum()
    chain = weather_record.chain(replace(seen, rated=()), estimate)
    turn = expit(logit(chain.turn)[:, :, None] + spread * nodes)
    blocks = (
        (seen.days - date(1970, 1, 1).toordinal()).astype("datetime64[D]").astype(f"M8[{block}]")
    )
    now, total = np.stack([weight, np.zeros(weight.size)]), 0.0
    for day, seen_in in enumerate(chain.emission):
        if day and blocks[day] != blocks[day - 1]:
            now = now.sum(axis=1, keepdims=True) * weight
        up = (now * turn[day]).sum(axis=0)
        now = np.stack([now.sum(axis=0) - up, up]) * seen_in[:, None]
        total += float(np.log(now.sum()))
        now = now / now.sum()
    return chain.log_likelihood() - total


def _table(head: Mapping[str, str], lines: Iterator[tuple[str, ...]]) -> None:
    print("\n| " + " | ".join(head) + " |\n| " + " | ".join(head.values()) + " |")
    for line in lines:
        print("| " + " | ".join(line) + " |")


def _head(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, "---")


def _rated(seen: Seen, estimate: Estimate, suitable: Flags) -> Iterator[tuple[str, ...]]:
    first, red_share = int(seen.days[0]), []
    for period in seen.rated:
        stored = slice(period.first.toordinal() - first, period.last.toordinal() - first + 1)
        days = suitable[:, stored].sum(axis=1)
        red_share.append((period.red, days.mean()))
        expected = period.red + estimate.amber_suitable * period.amber
        yield (
            f"{period.first} to {period.last}", f"{period.red}, {period.amber}", f"{expected:.0f}",
            _spread(days), str(seen.boat[stored].sum()),
        )  # fmt: skip
    share = sum(red for red, _ in red_share) / sum(days for _, days in red_share)
    reds = {row.text("period"): row.text("red") for row in rows(USUAL.folder / "weather_days.csv")}
    for name, (start, end) in REDS_ONLY.items():
        low, high = (date.fromisoformat(day).toordinal() - first for day in (start, end))
        days = suitable[:, low : high + 1].sum(axis=1)
        boat = str(seen.boat[low : high + 1].sum())
        yield name, f"{reds[name]}, -", f"red {share * days.mean():.0f}", _spread(days), boat


def _spread(values: NDArray[np.int64]) -> str:
    low, high = np.quantile(values, [0.05, 0.95])
    return f"{values.mean():.1f} ({low:.0f} to {high:.0f})"


def _left_out(seen: Seen) -> Iterator[tuple[str, ...]]:
    covered = total = 0
    months = np.array([date.fromordinal(day).month for day in seen.days.tolist()])
    for year in range(2020, 2025):
        stored = seen.years == year
        drawn = boats(without(seen, year), seen.days[stored])
        cells = []
        for month in MONTHS:
            if (of := months[stored] == month).any():
                low, high = np.quantile(drawn[:, of].sum(axis=1), [0.05, 0.95])
                was = int(seen.boat[stored][of].sum())
                inside = low <= was <= high
                covered, total = covered + inside, total + 1
                cells.append(f"{was} ({low:.0f}-{high:.0f}){'' if inside else '*'}")
        yield str(year), f"{seen.boat[stored].sum()}, {_spread(drawn.sum(axis=1))}", *cells
    yield "covered", f"{covered} of {total}"


def _months(seen: Seen, suitable: Flags, drawn: Flags, kept: Flags) -> Iterator[tuple[str, ...]]:
    months = np.array([date.fromordinal(day).month for day in seen.days.tolist()])
    for month in MONTHS:
        stored = kept & (months == month)
        years = len({*seen.years[stored].tolist()})
        drawn_here = (
            x[..., stored].sum() / len(np.atleast_2d(x)) for x in (seen.boat, drawn, suitable)
        )
        means = (days / years for days in drawn_here)
        yield str(month), *(f"{mean:.1f}" for mean in means)


def main() -> None:
    """Print all tables."""
    seen = weather_record.read()
    estimate = weather_record.fit(seen)
    chances = weather_record.infer(seen, estimate).chances
    suitable = paths(chances[0, 0], chances[:, 1:])
    drawn = boats(estimate, seen.days)
    of_ratings = ("period", "red, amber", "red + part of amber", "suitable", "days with a boat")
    _table(_head(*of_ratings), _rated(seen, estimate, suitable))
    kept = seen.years >= 2021
    of_months = ("month", "days with a boat, seen", "the same, climate", "suitable, replayed")
    _table(_head(*of_months), _months(seen, suitable, drawn, kept))
    runs = {
        "days with a boat, seen": mean_run(seen.boat[kept]),
        "the same, climate": np.mean([mean_run(path[kept]) for path in drawn[:200]]),
        "suitable, replayed": np.mean([mean_run(path[kept]) for path in suitable[:200]]),
    }
    _table(_head("runs of", "days"), ((name, f"{value:.2f}") for name, value in runs.items()))
    losses = (
        (f"{spread:g}", *(f"{loss_of_scatter(seen, estimate, spread, b):.2f}" for b in "MY"))
        for spread in (0.1, 0.2, 0.3, 0.4)
    )
    _table(_head("spread of the effect, log odds", "loss, by month", "loss, by year"), losses)
    _table(_head("left out", "year: seen, foreseen", *map(str, MONTHS)), _left_out(seen))


if __name__ == "__main__":
    main()
