"""The evidence behind the parameters: what each source says, and what the model does with it."""

import datetime as dt
import re
from calendar import monthrange
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from ruamel.yaml import YAML

from scenarios.packaged_data import USUAL

FOLDER = Path(__file__).parent / "evidence"
ENTRY_FILES = ("seed-figures.yaml", "public-figures.yaml", "effect-sizes.yaml")
CUT_OFF = USUAL.cutoff
"""Last day that the packaged data know."""

# fmt: off
Tag = Literal[
    "demand", "entry_shares", "weather", "boats_and_load", "price", "boat_cost",
    "equipment_seizures", "prevention", "retry", "deaths", "gangs", "gang_structure", "disruption",
    "investigation", "officers", "posts", "agreements", "funding", "prosecution", "finance",
    "french_coast", "origin_deals", "deterrence", "network", "travel_times", "context_check",
    "technology", "intelligence", "covert", "advertising", "beach",
]
# fmt: on
TAGS: frozenset[str] = frozenset(get_args(Tag))

Number = int | float
Id = Annotated[str, Field(pattern=r"^[SPE]\d{3}$")]
Text = Annotated[str, Field(min_length=1)]
# YAML makes a bare year a number and a bare day a date.
Period = Annotated[
    str, BeforeValidator(str), Field(pattern=r"^\d{4}(-\d{2}){0,2}(/\d{4}(-\d{2}){0,2})?$")
]
OneOrMore = BeforeValidator(lambda given: (given,) if isinstance(given, str) else given)


class Document(BaseModel):
    """One seed document: what kind it is, and when it was written."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^doc-\d{3}$")
    description: Text
    date: Period
    date_basis: Text


class Entry(BaseModel):
    """One figure or system element, the conflicts around it, and its treatment.

    `value` is a number, or a table of numbers by period or part. `covers` lists further rows that
    the entry holds. `scenario_only` marks what is later than the cut-off: it may set up a scenario
    and never takes part in calibration.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Id
    kind: Literal["figure", "element", "incidental"]
    what: Text
    covers: tuple[Id, ...] = ()
    value: Number | dict[str, Number | dict[str, Number]] | None = None
    low: Number | None = None
    high: Number | None = None
    unit: Text | None = None
    date: Period
    place: Text | None = None
    document: Annotated[tuple[str, ...], OneOrMore] = ()
    source: Text | None = None
    conflicts: Text | None = None
    treatment: Text | None = None
    use: Literal["used", "unused"]
    used_by: tuple[Tag, ...] = ()
    scenario_only: bool = False
    reason: Text | None = None

    @property
    def last_day(self) -> dt.date:
        """Last day that the entry is about; a bare month or year runs to its end."""
        year, month, day = (*map(int, self.date.split("/")[-1].split("-")), 0, 0)[:3]
        month = month or 12
        return dt.date(year, month, day or monthrange(year, month)[1])

    @model_validator(mode="after")
    def _is_coherent(self) -> Self:
        if self.use == "used" and (not self.used_by or self.reason):
            raise ValueError(f"{self.id} is used: name what uses it, and give no reason")
        if self.use == "unused" and (self.used_by or self.scenario_only or not self.reason):
            raise ValueError(f"{self.id} is unused: give a reason, and name no use")
        if self.use == "used" and self.scenario_only != (self.last_day > CUT_OFF):
            raise ValueError(f"{self.id}: scenario_only must be set exactly after {CUT_OFF}")
        if bool(self.document) == bool(self.source):
            raise ValueError(f"{self.id}: give either its document or its source")
        return self


def _read(name: str, key: str) -> list[dict[str, Any]]:
    return list(YAML(typ="safe", pure=True).load(FOLDER / name)[key])


def _faults(error: ValidationError) -> str:
    """What is wrong with an entry, key by key, in one line."""
    faults = ((".".join(map(str, each["loc"])), each["msg"]) for each in error.errors())
    return "; ".join(f"{key}: {fault}" if key else fault for key, fault in faults)


@cache
def load_documents() -> dict[str, Document]:
    """Return the five seed documents by id."""
    return {row["id"]: Document(**row) for row in _read("documents.yaml", "documents")}


@cache
def load_evidence() -> dict[str, Entry]:
    """Return every entry by id, in the order of the files; read once, to be left unchanged.

    Raises:
        ValueError: If an entry breaks the format, names an unknown document, or if an id, its own
            or one that it covers, appears twice. The message names file and entry.
    """
    entries: dict[str, Entry] = {}
    seen: set[str] = set()
    for name in ENTRY_FILES:
        for row in _read(name, "entries"):
            where = f"{name}, {row.get('id', 'entry without id')}"
            try:
                entry = Entry.model_validate(row)
            except ValidationError as error:
                raise ValueError(f"{where}: {_faults(error)}") from error
            if unknown := set(entry.document) - load_documents().keys():
                raise ValueError(f"{where}: unknown document {sorted(unknown)}")
            for kept in (entry.id, *entry.covers):
                if kept in seen:
                    raise ValueError(f"{where}: {kept} appears twice")
                seen.add(kept)
            entries[entry.id] = entry
    return entries


def find(text: str) -> list[Entry]:
    """Return the entries that a text points to.

    Args:
        text: An id (also of a covered row), a tag, or words that all occur in `what`, in any case.

    Returns:
        The entries in order; an empty list where nothing matches.
    """
    wanted = text.strip().lower()
    words = _words(wanted)
    return [
        entry
        for entry in load_evidence().values()
        if wanted in {kept.lower() for kept in (entry.id, *entry.covers)} | set(entry.used_by)
        or (words and words <= _words(entry.what.lower()))
    ]


def _words(text: str) -> set[str]:
    return set(re.findall(r"[\w-]+", text))
