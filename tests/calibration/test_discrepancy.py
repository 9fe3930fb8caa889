"""What separates model and record is learnt back from what was put in."""

from __future__ import annotations

import numpy as np
import pytest

from calibration.discrepancy import Discrepancy

YEARS = 40
CALENDAR = np.tile(np.arange(12), YEARS)


def seen(chance, season, spread, kept, own, members=30):
    truth = Discrepancy(season, spread, kept, 0.0).draw(CALENDAR, 1, chance)[0]
    return truth + own * chance.standard_normal((members, CALENDAR.size))


def test_season_spread_and_memory_are_found_again():
    season = 0.3 * np.cos(np.arange(12) / 12 * 2 * np.pi)
    found = Discrepancy.learn(seen(np.random.default_rng(2), season, 0.2, 0.6, 0.1), CALENDAR)
    assert found.season == pytest.approx(season, abs=0.12)
    assert found.spread == pytest.approx(0.2, abs=0.04)
    assert found.kept == pytest.approx(0.6, abs=0.12)


def test_the_chance_of_members_is_not_taken_for_it():
    found = Discrepancy.learn(
        seen(np.random.default_rng(3), np.zeros(12), 0.0, 0.0, 0.3, members=5), CALENDAR
    )
    assert (found.spread, found.last) == (0.0, 0.0)


def test_the_last_month_counts_by_the_share_that_is_not_chance():
    chance = np.random.default_rng(5)
    truth = Discrepancy(np.zeros(12), 0.3, 0.5, 0.0).draw(CALENDAR, 1, chance)[0]
    sure, unsure = (
        Discrepancy.learn(truth + own * chance.standard_normal((400, CALENDAR.size)), CALENDAR)
        for own in (0.01, 0.2)
    )
    assert unsure.last / sure.last == pytest.approx(1 - (0.2 / 0.3) ** 2, abs=0.15)


def test_paths_begin_where_the_record_ends_and_forget_it():
    discrepancy = Discrepancy(np.zeros(12), 0.2, 0.8, 1.0)
    paths = discrepancy.draw(np.arange(48) % 12, 4_000, np.random.default_rng(4))
    assert paths[:, 0].mean() == pytest.approx(0.8, abs=0.02)
    assert paths[:, -1].mean() == pytest.approx(0.0, abs=0.02)
    assert paths[:, -1].std() == pytest.approx(0.2, rel=0.06)
