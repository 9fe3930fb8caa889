"""Loading scenarios: the library's by name, anyone's by path."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from scenarios.effect_ranges import as_written
from scenarios.errors import InputError, instead
from scenarios.input_files import as_stored
from scenarios.known_names import check
from scenarios.scenario_file import Draft, parse
from scenarios.world_tables import load_world
from sim.interventions import Intervention
from sim.parameters import Number
from sim.scenario import Scenario

LIBRARY = Path(__file__).parent / "library"
SETTINGS = {"start": "start: 2024-01-01", "days": "days: 731", "warmup_days": "warmup_days: 180"}
"""Keys that every scenario has, its own or from what it extends, each with an example."""

MOST_LEVELS, MOST_FILES = 50, 200
"""Most files in a chain of files that extend one another, and in all."""

__all__ = ["as_json", "check", "load_scenario", "scenario_names", "scenario_source"]


def scenario_names() -> list[str]:
    """Names of the library's scenarios, in alphabetical order."""
    return sorted(path.stem for path in LIBRARY.glob("*.yaml"))


def load_scenario(name_or_path: str) -> Scenario:
    """Return a scenario with all that it extends.

    What is extended comes first, each file once however often it is reached: later parameters
    and settings replace earlier ones, interventions add up.

    Args:
        name_or_path: A name of the library; or a path, which has a ``/`` or ends in ``.yaml``.

    Raises:
        InputError: For the first fault in the file, with its line and column; without a place if
            the library has no such name.
    """
    members = list(_load(_path(name_or_path, Path()), (), {}).values())
    own, settings = members[-1].fields, _settings(members)
    parameters: dict[str, Number | str] = {}
    for member in members:
        parameters |= member.parameters
    return Scenario(
        name=own["name"],
        title=own["title"].strip(),
        description=own["description"].strip(),
        start=settings["start"],
        days=settings["days"],
        warmup_days=settings["warmup_days"],
        run_out_days=_inherited(members, "run_out_days", 0),
        parameters=parameters,
        interventions=tuple(
            entry.made for member in members for entry in member.entries if entry.made
        ),
    )


def scenario_source(name: str) -> str:
    """Return a scenario of the library, or at a path, as :func:`as_json` writes it.

    Raises:
        InputError: As :func:`load_scenario`.
    """
    return as_json(load_scenario(name))


def as_json(scenario: Scenario) -> str:
    """Return all that a scenario holds, as JSON that is also a scenario file without ``extends``.

    Values are in their declared units, dates as year-month-day; a strength that is drawn is there
    with its range and central value.
    """
    kept: dict[str, Any] = {
        "name": scenario.name,
        "title": scenario.title,
        "description": scenario.description,
        "start": scenario.start,
        "days": scenario.days,
        "warmup_days": scenario.warmup_days,
        "run_out_days": scenario.run_out_days,
        "parameters": dict(scenario.parameters),
        "interventions": [_as_entry(each) for each in scenario.interventions],
    }
    return json.dumps(kept, indent=2, ensure_ascii=False, default=date.isoformat)


def _as_entry(measure: Intervention) -> dict[str, Any]:
    ranges = dict(measure.ranges)
    values = {key: as_written(value, ranges.get(key)) for key, value in measure.keys.items()}
    return {"kind": measure.kind, **values}


def _path(name_or_path: str, folder: Path) -> Path:
    """The file that is meant; a path counts from ``folder``."""
    if "/" in name_or_path or name_or_path.endswith(".yaml"):
        return as_stored(folder / name_or_path)
    names = scenario_names()
    if name_or_path not in names:
        raise InputError(f"unknown scenario {name_or_path!r}{instead(name_or_path, names)}")
    return LIBRARY / f"{name_or_path}.yaml"


def _load(
    path: Path, chain: tuple[Path, ...], loaded: dict[Path, dict[Path, Draft]]
) -> dict[Path, Draft]:
    """The file and all that it extends, each once, itself last.

    Args:
        path: The file.
        chain: Files that led to it.
        loaded: What this gave for the files that were read before; none is read twice.
    """
    draft = parse(path, load_world())
    chain = (*chain, path.resolve())
    members: dict[Path, Draft] = {}
    for position, written in draft.extended():
        try:
            parent = _path(written, path.parent)
            _check_circle(parent.resolve(), chain)
            _check_number(chain, loaded)
        except InputError as error:
            draft.source.faults.append(error.with_location(position))
            continue
        if parent.resolve() not in loaded:
            _load(parent, chain, loaded)
        members |= loaded[parent.resolve()]
    members[path.resolve()] = draft
    _check_settings(list(members.values()))
    draft.source.raise_first()
    loaded[path.resolve()] = members
    return members


def _check_number(chain: tuple[Path, ...], loaded: dict[Path, dict[Path, Draft]]) -> None:
    if len(chain) > MOST_LEVELS or len(chain) + len(loaded) > MOST_FILES:
        message = f"more than {MOST_LEVELS} levels or {MOST_FILES} files extend one another"
        raise InputError(f"{message}; join some of them")


def _check_circle(parent: Path, chain: tuple[Path, ...]) -> None:
    if parent in chain:
        circle = " extends ".join(path.stem for path in (*chain[chain.index(parent) :], parent))
        raise InputError(f"a circle: {circle}; let one of them extend nothing of the circle")


def _settings(members: list[Draft]) -> dict[str, Any]:
    return {
        key: member.fields[key] for member in members for key in SETTINGS if key in member.fields
    }


def _inherited(members: list[Draft], key: str, default: int) -> int:
    """Value of a key that need not be given: of the last file that has it."""
    return next((each.fields[key] for each in reversed(members) if key in each.fields), default)


def _check_settings(members: list[Draft]) -> None:
    """Note in the last member what it lacks, and which dates lie outside its horizon."""
    own, settings = members[-1], _settings(members)
    source = own.source
    if "extends" not in source.values:
        for key, example in SETTINGS.items():
            if key not in source.values:
                message = f"a scenario that extends none lacks {key!r}; give {example}"
                source.fault(source.indices[()], message)
    if settings.keys() != SETTINGS.keys():
        return
    first = settings["start"] - timedelta(settings["warmup_days"])
    last = settings["start"] + timedelta(settings["days"])
    for member in members:
        for entry in member.entries:
            for key, day in entry.dates.items():
                if not first <= day <= last:
                    message = f"{key} is {day}; it must be from {first} to {last}, the horizon"
                    if member is own:
                        source.fault(source.indices[*entry.trail, key], message)
                    else:
                        inherited = f"an intervention of {member.fields['name']}: {message}"
                        source.fault(source.indices["extends",], inherited)
