"""Documents stay in step with the code."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest

import sim
from experiments.study.study_file import STUDY
from scenarios.loader import load_scenario
from scenarios.packaged_places import OUTCOMES
from scenarios.scenario_file import SCENARIO
from scenarios.world_tables import load_world
from sim.core.events import MEANINGS, Event
from sim.interventions import KINDS
from sim.model import SmugglingModel
from sim.parameters import PARAMETERS
from sim.scenario_values import named_values
from sim.schedule import SCHEDULE
from sim.state import ModelState

ROOT = Path(__file__).parents[1]
ODD = (ROOT / "docs" / "ODD.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("process", [name for name, _ in SCHEDULE])
def test_the_description_holds_every_process_in_order_and_explains_it(process):
    overview, submodels = ODD.split("## 7. Submodels")
    assert f"**{process}**" in overview
    assert f"**{process.capitalize()}.**" in submodels


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_the_description_names_every_parameter(parameter):
    assert f"`{parameter}`" in ODD


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_the_description_names_every_outcome(outcome):
    assert f"`{outcome}`" in ODD


def state_variables() -> set[str]:
    """All that the past leaves behind: the model's own, and the columns of its tables."""
    model = SmugglingModel(load_world(), load_scenario("baseline"), 1, 0)
    tables = (model.travellers, model.boats, model.consignments, model.gangs, model.cases)
    columns = {field[0] for table in tables for field in table.fields()}
    supply = {name for name in vars(model.supply) if name not in ("hub", "sells")}
    learned = {"jurisdiction", "estimate", "shares", "found_people", "found_equipment"}
    assert learned <= vars(model.units).keys()
    whole = {"travellers", "boats", "consignments", "gangs", "cases", "supply", "units"}
    return columns | supply | learned | (set(ModelState.HISTORY) - whole)


def test_the_description_names_every_state_variable():
    entities = ODD.split("## 3.")[0]
    missing = {name for name in state_variables() if f"`{name}`" not in entities}
    assert not missing


def test_the_description_names_nothing_that_does_not_exist():
    known = {*PARAMETERS, *OUTCOMES, *state_variables()}
    known |= named_values(load_world(), load_scenario("baseline"))._base.keys()
    for name in re.findall(r"`([a-z]+_[a-z_0-9]+)`", ODD):
        assert name in known, name


@pytest.mark.parametrize("event", Event, ids=lambda event: event.label)
def test_every_event_is_described_with_what_it_counts(event):
    meaning = MEANINGS[event]
    cells = (meaning.subject, meaning.other, meaning.place, meaning.unit)
    row = " | ".join([f"`{event.label}`", meaning.says, *(cell or "" for cell in cells)])
    assert f"| {row} |" in (ROOT / "docs" / "events.md").read_text(encoding="utf-8")


def test_the_changelog_counts_what_there_is():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"{len(PARAMETERS)} parameters with unit" in text
    assert "Twenty kinds of intervention" in text and len(KINDS) == 20


@pytest.mark.parametrize("page", ["README.md", "docs/how-to/own-scenario.md"])
def test_the_scenario_of_a_page_loads(page, tmp_path):
    text = (ROOT / page).read_text(encoding="utf-8")
    example = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert example
    name = re.search(r"name: (.+)", example[1])
    assert name
    path = tmp_path / f"{name[1]}.yaml"
    path.write_text(dedent(example[1]), encoding="utf-8")
    loaded = load_scenario(str(path))
    assert {each.kind for each in loaded.interventions} <= set(KINDS)
    assert not loaded.parameters, "an example of a policy leaves the world as it is"


def test_the_readme_names_no_boat_or_gang_that_a_run_may_not_have():
    commands = re.findall(r"^narrows trace .*$", (ROOT / "README.md").read_text("utf-8"), re.M)
    assert commands and not [line for line in commands if re.search(r"\d+/\d|gang \d", line)]


@pytest.mark.parametrize(("page", "keys"), [("scenario-files", SCENARIO), ("study-files", STUDY)])
def test_the_reference_names_every_key(page, keys):
    text = (ROOT / "docs" / "reference" / f"{page}.md").read_text(encoding="utf-8")
    assert not [key for key in keys if f"`{key}`" not in text]


def test_the_version_is_the_same_everywhere():
    assert f"version: {sim.__version__}" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_links_between_documents_lead_somewhere():
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)[^):]*\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_paths_that_the_contributors_page_names_exist():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = re.findall(
        r"`((?:sim|scenarios|runs|calibration|experiments|narrows|tests|docs)/[^`]+)`", text
    )
    placeholders = re.compile(r"NAME|SUBJECT|\*|\{")
    missing = {
        path for path in named if not placeholders.search(path) and not (ROOT / path).exists()
    }
    assert not missing
