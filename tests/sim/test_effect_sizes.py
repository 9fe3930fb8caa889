"""Every strength of a measure is declared, within the record, and works as declared."""

from __future__ import annotations

import csv
from dataclasses import MISSING, replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from calibration.priors import load_priors
from scenarios.evidence import load_evidence
from scenarios.loader import load_scenario, scenario_names
from scenarios.world_tables import load_world
from sim.core.plausible_range import Chosen, PlausibleRange, Scale, evidence, judgement
from sim.enforcement.effort import effort, search_effort
from sim.interventions import KINDS
from sim.interventions.intervention import key_names, uncertainty_of
from sim.interventions.staffing import Officer, pipeline
from sim.parameters import PARAMETERS
from sim.scenario_values import named_values
from sim.simulation import Simulation

START = date(2024, 1, 1)
FIELDS = [(kind, field) for kind, of in KINDS.items() for field in key_names(of)]
SET_FOR_THE_FIT = {"demand_volatility", "demand_return", "demand_learning"}
OUTSIDE = {"rescued_to_uk"}
"""Parameters whose default lies outside their range until the next fit."""
NOTHING_UNLESS_SAID = {("agreement", "frozen_takings")}
BEFORE = Path(__file__).parents[2] / "docs/decisions/0023-effect-sizes.tsv"


def declared(kind: str, field: str) -> PlausibleRange | Chosen | None:
    return uncertainty_of(KINDS[kind])[field]


@pytest.fixture(scope="module")
def values():
    return named_values(load_world(), load_scenario("baseline"))


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_every_field_has_a_range_around_its_centre_or_is_chosen(kind, field):
    known = declared(kind, field)
    assert known is not None and known.reason
    default = KINDS[kind].__dataclass_fields__[field].default
    if isinstance(known, PlausibleRange) and default is not MISSING:
        inside = known.low <= default <= known.high
        assert inside != ((kind, field) in NOTHING_UNLESS_SAID)


def test_fields_that_were_there_before_say_what_they_were():
    with BEFORE.open(encoding="utf-8", newline="") as file:
        rows = [(row["kind"], row["field"]) for row in csv.DictReader(file, delimiter="\t")]
    assert len(rows) == len(set(rows))
    gone = set(rows) - set(FIELDS)
    assert gone == {("agreement", "frozen"), ("finance-disruption", "frozen")}


def test_every_parameter_that_is_not_fitted_has_a_range():
    fitted = {prior.parameter for prior in load_priors(START, START).parameters} | SET_FOR_THE_FIT
    without = {
        name for name, each in PARAMETERS.items() if each.plausible is None and not each.choices
    }
    assert without <= fitted
    ranges = {name: each.plausible_range for name, each in PARAMETERS.items()}
    outside = {
        name
        for name, known in ranges.items()
        if known and not known.low <= PARAMETERS[name].default <= known.high
    }
    assert outside == OUTSIDE


def test_ranges_name_evidence_that_exists():
    known = {kept for entry in load_evidence().values() for kept in (entry.id, *entry.covers)}
    named = [each.plausible for each in PARAMETERS.values()]
    named += [declared(kind, field) for kind, field in FIELDS]
    sources = {name for each in named if each for name in each.source.split()}
    assert sources <= known
    assert {entry for entry in known if entry.startswith("E")} & sources


@pytest.mark.parametrize(
    ("low", "high", "scale"),
    [(2.0, 1.0, Scale.LINEAR), (0.0, 1.0, Scale.LOG), (0.1, 1.0, Scale.LOGIT)],
)
def test_a_range_that_its_scale_cannot_hold_is_refused(low, high, scale):
    with pytest.raises(ValueError, match="plausible range"):
        judgement(low, high, scale, "none")


def test_a_range_on_evidence_names_it():
    with pytest.raises(ValueError, match="names sources"):
        evidence(0.1, 0.2, Scale.LINEAR, "", "none")


def test_a_tenfold_of_beach_officers_is_answered_within_the_record():
    """The share prevented at constant launches, before gangs change method, at 0.43 today."""
    hazard = -np.log(1.0 - 0.43)
    known = PARAMETERS["beach_officer_elasticity"].plausible_range
    for elasticity in (known.low, PARAMETERS["beach_officer_elasticity"].default, known.high):
        work = float(effort(np.array([8_000.0]), np.array([800.0]), elasticity)[0]) / 800.0
        answer = np.log((1.0 - np.exp(-hazard * work)) / 0.43) / np.log(10.0)
        assert -0.1 <= answer <= 0.35


def test_the_fit_of_officers_launches_and_shares_lies_within_the_declared_range():
    """Launches a zone and day, boats arrived over those not prevented, in the years counted."""
    entries, years = load_evidence(), ("2019", "2022", "2024", "2025")
    officers = np.log([entries["E082"].value[year] for year in years])
    hazard = -np.log1p(-np.array([entries["E083"].value[year] for year in years]))
    launches = np.array([2.02, 6.85, 5.1, 5.3]) / 0.43 / 4.0
    exposure = np.array([1.0, 0.95, 0.92, 0.78])
    known = PARAMETERS["beach_officer_elasticity"].plausible_range
    for dilution in (1.0, 3.0, 9.0):
        answer = np.log(hazard * (1.0 + launches / dilution) / exposure)
        assert known.low <= np.polyfit(officers, answer, 1)[0] <= known.high


def test_the_effort_of_officers_at_the_start_is_their_number_to_the_last_bit():
    model = Simulation(load_world(), load_scenario("baseline"), 1, 0)
    assert search_effort(model.values, model.world).tobytes() == model.values.officers.tobytes()
    none = effort(np.array([0.0, 3.0]), np.array([0.0, 0.0]), 0.2)
    assert none.tolist() == [0.0, 3.0]
    assert effort(np.array([0.0]), np.array([800.0]), 0.0).tolist() == [0.0]


@pytest.mark.parametrize(
    ("officer", "least", "most"),
    [(Officer.BEACH, 5, 120), (Officer.INVESTIGATOR, 365, 730), (Officer.PROSECUTOR, 90, 730)],
)
def test_officers_take_as_long_as_on_record_and_their_posts_add_up(values, officer, least, most):
    measure = KINDS["beach-patrol"](start=START, officers=200.0)
    path = pipeline(measure, values, officer)
    assert least <= path.trained.full - START.toordinal() <= most
    assert path.recruiting + path.training + path.at_work == pytest.approx(1.0)
    assert 0.7 < path.at_work < 1.0


def test_fewer_of_funded_posts_are_at_work_than_are_paid(values):
    funding = KINDS["funding"](start=START, million_gbp=240.0, years=2.0, to_staff=1.0)
    day = START.toordinal() + 700
    now = {}
    for change in funding.modifiers(values):
        now[change.value] = now.get(change.value, 0.0) + change.amount * change.ramp.at(day)
    paid = now["public_spending"] * 365.0 / values.officer_cost
    on_their_way = now["officers_recruiting"] + now["officers_training"]
    assert paid == pytest.approx(1_000.0)
    assert now["investigators"] / 0.25 + on_their_way == pytest.approx(700.0)
    assert now["investigators"] / 0.25 < 0.65 * paid


def test_leads_of_intelligence_staff_grow_less_than_their_number(values):
    def gain(million: float) -> float:
        funding = KINDS["funding"](start=START, million_gbp=million, net_gain=1.0)
        found = [each for each in funding.modifiers(values) if each.value == "informant_leads"]
        return found[0].amount - 1.0

    assert gain(300.0) < 2.0 * gain(150.0)


@pytest.mark.parametrize(
    ("returned", "elasticity", "factor"),
    [(0.02, 1.0, 1.0), (0.15, 1.0, 1.0), (1.0, 0.3, 0.7), (0.575, 1.0, 0.5), (1.0, -0.2, 1.2)],
)
def test_returns_deter_no_one_below_their_threshold(values, returned, elasticity, factor):
    returns = KINDS["returns"](start=START, returned=returned, elasticity=elasticity)
    changes = {change.value: change.amount for change in returns.modifiers(values)}
    assert changes["entry_factor"] == pytest.approx(factor)
    assert changes["sent_back"] == returned


def test_part_of_a_borders_fall_and_of_the_rush_before_it_reaches_the_channel(values):
    deal = KINDS["origin-deal"](
        start=START, side="turkiye", entries=0.5, reaching=0.2, rush=0.5, rush_days=60
    )
    rush, fall, _ = deal.modifiers(values)
    first = START.toordinal()
    assert rush.amount == pytest.approx(1.1) and fall.amount == pytest.approx(0.9)
    assert rush.ramp.at(first) == 1.0 and rush.ramp.at(first + 60) == 0.0
    assert fall.ramp.at(first) == 0.0 and fall.ramp.at(first + 150) == 1.0


def test_no_set_of_measures_convicts_more_than_the_record_allows():
    both = (
        KINDS["technology"](start=START, conviction=1.5, days_to_effect=0),
        KINDS["prosecutors"](start=START, conviction=1.5),
    )
    found = named_values(load_world(), replace(load_scenario("baseline"), interventions=both))
    found.evaluate(START.toordinal())
    assert found.conviction_chance == 0.94


@pytest.mark.parametrize("name", scenario_names())
def test_the_library_keeps_to_the_centres_or_within_the_ranges(name):
    for measure in load_scenario(name).interventions:
        for field, known in uncertainty_of(type(measure)).items():
            given = getattr(measure, field)
            centre = type(measure).__dataclass_fields__[field].default
            if isinstance(known, PlausibleRange) and given != centre:
                said_off = (measure.kind, field) == ("technology", "million_gbp_per_year")
                assert known.low <= given <= known.high or said_off or given in (0, 1.0)
