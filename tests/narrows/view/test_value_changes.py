"""What measures do to values is what the model makes of them, half by half."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from narrows.view.lever_catalogue import BASELINE, levers, presets
from narrows.view.lever_positions import pair
from narrows.view.page_link import DEFAULT_DAYS
from narrows.view.value_changes import value_changes
from scenarios.world_tables import load_world
from sim.scenario_values import named_values


def changed(positions):
    return pair(BASELINE, positions, DEFAULT_DAYS)[1]


def setting(key, **values):
    return {key: levers()[key].default | values}


def test_nothing_changes_nothing():
    assert value_changes(changed({})) == {}


def test_a_factor_is_the_mean_of_its_logarithm_day_by_day():
    scenario = changed(setting("equipment-seizure", detection=2.0))
    values = named_values(load_world(), scenario)
    base, found = values.equipment_detection, []
    for day in range(scenario.start.toordinal(), scenario.end.toordinal()):
        values.evaluate(day)
        found.append(math.log(values.equipment_detection / base))
    first, second = value_changes(scenario)["equipment_detection.all.multiply"]
    middle = DEFAULT_DAYS // 2
    assert first == pytest.approx(np.mean(found[:middle]), rel=0.02)
    assert second == pytest.approx(np.mean(found[middle:]), rel=0.01)


def test_officers_are_added_up_over_measures_and_count_from_their_day():
    one = setting("investigators.nca", number=100.0)
    both = value_changes(changed(one | setting("funding")))["investigators.nca.add"]
    alone = value_changes(changed(one))["investigators.nca.add"]
    funded = value_changes(changed(setting("funding")))["investigators.nca.add"]
    assert both == pytest.approx(np.add(alone, funded))
    later = setting("investigators.nca", number=100.0, start="2025-01-01")
    assert value_changes(changed(later))["investigators.nca.add"] < alone


def test_one_day_is_not_missed():
    scenario = changed(setting("takedown", market_share=0.5, start="2024-03-02"))
    first, second = value_changes(scenario)["takedown_share.all.add"]
    assert first == pytest.approx(0.5 / round(DEFAULT_DAYS / 2), rel=0.01)
    assert second == 0.0


def test_a_measure_that_has_ended_no_longer_counts():
    key = "beach-patrol"
    ended = changed(setting(key, start="2024-02-01", end="2024-06-01"))
    first, second = value_changes(ended)["officers.france-beach.add"]
    assert first > 0
    assert second == 0.0


def test_a_factor_of_nothing_is_finite():
    scenario = changed(setting("change.boat_cost", multiply=0.0))
    assert np.isfinite(value_changes(scenario)["boat_cost.all.multiply"]).all()


def test_every_preset_has_changes_and_no_cost_is_among_them():
    for preset in presets().values():
        found = value_changes(changed(preset.positions))
        assert bool(found) == bool(preset.positions)
        assert not any(name.startswith(("public_spending", "officers_r")) for name in found)


def test_order_and_names_of_measures_do_not_matter():
    scenario = changed(presets()["bsc-package"].positions)
    turned = replace(scenario, interventions=scenario.interventions[::-1], name="other")
    one, other = value_changes(scenario), value_changes(turned)
    assert one.keys() == other.keys()
    for name in one:
        assert one[name] == pytest.approx(other[name])
