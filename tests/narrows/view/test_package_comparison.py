"""Packages are ranked by people averted; what is not sure is said to be so."""

from __future__ import annotations

import pytest

from experiments.comparison.planned_looks import FIRST
from narrows.view.package_comparison import against, ranked
from tests.narrows.view.made_runs import made_pairs, question


@pytest.fixture(scope="module")
def runs():
    asked = question()
    return {
        "most": made_pairs(asked, FIRST, 9_000, seed=1),
        "less": made_pairs(asked, FIRST, 4_000, seed=3),
        "alike": made_pairs(asked, FIRST, 3_990, cost=0.0, seed=2),
    }


@pytest.fixture(scope="module")
def table(runs):
    return ranked({name: name.title() for name in runs}, runs)


def test_they_are_ranked_and_a_tie_is_not_sure(table):
    assert table.rows[0].id == "most"
    assert table.replicates == FIRST
    assert table.rows[0].surely_more
    assert not table.rows[1].surely_more


def test_people_averted_for_a_million_need_a_verdict_and_a_cost(table):
    by_id = {row.id: row for row in table.rows}
    assert by_id["most"].per_million == pytest.approx(9_000 / 20, rel=0.05)
    assert by_id["alike"].per_million is None


def test_one_against_another_is_the_difference_of_the_two(runs):
    found = against(runs["most"], runs["less"])
    assert found["averted"].direction == 1
    assert found["averted"].difference.mean == pytest.approx(5_000, rel=0.05)
    assert found["arrivals"].direction == -1


def test_too_few_replicates_are_not_compared():
    few = made_pairs(question(), 8)
    assert ranked({"few": "Few"}, {"few": few}).rows == ()
    assert against(few, few) == {}
