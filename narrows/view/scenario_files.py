"""A visitor's scenario as a file that commands take, and such a file as positions of levers.

A file comes as text, never as a path, and is checked by the loader that checks all scenario files.
It may extend scenarios of the library alone.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

import sim
from narrows.view.lever_catalogue import BASELINE, named, presets, setting_of
from narrows.view.lever_positions import CHOSEN, edits, pair
from narrows.view.page_link import State
from runs.effect_draws import EffectSizes, effects_option
from scenarios.errors import InputError, instead
from scenarios.loader import load_scenario, scenario_names
from scenarios.yaml_reader import read
from sim.interventions import Intervention
from sim.scenario import Scenario

MOST_BYTES = 200_000
STAND_IN = "opened.yaml"
NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
PLAIN = re.compile(r"[\w.-]{1,80}", re.ASCII)


def file_name(state: State) -> str:
    """What the scenario of a state is called as a file, without ending."""
    changed = pair(state.preset, state.pulled, state.days)[1]
    if not state.name and changed.name != CHOSEN:
        return changed.name
    slug = NOT_IN_NAMES.sub("-", state.name.lower()).strip("-")[:60]
    return slug or f"custom-from-{state.preset}"


def saved(state: State) -> str:
    """The scenario of a state as a scenario file."""
    base, changed = pair(state.preset, state.pulled, state.days)
    name = file_name(state)
    content = {
        "name": name,
        "title": state.name or changed.title,
        "description": changed.description or f"Made in the interactive view. {command(state)}",
        "extends": BASELINE,
        "days": state.days,
        "run_out_days": base.run_out_days,
        "parameters": dict(changed.parameters),
        "interventions": [_entry(each) for each in changed.interventions],
    }
    text = StringIO()
    yaml = YAML()
    yaml.width = 100
    yaml.dump({key: value for key, value in content.items() if value not in ({}, [])}, text)
    return f"# Narrows {sim.__version__}: {command(state)}\n{text.getvalue()}"


def command(state: State) -> str:
    """The command that asks the same; a file states all strengths, a preset leaves some open."""
    _, changed = pair(state.preset, state.pulled, state.days)
    edited = state.name or changed.name == CHOSEN
    scenario = f"./{file_name(state)}.yaml" if edited else changed.name
    days = f"--days {state.days} --run-out {changed.run_out_days}"
    central = [] if edited else effects_option(EffectSizes.CENTRAL)
    words = ["narrows compare", _plain_world(changed), scenario, days, f"--seed {state.seed}"]
    return " ".join([*words, *central])


def opened(text: str) -> State:
    """The state that a scenario file asks for.

    Raises:
        InputError: If the loader refuses it, it extends a file, or the page has no lever for it.
    """
    if len(text.encode()) > MOST_BYTES:
        raise InputError(f"the file is longer than {MOST_BYTES:,} bytes; open a scenario file")
    with tempfile.TemporaryDirectory(prefix="narrows-") as folder:
        stand_in = Path(folder) / STAND_IN
        stand_in.write_text(text, encoding="utf-8")
        try:
            given = read(stand_in).values
            path = stand_in.rename(stand_in.with_name(f"{_name(given)}.yaml"))
            _check_extends(given)
            return of_scenario(load_scenario(str(path)))
        except InputError as error:
            line = f", line {error.location.line}" if error.location else ""
            raise InputError(f"the file{line}: {error.message}") from None


def of_scenario(scenario: Scenario) -> State:
    """The state of a scenario: its preset, or the one from which it parts least.

    Strengths that the scenario leaves open have their central values.

    Raises:
        InputError: If the page cannot show it.
    """
    base = load_scenario(BASELINE)
    for key in ("start", "warmup_days"):
        if getattr(scenario, key) != getattr(base, key):
            raise InputError(
                f"{key} is {getattr(scenario, key)}; the page shows {getattr(base, key)} alone"
            )
    positions = {key: setting_of(made) for key, made in named(scenario.interventions)}
    alike = [each for each in presets().values() if each.parameters == scenario.parameters]
    if not alike:
        raise InputError(
            f"no preset assumes {', '.join(scenario.parameters)} so; compare it at the command line"
        )
    pair(alike[0].name, positions, scenario.days)
    nearest = min(alike, key=lambda each: len(edits(each.name, positions)))
    if nearest.positions == positions:
        return State(preset=nearest.name, days=scenario.days)
    return State(
        preset=nearest.name, positions=positions, days=scenario.days, name=scenario.title[:60]
    )


def _plain_world(changed: Scenario) -> str:
    """Name of the scenario that assumes the same and in which nothing is done."""
    return next(
        each.name
        for each in presets().values()
        if not each.positions and each.parameters == changed.parameters
    )


def _entry(made: Intervention) -> dict[str, Any]:
    values = {name: value for name, value in made.keys.items() if value is not None}
    return {"kind": made.kind} | {
        name: value if isinstance(value, (str, int, float, date)) else str(value)
        for name, value in values.items()
    }


def _name(given: Mapping[str, Any]) -> str:
    name = given.get("name", Path(STAND_IN).stem)
    if not isinstance(name, str) or not PLAIN.fullmatch(name) or name.startswith("."):
        raise InputError("name must be letters, digits, dots, dashes and underscores")
    return name


def _check_extends(given: Mapping[str, Any]) -> None:
    parents = given.get("extends", [])
    for parent in [parents] if isinstance(parents, str) else parents:
        if parent not in scenario_names():
            raise InputError(
                f"extends {str(parent)[:60]!r}: a file that is opened in the page may extend "
                f"scenarios of the library alone{instead(str(parent)[:60], scenario_names())}"
            )
