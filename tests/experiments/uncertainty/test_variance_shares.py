from __future__ import annotations

import numpy as np
import pytest

from experiments.uncertainty.drivers import drivers
from experiments.uncertainty.variance_shares import LEAST_DRAWS, variance_shares


@pytest.mark.parametrize(("model", "sets", "runs"), [
    ("linear", 200, 1), ("linear", 60, 2), ("curved", 200, 1), ("curved", 100, 2),
])  # fmt: skip
def test_intervals_hold_the_true_shares_over_repeated_sets(models, model, sets, runs):
    held, means = [], []
    for seed in range(20):
        draws, effect, truth = models[model](seed, sets, runs)
        shares = list(variance_shares(draws, effect).shares.values())
        assert sum(each.mean for each in shares) == pytest.approx(1)
        held += [each.low <= true <= each.high for each, true in zip(shares, truth, strict=True)]
        means.append([each.mean for each in shares])
    assert np.mean(held) >= 0.85
    assert np.mean(means, axis=0) == pytest.approx(truth, abs=0.06)


def test_inputs_that_do_nothing_get_little_even_if_they_are_many(models):
    draws, effect, _ = models["linear"](1, 100)
    effect = np.random.default_rng(5).standard_normal(effect.size)
    shares = variance_shares(draws, effect).shares
    assert all(each.low == 0 for name, each in shares.items() if name != "stochastic")
    assert shares["stochastic"].mean > 0.8


def test_a_source_of_which_nothing_varies_is_held_fixed_and_has_no_share(models):
    draws, effect, _ = models["linear"](2, 60)
    draws.values[["c", "d", "e"]] = 0.0
    found = variance_shares(draws, effect)
    assert found.held_fixed == ("assumed_world", "assumed_effect")
    assert found.shares["assumed_world"].mean == 0 == found.shares["assumed_effect"].high


def test_replicated_draws_are_seen_and_give_the_stochastic_part(models):
    draws, effect, _ = models["curved"](3, 60, 2)
    found = variance_shares(draws, effect)
    within = effect.reshape(-1, 2).var(axis=1, ddof=1).mean()
    assert found.replicated
    assert found.raw["stochastic"] == pytest.approx(within / effect.var(ddof=1), rel=0.01)


def test_too_few_draws_or_no_variance_give_no_shares(models):
    draws, effect, _ = models["linear"](4, LEAST_DRAWS - 1)
    assert np.isnan(variance_shares(draws, effect).shares["fitted"].mean)
    assert drivers(draws, effect) == []
    draws, effect, _ = models["linear"](4, 60)
    assert np.isnan(variance_shares(draws, 0 * effect).shares["stochastic"].mean)
    assert drivers(draws, 0 * effect) == []


def test_drivers_come_in_order_with_direction_and_reach(models):
    draws, effect, truth = models["linear"](5, 400)
    found = drivers(draws, -effect)
    assert {each.name for each in found[:2]} == {"a", "b"} and found[2].name == "c"
    assert found[0].direction == -1 and found[0].clear
    assert not next(each for each in found if each.name == "e").clear
    first = next(each for each in found if each.name == "a")
    assert first.share.low < 1.3**2 / (1.44 / truth[0]) < first.share.high
    assert found[2].low - found[2].high == pytest.approx(2 * 1.645 * 0.8, rel=0.2)
    assert len(drivers(draws, effect, most=2)) == 2
