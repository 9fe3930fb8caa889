from __future__ import annotations

import pytest

from experiments.study.study_file import LIBRARY, MOST, Overrides, read_study
from scenarios.errors import InputError


@pytest.mark.parametrize(
    ("old", "new", "index", "says"),
    [
        ("name: tiny", "name: huge", "1:7", "name is 'huge'; it must be 'tiny'"),
        ("question:", "qestion:", "2:1", "no key 'qestion'; did you mean 'question'?"),
        ("question: Who is stopped?\n", "", "1:1", "a study lacks 'question'; it must be"),
        ("multiply: $left", "multiply: $lef", "8:19", "unknown lever 'lef'; did you mean 'left'?"),
        ("multiply: $left", "multiply: 0.5", "11:3", "no scenario uses lever left; write $left"),
        ("[0.9, 0.5]", "[0.9, -1]", "11:15", "multiply is -1; it must be a number from 0 to 100"),
        ("[0.9, 0.5]", "[0.9, 0.9]", "11:15", "left has 0.9 twice; give each value once"),
        ("[0.9, 0.5]", "[]", "11:9", "left is empty; give at least one value"),
        ("[0.9, 0.5]", "3", "11:9", "it must be a list of values, or from and to"),
        ("[0.9, 0.5]", "{from: 1, to: 0}", "11:23", "to is 0; it must be above from, 1"),
        ("[0.9, 0.5]", "{from: 0, to: 1}", "11:9", "no single values for a grid; give a list"),
        ("[0.9, 0.5]", "{from: 0, to: 1, step: 2}", "11:32", "step is 2; it must be"),
        ("[0.9, 0.5]", "{from: 0}", "11:9", "lever left lacks 'to'; it must be a number or a date"),
        ("0.5]", "0.5]\n  name: [1]", "12:3", "lever 'name' is taken; use another"),
        ("start: 2024-01-01\ndays", "design: gird\ndays", "12:9", "it must be one of grid, list"),
        ("start: 2024-01-01\ndays", "design: sobol\ndays", "12:9", "the number of points; give"),
        ("start: 2024-01-01\ndays", "points: 8\ndays", "12:1", "as many points as its values make"),
        ("declared", "none", "15:16", "it must be one of posterior, declared, priors"),
        ("declared", "declared\nmembers: 8", "16:1", "members is of priors; give uncertainties"),
        ("declared", "priors\nmembers: 9", "16:10", "powers of two, such as 64 or 128"),
        ("replicates: 80", "replicates: 0", "16:13", "a whole number from 1 to 100000"),
        ("daily: 40", "outcomes: [arivals]", "17:12", "unknown outcome 'arivals'; did you mean"),
        ("daily: 40", "precision: {within: 5}", "17:21", "within is 5; it must be a share"),
        ("daily: 40", "precision: {outcome: x, within: 0.1}", "17:22", "unknown outcome 'x'"),
        ("daily: 40", "baseline: nope", "17:11", "unknown scenario 'nope'; it must be one of"),
        ("daily: 40", "parameters: {boat_cost: -1}", "17:25", "boat_cost is -1; it must be"),
        ("daily: 40", "parameters: {boat_cots: 1}", "17:14", "did you mean 'boat_cost'?"),
        ("scenarios:\n", "scenarios:\n  - nope\n", "4:5", "unknown scenario 'nope'"),
        ("scenarios:\n", "scenarios:\n  - ./no.yaml\n", "4:5", "there is no such file"),
        ("scenarios:\n", "scenarios:\n  - baseline\n", "4:5", "'baseline' is there twice"),
        ("  - name: scarce", "  - nam: scarce", "4:5", "has no key 'nam'; did you mean 'name'?"),
        ("kind: change", "kind: chang", "6:15", "unknown kind 'chang'; did you mean 'change'?"),
        ("value: people_interception", "value: boats", "7:16", "boats"),
        ("  left: [0.9, 0.5]", "  left: [0.9, 0.5", "12:", "not valid YAML"),
    ],
)  # fmt: skip
def test_a_fault_is_reported_with_its_place_and_the_fix(read, old, new, index, says):
    with pytest.raises(InputError) as fault:
        read(old, new)
    text = str(fault.value)
    assert f"tiny.yaml:{index}" in text
    assert says in text
    assert "\n" not in text


def test_lists_side_by_side_must_be_as_long(read):
    with pytest.raises(InputError, match="are left 2, day 1 long; give all as many"):
        read(
            "start: 2024-01-01\nd",
            "  day: [2024-01-01]\ndesign: list\nparameters:\n  boat_cost: $day\nd",
        )


def test_a_list_may_hold_a_value_again_but_no_point(read):
    more = "  cost: [8000, 8000]\ndesign: list\nparameters:\n  boat_cost: $cost\nd"
    old = "start: 2024-01-01\nd"
    assert len(read(old, more).points) == 3
    values = "  left: [0.9, 0.5]"
    with pytest.raises(InputError, match="points 0 and 1 of the list are the same; give each"):
        read(f"{values}\n{old}", f"  left: [0.9, 0.9]\n{more}")


def test_a_sobol_design_needs_a_power_of_two(read):
    with pytest.raises(InputError, match=r"12:9: points is 9; a Sobol design needs a power of two"):
        read("start: 2024-01-01\ndays", "points: 9\ndesign: sobol\ndays")


KNOWN_FROM = {("posterior", False), ("declared", True)}
"""What replicates may draw from in the studies that come along, and whether none is drawn."""


@pytest.mark.parametrize("name", LIBRARY.names())
def test_every_study_that_comes_along_is_read_and_has_a_baseline_first(name):
    study = read_study(name, Overrides(replicates=6, days=120, seed=3))
    assert study.points[0].number == study.points[0].reference
    assert {point.scenario.days for point in study.points} == {120}
    assert study.replicates == 6 and study.precision is None
    assert (study.uncertainties, study.members is None) in KNOWN_FROM


def test_a_lever_takes_the_place_of_its_sign(tiny):
    names = [point.scenario.name for point in tiny.points]
    assert names == ["baseline", "scarce left=0.9", "scarce left=0.5"]
    assert [point.scenario.interventions[0].multiply for point in tiny.points[1:]] == [0.9, 0.5]


def test_a_lever_of_the_world_gives_each_value_its_own_baseline(read):
    study = read(
        "start: 2024-01-01\ndays", "  cost: [5_000, 9_000]\nparameters:\n  boat_cost: $cost\ndays"
    )
    assert [point.reference for point in study.points] == [0, 0, 0, 3, 3, 3]
    costs = [point.scenario.parameters["boat_cost"] for point in study.points]
    assert costs == [5_000] * 3 + [9_000] * 3


def test_a_scenario_that_uses_no_lever_is_run_once(read):
    study = read("scenarios:\n", "scenarios:\n  - finance\n")
    assert [point.of for point in study.points] == ["baseline", "finance", "scarce", "scarce"]


@pytest.mark.parametrize("design", ["sobol", "latin-hypercube"])
def test_drawn_points_fill_their_range_evenly_and_depend_on_the_seed(read, design):
    text = f"design: {design}\npoints: 16\ndays"
    old, new = "[0.9, 0.5]\nstart: 2024-01-01\ndays", f"{{from: 0, to: 1}}\n{text}"
    values = [point.levers["left"] for point in read(old, new).points[1:]]
    assert sorted(int(value * 16) for value in values) == list(range(16))
    again = [point.levers["left"] for point in read(old, new).points[1:]]
    other = [point.levers["left"] for point in read(old, new, seed=2).points[1:]]
    assert values == again != other


def test_steps_and_dates_make_the_values_of_a_grid(read):
    study = read("[0.9, 0.5]", "{from: 0.2, to: 0.8, step: 0.2}")
    assert [point.levers["left"] for point in study.points[1:]] == [0.2, 0.4, 0.6, 0.8]


def test_dates_are_levers_too(read):
    old = "multiply: $left\n        start: 2024-01-01\nlevers:\n  left: [0.9, 0.5]"
    values = "{from: 2024-01-01, to: 2024-01-09, step: 4}"
    new = f"multiply: 0.5\n        start: $day\nlevers:\n  day: {values}"
    starts = [point.levers["day"] for point in read(old, new).points[1:]]
    assert starts == ["2024-01-01", "2024-01-05", "2024-01-09"]


def test_all_points_share_the_run_out_that_file_or_command_line_asks_for(read):
    def run_outs(*words, **asked):
        return {point.scenario.run_out_days for point in read(*words, **asked).points}

    line = "run_out_days: 1"
    assert run_outs(line, line) == {1}
    assert run_outs(line, line, run_out=30) == {30}
    assert run_outs(line, "") == {0}
    with pytest.raises(InputError, match="18:15: run_out_days is -1; it must be a whole number"):
        read(line, "run_out_days: -1")


def test_priors_cover_the_run_out_too(read):
    old = "declared\nreplicates: 80\ndaily: 40\nrun_out_days: 1"
    short, long = (
        read(old, f"priors\nmembers: 8\nrun_out_days: {days}").members for days in (1, 200)
    )
    assert set(short.demand) < set(long.demand)


def test_priors_are_covered_whole(read):
    study = read("declared", "priors\nmembers: 8")
    assert study.members is not None and study.members.members == 8
    drawn = study.members.parameters["people_per_year"]
    assert len(set(drawn.tolist())) == 8
    assert study.members.facts["kind"] == "priors"


def test_more_replicates_than_precision_usually_stops_at_are_kept(read):
    study = read("daily: 40", "precision: {within: 0.1}", replicates=MOST + 1, within=0.2)
    assert study.precision.most == MOST + 1
