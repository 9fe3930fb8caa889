"""What paired replicates say: cards, words, where the flow went; each with its interval."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.view.pairs import SERIES, Outturn, Question
from experiments.basis import basis, limit
from experiments.claims import NAMES, NOT_SHOWN, SUMMARISED, cost_per_averted, verdict
from experiments.intended import intended
from experiments.numbers import counted
from experiments.paired import Effect, Effects, Interval, difference, effects, interval
from experiments.pipeline import not_at_work
from experiments.results import Results, collect
from scenarios.world import load_world
from sim.network import DEPARTURE_ZONES
from sim.outcomes import OUTCOMES

Floats = NDArray[np.float64]
Pairs = Sequence[tuple[Outturn, Outturn]]

LEAST = 4
"""Replicates below which nothing is said: their intervals are too wide to mean anything."""
CARDS = (
    "arrivals", "deaths", "expected_deaths", "attempts", "preventions", "deaths_per_1000_at_sea",
    "boats_seized_upstream", "boats_arrived", "load_per_boat", "price", "arrests", "cost_gbp",
)  # fmt: skip
"""Outcomes that are shown, arrivals and deaths first and together."""
BY_CHANCE = (
    "About one in twenty intervals that compare equal worlds excludes zero by chance alone; of "
    "{number} corridors that is about {some}."
)


@dataclass(frozen=True)
class Findings:
    """Paired effects of one question after some replicates.

    Attributes:
        key: The same text for the same findings.
        of: Replicates asked for.
        results: Outcomes of all replicates so far; all daily columns of the first few.
        effects: Paired effects by scenario and outcome.
        series: Daily columns of ``SERIES``: shape (2, replicates, columns, days).
        people, boats: People landed and boats launched by corridor: (2, replicates, corridors).
    """

    key: str
    of: int
    results: Results
    effects: Effects
    series: NDArray[np.float32]
    people: Floats
    boats: Floats

    @staticmethod
    def after(question: Question, of: int, pairs: Pairs) -> Findings:
        """What the first replicates say, given in their order from 0."""
        results = collect(
            question.design(len(pairs)), [one.record for pair in pairs for one in pair]
        )
        both = list(zip(*pairs, strict=True))
        return Findings(
            f"{len(pairs)} of {of}: {question.key}",
            of,
            results,
            effects(results),
            np.array([[one.series for one in world] for world in both]),
            np.array([[one.people for one in world] for world in both]),
            np.array([[one.boats for one in world] for world in both]),
        )

    @property
    def done(self) -> int:
        """Replicates that these findings rest on."""
        return self.results.comparison.replicates

    @property
    def start(self) -> date:
        """The first day that counts."""
        return self.results.comparison.scenarios[1].start

    @property
    def changed(self) -> dict[str, Effect]:
        """Effects of the changed scenario."""
        return self.effects[self.results.comparison.names[1]]

    def cards(self) -> list[dict[str, Any]]:
        """One entry an outcome: level, difference, interval, and what may be said of it."""
        return [as_card(self.changed[name]) for name in CARDS]

    def words(self) -> list[str]:
        """What changed and how sure, in sentences that their intervals carry."""
        arrivals, deaths, *others = (_said(self.changed[name]) for name in SUMMARISED)
        costs = {each: cost_per_averted(self.changed, f"{each}s") for each in ("arrival", "death")}
        more = "" if self.done >= self.of else f" of {self.of}; more are running"
        return [
            f"{arrivals} {deaths}",
            *others,
            *(
                f"Public money for each {each} averted: {cost}."
                for each, cost in costs.items()
                if not cost.startswith(NOT_SHOWN)
            ),
            *not_at_work(self.results.comparison, self.effects),
            f"After {counted(self.done, 'paired replicate')}{more}.",
        ]

    def limit(self) -> str:
        """What the intervals cover, and what they do not."""
        return limit(basis(self.results.comparison.posterior))

    def meant(self) -> list[str]:
        """What the measures are meant to do, beside what the scenario does."""
        return intended(self.results.comparison.scenarios[1], self.changed)

    def displaced(self) -> dict[str, Any]:
        """Where the flow went: changes by corridor, departure zone and method, with intervals."""
        network, methods = load_world().network, load_world().methods
        corridors = [corridor.name for corridor in network.corridors]
        some = round(0.05 * len(corridors))
        return {
            "people": self._by_corridor(corridors, self.people, "people"),
            "boats": self._by_corridor(corridors, self.boats, "boats"),
            "zones": [
                as_card(self.changed[f"arrivals_{name.lower()}"]) for name in DEPARTURE_ZONES
            ],
            "methods": [
                as_card(self.changed[f"arrivals_{method.name.replace('-', '_')}"])
                for method in methods
            ],
            "note": BY_CHANCE.format(number=len(corridors), some=some),
        }

    def chart(self, column: str) -> dict[str, list[float]]:
        """A daily column summed from the first day: both means, and the difference's interval."""
        summed = self.series[:, :, SERIES.index(column)].astype(np.float64).cumsum(axis=2)
        apart = [interval(day) for day in (summed[1] - summed[0]).T]
        baseline, changed = summed.mean(axis=1)
        return {
            "baseline": _rounded(baseline),
            "changed": _rounded(changed),
            "mean": _rounded([day.mean for day in apart]),
            "low": _rounded([day.low for day in apart]),
            "high": _rounded([day.high for day in apart]),
        }

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain values."""
        return {
            "done": self.done,
            "of": self.of,
            "cards": self.cards(),
            "words": self.words(),
            "limit": self.limit(),
            "meant": self.meant(),
            "displaced": self.displaced(),
        }

    def _by_corridor(self, names: list[str], flows: Floats, unit: str) -> list[dict[str, Any]]:
        pairs = zip(names, flows[0].T, flows[1].T, strict=True)
        return [as_card(difference(name, unit, *both)) for name, *both in pairs]


def as_card(effect: Effect) -> dict[str, Any]:
    """One effect as plain values; what is undefined is None.

    ``direction`` is 1 or -1 only where the whole interval lies above or below zero; ``middle`` are
    the ends of the middle nine tenths of single replicates, which lie further apart than it.
    """
    outcome = OUTCOMES.get(effect.outcome)
    return {
        "id": effect.outcome,
        "name": NAMES.get(effect.outcome, effect.outcome.replace("_", " ")),
        "unit": effect.unit,
        "definition": outcome.definition if outcome else "",
        "baseline": number(effect.baseline),
        "level": _plain(effect.level),
        "difference": _plain(effect.difference),
        "relative": _plain(effect.relative),
        "agreement": number(effect.agreement),
        "middle": [number(end) for end in effect.middle],
        "direction": effect.difference.direction if effect.difference.known else 0,
        "text": verdict(effect),
    }


def _said(effect: Effect) -> str:
    """One effect as a sentence."""
    said = verdict(effect, agreement=False)
    if effect.difference.known and effect.difference.direction:
        said = said.replace(": ", " ", 1)
    return f"{said[0].upper()}{said[1:]}."


def number(value: float) -> float | None:
    """A number for programs; None where it is undefined."""
    return float(value) if math.isfinite(value) else None


def _plain(held: Interval) -> dict[str, float | None]:
    return {"mean": number(held.mean), "low": number(held.low), "high": number(held.high)}


def _rounded(values: Sequence[float] | Floats) -> list[float]:
    return [round(float(value), 2) for value in values]
