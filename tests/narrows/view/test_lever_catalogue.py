"""Levers cover the library, keep their bounds, and make the scenarios that the library holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from experiments.comparison.run_out import RUN_OUT_DAYS
from narrows.view.lever_catalogue import levers, presets
from narrows.view.lever_positions import CHOSEN, NOT_COSTED, cost, pair, too_late
from scenarios.errors import InputError
from scenarios.loader import load_scenario, scenario_names
from sim.interventions import KINDS
from sim.model import SmugglingModel
from sim.parameters import Grade


@pytest.mark.parametrize("name", scenario_names())
def test_a_preset_makes_the_scenario_of_its_name(name):
    kept = load_scenario(name).central
    base, changed = pair(name, presets()[name].positions, kept.days)
    assert changed.interventions == kept.interventions
    assert changed.parameters == kept.parameters == base.parameters
    assert not base.interventions
    if kept.interventions:
        assert (changed.name, changed.title) == (kept.name, kept.title)


def test_every_kind_of_the_library_is_a_lever_with_its_grade_and_sources():
    kinds = {made.kind for name in scenario_names() for made in load_scenario(name).interventions}
    assert {lever.kind for lever in levers().values()} == kinds == KINDS.keys()
    for lever in levers().values():
        assert lever.sources
        assert lever.grade == Grade.ASSUMED
        assert "assumed" in lever.note
        for field in lever.numbers:
            assert field.low <= field.default <= field.high
    assert levers()["returns"].caution.startswith("Unproven")
    assert dict(levers()["beach-patrol"].changes)["officers"] == Grade.ASSUMED


def test_a_title_calls_places_and_suppliers_by_their_names():
    titles = {key: lever.title for key, lever in levers().items()}
    assert titles["police-operation.BEG;SUB"].endswith(": Belgrade and Subotica / Horgos")
    assert not any(";" in title for title in titles.values())


def test_titles_tell_levers_apart():
    titles = [lever.title for lever in levers().values()]
    assert len(set(titles)) == len(titles)


def test_a_lever_moved_changes_the_scenario_and_its_name():
    positions = {"beach-patrol": {"start": "2024-03-01", "officers": 120}}
    base, changed = pair("baseline", positions, 200)
    [patrol] = changed.interventions
    assert (patrol.officers, patrol.start) == (120, date(2024, 3, 1))
    assert patrol.ranges == ()
    assert changed.name == CHOSEN
    assert changed.end == base.end


def test_a_pair_runs_on_after_its_last_day_as_long_as_a_comparison_does():
    pairs = pair("finance", presets()["finance"].positions, 100)
    [default] = {each.run_out_days for each in pairs}
    assert default == RUN_OUT_DAYS


@pytest.mark.parametrize(
    ("positions", "said"),
    [
        ({"beach-patrols": {}}, "unknown lever 'beach-patrols'; did you mean 'beach-patrol'"),
        ({"beach-patrol": {"officers": 1e9, "start": "2024-03-01"}}, "from 0 to 1000"),
        ({"beach-patrol": {"officers": float("nan"), "start": "2024-03-01"}}, "from 0 to 1000"),
        ({"beach-patrol": {"officers": True, "start": "2024-03-01"}}, "must be a number"),
        ({"beach-patrol": {"officers": "../x", "start": "2024-03-01"}}, "must be a number"),
        ({"beach-patrol": {"officers": 5}}, "lacks 'start'"),
        ({"beach-patrol": {"officers": 5, "start": "2024-02-31"}}, "a date of the calendar"),
        ({"beach-patrol": {"officers": 5, "start": "2014-02-01"}}, "start is 2014-02-01"),
        ({"beach-patrol": {"officer": 5, "start": "2024-03-01"}}, "did you mean 'officers'"),
        (
            {"beach-patrol": {"officers": 5, "start": "2024-03-01", "end": "2024-02-01"}},
            "must be later than the start",
        ),
    ],
)
def test_a_wrong_position_is_refused_with_the_fix(positions, said):
    with pytest.raises(InputError, match=said.replace(".", r"\.")):
        pair("baseline", positions, 200)


def test_days_and_presets_have_bounds():
    with pytest.raises(InputError, match="from 30 to"):
        pair("baseline", {}, 5_000)
    with pytest.raises(InputError, match="unknown preset"):
        pair("../../etc/passwd", {}, 100)


@pytest.mark.parametrize("name", ["bsc-package", "french-coast"])
def test_the_cost_is_what_the_model_spends(world, name):
    _, changed = pair(name, presets()[name].positions, 400)
    changed = replace(changed, warmup_days=0)
    spent = SmugglingModel(world, changed, 1, 0).run().outcomes["public_cost"]
    assert cost(changed).gbp == pytest.approx(spent)


def test_what_is_not_costed_is_said():
    positions = presets()["takedown"].positions
    _, changed = pair("takedown", positions, 400)
    assert cost(changed).text == NOT_COSTED
    _, both = pair("takedown", positions | presets()["finance"].positions, 731)
    assert cost(both).text == "£3.9m; 1 not costed"
    assert cost(pair("baseline", {}, 731)[1]).text == "nothing"


def test_levers_that_begin_after_the_last_day_are_named():
    _, changed = pair("posts-abroad", presets()["posts-abroad"].positions, 100)
    assert len(too_late(changed)) == 3


@pytest.mark.parametrize("key", levers())
def test_what_is_shown_of_a_lever_can_be_set(key):
    """As the page does it: what is shown, over the scale, to twelve digits."""
    for field in levers()[key].numbers:
        for value in (field.low, field.high, field.default):
            sent = float(f"{field.shown(value) / field.scale:.12g}")
            assert field.low <= sent <= field.high, field
            assert sent == pytest.approx(value)
