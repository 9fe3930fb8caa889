"""Questions in SQL may name outcomes as they were called before."""

import warnings

import pytest

from experiments.study.earlier_question import in_current_names
from scenarios.earlier_names import RenamedWarning


@pytest.mark.parametrize(
    ("asked", "now"),
    [
        ("select cost_gbp from runs", "select public_cost from runs"),
        ('select "left" from runs', 'select "people_gave_up" from runs'),
        ("from outcomes where outcome = 'left'", "from outcomes where outcome = 'people_gave_up'"),
        ("select ways_used -- cost_gbp\n", "select routes_used -- cost_gbp\n"),
    ],
)
def test_old_names_become_those_of_today_with_a_warning(asked, now):
    with pytest.warns(RenamedWarning, match="is now called"):
        assert in_current_names(asked, set) == now


@pytest.mark.parametrize(
    "asked",
    [
        "select arrivals from runs left join points using (point)",
        "select 'it''s cost_gbp' from runs",
        "select price /* cost_gbp */ from runs",
        "select \"mine\" from points where scenario = 'mine'",
    ],
)
def test_anything_else_stays_and_so_do_names_of_the_study(asked):
    with warnings.catch_warnings(action="error"):
        assert in_current_names(asked, set) == asked
        assert in_current_names('select "left" from points', lambda: {"left"}).count("left") == 1
