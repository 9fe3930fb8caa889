"""Weather in the model: past days are those of the record, later ones those of the climate."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from scenarios.evidence import CUT_OFF
from sim.launching import weather
from sim.model import SmugglingModel
from sim.world import Climate, WeatherRecord

FIRST = date(2024, 1, 1)


def states(world, scenario, replicate=0):
    """Whether each day of a scenario was suitable, the weather alone."""
    model, days = SmugglingModel(world, scenario, 1, replicate), []
    while model.day < scenario.end.toordinal():
        w = model.everything()
        weather.run(
            w.now[0], w.values[0], w.table[len(days)], w.chances, w.seasons.day_of_year, w.key
        )
        assert (model.sea < 1.0) if model.suitable else (2.0 < model.sea < 3.0)
        days.append(model.suitable)
        model.day += 1
    return np.array(days)


@pytest.fixture
def quarter(make_scenario):
    def make(**changes):
        return make_scenario(start=FIRST, days=90, warmup_days=0, **changes)

    return make


def certain(world, days, climate=None):
    """The world with a record that says for certain how each day was."""
    chances = np.repeat(np.array(days, dtype=float)[:, None], 3, axis=1)
    record = WeatherRecord(FIRST.toordinal(), chances)
    return replace(world, weather=record, climate=climate or world.climate)


def test_replayed_days_are_those_of_the_record(world, quarter):
    days = np.random.default_rng(1).random(90) < 0.5
    assert np.array_equal(states(certain(world, days), quarter()), days)


def test_the_climate_alone_takes_no_notice_of_the_record(world, quarter):
    days = np.ones(90, dtype=bool)
    alone = quarter(parameters={"weather": "climate"})
    drawn = states(certain(world, days), alone)
    assert np.array_equal(drawn, states(world, alone))
    assert 0 < drawn.sum() < 60


def test_after_the_record_the_climate_goes_on_from_its_last_day(world, quarter):
    sticky = Climate(-20.0, 20.0, 0.0, 0.0)
    for last in (False, True):
        record = [not last] * 29 + [last]
        drawn = states(certain(world, record, sticky), quarter())
        assert np.array_equal(drawn[:30], record)
        assert (drawn[30:] == last).all()


def test_drawn_paths_have_the_chances_of_the_record(world, quarter):
    drawn = np.mean([states(world, quarter(), replicate) for replicate in range(150)], axis=0)
    row = FIRST.toordinal() - world.weather.first
    chances = world.weather.chances[row : row + 90, 0]
    assert np.abs(drawn - chances).max() < 0.17
    assert drawn.mean() == pytest.approx(chances.mean(), abs=0.02)


def test_the_record_ends_with_the_data(world):
    last = world.weather.first + len(world.weather.chances) - 1
    assert date.fromordinal(last) == CUT_OFF


def test_summer_has_more_suitable_days_than_winter(world):
    share = {}
    for month in (1, 7):
        days = np.arange(date(2025, month, 1).toordinal(), date(2025, month, 31).toordinal())
        poor, suitable = world.climate.turn(days).mean(axis=0)
        share[month] = poor / (poor + 1.0 - suitable)
    assert 0.15 < share[1] < 0.3
    assert 0.5 < share[7] < 0.7


def test_suitable_days_are_rougher_in_winter(world, make_scenario):
    always = replace(world, climate=Climate(20.0, 20.0, 0.0, 0.0))
    seas = {}
    for month in (1, 7):
        scenario = make_scenario(
            start=date(2024, month, 1), days=30, warmup_days=0,
            parameters={"weather": "climate", "sea_season": 0.8},
        )  # fmt: skip
        seas[month] = []
        for replicate in range(20):
            model = SmugglingModel(always, scenario, 1, replicate)
            model.run()
            seas[month].append(model.sea)
    assert np.mean(seas[1]) > np.mean(seas[7]) + 0.2
