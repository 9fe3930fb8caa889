"""From positions of levers to a checked pair of scenarios, and what they cost."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from narrows.view.lever_catalogue import (
    BASELINE,
    DATES,
    Lever,
    Positions,
    Preset,
    levers,
    library,
    named,
    presets,
)
from runs.number_format import amount
from scenarios.errors import InputError, Location, instead
from scenarios.intervention_entries import read_entry
from scenarios.world_tables import load_world
from scenarios.yaml_reader import Source
from sim.interventions import Intervention
from sim.named_values import Modifier
from sim.scenario import Scenario
from sim.scenario_values import named_values

LEAST_DAYS, MOST_DAYS = 30, 1_096
"""Days that a view may cover."""
RUN_OUT_DAYS = 180
"""Days that paired replicates run after the last that is shown, as ``narrows compare`` does."""
CHOSEN = "chosen"
"""Name of what a visitor has put together; no scenario of the library has it."""
CUSTOM = "Custom, from “{}”"
"""Title of what a visitor has put together, by the title of the preset it came from."""
NOT_COSTED = "not costed"
PAIRS, SETTINGS = 64, 1_024
"""Pairs of scenarios, and settings of levers, that are kept: visitors ask for some of the same."""


@dataclass(frozen=True)
class Cost:
    """Public cost beyond the baseline, up to the last day.

    Attributes:
        gbp: What is costed, GBP.
        by_lever: The same by lever; None where the scenario's data say nothing of a cost.
    """

    gbp: float
    by_lever: Mapping[str, float | None]

    @property
    def text(self) -> str:
        """The sum as it is shown, and how many levers it leaves out."""
        if not self.by_lever:
            return "nothing"
        left_out = sum(cost is None for cost in self.by_lever.values())
        if left_out == len(self.by_lever):
            return NOT_COSTED
        rest = f"; {left_out} not costed" if left_out else ""
        return f"{amount(self.gbp, 'GBP')}{rest}"


def pair(preset: str, positions: Positions, days: int) -> tuple[Scenario, Scenario]:
    """The baseline and the scenario that the levers make.

    Both assume what the preset assumes; nothing but the levers parts them. The chosen scenario
    keeps the preset's name and title as long as the levers stand where the preset has them.

    Args:
        preset: Name of a preset.
        positions: All levers that are pulled.
        days: Days that count.

    Raises:
        InputError: If a name is unknown, or a value is out of its lever's bounds.
    """
    return _pair(preset, json.dumps(positions), days)


@lru_cache(PAIRS)
def _pair(preset: str, pulled: str, days: int) -> tuple[Scenario, Scenario]:
    kept, positions = _preset(preset), json.loads(pulled)
    if isinstance(days, bool) or not LEAST_DAYS <= days <= MOST_DAYS:
        raise InputError(f"days is {days}; it must be from {LEAST_DAYS} to {MOST_DAYS}")
    base = replace(library()[BASELINE], parameters=dict(kept.parameters))
    base = base.lasting(days).with_run_out(RUN_OUT_DAYS)
    made = tuple(
        intervention(levers()[key], positions[key], base) for key in _in_order(positions, kept)
    )
    title = CUSTOM.format(kept.title)
    changed = replace(base, name=CHOSEN, title=title, interventions=made)
    if positions and dict(positions) == kept.positions:
        changed = replace(changed, name=kept.name, title=kept.title, description=kept.description)
    return base, changed


def edits(preset: str, positions: Positions) -> list[str]:
    """What differs between positions of levers and those of a preset, one entry a lever."""
    kept = presets()[preset].positions
    said = []
    for key, lever in levers().items():
        if key in positions and key not in kept:
            said.append(f"with {lever.title}")
        elif key in kept and key not in positions:
            said.append(f"without {lever.title}")
        elif key in kept and positions[key] != kept[key]:
            said.append(f"{lever.title} set otherwise")
    return said


def intervention(lever: Lever, setting: Mapping[str, Any], base: Scenario) -> Intervention:
    """One lever's setting as an intervention, checked as one in a scenario file is.

    What the setting leaves out has its central value.

    Raises:
        InputError: If a value is unknown, of another type, or out of the lever's bounds.
    """
    try:
        text = json.dumps(dict(setting), default=str)
    except TypeError as error:
        raise InputError(f"{lever.title}: its settings must be named by text") from error
    made, dates = _made(lever.id, text)
    _check_dates(lever, dates, base)
    return made


@lru_cache(SETTINGS)
def _made(key: str, text: str) -> tuple[Intervention, Mapping[str, date]]:
    """A setting as an intervention, with its dates; others than the lever that moved are known."""
    lever, setting = levers()[key], json.loads(text)
    given: dict[str, Any] = {"kind": lever.kind, **lever.fixed}
    bounds = {field.name: field for field in lever.numbers}
    for name, value in setting.items():
        if name in DATES:
            given[name] = value
            continue
        if name not in bounds:
            raise InputError(f"{lever.title} has no {name!r}{instead(name, [*bounds, *DATES])}")
        field = bounds[name]
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not field.low <= value <= field.high or not math.isfinite(value):
            raise InputError(
                f"{lever.title}: {name} is {value!r}; it must be a number from {field.low:g} to "
                f"{field.high:g}"
            )
        given[name] = round(value) if field.whole else float(value)
    where = Location("levers")
    source = Source(
        lever.title, keys=defaultdict(lambda: where), indices=defaultdict(lambda: where)
    )
    entry = read_entry(source, (lever.id,), given, load_world())
    if source.faults or entry.made is None:
        raise InputError(f"{lever.title}: {min(source.faults, key=str).message}")
    return entry.made.central, entry.dates


def cost(scenario: Scenario) -> Cost:
    """What the interventions of a scenario spend up to its last day."""
    values = named_values(load_world(), replace(scenario, interventions=()))
    days = scenario.start.toordinal(), scenario.end.toordinal()
    found: dict[str, float | None] = {}
    for key, made in named(scenario.interventions):
        spending = [each for each in made.modifiers(values) if each.value == "public_spending"]
        whole = sum(_spent(each, *days) for each in spending)
        found[key] = whole if any(each.amount for each in spending) else None
    return Cost(sum(each or 0.0 for each in found.values()), found)


@lru_cache(SETTINGS)
def _spent(spending: Modifier, first: int, last: int) -> float:
    """What is spent from a day to before another."""
    return sum(spending.amount * spending.ramp.at(day) for day in range(first, last))


def too_late(scenario: Scenario) -> list[str]:
    """Titles of levers that begin after the last day and so change nothing."""
    pairs = named(scenario.interventions)
    return [levers()[key].title for key, made in pairs if made.start >= scenario.end]


def _preset(name: str) -> Preset:
    if name not in presets():
        raise InputError(f"unknown preset {name!r}{instead(name, presets())}")
    return presets()[name]


def _in_order(positions: Positions, preset: Preset) -> list[str]:
    """Levers as the preset has them, then the rest, so that the same ones make the same bytes.

    Raises:
        InputError: If there is no such lever.
    """
    for key in positions:
        if key not in levers():
            raise InputError(f"unknown lever {key!r}{instead(key, levers())}")
    return [key for key in dict.fromkeys([*preset.positions, *levers()]) if key in positions]


def _check_dates(lever: Lever, dates: Mapping[str, date], base: Scenario) -> None:
    first, last = date.fromordinal(base.first_day), library()[BASELINE].lasting(MOST_DAYS).end
    for name, day in dates.items():
        if not first <= day <= last:
            raise InputError(f"{lever.title}: {name} is {day}; it must be from {first} to {last}")
