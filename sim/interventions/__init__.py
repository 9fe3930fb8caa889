"""Interventions, one kind a file; a new file in this folder is a new kind."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from sim.interventions.intervention import Intervention, Theme


def _kinds() -> dict[str, type[Intervention]]:
    """Every kind that a file here declares, by theme and then by name."""
    found: set[type[Intervention]] = set()
    for each in iter_modules(__path__, f"{__name__}."):
        module = import_module(each.name)
        found |= {
            one
            for one in vars(module).values()
            if isinstance(one, type)
            and issubclass(one, Intervention)
            and one.__module__ == module.__name__
            and hasattr(one, "kind")
        }
    order = list(Theme)
    return {one.kind: one for one in sorted(found, key=lambda k: (order.index(k.theme), k.kind))}


KINDS: dict[str, type[Intervention]] = _kinds()
"""Every kind of intervention by its name in scenario files."""

__all__ = ["KINDS", "Intervention"]
