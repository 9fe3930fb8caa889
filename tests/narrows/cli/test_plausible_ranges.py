"""Every number that lists give has a plausible range, within its bounds and of its own."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from calibration.posterior import load_posterior
from calibration.priors import load_priors
from narrows.plausible_ranges import DECISION, FIRST_PRIORS, SET, parameter_range
from scenarios.evidence import load_evidence
from sim.core.plausible_range import Basis, Scale
from sim.parameters import PARAMETERS

KEYS = ["low", "high", "scale", "basis", "evidence", "reason"]
ALIKE = 0.2
"""Share of ranges of one basis that may have the same width, so that no rule made them all."""


@pytest.fixture
def rows(typed):
    return json.loads(typed("list", "parameters", "--json")[1])["parameters"]


def ranges(rows):
    return {row["name"]: row["plausible_range"] for row in rows if row["plausible_range"]}


def test_words_alone_lack_a_range(rows):
    without = {row["name"] for row in rows if row["plausible_range"] is None}
    assert without == {name for name, each in PARAMETERS.items() if each.choices}


def test_each_range_lies_within_bounds_and_says_why(rows):
    bounds = {row["name"]: row["bounds"] for row in rows}
    for name, given in ranges(rows).items():
        assert list(given) == KEYS and given["reason"] and given["scale"] in set(Scale), name
        assert bounds[name][0] <= given["low"] <= given["high"] <= bounds[name][1], name
        one_value = given["low"] == given["high"]
        assert one_value == (given["basis"] in (DECISION, SET)), name


def test_no_rule_of_thumb_makes_all_ranges(rows):
    declared = [given for given in ranges(rows).values() if given["basis"] in set(Basis)]
    widths = Counter(
        round(given["high"] / given["low"], 2) for given in declared if given["low"] > 0
    )
    assert max(widths.values()) < ALIKE * len(declared)
    assert len(widths) > len(declared) / 3
    assert len({given["reason"] for given in declared}) > 0.9 * len(declared)


def test_evidence_of_ranges_exists(rows):
    known = {kept for entry in load_evidence().values() for kept in (entry.id, *entry.covers)}
    named = {name for given in ranges(rows).values() for name in given["evidence"].split()}
    assert named and named <= known


def test_a_fitted_number_has_the_range_of_its_draws_or_else_its_prior():
    of, posterior = PARAMETERS["leave_hazard"], load_posterior()
    found, given = posterior.range(of.name), parameter_range(of, posterior)
    assert [given["low"], given["high"]] == pytest.approx([found.low, found.high], rel=0.01)
    prior = next(
        each for each in load_priors(FIRST_PRIORS, FIRST_PRIORS).parameters
        if each.parameter == of.name
    )  # fmt: skip
    alone = parameter_range(of, None)
    assert (alone["low"], alone["high"], alone["scale"]) == (prior.low, prior.high, prior.scale)
    assert parameter_range(PARAMETERS["demand_return"], None)["basis"] == SET


def test_effect_fields_have_theirs_where_measures_are_listed(typed):
    kinds = json.loads(typed("list", "interventions", "--json")[1])["interventions"]
    given = [each["plausible_range"] for kind in kinds for each in kind["fields"]]
    known = [each for each in given if each]
    assert len(known) > 30 and all(list(each) == KEYS for each in known)
