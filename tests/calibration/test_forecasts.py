"""Forecasts: few paths are the first of many, and scenarios share them until they differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from calibration import forecasts
from calibration.forecasts import UNITS, WHOLE, Forecast, forecast
from calibration.posterior import load_posterior
from scenarios.loader import load_scenario
from sim.interventions import KINDS

pytestmark = pytest.mark.usefixtures("quick_forecasts")

EARLY = {"cutoff": "2022-12-31"}
BASELINE = load_scenario("baseline")


def made(scenario=BASELINE, replicates=2, workers=1, months=2, seed=7) -> Forecast:
    carried = load_posterior()
    early = replace(carried, facts=dict(carried.facts) | EARLY)
    return forecast(early, scenario, months, replicates, workers, lambda *_: None, seed=seed)


def same(one: Forecast, other: Forecast, replicates: int, months: int) -> bool:
    return all(
        one.series[name][:replicates, :months].tobytes()
        == other.series[name][:replicates, :months].tobytes()
        for name in UNITS
    )


@pytest.mark.slow
def test_few_paths_are_the_first_of_many_on_any_number_of_workers():
    few, many = made(replicates=2), made(replicates=3, workers=2, months=3)
    assert few.months == many.months[:2] == (date(2023, 1, 1), date(2023, 2, 1))
    assert few.replicates == 2 and tuple(few.series) == tuple(UNITS)
    assert same(few, many, 2, 2)
    assert not same(few, made(seed=8), 2, 2)


@pytest.mark.slow
def test_one_path_is_the_first_of_two_though_the_discrepancy_is_learnt_from_two():
    assert same(made(replicates=1), made(replicates=2), 1, 2)


@pytest.mark.slow
def test_a_scenario_has_the_paths_of_the_baseline_until_its_first_measure_begins():
    def scarce(start):
        return replace(
            BASELINE, interventions=(
                *BASELINE.interventions,
                KINDS["change"](value="boat_supply_per_week", multiply=0.1, start=start),
            ),
        )  # fmt: skip

    base, later = made(), made(scarce(date(2023, 2, 1)))
    assert same(base, later, 2, 1)
    assert not same(base, later, 2, 2)
    assert not same(base, made(scarce(date(2022, 11, 1))), 2, 1)


def test_counts_are_whole_and_boats_hold_the_people():
    rng = np.random.default_rng(1)
    sums = rng.uniform(1, 900, (5, 5, 3))
    sums[0, :2, 0] = 0.0
    found = forecasts._corrected(sums, rng.normal(0, 0.3, (5, 3)), rng.normal(0, 0.1, (5, 3)))
    for name in WHOLE:
        np.testing.assert_array_equal(found[name], np.round(found[name]))
    assert ((found["boats"] > 0) == (found["arrivals"] > 0)).all()
    there = found["boats"] > 0
    np.testing.assert_allclose(
        found["people_per_boat"][there], (found["arrivals"] / np.maximum(found["boats"], 1))[there],
        atol=5e-4,
    )  # fmt: skip
    assert np.isnan(found["people_per_boat"][~there]).all()


def test_without_discrepancy_paths_are_the_models():
    sums = np.full((2, 5, 1), 40.0)
    found = forecasts._corrected(sums, np.zeros((2, 1)), np.zeros((2, 1)))
    assert {name: values[0, 0] for name, values in found.items()} == {
        "arrivals": 40, "boats": 40, "people_per_boat": 1, "preventions": 40, "deaths": 40,
        "expected_deaths": 40,
    }  # fmt: skip
