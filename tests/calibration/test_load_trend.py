"""Growth of people per boat is that of the last two years, fades, and is in forecasts."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from calibration import forecasts
from calibration.load_trend import KEPT, growth, load_trend
from calibration.observations import Observations
from tests.calibration.test_forecasts import made

END_2022 = Observations(date(2022, 12, 31))


class Record:
    """A record of some months."""

    def __init__(self, people, boats):
        self.months = pd.DataFrame({"arrivals": people, "boats": boats})

    def monthly(self):
        return self.months


def test_growth_is_of_the_last_twelve_months_over_the_twelve_before():
    people, boats = np.full(30, 500.0), np.full(30, 10.0)
    boats[-12:] = 8.0
    boats[:6] = 1.0
    assert growth(Record(people, boats)) == pytest.approx(np.log(10 / 8))
    before, last = (
        END_2022.monthly(date(year, 1, 1), date(year, 12, 1)).sum() for year in (2021, 2022)
    )
    ratio = last["arrivals"] / last["boats"] / (before["arrivals"] / before["boats"])
    assert growth(END_2022) == pytest.approx(np.log(ratio))


@pytest.mark.parametrize(
    "record",
    [Record(np.ones(23), np.ones(23)), Record(np.zeros(24), np.zeros(24))],
)
def test_a_record_that_is_short_or_empty_has_no_trend(record):
    assert growth(record) == 0.0
    assert not load_trend(record, 3).any()


def test_the_trend_begins_with_a_month_of_growth_less_and_fades():
    found = load_trend(END_2022, 36)
    steps = np.diff(found, prepend=0.0) * 12 / growth(END_2022)
    np.testing.assert_allclose(steps, KEPT ** np.arange(1, 37))


@pytest.mark.slow
@pytest.mark.usefixtures("quick_forecasts")
def test_boats_of_a_forecast_are_fuller_by_it_and_fewer(monkeypatch):
    grown = made()
    monkeypatch.setattr(forecasts, "load_trend", lambda _, months: np.zeros(months))
    still = made()
    np.testing.assert_array_equal(grown.series["arrivals"], still.series["arrivals"])
    assert (grown.series["people_per_boat"] > still.series["people_per_boat"]).all()
    assert (grown.series["boats"] <= still.series["boats"]).all()
