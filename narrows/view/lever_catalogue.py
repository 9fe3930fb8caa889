"""Levers: what a visitor can change, taken from the library's interventions, with its bounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Any, get_args

from annotated_types import Ge, Le

from narrows.value_sources import NAMED, behind
from scenarios.intervention_entries import declared_fields
from scenarios.loader import load_scenario, scenario_names
from scenarios.packaged_places import PLACES
from scenarios.world_tables import load_world
from sim.interventions import KINDS, Intervention
from sim.parameters import PARAMETERS
from sim.scenario import Scenario
from sim.scenario_values import TALLIES, named_values

Setting = dict[str, Any]
"""Values of one lever by field: numbers, and the dates ``start`` and ``end`` as year-month-day."""
Positions = dict[str, Setting]
"""Settings of all levers that are pulled, by the lever's id."""

BASELINE = "baseline"
DATES = ("start", "end")
ENTITIES = ("unit", "agency", "side", "hubs", "supplier", "value", "entity")
"""Fields that say on what a measure acts."""
STEPS = {
    "officers": 1.0,
    "days": 1.0,
    "share": 0.01,
    "ratio": 0.002,
    "share/year": 0.001,
    "GBP million": 0.5,
}
SHOWN = {
    "GBP million": (1, "£ million"),
    "ratio": (1, "times"),
    "share": (100, "%"),
    "share/year": (100, "% a year"),
}
"""By what a number of a unit is multiplied to be shown, and what stands behind it."""
DIGITS = 9
"""Decimal places that a number of a lever has at most."""
MOST_LEVEL, MOST_FACTOR = 5.0, 3.0
"""A lever goes to so many times the highest value in the library, factors to fewer times."""
MOST_DAYS_OF_DELAY = 730
SIDES = {side.name: side.heading for side in PLACES.sides}
SAID = {
    "sourced": "Effect measured by a source.", "inferred": "Effect inferred from sources.",
    "assumed": "Effect assumed: no source measures its size.",
}  # fmt: skip
"""What is said beside a lever, by the grade of its effect."""


@dataclass(frozen=True)
class Field:
    """One number of a lever, in its declared unit, and the range in which it can be set."""

    name: str
    unit: str
    low: float
    high: float
    step: float
    default: float
    whole: bool

    @property
    def scale(self) -> int:
        """What a value is multiplied by to be shown."""
        return SHOWN.get(self.unit, (1, self.unit))[0]

    @property
    def shown_unit(self) -> str:
        """What stands behind a value that is shown."""
        return SHOWN.get(self.unit, (1, self.unit))[1]

    def shown(self, value: float) -> float:
        """A value as it is shown."""
        return round(self.scale * value, DIGITS)


@dataclass(frozen=True)
class Lever:
    """One intervention that a visitor can set.

    Attributes:
        id: Short stable name, for addresses.
        kind: Kind of intervention, as scenario files name it.
        fixed: Unit, agency or side on which it acts, by field.
        title: What it is, in a few words.
        theme: Heading under which it stands.
        about: What it does, in a sentence.
        numbers: What can be set, the most telling first.
        start: Day from which it is announced, unless the visitor says otherwise.
        grade: How far the size of its effect is known.
        note: The same in words, for the place beside the lever.
        caution: What a reader must know before believing its effect, if anything.
        sources: Evidence ids of the measure itself.
        meant: Outcomes that it is meant to raise (1) or lower (-1).
        changes: Values of the model that it changes, with the grade of each.
    """

    id: str
    kind: str
    fixed: Mapping[str, str]
    title: str
    theme: str
    about: str
    numbers: tuple[Field, ...]
    start: date
    grade: str
    note: str
    caution: str
    sources: tuple[str, ...]
    meant: tuple[tuple[str, int], ...]
    changes: tuple[tuple[str, str], ...]

    @property
    def default(self) -> Setting:
        """The setting with which it is pulled for the first time."""
        numbers = {field.name: field.default for field in self.numbers}
        return {"start": self.start.isoformat(), **numbers}


@dataclass(frozen=True)
class Preset:
    """A scenario of the library as positions of levers.

    Attributes:
        parameters: What it assumes beyond the defaults; its baseline assumes the same.
    """

    name: str
    title: str
    description: str
    parameters: Mapping[str, float | str]
    positions: Positions


@cache
def library() -> dict[str, Scenario]:
    """The library's scenarios by name, the baseline first; every strength is its central value."""
    names = [BASELINE, *(name for name in scenario_names() if name != BASELINE)]
    return {name: load_scenario(name).central for name in names}


@cache
def presets() -> dict[str, Preset]:
    """The library's scenarios as positions of levers, by name, the baseline first."""
    return {name: _preset(scenario) for name, scenario in library().items()}


@cache
def levers() -> dict[str, Lever]:
    """Every intervention of the library, by id, heading after heading."""
    found: dict[str, list[Intervention]] = {}
    for scenario in library().values():
        for key, made in named(scenario.interventions):
            found.setdefault(key, []).append(made)
    order = list(KINDS)
    keys = sorted(found, key=lambda key: (order.index(found[key][0].kind), key))
    return {key: _lever(key, found[key]) for key in keys}


def named(interventions: Iterable[Intervention]) -> list[tuple[str, Intervention]]:
    """Interventions of one scenario with the ids of their levers, later ones of a kind numbered."""
    seen: Counter[str] = Counter()
    pairs = []
    for made in interventions:
        key = ".".join([made.kind, *_fixed(made).values()])
        seen[key] += 1
        pairs.append((key if seen[key] == 1 else f"{key}-{seen[key]}", made))
    return pairs


def setting_of(made: Intervention) -> Setting:
    """An intervention as the setting of its lever."""
    shown = (*DATES, *_bounds(made.kind))
    kept = {each.name: getattr(made, each.name) for each in fields(made) if each.name in shown}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in kept.items()
        if value is not None
    }


def _preset(scenario: Scenario) -> Preset:
    positions = {key: setting_of(made) for key, made in named(scenario.interventions)}
    return Preset(
        scenario.name, scenario.title, " ".join(scenario.description.split()),
        dict(scenario.parameters), positions,
    )  # fmt: skip


def _fixed(made: Intervention) -> dict[str, str]:
    return {name: kept for name in ENTITIES if (kept := getattr(made, name, None))}


def _lever(key: str, uses: list[Intervention]) -> Lever:
    first, kind = uses[0], uses[0].kind
    made = KINDS[kind]
    return Lever(
        id=key,
        kind=kind,
        fixed=_fixed(first),
        title=_title(key, first),
        theme=made.theme.value,
        about=" ".join((made.__doc__ or "").split("\n\n")[0].split()),
        numbers=tuple(_fields(kind, uses)),
        start=first.start,
        grade=made.grade.value,
        note=SAID[made.grade.value],
        caution=made.caution,
        sources=tuple(made.source.split()),
        meant=tuple((claim.outcome, claim.direction) for claim in made.claims),
        changes=tuple(_changes(first)),
    )


def _title(key: str, made: Intervention) -> str:
    """The measure in words, and on what it acts; numbered where a scenario has it twice."""
    world = load_world()
    titles = SIDES | {each.name: each.title for each in world.units}
    titles |= {each.name: each.title for each in world.agencies}
    titles |= {each.name: each.title for each in world.network.hubs}
    titles |= {each.name: f"{each.goods} from {titles[each.hub]}" for each in world.suppliers}

    def in_words(names: str) -> str:
        return " and ".join(titles.get(name, name.replace("_", " ")) for name in names.split(";"))

    whom = "".join(f": {in_words(names)}" for names in _fixed(made).values())
    _, _, number = key.rpartition("-")
    step = f", step {number}" if number.isdigit() else ""
    return f"{made.title}{whom}{step}"


def _fields(kind: str, uses: list[Intervention]) -> Iterable[Field]:
    units = declared_fields(kind)
    for name, (low, most, whole) in _bounds(kind).items():
        unit = units[name].unit
        high = min(most, round(_highest(kind, name, unit), DIGITS))
        given, step = float(getattr(uses[0], name)), STEPS.get(unit, 0.25)
        yield Field(name, unit, low, high, step, given, whole)


@cache
def _bounds(kind: str) -> dict[str, tuple[float, float, bool]]:
    """Numbers of a kind that have bounds: lowest, highest, and whether they are whole."""
    found = {}
    for name, declared in declared_fields(kind).items():
        marks: Any = get_args(declared.hint)
        low: Any = next((mark.ge for mark in marks if isinstance(mark, Ge)), None)
        most: Any = next((mark.le for mark in marks if isinstance(mark, Le)), None)
        if low is not None and most is not None:
            found[name] = (float(low), float(most), marks[0] is int)
    return found


def _highest(kind: str, name: str, unit: str) -> float:
    """Where a lever ends: not so far beyond what the library holds that it cannot be set well."""
    if unit == "share":
        return 1.0
    every = [made for scenario in library().values() for made in scenario.interventions]
    given = [float(getattr(made, name)) for made in every if made.kind == kind]
    if unit == "days":
        return max(MOST_DAYS_OF_DELAY, *given)
    if unit == "ratio":
        return 1.0 if min(given) < 1 else MOST_FACTOR * max(given)
    return MOST_LEVEL * max(given)


def _changes(made: Intervention) -> Iterable[tuple[str, str]]:
    """Values that an intervention changes and the grade of each, the worst over its entities."""
    seen: list[str] = []
    for change in made.modifiers(named_values(load_world(), library()[BASELINE])):
        if change.value in (*seen, *TALLIES):
            continue
        seen.append(change.value)
        if change.value in NAMED:
            kept = behind(change.value)
            grades = {grade for name, (grade, _) in kept.items() if change.entity in (None, name)}
        else:
            grades = {PARAMETERS[change.value].grade}
        yield change.value, max((grade.value for grade in grades), key=GRADES.index, default="")


GRADES = ("", "sourced", "inferred", "assumed")
"""From what is known best to what is known least."""
