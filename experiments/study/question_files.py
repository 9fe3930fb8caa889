"""Question files that come with the product, and what all of them have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from annotated_types import MinLen

from runs.effect_draws import EffectSizes
from scenarios.declared_fields import Field, check_fields, show
from scenarios.earlier_names import current_name
from scenarios.errors import InputError, instead
from scenarios.input_files import as_stored, composed
from scenarios.packaged_places import OUTCOMES
from scenarios.yaml_reader import Source, read

Text = Annotated[str, MinLen(1)]
ALWAYS = ("arrivals", "deaths", "expected_deaths")
"""Outcomes that every study reports."""
SHOWN = ("deaths_per_1000_attempts", "people_per_boat", "price", "public_cost")
"""Outcomes that a study reports besides, if it does not say."""
COMMON = {
    "name": Field(Text, required=True, right="the file's name without .yaml"),
    "question": Field(Text, required=True, right="one question in plain words"),
    "description": Field(Text, right="text"),
    "baseline": Field(Text, right="a scenario's name"),
    "outcomes": Field(Annotated[list[str], MinLen(1)], right="a list of outcomes' names"),
    "posterior": Field(Text, right="the path of a posterior, or of its folder"),
    "data": Field(Text, right="the path of a data folder, or a packaged vintage"),
    "effects": Field(
        Literal[tuple(each.value for each in EffectSizes)], right=" or ".join(EffectSizes)
    ),
}
"""Keys that every question file has."""


@dataclass(frozen=True)
class Library:
    """A folder of question files of one kind.

    Attributes:
        folder: Where they are.
        kind: What one is called.
    """

    folder: Path
    kind: str

    def names(self) -> list[str]:
        """Their names, in alphabetical order."""
        return sorted(path.stem for path in self.folder.glob("*.yaml"))

    def open(
        self, name_or_path: str, fields: Mapping[str, Field]
    ) -> tuple[Path, Source, dict[str, Any]]:
        """Read a file and check its keys; faults but the first ones are noted in the source.

        Args:
            name_or_path: One of :meth:`names`; or a path, which has a ``/`` or ends in ``.yaml``.
            fields: Its keys.

        Returns:
            Its path, its source, and what is right in it, by key.

        Raises:
            InputError: If there is no such file, or it is no YAML.
        """
        path = self._path(name_or_path)
        source = read(path)
        article = "an" if self.kind[0] in "aeiou" else "a"
        given = check_fields(source, (), source.values, fields, f"{article} {self.kind}")
        stem = composed(path.stem)
        if composed(given.get("name", stem)) != stem:
            said = f"name is {show(given['name'])}; it must be {stem!r}, as the file is called"
            source.fault(source.indices["name",], said)
        return path, source, given

    def about(self, path: Path, text: str, given: Mapping[str, Any]) -> dict[str, str]:
        """What a file says of itself: name, command, question, description and whole text."""
        stem = composed(path.stem)
        return {
            "name": stem,
            "command": stem if path.parent.resolve() == self.folder else path.name,
            "question": " ".join(given["question"].split()),
            "description": " ".join(given.get("description", "").split()),
            "text": text,
        }

    def _path(self, name_or_path: str) -> Path:
        if "/" in name_or_path or name_or_path.endswith(".yaml"):
            return as_stored(Path(name_or_path))
        names = self.names()
        if name_or_path not in names:
            said = f"unknown {self.kind} {name_or_path!r}{instead(name_or_path, names)}"
            raise InputError(said)
        return self.folder / f"{name_or_path}.yaml"


def read_outcomes(source: Source, given: Mapping[str, Any], *more: str) -> tuple[str, ...]:
    """Outcomes to report: those of every study, ``more``, and those that the file names."""
    named = [current_name(name) for name in given.get("outcomes", SHOWN)]
    for number, name in enumerate(named):
        if name not in OUTCOMES:
            message = f"unknown outcome {name!r}{instead(name, OUTCOMES)}"
            source.fault(source.indices["outcomes", number], message)
    return tuple(dict.fromkeys((*ALWAYS, *more, *named)))
