from __future__ import annotations

import re
from dataclasses import replace

import pytest

from experiments.allocation.allocation_file import LIBRARY, Overrides, read_allocation
from scenarios.errors import InputError
from scenarios.world_tables import load_world
from sim.interventions.intervention import DAYS_PER_YEAR
from sim.scenario_values import named_values


def test_money_buys_officers_at_their_cost_and_strength_along_a_line(question):
    [post] = question.places[0].interventions(1.2)
    assert post.officers == pytest.approx(10)
    [finance] = question.places[1].interventions(1.2)
    assert finance.frozen_takings == pytest.approx(0.02)
    assert finance.payment_delay == 4
    assert finance.million_gbp_per_year == 1.2
    assert question.places[0].interventions(0.0) == ()


def test_officers_and_money_are_two_pools(tiny):
    both = "{officers: 10, million_gbp_per_year: 4}"
    tiny.write_text(tiny.read_text().replace("{million_gbp_per_year: 4}", both))
    pools = read_allocation(str(tiny), Overrides()).pools
    assert [(pool.million, pool.indices) for pool in pools] == [(1.2, (0,)), (4.0, (1,))]


def test_money_buys_more_posts_where_some_stand_open_and_all_of_it_is_counted():
    question = read_allocation("eight-million", Overrides())
    values = named_values(load_world(), replace(question.baseline, interventions=()))
    places = {place.name: place for place in question.places}
    for name in ("investigators", "beach"):
        place = places[name]
        assert place.officer_cost < question.officer_cost
        [bought] = place.interventions(8.0)
        daily = sum(
            change.amount
            for change in bought.modifiers(values)
            if change.value == "public_spending"
        )
        assert daily * DAYS_PER_YEAR == pytest.approx(8e6)
    assert places["germany"].officer_cost == question.officer_cost


@pytest.mark.parametrize("name", LIBRARY.names())
def test_every_allocation_that_comes_along_can_be_read(name):
    assert read_allocation(name, Overrides()).question.endswith("?")


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("name: tiny", "name: other", 1, "it must be 'tiny', as the file is called"),
        ("budget:", "bugdet:", 3, "no key 'bugdet'; did you mean 'budget'?"),
        ("{million_gbp_per_year: 4}", "{}", 3, "the budget is empty; give officers or money"),
        ("{million_gbp_per_year: 4}", "{officers: 9}", 10, "this place takes money; give"),
        ("calm.yaml", "clam.yaml", 4, "there is no such file"),
        ("officers: $officers", "officers: 3", 9, "money changes nothing here; write $officers"),
        ("officers: $officers", "officers: $oficers", 9, "unknown $oficers; did you mean"),
        ("nca-bulgaria", "nca-bulgariia", 9, "unknown unit 'nca-bulgariia'; did you mean"),
        ("_per_year: $million_gbp", "_per_year: 8", 13, "write $officers or $million_gbp"),
        ("officers: $officers", "officers: $million_gbp", 9, "count £0.48m as spent; let its"),
        ("takings: $frozen", "takings: 0.1", 19, "no intervention uses frozen; write $frozen"),
        ("to: 0.05, for: 3", "to: 0.05", 19, "frozen lacks 'for'"),
        ("to: 0.05", "to: 0.95", 14, "frozen_takings is 1.26"),
        ("name: finance", "name: bulgaria", 10, "place 'bulgaria' is there twice"),
        ("trials: 8", "trials: 2", 23, "there must be at least 3, one a place and one equal"),
        ("uncertainties: declared", "uncertainties: posterior\noutcomes: [arivals]", 22,
         "unknown outcome 'arivals'; did you mean 'arrivals'?"),
        ("confirm: 10", "confirm: 1", 26, "a whole number from 2"),
    ],
)  # fmt: skip
def test_a_fault_is_reported_with_its_line_and_the_fix(tiny, old, new, line, says):
    assert old in tiny.read_text()
    tiny.write_text(tiny.read_text().replace(old, new, 1))
    with pytest.raises(InputError) as raised:
        read_allocation(str(tiny), Overrides())
    assert says in str(raised.value)
    found = re.search(r"\.yaml:(\d+):\d+: ", str(raised.value))
    assert found is not None and int(found[1]) == line


def test_no_member_of_the_posterior_is_used_twice(tiny):
    tiny.write_text(tiny.read_text().replace("uncertainties: declared", "uncertainties: posterior"))
    with pytest.raises(InputError, match="no member may be used twice"):
        read_allocation(str(tiny), Overrides(confirm=5_000))
