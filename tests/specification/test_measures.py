"""Each kind of measure, in a strong dose and by itself, moves what it is meant to move."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from experiments.comparison.paired_effects import effects
from experiments.reporting.stated_aims import UNJUDGED, UNKNOWN, stated_aims
from runs.comparison_design import Comparison
from runs.runner import execute
from scenarios.loader import load_scenario
from scenarios.packaged_places import OUTCOMES
from sim.interventions import KINDS
from sim.interventions.intervention import FEWER_ARRIVALS

pytestmark = [pytest.mark.slow, pytest.mark.long]

REPLICATES = 6
START = date(2023, 10, 1)
STRONG = {
    "post": {"unit": "nca-romania", "officers": 60, "deploy_days": 90},
    "agreement": {
        "unit": "bulgaria-police",
        "sharing": 1.0,
        "targeting": 4.0,
        "days_to_effect": 180,
    },
    "funding": {"million_gbp": 600, "investigators": 0.9, "net_gain": 1.0},
    "investigators": {"agency": "nca", "number": 2_000, "net_gain": 1.0},
    "technology": {"case_time": 0.5, "half_life": 36_500},
    "intelligence-unit": {"sharing": 0.9, "delay": 0.1},
    "prosecutors": {"verdict_time": 0.4, "conviction": 1.2},
    "covert": {"leads": 4.0, "upward": 2.0, "half_life": 36_500},
    "equipment-seizure": {"detection": 4.0, "half_life": 36_500},
    "beach-patrol": {"officers": 7_200},
    "joint-investigation": {"investigators": 200, "case_time": 0.5},
    "advertising-disruption": {"entries": 0.3, "half_life": 36_500},
    "origin-deal": {"side": "turkiye", "entries": 0.3, "reaching": 1.0, "rush": 0.0},
    "returns": {"returned": 0.5, "elasticity": 1.0},
    "finance-disruption": {"frozen_takings": 0.9},
    "takedown": {"market_share": 0.1},
    "police-operation": {"hubs": "BEG;SUB", "detection": 20.0, "interception": 8.0},
    "supplier-closure": {"supplier": "turkiye-boats", "closed": 0.9, "half_life": 36_500},
    "storage-law": {"hubs": "ESS;OSN", "detection": 50.0, "days_to_effect": 0},
}


OWN = {kind: [claim for claim in KINDS[kind].claims if claim != FEWER_ARRIVALS] for kind in STRONG}
"""What each kind is meant to do besides; some are announced for fewer arrivals alone."""


def begins(kind: str) -> date:
    """Early enough to be in force on the first day that counts, but for what lasts one day."""
    return date(2024, 2, 1) if kind == "takedown" else START


@pytest.fixture(scope="module")
def found(world):
    year = load_scenario("baseline").lasting(366)
    quick = replace(
        year,
        parameters={
            "announcement_time": 0,
            "investigator_recruitment_time": 30,
            "investigator_training_time": 0,
            "prosecutor_recruitment_time": 30,
            "prosecutor_training_time": 0,
        },
    )
    done = [
        replace(quick, name=kind, interventions=(KINDS[kind](start=begins(kind), **terms),))
        for kind, terms in STRONG.items()
    ]
    return effects(execute(world, Comparison((quick, *done), 1, REPLICATES), workers=1))


def test_every_kind_but_the_free_change_claims_something_and_is_tried():
    assert STRONG.keys() == KINDS.keys() - {"change"}
    assert {claim.outcome for kind in KINDS.values() for claim in kind.claims} <= OUTCOMES.keys()
    assert all(FEWER_ARRIVALS in KINDS[kind].claims for kind in STRONG)
    assert [kind for kind, own in OWN.items() if not own] == ["takedown", "police-operation"]


@pytest.mark.parametrize("kind", sorted(kind for kind, own in OWN.items() if own))
def test_a_strong_dose_moves_what_it_is_meant_to_move(kind, found):
    for claim in OWN[kind]:
        change = found[kind][claim.outcome].difference
        assert change.direction == claim.direction, change


@pytest.mark.parametrize("kind", sorted(STRONG.keys() - {"takedown"}))
def test_no_strong_dose_raises_arrivals(kind, found):
    assert found[kind]["arrivals"].difference.direction != -FEWER_ARRIVALS.direction


def test_what_a_takedown_removes_others_take_up(found):
    """A tenth of the trade goes in a day; the year's arrivals change by little, either way."""
    effect = found["takedown"]["arrivals"]
    assert max(abs(effect.difference.low), abs(effect.difference.high)) < 0.03 * effect.baseline


def test_the_report_says_of_each_claim_what_its_verdict_says(found):
    year = load_scenario("baseline")
    both = tuple(KINDS[kind](start=START, **STRONG[kind]) for kind in ("post", "beach-patrol"))
    several = replace(year, interventions=both)
    lines = stated_aims(several, found["post"])
    assert [line.split(":")[0] for line in lines] == [
        "To raise boats seized upstream (post)",
        "To lower arrivals (post, beach-patrol)",
        "To raise prevention share (beach-patrol)",
    ]
    assert f": {UNJUDGED}. " in lines[0]
    assert f": {UNKNOWN}. " in lines[1], "six replicates are too few for a verdict"
