from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from runs.comparison_design import Comparison


def test_a_design_numbers_its_replicates(make_scenario):
    design = Comparison((make_scenario(name="a"), make_scenario(name="b")), 1, 2)
    assert list(design.numbers) == [0, 1]


def test_a_design_can_be_continued(make_scenario):
    design = Comparison((make_scenario(),), 1, 3)
    assert list(design.following(2).numbers) == [3, 4]


@pytest.mark.parametrize(
    "change", [{"start": date(2024, 2, 1)}, {"days": 7}, {"warmup_days": 3}], ids=str
)
def test_scenarios_over_other_periods_are_not_compared(make_scenario, change):
    base = make_scenario(name="a")
    with pytest.raises(ValueError, match="same period"):
        Comparison((base, replace(base, name="b", **change)), 1, 2)


def test_two_scenarios_may_not_share_a_name(make_scenario):
    with pytest.raises(ValueError, match="share a name"):
        Comparison((make_scenario(), make_scenario()), 1, 2)
