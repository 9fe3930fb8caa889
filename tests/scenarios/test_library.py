"""Every scenario that ships loads, names only evidence that exists, and stands on the baseline."""

import csv
import re
from datetime import date
from pathlib import Path

import pytest

from scenarios import world_tables as world_module
from scenarios.evidence import CUT_OFF, load_evidence
from scenarios.loader import LIBRARY, check, load_scenario, scenario_names
from sim.interventions import KINDS
from sim.interventions.investigators import Investigators
from sim.parameters import PARAMETERS
from sim.world import World

EVIDENCE_ID = re.compile(r"\b[SPE]\d{3}\b")
NAMES = scenario_names()
REQUESTED = {
    "baseline", "bsc-75m", "bsc-70m", "bsc-150m", "posts-abroad", "posts-abroad-all-eu",
    "balkan-agreements", "upstream-equipment", "technology-and-prosecution", "finance",
    "french-coast", "origin-deals", "returns-deterrence", "investigators", "bsc-package",
    "loose-gangs", "strict-gangs", "bsc-package-strict", "current",
}  # fmt: skip


@pytest.fixture(scope="module")
def evidence_ids() -> set[str]:
    """Ids of all entries and of the rows that they cover."""
    return {kept for entry in load_evidence().values() for kept in (entry.id, *entry.covers)}


def test_the_library_holds_the_scenarios_that_documents_speak_of() -> None:
    assert set(NAMES) >= REQUESTED


@pytest.mark.parametrize("name", NAMES)
def test_a_scenario_of_the_library_loads_and_the_model_knows_all_that_it_names(
    name: str, world: World
) -> None:
    scenario = load_scenario(name)
    assert scenario.name == name
    assert scenario.title
    assert "\n" not in scenario.title
    check(scenario, world)


@pytest.mark.parametrize("name", NAMES)
def test_every_scenario_runs_over_the_same_days_as_the_baseline(name: str) -> None:
    scenario = load_scenario(name)
    assert scenario.start == date(2024, 1, 1)
    assert scenario.end == date(2026, 1, 1)
    assert scenario.warmup_days == 180


@pytest.mark.parametrize("name", NAMES)
def test_a_description_names_its_evidence_and_says_what_is_assumed(
    name: str, evidence_ids: set[str]
) -> None:
    text = load_scenario(name).description
    named = set(EVIDENCE_ID.findall(text))
    assert named
    assert named <= evidence_ids
    assert "assumed" in text or "own choice" in text


@pytest.mark.parametrize("name", NAMES)
def test_a_measure_dated_after_the_cut_off_is_declared_scenario_input_only(name: str) -> None:
    scenario = load_scenario(name)
    late = [one for one in scenario.interventions if one.start > CUT_OFF]
    own = (LIBRARY / f"{name}.yaml").read_text(encoding="utf-8")
    if late and "interventions:" in own:
        assert "scenario input only" in " ".join(scenario.description.split())


def test_evidence_named_by_parameters_and_interventions_exists(evidence_ids: set[str]) -> None:
    sources = {name: parameter.source for name, parameter in PARAMETERS.items()}
    sources |= {name: kind.source for name, kind in KINDS.items()}
    missing = {name: set(source.split()) - evidence_ids for name, source in sources.items()}
    assert {name: ids for name, ids in missing.items() if ids} == {}


def test_evidence_named_in_the_tables_exists(evidence_ids: set[str]) -> None:
    for name in ("units.csv", "agencies.csv", "entry_hubs.csv", "zones.csv"):
        path: Path = world_module.DATA / name
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                assert row["note"], row
                assert set(EVIDENCE_ID.findall(row["note"])) <= evidence_ids, row


def test_every_kind_is_in_the_library_and_no_policy_uses_the_free_change() -> None:
    used = {one.kind for name in NAMES for one in load_scenario(name).interventions}
    assert used == KINDS.keys()
    free = [
        name
        for name in NAMES
        if any(one.kind == "change" for one in load_scenario(name).interventions)
    ]
    assert free == ["current", "no-change"], "what was done may be a change; policies have kinds"


def test_the_package_does_not_pay_twice_for_what_the_funding_buys() -> None:
    package = load_scenario("bsc-package").interventions
    assert not any(isinstance(one, Investigators) for one in package)
    for one in package:
        if one.kind == "technology":
            assert (one.case_time, one.million_gbp_per_year) == (1.0, 0.0)  # type: ignore[attr-defined]
        if one.kind == "intelligence-unit":
            assert one.officers == 0  # type: ignore[attr-defined]
    assert len({repr(one) for one in package}) == len(package)


def test_the_strict_package_differs_from_the_package_only_in_the_structure_of_gangs() -> None:
    package, strict = load_scenario("bsc-package"), load_scenario("bsc-package-strict")
    assert strict.interventions == package.interventions
    assert strict.parameters == {**package.parameters, "hierarchy": 1}


def test_what_is_in_force_began_by_the_cut_off_and_rests_on_evidence() -> None:
    scenario = load_scenario("current")
    assert scenario.interventions
    assert all(one.start <= CUT_OFF for one in scenario.interventions)
    by_unit = {getattr(one, "unit", one.kind): one.start for one in scenario.interventions}
    entries = load_evidence()
    assert by_unit["serbia-police"].isoformat() == entries["P476"].date
    assert by_unit["north-macedonia-police"].isoformat() == entries["P477"].date
    assert by_unit["nca-balkans"].isoformat() == entries["P478"].date
    assert by_unit["finance-disruption"].isoformat() == entries["P479"].date.split("/")[0]
