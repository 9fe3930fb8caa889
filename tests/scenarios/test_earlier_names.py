"""Outcomes may still be named as they were before, for one version."""

import pytest

from scenarios.earlier_names import NOW, RenamedWarning, current_name
from scenarios.packaged_places import DAILY_COLUMNS, OUTCOMES


def test_every_new_name_is_an_outcome_or_a_daily_column_and_no_old_one_is():
    known = {*OUTCOMES, *DAILY_COLUMNS}
    assert set(NOW.values()) <= known and not known & set(NOW)


def test_an_old_name_is_taken_with_a_warning_that_says_the_new_one():
    with pytest.warns(RenamedWarning, match="left is now called people_gave_up"):
        assert current_name("left") == "people_gave_up"


def test_a_name_of_today_and_an_unknown_one_stay_as_they_are():
    assert [current_name(name) for name in ("arrivals", "other")] == ["arrivals", "other"]
