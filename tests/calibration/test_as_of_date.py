"""The world as it was known earlier holds nothing of what came later."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from calibration.data_series.data_source import DataSource
from calibration.known_world import known_world
from scenarios.evidence import CUT_OFF


def test_later_months_and_days_are_gone(world):
    then = known_world(DataSource(), date(2023, 6, 29))
    assert then.months[-1] == (2023, 5)
    assert then.entry_levels[-12:].mean(axis=0) == pytest.approx(np.ones(len(world.sides)))
    assert then.weather.first + len(then.weather.chances) == date(2023, 6, 30).toordinal()
    assert then.climate != world.climate


def test_at_the_cut_off_it_is_the_world_itself(world):
    assert known_world(DataSource(), CUT_OFF) is world


def test_too_early_a_day_is_refused():
    with pytest.raises(ValueError, match="2 months of entries were known on 2022-02-28"):
        known_world(DataSource(), date(2022, 2, 28))
