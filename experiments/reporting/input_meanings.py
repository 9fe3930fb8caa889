"""What the inputs of draws mean, in words."""

from __future__ import annotations

import re
from functools import cache

from sim.interventions import KINDS
from sim.parameters import PARAMETERS

DEMAND = re.compile(r"demand_(\d{4})q([1-4])")


def named(name: str) -> str:
    """An input by its meaning, with its name in brackets; by its name alone if it has no meaning.

    Args:
        name: As :func:`experiments.uncertainty.comparison_draws.comparison_draws` gives it.
    """
    meaning = meaning_of(name)
    return f"{meaning} (`{name}`)" if meaning else f"`{name}`"


def meaning_of(name: str) -> str:
    """What an input is, without a full stop; empty if nothing says so."""
    if name in PARAMETERS:
        return _first_clause(PARAMETERS[name].meaning)
    if quarter := DEMAND.fullmatch(name):
        return f"demand in quarter {quarter[2]} of {quarter[1]} that nothing explains"
    kind, _, field = name.partition(" ")
    about = attributes(kind).get(field.partition(" ")[0], "") if kind in KINDS else ""
    return f"{KINDS[kind].title}: {_first_clause(about)}" if about else ""


@cache
def attributes(kind: str) -> dict[str, str]:
    """What each number of a kind of measure is, as its class says."""
    lines = (KINDS[kind].__doc__ or "").partition("Attributes:")[2].splitlines()
    found: dict[str, str] = {}
    name = ""
    for line in map(str.strip, lines):
        start, colon, rest = line.partition(":")
        if colon and start.isidentifier():
            name, line = start, rest.strip()
        if name and line:
            found[name] = f"{found.get(name, '')} {line}".strip()
    return found


def _first_clause(text: str) -> str:
    """The text up to its first semicolon or full stop, as a part of a sentence."""
    clause = re.split(r"[;.](?:\s|$)", text, maxsplit=1)[0]
    return f"{clause[:1].lower()}{clause[1:]}"
