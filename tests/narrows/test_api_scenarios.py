"""Scenarios and interventions in Python: what they make, and what they say of a mistake."""

from __future__ import annotations

import inspect
from datetime import date, datetime

import numpy as np
import pytest

import narrows
from narrows.api import interventions
from scenarios.loader import load_scenario, scenario_names
from sim.interventions import KINDS
from sim.interventions.intervention import key_names

START = "2025-01-01"


@pytest.fixture(scope="module")
def baseline():
    return narrows.scenario("baseline")


def test_a_scenario_is_the_one_of_that_name(baseline):
    model = load_scenario("baseline")
    assert baseline.model == model and baseline.source == "baseline"
    assert (baseline.name, baseline.title, baseline.days) == (model.name, model.title, model.days)
    assert (baseline.start, baseline.end) == (model.start, model.end)
    assert narrows.scenario(baseline) is baseline
    assert narrows.scenario(model).model == model


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_function_that_says_its_arguments_and_units(kind):
    function = getattr(narrows, kind.replace("-", "_"))
    assert interventions.function_name(kind) in dir(narrows)
    arguments = inspect.signature(function).parameters
    assert set(arguments) == set(key_names(KINDS[kind]))
    for name in arguments:
        assert f"    {name}: " in function.__doc__


def test_functions_make_what_scenario_files_make():
    """Of every intervention of the library, from its own values."""
    given = {each for name in scenario_names() for each in load_scenario(name).interventions}
    assert len({each.kind for each in given}) > 10
    for each in given:
        function = getattr(narrows, each.kind.replace("-", "_"))
        assert function(**each.keys) == each.central


def test_a_strength_may_be_a_range_and_what_is_not_given_is_open():
    made = narrows.technology(case_time={"low": 0.7, "high": 0.95}, start=START)
    assert made.case_time == 0.93 and {"case_time", "conviction"} <= dict(made.ranges).keys()
    with pytest.raises(narrows.InputError, match="must be above low"):
        narrows.technology(case_time={"low": 0.9, "high": 0.7}, start=START)


def test_dates_and_numbers_may_be_of_several_types():
    made = narrows.post("nca-bulgaria", officers=10, start=START)
    assert made.start == date(2025, 1, 1) and made.officers == 10
    assert made == narrows.post(unit="nca-bulgaria", officers=np.int64(10), start=date(2025, 1, 1))
    assert made == narrows.post("nca-bulgaria", np.float64(10), start=datetime(2025, 1, 1, 12))
    assert made == narrows.post("nca-bulgaria", 10, start=np.datetime64("2025-01-01"), end=None)


def test_a_changed_scenario_has_a_name_and_leaves_the_first_as_it_was(baseline):
    post = narrows.post("nca-bulgaria", officers=10, start=START)
    patrol = narrows.beach_patrol(200, start=START)
    changed = baseline.with_(post, patrol)
    assert changed.name == "baseline-and-post-and-beach-patrol"
    assert changed.interventions == (*baseline.interventions, post, patrol)
    assert baseline.model == load_scenario("baseline")
    assert baseline.with_() is baseline
    costlier = baseline.with_parameters(boat_cost="9000 GBP").lasting(30)
    assert (costlier.name, costlier.days) == ("baseline-and-boat-cost", 30)
    assert costlier.parameters["boat_cost"] == 9000
    named = changed.named("bulgaria", "Ten officers in Bulgaria")
    assert (named.name, named.title) == ("bulgaria", "Ten officers in Bulgaria")
    assert named.interventions == changed.interventions


def test_a_saved_scenario_is_read_back(baseline, tmp_path):
    post = narrows.post("nca-bulgaria", officers=10, start=START)
    mine = baseline.with_(post).with_parameters(boat_cost=9000).named("mine")
    saved = mine.save(tmp_path)
    assert saved.source == str(tmp_path / "mine.yaml")
    assert narrows.scenario(saved.source).model == mine.model
    assert narrows.scenario(tmp_path / "mine.yaml").model == mine.model
    with pytest.raises(narrows.InputError, match="the file is called 'other'"):
        mine.save(tmp_path / "other.yaml")


def test_notebooks_show_a_scenario_without_running_what_it_says(baseline):
    shown = baseline.named("x", "<script>").with_parameters(boat_cost=9000)._repr_html_()
    assert "<script>" not in shown and "&lt;script&gt;" in shown and "9000 GBP" in shown
    assert "baseline" in repr(baseline)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda _: narrows.scenario("baselin"),
         "unknown scenario 'baselin'; did you mean 'baseline'?"),
        (lambda _: narrows.scenario("no/such.yaml"), "there is no file no/such.yaml; give a name"),
        (lambda _: narrows.scenario(3), "3 is no scenario"),
        (lambda _: narrows.post("nca-bulgaria", oficers=1, start=START),
         "post has no key 'oficers'; did you mean 'officers'?"),
        (lambda _: narrows.post("nca-bulgaria", start=START), "post lacks 'officers'"),
        (lambda _: narrows.post("nca-bulgaria", -1, start=START),
         "officers is -1; it must be a number from 0 to 100000 officers"),
        (lambda _: narrows.post("nca-bulgari", 1, start=START),
         "unknown unit 'nca-bulgari'; did you mean 'nca-bulgaria'?"),
        (lambda _: narrows.post("nca-bulgaria", 1, start="2025-02-30"),
         "start is '2025-02-30'; it must be a date"),
        (lambda _: narrows.post("nca-bulgaria", 1, start=START, end="2024-01-01"),
         "end is 2024-01-01; it must be later than the start"),
        (lambda _: narrows.post("nca-bulgaria", 1, 90, start=START), "post takes 2 values"),
        (lambda _: narrows.post("nca-bulgaria", 1, unit="x", start=START), "unit is given twice"),
        (lambda _: narrows.change("boat_supply_per_week", start=START), "changes nothing"),
        (lambda b: b.with_("post"), "'post' is no intervention"),
        (lambda b: b.with_(narrows.beach_patrol(1, start="2035-01-01")),
         "start is 2035-01-01; it must be from"),
        (lambda b: b.with_parameters(boat_cst=1),
         "unknown parameter 'boat_cst'; did you mean 'boat_cost'?"),
        (lambda b: b.with_parameters(boat_cost=-1), "boat_cost is -1; it must be a number from"),
        (lambda b: b.lasting(0), "days is 0; it must be a whole number from 1 to 3653"),
        (lambda b: b.named("a/b"), "name is 'a/b'; it must be letters"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line_that_says_what_is_allowed(baseline, make, message):
    with pytest.raises(narrows.InputError) as raised:
        make(baseline)
    assert message in str(raised.value) and "\n" not in str(raised.value)


def test_there_are_no_other_names():
    for name in ("nothing", "_private", "annotations_of", "PlainSource"):
        with pytest.raises(AttributeError, match="module 'narrows' has no attribute"):
            getattr(narrows, name)
    for name in narrows.__all__:
        assert getattr(narrows, name) is not None
        assert name in dir(narrows)


def test_catalogues_list_all_that_may_be_named():
    assert list(narrows.scenarios()["name"]) == scenario_names()
    assert "arrivals" in set(narrows.outcomes()["outcome"])
    assert narrows.parameters().set_index("parameter").loc["boat_cost", "unit"] == "GBP"
