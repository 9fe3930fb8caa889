"""Packages that a visitor keeps for comparison, and which two are set against one another."""

from __future__ import annotations

from dataclasses import dataclass

import solara

from experiments.comparison.planned_looks import FIRST
from narrows.view.background_effects import Answer
from scenarios.errors import InputError

MOST = 4
"""Packages that a visitor can keep."""


@dataclass(frozen=True)
class Pin:
    """A package that is kept.

    Attributes:
        address: What leads back to it.
    """

    title: str
    answer: Answer
    address: str


class PinnedPackages:
    """One visitor's packages.

    Attributes:
        pins: By the keys of their questions.
        sides: Ids of the two that are set against one another; empty until they are chosen.
    """

    def __init__(self) -> None:
        self.pins: solara.Reactive[dict[str, Pin]] = solara.reactive({})
        self.sides = solara.reactive({"one": "", "other": ""})

    def pin(self, title: str, answer: Answer | None, address: str) -> None:
        """Keep a package.

        Raises:
            InputError: If it has no verdicts yet, or as many as can be are kept.
        """
        if answer is None or answer.done < FIRST:
            raise InputError(f"a package can be pinned once {FIRST} replicates are done")
        key = answer.question.key
        if len(self.pins.value) >= MOST and key not in self.pins.value:
            raise InputError(f"{MOST} packages are pinned already; take one away first")
        self.pins.value = {**self.pins.value, key: Pin(title, answer, address)}

    def take_away(self, key: str) -> None:
        """Keep a package no longer."""
        self.pins.value = {other: pin for other, pin in self.pins.value.items() if other != key}

    def set_against(self, side: str, name: str) -> None:
        """Choose one of the two, ``one`` or ``other``."""
        if side in self.sides.value:
            self.sides.value = {**self.sides.value, side: name}
