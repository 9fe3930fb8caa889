"""What paired replicates say, in cards, words and charts; with verdicts at planned looks alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.comparison.paired_effects import (
    HIGH,
    LOW,
    Effect,
    Effects,
    effects,
    paired,
    unit_of,
)
from experiments.comparison.planned_looks import FIRST, level_at, plan_in_words
from experiments.comparison.verdicts import judge
from experiments.reporting.effect_statements import (
    COUNTED,
    NOT_SHOWN,
    REALISED,
    WHAT_VERDICTS_ARE,
    cost_per_averted,
    describe,
    margins_in_words,
    name_of,
    verdict_word,
)
from experiments.reporting.staff_not_at_work import not_at_work
from experiments.reporting.stated_aims import stated_aims
from narrows.view.paired_replicate import SERIES, Outturn, Question
from runs.intervals import Interval
from runs.monthly_columns import Months, all_months
from runs.number_format import counted
from runs.parameter_source import limit, parameter_source
from runs.reporting.markdown import capital
from runs.results import Results, collect
from scenarios.world_tables import load_world
from sim.outcomes.daily_columns import ARRIVALS_BY_METHOD, ARRIVALS_BY_ZONE

Floats = NDArray[np.float64]
Pairs = Sequence[tuple[Outturn, Outturn]]

LEAST = 4
"""Replicates below which nothing is said: their intervals are too wide to mean anything."""
ANSWER = ("arrivals", "averted", "delayed", "expected_deaths")
"""Arrivals, where their fall went, and the deaths that have a verdict: always together."""
CARDS = (
    *ANSWER, "deaths", "deaths_per_1000_at_sea", "attempts", "preventions", "people_per_boat",
    "price", "boats_seized_upstream", "boats_arrived", "arrests", "public_cost",
)  # fmt: skip
"""Outcomes that are shown, the answer first."""
SO_FAR = f"So far; no verdict before {FIRST} replicates."
HELD = (
    "Strengths of measures are held at the values shown, so intervals leave out uncertainty about "
    "them; narrows compare draws those that a scenario file does not state."
)
"""What a reader of the page's own intervals must know of the measures."""


@dataclass(frozen=True)
class Findings:
    """Paired effects of one question after some replicates.

    Attributes:
        key: The same text for the same findings.
        results: Outcomes of these replicates; all daily columns of the first few.
        effects: Paired effects by scenario and outcome; with verdicts at a planned look alone.
        series: Sums of ``SERIES`` by calendar month: shape (2, replicates, columns, months).
        people, boats: People landed and boats launched by corridor: (2, replicates, corridors).
        runs: What is said of runs that are not of this very model; empty if they are.
    """

    key: str
    results: Results
    effects: Effects
    series: NDArray[np.float32]
    people: Floats
    boats: Floats
    runs: str = ""

    @staticmethod
    def after(question: Question, pairs: Pairs, runs: str = "") -> Findings:
        """What the first replicates say, given in their order from 0."""
        results = collect(
            question.design(len(pairs)), [one.record for pair in pairs for one in pair]
        )
        both = list(zip(*pairs, strict=True))
        return Findings(
            f"{len(pairs)} {runs}: {question.key}",
            results,
            _effects(results),
            np.array([[one.series for one in world] for world in both]),
            np.array([[one.people for one in world] for world in both]),
            np.array([[one.boats for one in world] for world in both]),
            runs,
        )

    @property
    def done(self) -> int:
        """Replicates that these findings rest on."""
        return self.results.comparison.replicates

    @property
    def judged(self) -> bool:
        """Whether these are the replicates of a planned look, after which there are verdicts."""
        return level_at(self.done) is not None

    @property
    def start(self) -> date:
        """The first day that counts."""
        return self.results.comparison.scenarios[1].start

    @property
    def last(self) -> date:
        """The last day that counts."""
        return self.results.comparison.scenarios[1].end - timedelta(days=1)

    @property
    def changed(self) -> dict[str, Effect]:
        """Effects of the changed scenario."""
        return self.effects[self.results.comparison.names[1]]

    def cards(self) -> list[dict[str, Any]]:
        """One entry an outcome: level, difference, interval, and what may be said of it.

        People averted and delayed are relative to the baseline's arrivals: they are parts of them.
        """
        arrivals = self.changed["arrivals"].baseline
        shown = (self.changed[name] for name in CARDS)
        return [
            as_card(replace(each, baseline=arrivals) if each.outcome in COUNTED else each)
            for each in shown
        ]

    def words(self) -> list[str]:
        """What changed and how sure, one sentence an outcome; so far, only that nothing is sure."""
        said = not_at_work(self.results.comparison, self.effects)
        facts = [capital(each.partition(": ")[2]) for each in said]
        if not self.judged:
            return [SO_FAR, *facts]
        cost = cost_per_averted(self.changed)
        return [
            *(f"{capital(describe(self.changed[name]))}." for name in (*ANSWER, "deaths")),
            *(
                []
                if cost.startswith(NOT_SHOWN)
                else [f"Public cost for each person averted: {cost}."]
            ),
            *facts,
            f"After {counted(self.done, 'paired replicate')}, as planned.",
        ]

    def about(self) -> list[str]:
        """What verdicts and intervals mean, and what intervals do not cover."""
        margins = "; ".join(line.partition(";")[0] for line in margins_in_words())
        return [
            plan_in_words(),
            WHAT_VERDICTS_ARE,
            f"Margins: {margins}.",
            limit(parameter_source(self.results.comparison.posterior)),
            HELD,
        ]

    def meant(self) -> list[str]:
        """What the measures are meant to do, beside what the scenario does; nothing so far."""
        return (
            stated_aims(self.results.comparison.scenarios[1], self.changed) if self.judged else []
        )

    def displaced(self) -> dict[str, list[dict[str, Any]]]:
        """Where the flow went: changes by corridor, departure zone and launch method.

        At a planned look all of them are judged as one family, apart from that of the cards.
        """
        flows = self._flows()
        found = {group: paired(rows) for group, rows in flows.items()}
        level = level_at(self.done)
        if level is not None:
            cells = [(group, name) for group, rows in flows.items() for name in rows]
            changes = [flows[group][name][2] - flows[group][name][1] for group, name in cells]
            judgements = judge(changes, [0.0] * len(cells), level)
            for (group, name), judgement in zip(cells, judgements, strict=True):
                found[group][name] = replace(found[group][name], judgement=judgement)
        return {group: [as_card(each) for each in rows.values()] for group, rows in found.items()}

    def _flows(self) -> dict[str, dict[str, tuple[str, Floats, Floats]]]:
        """Unit, baseline and changed values of each part of the flow, by group and name."""
        world, names = load_world(), self.results.comparison.names
        zones = list(ARRIVALS_BY_ZONE.columns(world.places))
        methods = list(ARRIVALS_BY_METHOD.columns(world.places))
        corridors = [each.name for each in world.network.corridors]

        def arrivals(outcomes: list[str]) -> dict[str, tuple[str, Floats, Floats]]:
            baseline, changed = names
            return {
                each: (
                    unit_of(each),
                    self.results.outcome(baseline, each),
                    self.results.outcome(changed, each),
                )
                for each in outcomes
            }

        def by_corridor(unit: str, flow: Floats) -> dict[str, tuple[str, Floats, Floats]]:
            return {
                name: (unit, flow[0, :, row], flow[1, :, row]) for row, name in enumerate(corridors)
            }

        return {
            "people": by_corridor("people", self.people),
            "boats": by_corridor("boats", self.boats),
            "zones": arrivals(zones),
            "methods": arrivals(methods),
        }

    @property
    def months(self) -> Months:
        """The calendar months of the period."""
        return all_months(self.results.comparison.dates)

    def levels(self, outcome: str) -> NDArray[np.float64]:
        """An outcome by month: shape (baseline and changed; mean, 5th, 95th percentile; months)."""
        values = self._monthly(outcome)
        low, high = np.quantile(values, (LOW, HIGH), axis=1)
        return np.stack([values.mean(axis=1), low, high], axis=1)

    def chart(self, outcome: str) -> dict[str, list[float]]:
        """The change in an outcome, summed from zero to the end of each month, with its interval.

        Intervals reach to as many standard errors as the outcome's own, so that the last month is
        what its card says.
        """
        monthly = self._monthly(outcome)
        apart = np.pad((monthly[1] - monthly[0]).cumsum(axis=1), ((0, 0), (1, 0)))
        mean, error = apart.mean(axis=0), apart.std(axis=0, ddof=1) / math.sqrt(self.done)
        effect = self.changed[outcome]
        shown = effect.shown if effect.shown.known else effect.difference
        half = error * (shown.half_width / error[-1] if error[-1] > 0 else 0.0)
        return {"mean": _rounded(mean), "low": _rounded(mean - half), "high": _rounded(mean + half)}

    def _monthly(self, outcome: str) -> Floats:
        """One of ``SERIES`` of both worlds: shape (2, replicates, months)."""
        return self.series[:, :, SERIES.index(outcome)].astype(np.float64)


def _effects(results: Results) -> Effects:
    """Effects with the verdicts of a planned look; at any other number of replicates, without."""
    level = level_at(results.comparison.replicates)
    if level is not None:
        return effects(results, level)
    return {
        scenario: {name: replace(each, judgement=None) for name, each in row.items()}
        for scenario, row in effects(results).items()
    }


def as_card(effect: Effect) -> dict[str, Any]:
    """One effect as plain values; what is undefined is None.

    ``low`` and ``high`` of the difference are the ends of what ``interval`` names: the
    ``simultaneous`` interval that carries the verdict, the ``single`` interval of this effect
    alone, or the ``range`` of 90 % of replicates. ``direction`` is 1 or -1 if a rise or a fall is
    claimed, else 0.
    """
    judgement = effect.judgement
    kind, shown = "simultaneous" if judgement else "single", effect.shown
    if effect.outcome in REALISED and shown.known:
        kind, shown = "range", Interval(shown.mean, *effect.middle)
    return {
        "id": effect.outcome,
        "name": name_of(effect.outcome),
        "unit": effect.unit,
        "baseline": number(effect.baseline),
        "difference": {name: number(getattr(shown, name)) for name in ("mean", "low", "high")},
        "interval": kind,
        "relative": number(effect.relative.mean),
        "verdict": verdict_word(effect),
        "direction": effect.direction,
        "margin": number(judgement.margin) if judgement else None,
        "detectable": number(judgement.detectable) if judgement else None,
        "replicates_to_tell": judgement.replicates if judgement else 0,
        "text": describe(effect),
    }


def number(value: float) -> float | None:
    """A number for programs; None where it is undefined."""
    return float(value) if math.isfinite(value) else None


def _rounded(values: Sequence[float] | Floats) -> list[float]:
    return [round(float(value), 2) for value in values]
