"""Every faulty scenario file gives one line: where, what is wrong, and what is allowed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from scenarios.errors import InputError, Location

Write = Callable[..., Path]
Refuse = Callable[..., None]
Fault = Callable[..., InputError]

HEAD = """\
name: mine
title: Mine
description: What it stands for.
extends: baseline
"""


@pytest.mark.parametrize(
    ("text", "index", "parts"),
    [
        ("", "1:1", ["the file is empty", "name, title and description"]),
        ("# nothing\n", "1:1", ["the file is empty"]),
        ("- name: mine\n", "1:1", ["must hold keys with values"]),
        ("just words\n", "1:1", ["must hold keys with values"]),
        ("name: mine\ntitle: a: b\n", "2:9", ["a colon", "quote text"]),
        ("name: mine\n\ttitle: x\n", "2:1", ["a tab", "indent with spaces"]),
        ("name: mine\ntitle: [a,\n", "3:1", ["not valid YAML", "the end of the file"]),
        ('name: mine\ntitle: "open\n', "2:8", ["not valid YAML", "quotes"]),
        ("name: mine\n---\ntitle: x\n", "2:1", ["a second document", "holds one"]),
        ("name: mine\ntitle: a\x07b\n", "2:9", ["a character that YAML does not allow", "remove"]),
        (b"name: mine\ntitle: caf\xe9\n", "2:11", ["not UTF-8", "save the file in UTF-8"]),
        ("[" * 5_000, "1:1", ["nested too deeply"]),
        (HEAD + "parameters: &p {boat_cost: 1}\n", "5:13", ["an anchor", "write the value out"]),
        (HEAD + "parameters:\n  boat_cost: !odd 3\n", "6:14", ["a tag, !odd", "alone"]),
        (HEAD + "2: x\n", "5:1", ["a key that is not a word", "such as name"]),
    ],
)
def test_a_file_that_is_not_keys_and_values_says_where(
    write: Write, assert_fault: Refuse, text: str | bytes, index: str, parts: list[str]
) -> None:
    write(text)
    assert_fault(index, *parts)


@pytest.mark.parametrize(
    ("text", "index", "parts"),
    [
        (HEAD + "parametres:\n  boat_cost: 1\n", "5:1", ["no key 'parametres'", "'parameters'"]),
        (HEAD + "zzz: 1\n", "5:1", ["no key 'zzz'", "one of name, title"]),
        (HEAD + "title: Again\n", "5:1", ["'title' is given twice, first on line 2", "keep one"]),
        (HEAD.replace("mine", "other"), "1:7", ["name is 'other'", "must be 'mine'"]),
        (HEAD.replace("mine", "7"), "1:7", ["name is 7", "without .yaml"]),
        (HEAD.replace("title: Mine\n", ""), "1:1", ["lacks 'title'", "one line of text"]),
        (HEAD.replace("Mine", ""), "2:1", ["title is empty", "one line of text"]),
        (HEAD.replace("What it stands for.", "[a]"), "3:14", ["description is a list", "be text"]),
        (HEAD + "days: 0\n", "5:7", ["days is 0", "a whole number from 1 to 3653 days"]),
        (HEAD + "days: 4000\n", "5:7", ["days is 4000", "from 1 to 3653 days"]),
        (HEAD + "days: 30.5\n", "5:7", ["days is 30.5", "a whole number"]),
        (HEAD + "days: true\n", "5:7", ["days is true", "a whole number"]),
        (HEAD + "days: many\n", "5:7", ["days is 'many'", "a whole number"]),
        (HEAD + "days: 8 weeks\n", "5:7", ["unit is 'weeks'", "days is in days"]),
        (HEAD + "warmup_days: 731\n", "5:14", ["warmup_days is 731", "from 0 to 730 days"]),
        (HEAD + "warmup_days: -1\n", "5:14", ["warmup_days is -1", "from 0 to 730 days"]),
        (HEAD + "start: 2024-02-30\n", "5:8", ["start is '2024-02-30'", "a date of the calendar"]),
        (HEAD + "start: 1066-10-14\n", "5:8", ["from 2018-01-01 to 2040-12-31"]),
        (HEAD + "start: 2024\n", "5:8", ["start is 2024", "year-month-day as in 2024-09-17"]),
        (HEAD + "parameters: 3\n", "5:13", ["parameters is 3", "such as boat_cost: 9000"]),
        (HEAD + "parameters:\n", "5:1", ["parameters is empty", "such as boat_cost: 9000"]),
        (HEAD + "interventions: post\n", "5:16", ["interventions is 'post'", "begins with - kind"]),
    ],
)
def test_a_top_level_key_that_is_wrong_says_the_fix(
    write: Write, assert_fault: Refuse, text: str, index: str, parts: list[str]
) -> None:
    write(text)
    assert_fault(index, *parts)


@pytest.mark.parametrize(
    ("line", "column", "parts"),
    [
        ("boat_cots: 9000", 3, ["unknown parameter 'boat_cots'", "did you mean 'boat_cost'?"]),
        ("zzzz: 9000", 3, ["unknown parameter 'zzzz'", "the nearest are "]),
        ("boat_cost: 9000 weeks", 14, ["unit is 'weeks'; boat_cost is in GBP"]),
        ("boat_cost: cheap", 14, ["boat_cost is 'cheap'", "a number from 100 to 1000000 GBP"]),
        ("boat_cost: 5", 14, ["boat_cost is 5", "from 100 to 1000000 GBP"]),
        ("boat_cost: 5 GBP", 14, ["boat_cost is 5", "from 100 to 1000000 GBP"]),
        ("boat_cost: true", 14, ["boat_cost is true", "a number from"]),
        ("boat_cost:", 3, ["boat_cost is empty", "a number from"]),
        ("boat_cost: [1]", 14, ["boat_cost is a list", "a number from"]),
        ("boat_cost: {a: 1}", 14, ["boat_cost is a group of keys", "a number from"]),
        ("boat_cost: .nan", 14, [".nan is not a number that can be used", "write digits"]),
        ("boat_cost: -.inf", 14, ["-.inf is not a number that can be used"]),
        ("boat_cost: 1e999", 14, ["1e999 is not a number that can be used"]),
        ("boat_cost: 1e999 GBP", 14, ["boat_cost is inf", "from 100 to 1000000 GBP"]),
        ("boat_cost: " + "9" * 5_000, 14, ["9999... is not a number".replace("... ", " ")]),
        ("people_per_year: 1000000000", 20, ["from 0 to 20000000 people/year"]),
        ("allocation: 3", 15, ["allocation is 3", "one of learning, uniform, fixed"]),
        ("allocation: clever", 15, ["'clever'", "one of learning, uniform, fixed"]),
        ("2: 3", 3, ["a key that is not a word"]),
    ],
)
def test_a_parameter_that_is_wrong_says_its_bounds_and_unit(
    write: Write, assert_fault: Refuse, line: str, column: int, parts: list[str]
) -> None:
    write(f"{HEAD}parameters:\n  {line}\n")
    assert_fault(f"6:{column}", *parts)


@pytest.mark.parametrize(
    ("extends", "index", "parts"),
    [
        ("basline", "4:10", ["unknown scenario 'basline'", "did you mean 'baseline'?"]),
        ("zzz", "4:10", ["unknown scenario 'zzz'", "one of balkan-agreements, baseline"]),
        ("[baseline, basline]", "4:21", ["unknown scenario 'basline'"]),
        ("[]", "4:10", ["extends is a list", "a scenario's name or a list of names"]),
        ("[1]", "4:10", ["extends is a list", "a scenario's name or a list of names"]),
        ("3", "4:10", ["extends is 3", "a scenario's name"]),
        ("./mine.yaml", "4:10", ["a circle: mine extends mine", "extend nothing of the circle"]),
    ],
)
def test_what_is_extended_must_be_a_scenario(
    write: Write, assert_fault: Refuse, extends: str, index: str, parts: list[str]
) -> None:
    write(HEAD.replace("extends: baseline", f"extends: {extends}"))
    assert_fault(index, *parts)


def test_a_circle_of_files_is_named_where_it_closes(
    write: Write,
    fault: Fault,
) -> None:
    write(HEAD.replace("baseline", "other.yaml"))
    write(HEAD.replace("mine", "other").replace("baseline", "mine.yaml"), "other.yaml")
    assert str(fault()).startswith("other.yaml:4:10: a circle: mine extends other extends mine;")


def test_a_file_that_extends_nothing_must_say_when_it_runs(
    write: Write,
    assert_fault: Refuse,
) -> None:
    write(HEAD.replace("extends: baseline\n", "start: 2024-01-01\nwarmup_days: 0\n"))
    assert_fault("1:1", "extends none lacks 'days'", "give days: 731")


def test_an_inherited_intervention_outside_the_horizon_is_reported_where_it_is_inherited(
    write: Write,
    assert_fault: Refuse,
) -> None:
    write(HEAD.replace("baseline", "finance") + "days: 100\n")
    assert_fault("4:10", "an intervention of finance: start is 2024-09-18", "to 2024-04-10")


def test_a_missing_file_a_folder_and_an_unknown_name_each_say_so(
    write: Write,
    fault: Fault,
) -> None:
    write("", "folder/mine.yaml")
    assert str(fault("none.yaml")) == "none.yaml:1:1: there is no such file; check its path"
    assert str(fault("folder/")) == "folder:1:1: this is a folder; name a .yaml file in it"
    unknown = fault("basline")
    assert unknown.location is None
    assert str(unknown) == "unknown scenario 'basline'; did you mean 'baseline'?"
    placed = unknown.with_location(Location("the command line", 1, 2))
    assert str(placed).startswith("the command line:1:2: unknown scenario")


def test_a_path_is_shown_as_written_or_from_the_current_folder(
    write: Write,
    fault: Fault,
) -> None:
    path = write("", "folder/mine.yaml")
    assert str(fault("folder/mine.yaml")).startswith("folder/mine.yaml:1:1: ")
    assert str(fault(str(path))).startswith("folder/mine.yaml:1:1: ")


def test_a_value_on_several_lines_is_quoted_on_one(
    write: Write,
    fault: Fault,
) -> None:
    write(HEAD + 'parameters:\n  boat_cost: "a\\nb\\u2028c"\n')
    assert len(str(fault()).splitlines()) == 1
