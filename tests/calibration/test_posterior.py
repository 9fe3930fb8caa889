"""A posterior is read as it was written, and scenarios draw on it."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from calibration.posterior import Posterior, load_posterior
from calibration.priors import load_priors
from scenarios.evidence import CUT_OFF
from sim.core.draw_order import draw_number
from sim.parameters import PARAMETERS
from sim.people.demand_quarters import quarter

PRIORS = load_priors(date(2022, 1, 1), date(2022, 12, 31))
SCORES = np.random.default_rng(1).standard_normal((7, len(PRIORS.names)))
POSTERIOR = Posterior.of(PRIORS, SCORES, {"seed": 1})


def test_what_is_read_is_what_was_written(tmp_path):
    POSTERIOR.write(tmp_path / "a.parquet")
    read = load_posterior(tmp_path / "a.parquet")
    assert read.facts == {"seed": 1}
    assert read.members == 7
    for written, again in (
        (POSTERIOR.parameters, read.parameters),
        (POSTERIOR.demand, read.demand),
    ):
        assert list(written) == list(again)
        for name in written:
            assert np.array_equal(written[name], again[name])
    read.write(tmp_path / "b.parquet")
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()


def test_a_replicate_has_the_numbers_of_its_draw(make_scenario):
    base = make_scenario(parameters={"launch_caution": 0.5})
    draw, found = POSTERIOR.member(2, 3), POSTERIOR.scenario(base, 2, 3)
    assert found.parameters["launch_caution"] == 0.5
    assert found.parameters["leave_hazard"] == pytest.approx(
        PRIORS.values(SCORES[draw])["leave_hazard"], rel=1e-5
    )
    assert found.demand == pytest.approx(PRIORS.demand(SCORES[draw]), rel=1e-5)
    assert POSTERIOR.scenario(base, 2, 4).parameters != found.parameters


@pytest.mark.parametrize("seed", [1, 2, 2**32 - 1])
def test_every_draw_is_used_once_before_any_is_used_again(seed):
    for turn in range(3):
        used = [draw_number(seed, turn * 150 + number, 150) for number in range(150)]
        assert sorted(used) == list(range(150))


def test_the_first_replicates_of_many_are_those_of_few_and_seeds_differ():
    few, many = ([draw_number(1, number, 150) for number in range(n)] for n in (20, 100))
    assert many[:20] == few
    other = [draw_number(2, number, 150) for number in range(20)]
    assert other != few and len(set(other) & set(few)) < 10
    again = [draw_number(1, 150 + number, 150) for number in range(20)]
    assert again != few


def test_the_posterior_that_is_carried_knows_nothing_after_the_cut_off():
    carried = load_posterior()
    assert date.fromisoformat(carried.facts["cutoff"]) <= CUT_OFF
    assert carried.members >= 100
    for name, values in carried.parameters.items():
        low, high = PARAMETERS[name].bounds
        assert ((values >= low) & (values <= high)).all(), name
    assert max(carried.demand) <= quarter(CUT_OFF.toordinal())


def test_the_carried_posterior_has_all_that_is_free_in_a_fit():
    carried = load_posterior()
    cutoff = date.fromisoformat(carried.facts["cutoff"])
    priors = load_priors(date(2021, 7, 5), cutoff)
    steps = [f"demand_{at // 4}q{at % 4 + 1}" for at in carried.demand]
    fixed = {"demand_volatility", "demand_return", "demand_learning"}
    assert {*carried.parameters, *steps} - fixed == set(priors.names)
    assert cutoff == CUT_OFF
