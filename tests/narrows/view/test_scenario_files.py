"""A scenario that is saved opens as the same; a wrong file changes nothing and says why."""

from __future__ import annotations

import pytest

from narrows.view.lever_catalogue import levers, presets
from narrows.view.lever_positions import pair
from narrows.view.page_link import State
from narrows.view.scenario_files import MOST_BYTES, command, file_name, opened, saved
from scenarios.errors import InputError
from scenarios.loader import load_scenario

EDITED = State(
    preset="french-coast",
    positions=presets()["french-coast"].positions
    | {"beach-patrol": levers()["beach-patrol"].default | {"officers": 120}},
    name="Half the patrols",
)


@pytest.mark.parametrize("name", presets())
def test_a_preset_comes_back_from_its_file(name):
    state = State(preset=name)
    assert opened(saved(state)) == state


def test_an_edited_scenario_comes_back_with_its_name():
    found = opened(saved(EDITED))
    assert found == EDITED
    assert pair(found.preset, found.pulled, found.days) == pair(
        EDITED.preset, EDITED.pulled, EDITED.days
    )


def test_a_file_runs_at_the_command_line_as_it_does_in_the_page(tmp_path):
    path = tmp_path / f"{file_name(EDITED)}.yaml"
    path.write_text(saved(EDITED))
    found = load_scenario(str(path))
    changed = pair(EDITED.preset, EDITED.pulled, EDITED.days)[1]
    assert found.interventions == changed.interventions
    assert found == found.central, "a file states every strength"
    assert (found.days, found.run_out_days) == (changed.days, changed.run_out_days)
    assert command(EDITED) == (
        "narrows compare baseline ./half-the-patrols.yaml --days 731 --run-out 180 --seed 1"
    )


def test_the_command_of_a_preset_holds_strengths_as_the_page_does():
    assert command(State(preset="finance")) == (
        "narrows compare baseline finance --days 731 --run-out 180 --seed 1 --effects central"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("- a list", "list or plain text"),
        ("name: mine\ntitle: t\ndescription: d\nextends: ../../etc/passwd.yaml\n", "library alone"),
        ("name: ../mine\ntitle: t\ndescription: d\nextends: baseline\n", "name must be"),
        ("name: m\ntitle: t\ndescription: d\nextends: baseline\ndays: -4\n", "line 5"),
        ("name: m\ntitle: t\ndescription: d\nextends: baseline\ndays: 5\n", "days is 5"),
        ("name: m\ntitle: t\ndescription: d\nextends: baseline\nparameters: {hierarchy: 0.31}\n",
         "no preset assumes"),
        ("x" * (MOST_BYTES + 1), "longer than"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_in_one_line(text, said):
    with pytest.raises(InputError) as error:
        opened(text)
    assert said in error.value.message
    assert "\n" not in error.value.message
    assert "narrows-" not in error.value.message, "no path of the server"
