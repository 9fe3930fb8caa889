"""Extreme worlds have the answers that they must have."""

from __future__ import annotations

from datetime import date

import pytest

from sim.interventions import KINDS

pytestmark = pytest.mark.slow

FIRST = date(2023, 9, 3)
"""First day of the warm-up."""
NO_ENTRIES = {"share_turkiye": 0, "share_central_mediterranean": 0, "share_visa_air": 0}


def always(value: str, multiply: float):
    return KINDS["change"](start=FIRST, value=value, multiply=multiply)


@pytest.mark.parametrize(
    "parameters", [{"people_per_year": 0}, NO_ENTRIES], ids=["none", "no side"]
)
def test_without_people_no_one_crosses_and_no_one_dies(run, parameters):
    result = run(parameters=parameters)
    assert result.outcomes["entered"] == result.outcomes["attempts"] == 0
    assert result.outcomes["deaths"] == 0


@pytest.mark.parametrize("value", ["boat_supply_per_week", "zone_reach", "corridor_open"])
def test_without_boats_zones_or_routes_no_one_crosses(run, value):
    result = run(interventions=(always(value, 0.0),))
    assert result.outcomes["entered"] > 0
    assert result.outcomes["attempts"] == 0


def test_without_enforcement_no_one_is_stopped_and_nothing_is_seized(run):
    result = run(interventions=(always("officers", 0.0),))
    for name in ("interceptions", "preventions", "boats_seized_upstream"):
        assert result.outcomes[name] == 0, name
    assert result.outcomes["arrivals"] > 0


def test_where_interception_is_certain_no_one_reaches_the_coast(run):
    certain = {"people_detection": 1, "people_interception": 1}
    result = run(parameters=certain)
    assert result.outcomes["interceptions"] > 0
    assert result.outcomes["attempts"] == 0


def test_gangs_that_are_never_ready_launch_nothing(run):
    assert run(parameters={"ready_chance": 0}).outcomes["attempts"] == 0


def test_gangs_that_fear_the_sea_leave_on_calm_days_alone(run):
    bold, cautious = (run(parameters={"launch_caution": caution}) for caution in (0, 50))
    assert 0 < cautious.outcomes["active_days"] < bold.outcomes["active_days"] / 2
    poor = cautious.daily["suitable_days"] == 0
    assert cautious.daily["boats_launched"][poor].sum() == 0
    assert bold.daily["boats_launched"][poor].sum() > 0


def test_one_gang_holds_the_whole_market(run):
    alone = {"gangs_at_start": 1, "newcomers_per_year": 0, "cases_per_investigator": 0.001}
    result = run(parameters=alone)
    assert result.outcomes["gangs"] == 1
    assert result.outcomes["arrivals"] > 0
