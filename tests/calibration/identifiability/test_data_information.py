"""What data say of free numbers, and what effects depend on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from calibration.identifiability.data_information import dependences, learnt, standardised, ties
from calibration.posterior import Posterior
from calibration.priors import load_priors
from scenarios.errors import InputError

pytestmark = pytest.mark.slow

PRIORS = load_priors(date(2022, 1, 1), date(2022, 12, 31))
CHANCE = np.random.default_rng(4)


def test_members_of_the_prior_are_standard_normal_for_every_free_number():
    scores = CHANCE.standard_normal((4_000, len(PRIORS.names)))
    members = standardised(PRIORS, Posterior.of(PRIORS, scores, {}))
    assert tuple(members) == PRIORS.names
    for each in learnt(members):
        assert each.words == "not moved by the data"
        assert each.shift == pytest.approx(0.0, abs=0.06), each.name
        assert each.ratio == pytest.approx(1.0, abs=0.06), each.name


def test_a_posterior_of_other_priors_is_refused():
    posterior = Posterior.of(PRIORS, np.zeros((3, len(PRIORS.names))), {})
    with pytest.raises(InputError, match="lacks leave_hazard"):
        lacking = {k: v for k, v in posterior.parameters.items() if k != "leave_hazard"}
        standardised(PRIORS, replace(posterior, parameters=lacking))
    with pytest.raises(InputError, match="other quarters"):
        standardised(PRIORS, replace(posterior, demand={1: np.zeros(3)}))


def test_words_follow_the_declared_rules():
    drawn = CHANCE.standard_normal(200)
    found = {
        each.name: each
        for each in learnt({"a": drawn, "b": drawn + 1, "c": 0.5 * drawn, "d": 0.5 * drawn - 1})
    }
    words = [found[name].words for name in "abcd"]
    assert words == ["not moved by the data", "moved", "narrowed", "moved and narrowed"]
    assert [found[name].taught for name in "abcd"] == ["no", "yes", "yes", "yes"]
    assert found["c"].ratio_low < 0.5 < found["c"].ratio_high
    assert found["d"].shift_low < -1 < found["d"].shift_high


@pytest.mark.parametrize(
    ("mean", "spread", "words", "taught"),
    [
        (0.8, 1.2, "moved", "yes"),
        (-0.8, 1.2, "moved", "yes"),
        (0.55, 1.2, "perhaps moved", "open"),
        (-0.45, 1.2, "perhaps moved", "open"),
        (0.1, 1.2, "not moved by the data", "no"),
        (0.0, 0.72, "perhaps narrowed", "open"),
        (0.0, 0.8, "perhaps narrowed", "open"),
        (0.0, 0.6, "narrowed", "yes"),
        (0.45, 0.6, "perhaps moved and narrowed", "yes"),
        (0.8, 0.72, "moved and perhaps narrowed", "yes"),
    ],
)
def test_an_answer_is_open_where_its_interval_holds_both(mean, spread, words, taught):
    drawn = np.random.default_rng(2).standard_normal(100)
    (found,) = learnt({"a": mean + spread * (drawn - drawn.mean()) / drawn.std(ddof=1)})
    assert (found.words, found.taught) == (words, taught)


def test_intervals_hold_what_is_true_in_nineteen_of_twenty():
    kept = [
        (found.shift_low < 0 < found.shift_high, found.ratio_low < 1 < found.ratio_high)
        for found in learnt({str(n): CHANCE.standard_normal(30) for n in range(1_000)})
    ]
    assert np.mean(kept, axis=0) == pytest.approx(0.95, abs=0.02)


def test_numbers_that_go_together_are_tied_but_quarters_of_demand_are_not():
    drawn, other = CHANCE.standard_normal((2, 300))
    members = {
        "a": drawn, "b": -np.exp(drawn), "c": other,
        "demand_2022q1": drawn, "demand_2022q2": drawn, "demand_season": other,
    }  # fmt: skip
    found = {(tie.one, tie.other): tie.correlation for tie in ties(members)}
    assert found["a", "b"] == pytest.approx(-1.0)
    assert ("demand_2022q1", "demand_2022q2") not in found
    assert found["c", "demand_season"] == pytest.approx(1.0)
    assert ("a", "c") not in found


def test_what_an_effect_depends_on_is_found_and_little_else():
    members = {f"free {n}": CHANCE.standard_normal(60) for n in range(30)}
    effect = -(members["free 3"] ** 3) + 0.5 * CHANCE.standard_normal(60)
    ((first, *others),) = dependences(effect[None], members, 1)
    assert (first.name, first.clear) == ("free 3", True)
    assert first.low < first.correlation < first.high < -0.5
    assert sum(each.clear for each in others) <= 1


def test_an_effect_that_depends_on_nothing_seldom_seems_to():
    alarms = []
    for _ in range(40):
        members = {f"free {n}": CHANCE.standard_normal(24) for n in range(10)}
        alarms.append(dependences(CHANCE.standard_normal((1, 24)), members, 1)[0][0].clear)
    assert np.mean(alarms) < 0.16


def test_of_many_effects_that_depend_on_nothing_seldom_one_seems_to():
    alarms = []
    for _ in range(25):
        members = {f"free {n}": CHANCE.standard_normal(24) for n in range(10)}
        found = dependences(CHANCE.standard_normal((18, 24)), members, 1)
        alarms.append(any(each[0].clear for each in found))
    assert np.mean(alarms) < 0.25


def test_an_effect_that_is_undefined_in_a_member_hides_no_other():
    members = {f"free {n}": CHANCE.standard_normal(40) for n in range(5)}
    undefined = np.where(np.arange(40) == 3, np.nan, members["free 2"])
    none, found = dependences(np.array([undefined, members["free 2"]]), members, 1)
    assert not any(each.clear for each in none)
    assert [each.name for each in found if each.clear] == ["free 2"]


def test_an_effect_that_is_the_same_for_all_depends_on_nothing():
    ((found,),) = dependences(np.zeros((1, 20)), {"a": CHANCE.standard_normal(20)}, 1)
    assert found.correlation == 0.0
    assert not found.clear


def test_too_few_members_say_nothing():
    with pytest.raises(ValueError, match="10 draws or more"):
        dependences(np.zeros((1, 9)), {"a": np.zeros(9)}, 1)
    with pytest.raises(ValueError, match="10 draws or more"):
        dependences(np.zeros((1, 12)), {"a": np.zeros(11)}, 1)
