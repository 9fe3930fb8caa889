"""All parameters of the model, and the checked values of one scenario."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from sim.core.parameter import Grade, Number, Parameter
from sim.enforcement.enforcement_parameters import ENFORCEMENT
from sim.enforcement.staffing_parameters import STAFFING
from sim.equipment.equipment_parameters import BOATS
from sim.gangs.belief_parameters import BELIEFS
from sim.gangs.gang_parameters import GANGS
from sim.launching.launching_parameters import LAUNCHES
from sim.people.people_parameters import PEOPLE

PARAMETERS: dict[str, Parameter] = {
    p.name: p for p in (*PEOPLE, *BOATS, *LAUNCHES, *GANGS, *BELIEFS, *ENFORCEMENT, *STAFFING)
}
"""Every parameter by name, in the order in which documents list them."""


def nearest(name: str, known: Mapping[str, object] | list[str]) -> str:
    """Say which of ``known`` is meant by an unknown ``name``, as the end of a message."""
    close = difflib.get_close_matches(name, list(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def resolve(overrides: Mapping[str, Number | str]) -> dict[str, Number | str]:
    """Return all parameter values: the defaults, changed where ``overrides`` says so.

    Raises:
        KeyError: If a name is unknown.
        ValueError: If a value is out of bounds or of the wrong type.
    """
    values: dict[str, Number | str] = {name: p.default for name, p in PARAMETERS.items()}
    for name, value in overrides.items():
        if name not in PARAMETERS:
            raise KeyError(f"unknown parameter {name!r}{nearest(name, PARAMETERS)}")
        PARAMETERS[name].check(value)
        values[name] = value
    return values


__all__ = ["PARAMETERS", "Grade", "Number", "Parameter", "nearest", "resolve"]
