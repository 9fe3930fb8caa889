"""Two results differ beyond noise only where their values do."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.result_difference import (
    BEYOND,
    SAME,
    UNKNOWN,
    WITHIN,
    Outcomes,
    compare_results,
)
from scenarios.errors import InputError


def made(seed=1, first=0, shift=0.0, noise=0.0, replicates=40, draws=0, names=("baseline",)):
    generator, more = np.random.default_rng(draws), np.random.default_rng(99)
    values = {
        name: {
            outcome: generator.normal(100, 10, replicates) + shift * (outcome == "arrivals")
            + noise * more.normal(0, 1, replicates)
            for outcome in ("arrivals", "deaths", "price")
        }
        for name in names
    }  # fmt: skip
    return Outcomes({"seed": seed}, first, values)


def verdicts(one, other):
    return {each.outcome: each.verdict for each in compare_results(one, other).differences}


def test_equal_results_have_the_same_values():
    assert set(verdicts(made(), made()).values()) == {SAME}
    assert set(verdicts(made(replicates=40), made(replicates=40)).values()) == {SAME}


def test_equal_draws_show_a_small_difference_and_others_do_not():
    paired = verdicts(made(), made(shift=1.0, noise=0.1))
    assert (paired["arrivals"], paired["deaths"]) == (BEYOND, WITHIN)
    assert verdicts(made(), made(seed=2, draws=5, shift=1.0))["arrivals"] == WITHIN
    assert verdicts(made(), made(seed=2, draws=5, shift=30.0))["arrivals"] == BEYOND


def test_replicates_are_paired_by_their_number():
    one, other = made(replicates=40), made(replicates=40)
    later = Outcomes(other.facts, 10, {
        name: {outcome: rows[10:] for outcome, rows in kept.items()}
        for name, kept in other.values.items()
    })  # fmt: skip
    found = compare_results(one, later)
    assert found.paired and {each.verdict for each in found.differences} == {SAME}
    assert not compare_results(one, made(first=100)).paired


def test_one_replicate_tells_nothing_and_an_undefined_value_does_not_matter():
    assert verdicts(made(replicates=1), made(replicates=1, shift=1.0))["arrivals"] == UNKNOWN
    one, other = made(), made(shift=5.0)
    one.values["baseline"]["arrivals"][3] = np.nan
    assert verdicts(one, other)["arrivals"] == BEYOND


@pytest.mark.parametrize("seed", [1, 2])
def test_noise_alone_differs_in_about_one_case_in_twenty_at_most(seed):
    found = [
        bool(compare_results(made(draws=at), made(seed, draws=1_000 + at)).differs)
        for at in range(200)
    ]
    assert sum(found) <= 20


def test_results_without_a_common_scenario_are_refused():
    with pytest.raises(InputError, match="no scenario in common"):
        compare_results(made(), made(names=("other",)))
    found = compare_results(made(names=("a", "b")), made(names=("a", "c")))
    assert found.alone == (["b"], ["c"])
