"""The inference of past weather: exact sums, recovery, nothing after the cut-off, same bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise, product

import numpy as np
import pytest
from scipy.stats import binom

from calibration import weather_record
from calibration.data_series.data_source import DataSource
from calibration.data_series.declared_series import DAYS
from calibration.hidden_chain import Chain
from calibration.reporting import weather_checks
from calibration.weather_record import Rated, Seen
from scenarios.world_tables import DATA, load_world
from sim.world import Climate

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def seen():
    return weather_record.read()


@pytest.fixture(scope="module")
def estimate(seen):
    return weather_record.fit(seen)


def by_hand(chain: Chain) -> dict[tuple[int, ...], float]:
    """Chance of every path together with all that is known."""
    days, chances = len(chain.turn), {}
    for path in product((0, 1), repeat=days):
        chance, before = 1.0, 0
        for day, state in enumerate(path):
            up = chain.turn[day, before]
            chance *= (up if state else 1.0 - up) * chain.emission[day, state]
            before = state
        for number in set(chain.period.tolist()) - {-1}:
            count = sum(path[day] for day in range(days) if chain.period[day] == number)
            chance *= chain.tally[number, count] if count < chain.tally.shape[1] else 0.0
        chances[path] = chance
    return chances


@pytest.mark.parametrize("period", [[-1] * 8, [-1, 0, 0, 0, 1, 1, 1, -1], [0] * 8])
def test_sums_over_paths_are_those_of_all_paths_written_out(period):
    rng = np.random.default_rng(3)
    turn, emission, tally = rng.random((8, 2)), rng.random((8, 2)), rng.random((2, 5))
    turn[0] = turn[0, 0]
    chain = Chain(turn, emission, np.array(period), tally)
    paths = by_hand(chain)
    total = sum(paths.values())
    assert chain.log_likelihood() == pytest.approx(np.log(total))
    chance, given = chain.smooth()
    for day in range(8):
        is_up = sum(c for path, c in paths.items() if path[day])
        assert chance[day] == pytest.approx(is_up / total)
        for before in (0, 1) if day else ():
            stored = {path: c for path, c in paths.items() if path[day - 1] == before}
            is_up = sum(c for path, c in stored.items() if path[day])
            assert given[day, before] == pytest.approx(is_up / sum(stored.values()))


def test_drawing_day_by_day_from_what_is_smoothed_keeps_every_days_chance(seen, estimate):
    chances = weather_record.infer(seen, estimate).chances
    for before, day in pairwise(chances):
        after = before[0] * day[2] + (1.0 - before[0]) * day[1]
        assert day[0] == pytest.approx(after, abs=0.002)


def synthetic(years: int) -> Seen:
    """Days of a chain that is known, with ratings by year."""
    rng = np.random.default_rng(11)
    first, last = date(2001, 1, 1), date(2000 + years, 12, 31)
    days = np.arange(first.toordinal(), last.toordinal() + 1)
    turn = TRUE.turn(days)
    suitable = np.zeros(days.size, dtype=bool)
    for day in range(1, days.size):
        suitable[day] = rng.random() < turn[day, int(suitable[day - 1])]
    boat = rng.random(days.size) < np.where(suitable, 0.85, 0.05)
    of_year = np.array([date.fromordinal(int(day)).year for day in days])
    rated = []
    for year in range(2001, 2001 + years):
        amber = int(rng.binomial(int((suitable & (of_year == year)).sum()), 0.3))
        red = int((suitable & (of_year == year)).sum()) - amber
        either = amber + int(rng.binomial(amber, 0.5))
        rated.append(Rated(date(year, 1, 1), date(year, 12, 31), red, either))
    return Seen(days, boat, np.zeros(days.size, dtype=bool), tuple(rated))


TRUE = Climate(-1.4, 0.8, -0.6, -0.1)


@pytest.mark.long
def test_a_known_chain_is_found_again():
    found = weather_record.fit(synthetic(10))
    for name in weather_record.CLIMATE:
        assert getattr(found.climate, name) == pytest.approx(getattr(TRUE, name), abs=0.25), name
    assert found.leak == pytest.approx(0.05, abs=0.025)
    assert found.amber_suitable == pytest.approx(2 / 3, abs=0.1)
    for year, chance in found.boat_chance.items():
        assert chance == pytest.approx(0.85, abs=0.12), year


def test_the_carried_tables_are_made_anew_to_the_byte(seen):
    for name, text in weather_record.tables(seen).items():
        assert (DATA / name).read_text(encoding="utf-8") == text, name


def test_nothing_that_was_seen_later_is_used(monkeypatch):
    until = date(2021, 6, 30)
    known = weather_record.known_by(load_world(), until)

    def changed(data, series):
        known = table(data, series)
        rows = {
            span: cells if span.last <= until else tuple(None if n is None else 7 for n in cells)
            for span, cells in known.rows.items()
        }
        return replace(known, rows=rows)

    table = DataSource.table
    monkeypatch.setattr(DataSource, "table", changed)
    assert weather_record.read().boat[-3:].all() and weather_record.read().rated[-1].red == 7
    again = weather_record.known_by(load_world(), until)
    assert again.climate == known.climate != load_world().climate
    assert again.weather.chances.tobytes() == known.weather.chances.tobytes()
    assert known.weather.first + len(known.weather.chances) - 1 == until.toordinal()


def test_how_many_boats_came_says_nothing_on_the_weather(seen, monkeypatch):
    table = DataSource.table

    def fuller(data, series):
        known = table(data, series)
        if series is not DAYS:
            return known
        boats = [column.name for column in DAYS.columns].index("boats")
        rows = {span: (9000, 180) if cells[boats] else cells for span, cells in known.rows.items()}
        return replace(known, rows=rows)

    monkeypatch.setattr(DataSource, "table", fuller)
    assert np.array_equal(weather_record.read().boat, seen.boat)


def test_the_days_inferred_agree_with_the_rated_days(seen, estimate):
    record = weather_record.infer(seen, estimate)
    for rated in seen.rated:
        first, last = (day.toordinal() - record.first for day in (rated.first, rated.last))
        stored = record.chances[first : last + 1, 0].sum()
        assert rated.red <= stored <= rated.red + rated.amber
        expected = rated.red + estimate.amber_suitable * rated.amber
        tolerance = 2.5 * binom.std(rated.amber, estimate.amber_suitable)
        assert stored == pytest.approx(expected, abs=tolerance), rated


@pytest.mark.long
def test_a_year_that_is_left_out_is_foreseen_within_chance(seen):
    hidden = seen.years == 2023
    boats = weather_checks.boats(weather_checks.without(seen, 2023), seen.days[hidden])
    low, high = np.quantile(boats.sum(axis=1), [0.05, 0.95])
    assert low <= seen.boat[hidden].sum() <= high
    assert high - low < 70


def test_runs_of_days_with_a_boat_come_out_of_the_climate(seen, estimate):
    kept = seen.years >= 2021
    drawn = weather_checks.boats(estimate, seen.days, 100)[:, kept]
    runs = np.mean([weather_checks.mean_run(path) for path in drawn])
    assert runs == pytest.approx(weather_checks.mean_run(seen.boat[kept]), abs=0.2)
