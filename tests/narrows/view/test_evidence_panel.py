"""Every number that is shown opens its source, grade and conflicts."""

from __future__ import annotations

import json

import pytest

from calibration.posterior import load_posterior
from narrows.view.effect_summary import CARDS
from narrows.view.evidence_panel import about, effect_known_as
from narrows.view.lever_catalogue import levers
from narrows.view.map_network import network
from scenarios.errors import InputError
from scenarios.evidence import load_evidence
from scenarios.packaged_places import OUTCOMES
from sim.parameters import PARAMETERS, Grade


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_parameter_has_its_grade_its_meaning_and_its_sources(name):
    content = about("parameter", name)
    assert content["grade"] == PARAMETERS[name].grade
    assert content["meaning"] == PARAMETERS[name].meaning
    if PARAMETERS[name].grade is Grade.SOURCED:
        assert content["entries"]
    assert json.loads(json.dumps(content)) == content


def test_a_fitted_parameter_has_the_range_that_the_fit_left():
    posterior = load_posterior()
    for name, values in posterior.parameters.items():
        fitted = about("parameter", name)["fitted"]
        if values.min() == values.max():
            assert fitted is None
            continue
        assert values.min() <= fitted["low"] <= fitted["median"] <= fitted["high"]
        assert fitted["members"] == posterior.members
    assert any(about("parameter", name)["fitted"] is None for name in PARAMETERS)


def test_all_that_is_on_the_map_and_on_cards_can_be_opened():
    static = network()
    for kind, names in (
        ("hub", [hub["id"] for hub in static["hubs"]]),
        ("corridor", [corridor["id"] for corridor in static["corridors"]]),
        ("zone", [zone["id"] for zone in static["zones"]]),
        ("outcome", list(OUTCOMES)),
        ("lever", list(levers())),
    ):
        for name in names:
            content = about(kind, name)
            assert content["title"]
            assert content["meaning"]
            assert content["grade"]
    assert all(about("outcome", name)["entries"] for name in CARDS)
    assert all(about("lever", name)["entries"] for name in levers())


@pytest.mark.parametrize(
    ("name", "first"),
    [("arrivals", "P001"), ("deaths", "P437"), ("expected_deaths", "P437"), ("price", "S030"),
     ("people_per_boat", "P019"), ("boats_arrived", "P010"), ("public_cost", "S083")],
)  # fmt: skip
def test_the_first_entry_is_the_record_of_the_number_itself(name, first):
    assert about("outcome", name)["entries"][0]["id"].split()[0] == first


def test_every_number_of_a_lever_and_its_cost_has_a_source_or_says_that_there_is_none():
    for lever in levers().values():
        assert about("cost", lever.id)["entries"], lever.id
        for field in lever.numbers:
            content = about("field", f"{lever.id}:{field.name}")
            assert content["meaning"]
            assert content["entries"] or content["grade"] == "by judgement", field
            assert content["note"]


def test_a_post_costs_what_an_officer_does():
    content = about("cost", "beach-patrol")
    assert content["value"] == "120,000 GBP/officer/year"
    assert content["entries"][0]["id"] == "S083"
    assert "million gbp" in about("cost", "funding")["note"]


def test_grades_of_effects_are_told_apart():
    grades = {lever.id: effect_known_as(lever) for lever in levers().values()}
    assert grades["beach-patrol"] == "assumed"
    assert grades["funding"] == "by judgement"
    assert len(set(grades.values())) > 2


def test_conflicts_of_the_entries_are_shown():
    content = about("lever", "funding")
    with_conflicts = [one["id"].split()[0] for one in content["entries"] if "conflicts" in one]
    assert with_conflicts
    assert [line.split(":")[0].split()[0] for line in content["conflicts"]] == with_conflicts
    assert all(load_evidence()[name].conflicts for name in with_conflicts)


def test_named_values_show_the_number_of_each_part():
    content = about("parameter", "officers")
    assert {part["entity"] for part in content["parts"]} >= {"nca-romania", "france-beach"}
    assert content["grade"] == Grade.ASSUMED


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("parameter", "boat_cots"),
        ("hub", "../x"),
        ("lever", "x"),
        ("outcome", ""),
        ("file", "x"),
        ("field", "funding"),
        ("field", "funding:x"),
        ("field", "x:officers"),
        ("cost", "x"),
    ],
)
def test_what_is_unknown_is_reported(kind, name):
    with pytest.raises(InputError):
        about(kind, name)
