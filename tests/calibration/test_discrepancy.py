"""What separates model and record is learnt back from what was put in."""

from __future__ import annotations

import numpy as np
import pytest

from calibration.discrepancy import LEAST, Discrepancy

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
    assert found.spread == LEAST


def test_paths_begin_where_the_record_ends_and_forget_it():
    discrepancy = Discrepancy(np.zeros(12), 0.2, 0.8, 1.0)
    paths = discrepancy.draw(np.arange(48) % 12, 4_000, np.random.default_rng(4))
    assert paths[:, 0].mean() == pytest.approx(0.8, abs=0.02)
    assert paths[:, -1].mean() == pytest.approx(0.0, abs=0.02)
    assert paths[:, -1].std() == pytest.approx(0.2, rel=0.06)
