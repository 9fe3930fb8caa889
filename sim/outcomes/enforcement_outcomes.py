"""Outcomes of enforcement: what was taken, cases, courts, officers and cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.core.exact_math import total as exact_total
from sim.core.kernels import kernel
from sim.enforcement.cases import Stage
from sim.outcomes.daily_columns import SEIZED_BY_REGION
from sim.outcomes.outcome import Outcome, OutcomeByPlace, last, mean, ratio, total

if TYPE_CHECKING:
    from sim.schedule import Everything

OUTCOMES: tuple[Outcome | OutcomeByPlace, ...] = (
    Outcome("boats_seized", "boats", "boats",
            "Boats taken upstream, in caches and on the beach.", total("boats_seized")),
    Outcome("boats_seized_upstream", "boats", "boats",
            "Boats taken in transit or in store, before they reached the coast.",
            total("boats_seized_upstream")),
    Outcome("boats_seized_store", "boats", "boats",
            "Boats taken in stores inland, a part of those taken upstream.",
            total("boats_seized_store")),
    Outcome("boats_seized_cache", "boats", "boats",
            "Boats taken near the coast when a gang was struck.", total("boats_seized_cache")),
    Outcome("boats_seized_beach", "boats", "boats",
            "Boats taken when their launch was prevented.", total("boats_seized_beach")),
    OutcomeByPlace(SEIZED_BY_REGION, "boats", "boats", "Boats taken {}."),
    Outcome("engines_seized", "engines", "engines",
            "Engines taken upstream, in caches and on the beach.", total("engines_seized")),
    Outcome("cases", "cases", "events", "Cases opened on gangs.", total("cases")),
    Outcome("strikes", "strikes", "events", "Cases that came to arrests.", total("strikes")),
    Outcome("case_days", "days/strike", "events",
            "Days from opening a case to its strike.", ratio(("case_days",), ("strikes",))),
    Outcome("arrests", "people", "people",
            "Gang members arrested in strikes.", total("arrests")),
    Outcome("charges", "people", "people",
            "Arrested members charged and held for trial.", total("charges")),
    Outcome("convictions", "people", "people",
            "Gang members convicted, whenever they were arrested.", total("convictions")),
    Outcome("conviction_days", "days/person", "people",
            "Days from opening the case to the verdict, for each member convicted.",
            ratio(("conviction_days",), ("convictions",))),
    Outcome("released", "people", "people",
            "Members who left custody: not charged, not convicted, or after their sentence.",
            total("released")),
    Outcome("in_custody", "people", "people",
            "Members of the gangs of this run in custody, mean over days.", mean("in_custody")),
    Outcome("officers", "officers", "officers",
            "Officers and investigators at work, on the last day.", last("officers")),
    Outcome("officers_recruiting", "officers", "officers",
            "Posts that interventions pay for and that are not filled yet, mean over days.",
            mean("officers_recruiting")),
    Outcome("officers_training", "officers", "officers",
            "Officers hired by interventions and still in training, mean over days.",
            mean("officers_training")),
    Outcome("cost_gbp", "GBP", "money",
            "Public cost spent by the interventions, beyond what was spent before them.",
            total("cost_gbp")),
)  # fmt: skip


@kernel
def note(w: Everything, row: Any) -> None:
    """Note all boats seized, what is spent, cases, custody and officers."""
    v = w.values[0]
    row.cost_gbp += v.public_spending
    row.boats_seized += row.boats_seized_upstream + row.boats_seized_cache + row.boats_seized_beach
    for case in w.cases:
        row.open_cases += case.stage == Stage.STRIKE
    row.in_custody += exact_total(w.tallies.custody.ravel())
    row.officers_recruiting += v.officers_recruiting
    row.officers_training += v.officers_training
    row.officers += exact_total(w.vectors.officers) + exact_total(w.vectors.investigators)
