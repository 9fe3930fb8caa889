"""Documents stay in step with the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sim
from sim.events import MEANINGS, Event
from sim.interventions import KINDS
from sim.named_values import SHARES
from sim.parameters import PARAMETERS
from sim.schedule import SCHEDULE

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


def test_the_description_names_no_parameter_that_does_not_exist():
    other = {"allocation", "officers", "unshared", "targeting", "investigators", *SHARES}
    other |= {"entry_factor", "zone_reach", "public_spending"}
    for name in re.findall(r"`([a-z]+_[a-z_]+)`", ODD):
        assert name in PARAMETERS or name in other, name


@pytest.mark.parametrize("event", Event, ids=lambda event: event.label)
def test_every_event_is_described_with_what_it_counts(event):
    meaning = MEANINGS[event]
    cells = (meaning.subject, meaning.other, meaning.place, meaning.unit)
    row = " | ".join([f"`{event.label}`", meaning.says, *(cell or "" for cell in cells)])
    assert f"| {row} |" in (ROOT / "docs" / "events.md").read_text(encoding="utf-8")


def test_the_readme_scenario_loads(tmp_path):
    from scenarios.loader import load_scenario

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    example = re.search(r"```yaml\n(.*?)```", text, re.S)
    assert example
    path = tmp_path / "my-scenario.yaml"
    path.write_text(example[1], encoding="utf-8")
    assert {i.kind for i in load_scenario(str(path)).interventions} <= set(KINDS)


def test_the_version_is_the_same_everywhere():
    assert f"version: {sim.__version__}" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_links_between_documents_lead_somewhere():
    for page in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)[^):]*\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
