"""Search in all evidence: entries whose words hold what is looked for, and what rests on each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from narrows.evidence_facts import facts_of
from narrows.view.lever_catalogue import levers
from scenarios.evidence import load_evidence
from sim.parameters import PARAMETERS

MOST = 40
"""Entries that are shown."""


@dataclass(frozen=True)
class Hits:
    """What a search has found.

    Attributes:
        facts: Facts of the entries, those named by their id first.
        of: How many there are in all.
    """

    facts: tuple[dict[str, str], ...]
    of: int


def search(text: str) -> Hits:
    """Entries that hold every word of a text; the first of all for an empty one."""
    words = text.lower().split()
    found = [facts for facts, said in _texts() if all(word in said for word in words)]
    found.sort(key=lambda facts: not any(word in facts["id"].lower().split() for word in words))
    return Hits(tuple(found[:MOST]), len(found))


def resting_on(entry: str) -> list[tuple[str, str, str]]:
    """Parameters and levers that name an entry: kind, name and title of each."""
    named = [
        ("parameter", name, name.replace("_", " "))
        for name, each in PARAMETERS.items()
        if entry in each.source.split()
    ]
    titles = {
        each.kind: (each.id, each.title.partition(":")[0])
        for each in reversed(levers().values())
        if entry in each.sources
    }
    return named + [("lever", *each) for each in reversed(titles.values())]


@cache
def _texts() -> list[tuple[dict[str, str], str]]:
    """Facts of every entry, and all of their words in small letters."""
    every = [{name: said for name, said in facts_of(entry).items() if said}
             for entry in load_evidence().values()]  # fmt: skip
    return [(facts, " ".join(facts.values()).lower()) for facts in every]
