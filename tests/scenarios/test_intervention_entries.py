"""Every faulty intervention of a scenario file says where it is and what is allowed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from scenarios.errors import InputError
from scenarios.loader import check, load_scenario
from sim.interventions.post import Post
from sim.world import World

Write = Callable[..., Path]
Refuse = Callable[..., None]
Fault = Callable[..., InputError]

HEAD = """\
name: mine
title: Mine
description: What it stands for.
extends: baseline
"""
POST = """\
interventions:
  - kind: post
    unit: nca-romania
    officers: 3
    start: 2024-09-17
"""


@pytest.mark.parametrize(
    ("old", "new", "index", "parts"),
    [
        ("kind: post", "kind: pots", "6:11", ["unknown kind 'pots'", "did you mean 'post'?"]),
        (
            "kind: post",
            "kind: magic",
            "6:11",
            ["unknown kind 'magic'", "one of agreement, equipment-seizure"],
        ),
        ("kind: post", "kind: 3", "6:11", ["kind is 3", "one of agreement, equipment-seizure"]),
        (
            "kind: post",
            "sort: post",
            "6:5",
            ["lacks 'kind'", "one of agreement, equipment-seizure"],
        ),
        ("officers: 3", "oficers: 3", "8:5", ["post has no key 'oficers'", "'officers'?"]),
        ("officers: 3", "qqq: 3", "8:5", ["post has no key 'qqq'", "one of", "unit, officers"]),
        ("    officers: 3\n", "", "6:5", ["post lacks 'officers'", "0 to 100000 officers"]),
        ("officers: 3", "officers: -1", "8:15", ["officers is -1", "0 to 100000 officers"]),
        ("officers: 3", "officers: 1000000000", "8:15", ["from 0 to 100000 officers"]),
        ("officers: 3", "officers: true", "8:15", ["officers is true", "a number from"]),
        ("officers: 3", "officers: '3'", "8:15", ["officers is '3'", "without quotes: 3"]),
        ("officers: 3", "officers: 3 boats", "8:15", ["unit is 'boats'; officers is in officers"]),
        ("officers: 3", "officers: 3\n    officers: 4", "9:5", ["twice, first on line 8"]),
        ("unit: nca-romania", "unit: nca-rumania", "7:11", ["unknown unit", "'nca-romania'?"]),
        ("unit: nca-romania", "unit: qq", "7:11", ["unknown unit 'qq'", "one of turkiye-police"]),
        ("unit: nca-romania", "unit: 5", "7:11", ["unit is 5", "must be a word"]),
        ("2024-09-17", "17/09/2024", "9:12", ["start is '17/09/2024'", "as in 2024-09-17"]),
        ("2024-09-17", "2024-09-31", "9:12", ["start is '2024-09-31'", "of the calendar"]),
        ("2024-09-17", "20240917", "9:12", ["start is 20240917", "as in 2024-09-17"]),
        ("2024-09-17", "2024-09-17T10:00:00", "9:12", ["a date of the calendar"]),
        ("2024-09-17", "2026-01-02", "9:12", ["from 2023-07-05 to 2026-01-01, the horizon"]),
        ("2024-09-17", "2023-07-04", "9:12", ["from 2023-07-05 to 2026-01-01, the horizon"]),
        ("17\n", "17\n    end: 2024-09-16\n", "10:10", ["end is 2024-09-16", "later than"]),
        ("17\n", "17\n    end: 2024-09-17\n", "10:10", ["end is 2024-09-17", "later than"]),
        ("17\n", "17\n    end: 2027-01-01\n", "10:10", ["end is 2027-01-01", "the horizon"]),
        ("17\n", "17\n    deploy_days: 1.5\n", "10:18", ["a whole number from 0 to 3650 days"]),
        ("17\n", "17\n  - post\n", "10:5", ["an intervention is 'post'", "keys such as kind"]),
    ],
)
def test_an_intervention_that_is_wrong_says_the_fix(
    write: Write, assert_fault: Refuse, old: str, new: str, index: str, parts: list[str]
) -> None:
    assert old in POST
    write(HEAD + POST.replace(old, new))
    assert_fault(index, *parts)


@pytest.mark.parametrize(
    ("entry", "index", "parts"),
    [
        ("kind: investigators, agency: mi6, number: 1", "6:35", ["'mi6'", "one of nca, france"]),
        ("kind: advertising-disruption, side: mars", "6:42", ["'mars'", "one of turkiye, central"]),
        ("kind: change, value: offcers", "6:27", ["'offcers'", "did you mean"]),
        ("kind: change, value: allocation", "6:27", ["a choice of words", "under parameters"]),
        ("kind: change, value: officers, entity: XX", "6:45", ["no 'XX'; it has turkiye-police"]),
        ("kind: change, value: corridor_open, entity: SUB-XXX", "6:50", ["no 'SUB-XXX'; it has"]),
        ("kind: change, value: zone_reach, entity: QQQ", "6:47", ["no 'QQQ'; it has DKK, CQF"]),
        ("kind: change, value: boat_cost, entity: DKK", "6:46", ["no 'DKK'; it has no entities"]),
        ("kind: change, value: boat_cost", "6:27", ["changes nothing", "give multiply or add"]),
        ("kind: change, value: boat_cost, multiply: -1", "6:48", ["a number from 0 to 100"]),
        ("kind: change, value: officer_cost, multiply: 2", "6:27", ["before the first day"]),
        ("kind: post, unit: serbia-police, officers: 3", "6:24", ["cannot use", "nca-romania"]),
        ("kind: agreement, unit: nca-romania", "6:29", ["cannot use", "serbia-police"]),
        ("kind: returns, returned: 0.1", "6:5", ["returns lacks 'elasticity'", "from -5 to 20"]),
        ("kind: police-operation, hubs: SUB;XXX", "6:36", ["unknown hub 'XXX'"]),
        ("kind: supplier-closure, supplier: nobody", "6:40", ["unknown supplier 'nobody'"]),
    ],
)
def test_a_name_that_the_model_does_not_know_is_refused_with_those_it_does(
    write: Write, assert_fault: Refuse, entry: str, index: str, parts: list[str]
) -> None:
    write(f"{HEAD}interventions:\n  - {{{entry}, start: 2024-09-17}}\n")
    assert_fault(index, *parts)


def test_the_first_fault_in_the_order_of_the_file_is_the_one_that_is_reported(
    write: Write,
    assert_fault: Refuse,
) -> None:
    late = POST.replace("2024-09-17", "2030-01-01")
    write(HEAD + late + "parametres: 1\nparameters:\n  boat_cots: 1\n  boat_cost: .nan\ntitle: x\n")
    assert_fault("9:12", "the horizon")
    write(HEAD + "parametres: 1\n" + late + "    oficers: 3\n")
    assert_fault("5:1", "no key 'parametres'")


MANGLINGS = (
    "", "[]", "{}", "null", "true", "-1", ".nan", "x: y", "- - z", "\t", "&a 1", "*a", "!t 1", "|",
    ">", '"', "%", "\0", "1:30", "2024-09-17 10:00:00", "{a: {b: 1}}", "9000 GBP",
)  # fmt: skip


def test_no_mangled_line_gives_more_than_one_line_of_plain_words(write: Write) -> None:
    lines = (HEAD + "parameters:\n  boat_cost: 9000\n" + POST).splitlines()
    for index, line in enumerate(lines):
        for mangling in MANGLINGS:
            for mangled in (mangling, f"{line.split(':')[0]}: {mangling}", f"{line} {mangling}"):
                write("\n".join([*lines[:index], mangled, *lines[index + 1 :]]))
                try:
                    load_scenario("./mine.yaml")
                except InputError as error:
                    assert error.location is not None
                    assert "; " in str(error)
                    assert len(str(error).splitlines()) == 1


def test_a_scenario_made_elsewhere_is_checked_against_the_model(world: World) -> None:
    post = Post(unit="nca-nowhere", officers=1.0, start=date(2024, 9, 17))
    scenario = replace(load_scenario("baseline"), interventions=(post,))
    with pytest.raises(InputError, match=r"^post from 2024-09-17: .*'nca-nowhere'; it has turkiye"):
        check(scenario, world)


def test_numbers_that_the_model_cannot_divide_by_are_refused(
    write: Write,
    fault: Fault,
) -> None:
    entry = "kind: funding, million_gbp: 75, years: 0, start: 2024-09-18"
    write(f"{HEAD}interventions:\n  - {{{entry}}}\n")
    assert fault().location is not None
    assert "years" in str(fault())
