"""What was in force while the data were made, and how it goes on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from runs.parameter_draws import ParameterDraws
from scenarios.loader import as_json, load_scenario
from scenarios.scenario_in_full import read_in_full
from sim.scenario import Scenario

BEGIN = date(2022, 1, 1)
"""First day that targets are about."""
HISTORY = "history"
"""Fact of a posterior: the scenario that its fit took to be in force, if not the baseline."""


def past(scenario: Scenario, cutoff: date) -> Scenario:
    """A scenario over the years of a fit: measures that had not begun by the cut-off are left out.

    Measures that had begun have their central strengths: the record was made under one strength of
    each, the fit to it takes that to be known, and what it is wrong by goes into the free numbers.

    Args:
        scenario: What was in force.
        cutoff: Last day that is known.
    """
    begun = tuple(each for each in scenario.interventions if each.start <= cutoff)
    days = (cutoff - BEGIN).days + 1
    kept = replace(scenario, start=BEGIN, days=days, run_out_days=0, interventions=begun)
    return kept.central


def with_known(scenario: Scenario, cutoff: date) -> Scenario:
    """The scenario in which measures that had begun by the cut-off have central strengths."""
    made = tuple(each.central if each.start <= cutoff else each for each in scenario.interventions)
    return replace(scenario, interventions=made)


def as_facts(history: Scenario | None) -> Mapping[str, Any] | None:
    """What a posterior notes of the scenario that was in force; None for the baseline."""
    return None if history is None else json.loads(as_json(history.central))


def past_of(posterior: ParameterDraws, cutoff: date) -> Scenario:
    """The scenario that a posterior was fitted under, from the first day of the fit to a day.

    Raises:
        InputError: If what it notes of it cannot be run.
    """
    noted = posterior.facts.get(HISTORY)
    if noted is None:
        return past(load_scenario("baseline"), cutoff)
    return past(read_in_full(json.dumps(noted), "the posterior"), cutoff)


def continued(scenario: Scenario, posterior: ParameterDraws) -> Scenario:
    """A scenario after what was in force before it: past measures stay, each once.

    Args:
        scenario: What is done from when.
        posterior: Whose fit says what was in force.
    """
    if posterior.facts.get(HISTORY) is None:
        return scenario
    before = past_of(posterior, date.fromisoformat(posterior.facts["cutoff"]))
    own = scenario.interventions
    there = [each.central for each in own]
    kept = tuple(each for each in before.interventions if each not in there)
    parameters = dict(before.parameters) | dict(scenario.parameters)
    return replace(scenario, parameters=parameters, interventions=(*kept, *own))
