"""Scenarios in Python: loaded by name or path, changed, named and saved."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from html import escape
from pathlib import Path
from typing import Any

from narrows.api.arguments import PathLike, whole_number
from narrows.api.plain_source import PlainSource
from narrows.scenario_sources import load_checked
from runs.atomic_files import write_text
from scenarios.errors import InputError
from scenarios.loader import as_json, check
from scenarios.scenario_file import read_parameters
from scenarios.world_tables import load_world
from sim.interventions import Intervention
from sim.parameters import PARAMETERS, Number
from sim.scenario import Scenario as ModelScenario


@dataclass(frozen=True)
class Scenario:
    """A scenario: a period, parameters that differ from the posterior, and dated interventions.

    It never changes; every method returns another one.

    Example::

        narrows.scenario("baseline").with_(
            narrows.post("nca-bulgaria", officers=10, start="2025-01-01")
        )

    Attributes:
        model: What the model runs.
        source: How a command line names it: a name of the library, or a path.
    """

    model: ModelScenario
    source: str

    @property
    def name(self) -> str:
        """Short name, by which tables and results call it."""
        return self.model.name

    @property
    def title(self) -> str:
        """One line for tables and figures."""
        return self.model.title

    @property
    def description(self) -> str:
        """What it stands for, and which evidence it rests on."""
        return self.model.description

    @property
    def start(self) -> date:
        """First day that counts."""
        return self.model.start

    @property
    def end(self) -> date:
        """Day after the last that counts."""
        return self.model.end

    @property
    def days(self) -> int:
        """Days that count."""
        return self.model.days

    @property
    def parameters(self) -> dict[str, Number | str]:
        """Parameters that it states, in their declared units; they override the posterior."""
        return dict(self.model.parameters)

    @property
    def interventions(self) -> tuple[Intervention, ...]:
        """What is done, from when."""
        return self.model.interventions

    def with_(self, *interventions: Intervention) -> Scenario:
        """The same scenario with more interventions, under a name that says which kinds.

        Args:
            *interventions: As ``narrows.post(...)`` and the other kinds make them.

        Returns:
            A scenario called, for example, ``baseline-and-post``; :meth:`named` gives another name.

        Raises:
            InputError: If one is no intervention, lies outside the scenario's days, or names what
                the model does not know.

        Example::

            narrows.scenario("baseline").with_(narrows.beach_patrol(200, start="2025-03-01"))
        """
        for each in interventions:
            if not isinstance(each, Intervention):
                raise InputError(
                    f"{each!r} is no intervention; give some such as narrows.post('nca-romania', "
                    "10, start='2025-01-01')"
                )
            self._check_dates(each)
        kinds = list(dict.fromkeys(each.kind for each in interventions))
        changed = self._changed(kinds, interventions=(*self.model.interventions, *interventions))
        check(changed.model, load_world())
        return changed

    def with_parameters(self, **values: Any) -> Scenario:
        """The same scenario with parameters of its own, which override the posterior.

        Args:
            **values: Parameters by name, in their declared units; text such as ``"9000 GBP"`` may
                say the unit.

        Returns:
            A scenario called, for example, ``baseline-and-boat-cost``.

        Raises:
            InputError: If a name is unknown or a value out of bounds.

        Example::

            narrows.scenario("baseline").with_parameters(boat_cost=9000)
        """
        source = PlainSource("parameters")
        allowed = read_parameters(source, ("parameters",), values)
        source.raise_message()
        names = [name.replace("_", "-") for name in allowed]
        return self._changed(names, parameters=dict(self.model.parameters) | allowed)

    def lasting(self, days: int) -> Scenario:
        """The same scenario over another number of days that count, 1 to 3,653.

        Raises:
            InputError: If the number is out of bounds.
        """
        return replace(self, model=self.model.lasting(whole_number("days", days)))

    def named(self, name: str, title: str | None = None) -> Scenario:
        """The same scenario under another name and, if one is given, another title.

        Args:
            name: Letters, digits, dots, dashes and underscores, as file names have them.
            title: One line for tables and figures.

        Raises:
            InputError: If the name cannot be one of a file.
        """
        if not name or name.startswith(".") or not all(c.isalnum() or c in "-_." for c in name):
            raise InputError(
                f"name is {name!r}; it must be letters, digits, dots, dashes and underscores"
            )
        titled = replace(self.model, name=name, title=title or self.model.title)
        return Scenario(titled, _file(name))

    def save(self, path: PathLike) -> Scenario:
        """Write it as a scenario file, which ``narrows`` commands take; return it with that source.

        Args:
            path: A file that ends in ``.yaml``; without that ending, it gets the scenario's name.

        Raises:
            InputError: If the file name is not the scenario's name.
            OSError: If the file cannot be written.
        """
        target = Path(path)
        if target.suffix != ".yaml":
            target = target / _file(self.name).removeprefix("./")
        if target.stem != self.name:
            raise InputError(
                f"the file is called {target.stem!r}; it must be {self.name!r}, as the scenario is"
            )
        write_text(target, as_json(self.model) + "\n")
        shown = str(target)
        return replace(self, source=shown if "/" in shown else f"./{shown}")

    def _changed(self, what: Sequence[str], **changes: Any) -> Scenario:
        """The scenario with changes, and with a name, title and description that say so."""
        if not what:
            return self
        words = ", ".join(each.replace("-", " ") for each in what)
        name = "-and-".join([self.name, *what])
        changed = replace(
            self.model,
            name=name,
            title=f"{self.title}, with {words}",
            description=f"{self.description} Added in Python: {words}.".strip(),
            **changes,
        )
        return Scenario(changed, _file(name))

    def _check_dates(self, intervention: Intervention) -> None:
        model = self.model
        first = model.start - timedelta(days=model.warmup_days)
        last = model.start + timedelta(days=model.days)
        for key in ("start", "end"):
            day = getattr(intervention, key)
            if day is not None and not first <= day <= last:
                raise InputError(f"{key} is {day}; it must be from {first} to {last}, the horizon")

    def __repr__(self) -> str:
        last = self.end - timedelta(days=1)
        return f"Scenario({self.name!r}, {self.start} to {last})"

    def _repr_html_(self) -> str:
        """Title, period, parameters and interventions, for notebooks."""
        last = self.end - timedelta(days=1)
        items = [f"{name} = {_with_unit(name, of)}" for name, of in self.parameters.items()]
        items += [f"{each.kind} from {each.start}" for each in self.interventions]
        listed = "".join(f"<li>{escape(item)}</li>" for item in items)
        return (
            f"<p><strong>{escape(self.title)}</strong> ({escape(self.name)}): "
            f"{self.start} to {last}</p><ul>{listed}</ul>"
        )


ScenarioSource = Scenario | ModelScenario | PathLike


def scenario(source: ScenarioSource) -> Scenario:
    """Return a scenario by name or path, checked against the model.

    Args:
        source: A name of the library, as :func:`narrows.scenarios` lists them; or the path of a
            file, which has a ``/`` or ends in ``.yaml``. A scenario is returned as it is.

    Raises:
        InputError: For the first fault in the file, with its line and column; or if the library has
            no such name.

    Example::

        narrows.scenario("baseline").lasting(365)
    """
    if isinstance(source, Scenario):
        return source
    if isinstance(source, ModelScenario):
        check(source, load_world())
        return Scenario(source, _file(source.name))
    if not isinstance(source, str | os.PathLike):
        raise InputError(f"{source!r} is no scenario; give a name, a path or narrows.scenario(...)")
    name = os.fspath(source)
    if isinstance(source, os.PathLike) and "/" not in name:
        name = f"./{name}"
    return Scenario(load_checked(name), name)


def load_scenarios(sources: Sequence[ScenarioSource], days: int | None) -> list[Scenario]:
    """Load scenarios, over the days asked for if any.

    Raises:
        InputError: As :func:`scenario`.
    """
    loaded = [scenario(source) for source in sources]
    return loaded if days is None else [each.lasting(days) for each in loaded]


def _file(name: str) -> str:
    """Where a scenario made in Python would be, if it were saved in the current folder."""
    return f"./{name}.yaml"


def _with_unit(name: str, value: Number | str) -> str:
    return f"{value} {PARAMETERS[name].unit}" if name in PARAMETERS else str(value)
