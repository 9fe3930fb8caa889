"""Doses multiply what a measure does, stay within bounds, and end where the bounds do."""

from __future__ import annotations

from datetime import date

import pytest

from experiments.extremes.doses import END, MULTIPLES, Lever, levers
from experiments.extremes.page import WHY
from scenarios.known_names import check_intervention
from sim.interventions import KINDS

FIRST = date(2024, 1, 1)


def test_every_kind_but_the_free_change_has_a_lever_and_a_reason():
    kinds = {lever.name for lever in levers()}
    assert kinds == KINDS.keys() - {"change"}
    assert kinds <= WHY.keys()


@pytest.mark.parametrize("lever", levers(), ids=lambda lever: lever.name)
def test_every_dose_is_within_bounds_and_known_to_the_model(lever, world):
    assert lever.at(0.0) is None
    assert lever.at(1.0) == lever.usual
    for dose in (*MULTIPLES[1:], END):
        check_intervention(lever.at(dose), world)


def test_factors_go_by_their_power_and_amounts_in_proportion():
    seizure = KINDS["equipment-seizure"](start=FIRST, detection=1.5)
    assert Lever("seizure", seizure).at(2.0).detection == pytest.approx(2.25)
    patrol = KINDS["beach-patrol"](start=FIRST, officers=200)
    assert Lever("patrol", patrol).at(5.0).officers == 1_000
    technology = KINDS["technology"](start=FIRST, case_time=0.9)
    assert Lever("technology", technology).at(2.0).case_time == pytest.approx(0.81)


def test_an_end_is_a_bound():
    patrol = KINDS["beach-patrol"](start=FIRST, officers=200)
    assert Lever("patrol", patrol).at(END).officers == 100_000
    returns = KINDS["returns"](start=FIRST, returned=0.1, elasticity=0.5)
    assert Lever("returns", returns).at(END).returned == 1.0
