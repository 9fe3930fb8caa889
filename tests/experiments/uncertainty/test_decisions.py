from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from experiments.uncertainty.break_even import changes_ranking, changes_sign, weakest_strength
from experiments.uncertainty.dose_response import dose_response
from experiments.uncertainty.draw_table import DrawTable, Source
from experiments.uncertainty.information_value import information_value, information_values
from experiments.uncertainty.policy_choice import USUAL_AIMS, aims, choice
from experiments.uncertainty.regimes import regimes
from experiments.uncertainty.robust_choice import (
    expected_utilities,
    regrets,
    robustness,
    satisficing,
)
from experiments.uncertainty.utility import Utility, read_utility


@pytest.mark.parametrize(("probability", "true"), [(0.5, 0.6), (0.9, 1.4)])
def test_the_weakest_strength_lies_in_its_interval(probability, true):
    from scipy.special import ndtri

    held = []
    for seed in range(12):
        random = np.random.default_rng(seed)
        strength = random.uniform(0, 2, 150)
        spread = 0.8 / ndtri(0.9)
        outcome = strength + spread * random.standard_normal(150)
        found = weakest_strength(strength, outcome, 0.6, probability)
        held.append(found.low <= true <= found.high)
    assert np.mean(held) >= 0.8


def test_a_curve_changes_its_sign_where_it_does():
    held = []
    for seed in range(12):
        random = np.random.default_rng(seed)
        value = np.exp(random.standard_normal(150))
        effect = np.log(value) - 0.5 + random.standard_normal(150)
        found = changes_sign(value, effect)
        held.append(found.low <= np.exp(0.5) <= found.high)
    assert np.mean(held) >= 0.8
    none = changes_ranking(value, effect + 20, effect)
    assert not none.exists and none.everywhere and none.found == 0


def _choice(seed, size=300):
    random = np.random.default_rng(seed)
    drawn = random.standard_normal((size, 3)) * [1, 1.5, 1]
    draws = DrawTable(
        pd.DataFrame(drawn, columns=["a", "b", "idle"]),
        {"a": Source.FITTED, "b": Source.ASSUMED_WORLD, "idle": Source.ASSUMED_EFFECT},
    )
    gain = 0.3 + drawn[:, 0] + drawn[:, 1] + 3 * random.standard_normal(size)
    return draws, pd.DataFrame({"nothing": 0.0, "policy": gain})


@pytest.mark.parametrize(("known", "true"), [
    (["a"], 0.267), (["b"], 0.460), (["a", "b", "idle"], 0.579),
])  # fmt: skip
def test_what_knowing_is_worth_lies_in_its_interval(known, true):
    found = [information_value(*_choice(seed), known) for seed in range(12)]
    assert np.mean([each.low <= true <= each.high for each in found]) >= 0.8
    assert np.mean([each.value for each in found]) == pytest.approx(true, abs=0.12)


def test_knowing_an_input_that_does_nothing_does_not_count():
    found = [information_value(*_choice(seed), ["idle"]) for seed in range(12)]
    assert sum(each.counts for each in found) <= 2
    values = information_values(*_choice(1), {"world": ["b", "idle"]})
    assert values["known"].iloc[-1] == "idle" and not values["counts"].iloc[-1]


def test_what_knowing_a_curve_is_worth_lies_in_its_interval():
    held = []
    grid = np.random.default_rng(9).standard_normal(400_000)
    true = np.maximum(grid**2 - 1.2, 0).mean()
    for seed in range(12):
        random = np.random.default_rng(seed)
        drawn = random.standard_normal((300, 1))
        draws = DrawTable(pd.DataFrame(drawn, columns=["a"]), {"a": Source.FITTED})
        gain = drawn[:, 0] ** 2 - 1.2 + random.standard_normal(300)
        found = information_value(draws, pd.DataFrame({"none": 0.0, "policy": gain}), ["a"])
        held.append(found.low <= true <= found.high)
    assert np.mean(held) >= 0.8


def test_regimes_hold_at_once_and_find_the_state_that_matters():
    held, false = [], []
    for seed in range(20):
        random = np.random.default_rng(seed)
        states = {name: random.standard_normal(90) for name in "abc"}
        effect = np.exp(0.5 * random.standard_normal(90)) - np.exp(0.125)
        found = regimes(states, effect)
        held.append(all(each.effect.low <= 0 <= each.effect.high for each in found.regimes))
        false.append(found.clear)
    assert np.mean(held) >= 0.9 and np.mean(false) <= 0.2
    found = regimes(states, effect - 3 * (states["b"] > np.quantile(states["b"], 2 / 3)))
    assert found.state == "b" and found.clear and found.regimes[2].share > 0.8
    assert regimes(states, effect[:20]).regimes == ()


def test_robust_choices_by_hand():
    utilities = pd.DataFrame({"none": [0, 0, 0], "bold": [10, 4, -6], "mild": [5, 2, 1]})
    assert regrets(utilities)["none"].tolist() == [10, 4, 1]
    found = robustness(utilities)
    assert found.index.tolist() == ["mild", "bold", "none"]
    assert found["greatest_regret"].tolist() == [5, 7, 10] and found.loc["mild", "minimax_regret"]
    assert found.loc["mild", "maximin"] and found.loc["none", "best"] == 0
    assert satisficing({"u": utilities}, {"u": 2}).to_dict() == {
        "none": 0, "bold": pytest.approx(2 / 3), "mild": pytest.approx(2 / 3)
    }  # fmt: skip


def test_regret_over_expected_utilities_leaves_out_random_draws():
    draws, utilities = _choice(1)
    true = np.maximum(-(0.3 + draws.values["a"] + draws.values["b"]), 0).max()
    single = regrets(utilities)["policy"].max()
    smooth = regrets(expected_utilities(draws, utilities))["policy"].max()
    assert abs(smooth - true) < abs(single - true)


def test_utility_counts_averted_deaths_and_pounds():
    effects = {"averted": np.array([100.0]), "expected_deaths": np.array([-2.0]),
               "public_cost": np.array([1e6])}  # fmt: skip
    assert Utility(1, 50, 1e-4).of(effects) == pytest.approx([100 + 100 - 100])


def test_a_curve_states_its_error_and_where_it_saturates():
    held = []
    strength, replicate = np.tile(np.linspace(0, 1, 9), 40), np.repeat(np.arange(40), 9)
    for seed in range(6):
        random = np.random.default_rng(seed)
        shared = 20 * random.standard_normal(40)[replicate] * strength
        effect = -100 * (1 - np.exp(-10 * strength)) + shared + 10 * random.standard_normal(360)
        found = dose_response(strength, effect, replicate)
        held.append(found.saturation_low <= 0.3 <= found.saturation_high)
    assert np.mean(held) >= 0.8
    assert 10 < found.held_out_error < found.mean_error
    straight = dose_response(strength, -100 * strength + shared, replicate)
    assert np.isnan(straight.saturation) and straight.saturates < 0.1
    with pytest.raises(ValueError, match="strengths"):
        dose_response(strength[strength < 0.3], effect[strength < 0.3], replicate[strength < 0.3])


def test_weights_are_read_or_refused_with_what_is_allowed():
    assert read_utility("averted=1, deaths=100,pounds=2e-5") == Utility(1, 100, 2e-5)
    assert read_utility("deaths=1") == Utility(0, 1, 0)
    for text in (
        "",
        "averted",
        "averted=-1",
        "averted=nan",
        "lives=1",
        "deaths=0",
        "deaths=1,deaths=2",
    ):
        with pytest.raises(ValueError, match="averted, deaths and pounds"):
            read_utility(text)
    [aim] = aims(Utility(1, 100, 0))
    assert aim.name == "your weights (averted 1, deaths 100, pounds 0)"


def test_a_strength_counts_for_policies_that_have_its_measure_alone(make_changes):
    changes = make_changes(60)
    assert changes.strengths_of("bold") == ["patrol strength"]
    assert "deal strength" not in changes.draws_for("bold").inputs
    assert choice(changes, USUAL_AIMS[0]).best[0] in ("bold", "mild")
    assert choice(make_changes(30), USUAL_AIMS[0]) is None
