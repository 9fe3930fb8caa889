"""Files extend one another, values bear units, and a scenario written out loads again as itself."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from scenarios.loader import as_json, load_scenario, scenario_names, scenario_source
from sim.interventions import KINDS
from sim.interventions.intervention import fields_of
from sim.interventions.post import Post

Write = Callable[..., Path]

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


def test_a_number_may_bear_its_declared_unit_and_dates_may_be_quoted(write: Write) -> None:
    text = (
        HEAD + "days: 600 days\nparameters:\n  boat_cost: 75_000\n  order_lead_time: 12 days\n"
        "  price_reference: 2_500.5 GBP/person\n  allocation: fixed\n"
    )
    text += POST.replace("officers: 3", "officers: 3 officers").replace(
        "2024-09-17", "'2024-09-17'"
    )
    write(text)
    scenario = load_scenario("mine.yaml")
    assert scenario.days == 600
    assert scenario.parameters == {
        "boat_cost": 75_000,
        "order_lead_time": 12,
        "price_reference": 2_500.5,
        "allocation": "fixed",
    }
    (post,) = scenario.interventions
    assert post.central == Post(unit="nca-romania", officers=3.0, start=date(2024, 9, 17))


def test_later_files_win_and_interventions_add_up_each_file_once(write: Write) -> None:
    write(HEAD.replace("mine", "one") + "days: 500\nparameters: {hierarchy: 0.5}\n", "one.yaml")
    two = HEAD.replace("mine", "two").replace("baseline", "[finance]")
    write(two + "parameters: {hierarchy: 0.7, boat_cost: 5000}\n", "two.yaml")
    write(
        HEAD.replace("baseline", "[one.yaml, two.yaml, finance]")
        + POST
        + "parameters: {boat_cost: 6000}\n"
    )
    scenario = load_scenario("mine.yaml")
    assert scenario.days == 500
    assert scenario.parameters == {"hierarchy": 0.7, "boat_cost": 6000}
    assert [one.kind for one in scenario.interventions] == ["finance-disruption", "post"]


def test_a_scenario_written_out_in_full_loads_again_as_itself(write: Write) -> None:
    for name in scenario_names():
        write(scenario_source(name), f"{name}.yaml")
        assert load_scenario(f"./{name}.yaml") == load_scenario(name)


def test_a_scenario_written_out_holds_every_field_of_its_interventions() -> None:
    written = json.loads(as_json(load_scenario("bsc-package")))
    assert written["start"] == "2024-01-01"
    for entry in written["interventions"]:
        assert entry.keys() == {"kind", *fields_of(KINDS[entry["kind"]])}


def test_importing_the_package_and_the_world_stays_cheap() -> None:
    program = (
        "import sys, scenarios.world_tables\n"
        "print([name for name in ('pandas', 'pydantic', 'ruamel.yaml', 'mesa', 'matplotlib') "
        "if name in sys.modules])"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "[]"
