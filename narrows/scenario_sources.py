"""Scenarios by name or path, loaded and checked against the model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from scenarios.errors import InputError
from scenarios.input_files import as_stored
from scenarios.loader import check, load_scenario
from scenarios.world_tables import load_world
from sim.scenario import Scenario


def load_checked(name: str, fault: Callable[[str], InputError] = InputError) -> Scenario:
    """Load a scenario and check it against the model.

    Args:
        name: A name of the library; or a path, which has a ``/`` or ends in ``.yaml``.
        fault: Makes the error of a message that has no place in a file.

    Raises:
        InputError: At the file's place, or as ``fault`` makes it.
    """
    is_path = "/" in name or name.endswith(".yaml")
    if is_path and Path(name).is_dir():
        message = f"{name} is a folder; give a scenario file, which ends in .yaml, or a name"
        raise fault(message)
    if is_path and not as_stored(Path(name)).exists():
        message = f"there is no file {name}; give a name of narrows list scenarios or a path"
        raise fault(message)
    try:
        scenario = load_scenario(name)
        check(scenario, load_world())
    except InputError as error:
        if error.location:
            raise
        raise fault(_or_the_file(name, error.message)) from None
    return scenario


def _or_the_file(name: str, message: str) -> str:
    """The message on an unknown name, unless a file in this folder bears it."""
    file = Path(f"{name}.yaml")
    here = "/" not in name and file.is_file()
    return f"unknown scenario {name!r}; did you mean './{file}'?" if here else message
