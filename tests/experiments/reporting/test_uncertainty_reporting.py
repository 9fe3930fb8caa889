from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from experiments.reporting.assurance_log import ROLES, assurance_log
from experiments.reporting.tornado_figure import Tornado, drivers_figure, tornado_figure
from experiments.reporting.uncertainty_section import headlines, uncertainty_section
from experiments.reporting.uncertainty_tables import (
    assumptions_table,
    break_even_statement,
    regimes_table,
    robustness_table,
    shares_table,
)
from experiments.uncertainty.break_even import BreakEven
from experiments.uncertainty.comparison_draws import comparison_draws
from experiments.uncertainty.draw_table import DrawTable, Source
from experiments.uncertainty.drivers import drivers
from experiments.uncertainty.effect_uncertainty import (
    effect_uncertainty,
    input_changes,
    uncertainty_of,
)
from experiments.uncertainty.policy_choice import USUAL_AIMS
from experiments.uncertainty.regimes import regimes
from experiments.uncertainty.robust_choice import robustness
from experiments.uncertainty.variance_shares import variance_shares
from narrows.uncertainty_values import spread_as_json, spreads_as_json, uncertainty_as_json


def _drawn():
    random = np.random.default_rng(1)
    values = random.standard_normal((80, 3))
    draws = DrawTable(
        pd.DataFrame(values, columns=["one", "two", "idle"]),
        dict.fromkeys(["one", "two", "idle"], Source.FITTED),
    )
    return draws, 100 * values[:, 0] - 30 * values[:, 1] + 20 * random.standard_normal(80)


def test_a_tornado_has_a_bar_to_either_side_for_each_input():
    found = drivers(*_drawn())
    panel = Tornado(found, 0.0, "Arrivals under policy", "people", False)
    [axes, _] = tornado_figure([panel, Tornado([], 0.0, "", "people", True)], "source").axes
    assert len(axes.patches) == 2 * len(found)
    assert axes.get_yticklabels()[0].get_text().startswith("one (fitted, ")


def test_tables_say_what_was_held_fixed_and_what_is_no_more_than_chance():
    draws, effect = _drawn()
    shares = shares_table({"policy": variance_shares(draws, effect)})[-1]
    assert shares.count("held fixed") == 2
    found = drivers(draws, effect)
    rows = assumptions_table(found, input_changes(draws, [x.name for x in found], effect), "people")
    assert "`one`" in rows[2] and "no more than chance" in rows[-1]
    assert "Share" in regimes_table(regimes({"x": effect}, effect), "people")[0]
    utilities = pd.DataFrame({"none": [0, 0], "policy": [1, 2]})
    assert "minimax regret" in robustness_table(robustness(utilities))[2]


def test_a_break_even_value_is_a_sentence_even_if_there_is_none():
    some = BreakEven(1.234, 1.0, 1.5, 1.0, False, 0.0, 2.0)
    none = BreakEven(np.nan, np.nan, np.nan, 0.0, True, 0.0, 2.0)
    assert break_even_statement(some, "arrivals fall").startswith(
        "arrivals fall: changes at 1.23 (1"
    )
    assert "holds over the whole range of 0 to 2" in break_even_statement(none, "arrivals fall")


def test_a_comparison_without_a_posterior_is_stochastic_alone(make_results):
    results = make_results(arrivals=(-100, 10))
    assert comparison_draws(results.comparison).inputs == []
    [policy] = uncertainty_of(results).policies.values()
    found = spread_as_json(policy.spreads["arrivals"], results.comparison.replicates)
    assert found["variance_shares"] == {
        "stochastic": 1.0, "fitted": 0.0, "assumed_world": 0.0, "assumed_effect": 0.0
    }  # fmt: skip
    assert found["held_fixed"] == ["fitted", "assumed_world", "assumed_effect"]
    assert found["drivers"] == [] and json.dumps(found)


def test_the_log_has_all_its_pages_and_leaves_signatures_blank(make_results):
    results = make_results(arrivals=(-100, 10))
    text = assurance_log(results.comparison, uncertainty_of(results).spreads)
    for page in (
        "Assumptions log",
        "Data log",
        "Quality log",
        "Uncertainty statement",
        "Limits of use",
    ):
        assert f"## {page}" in text
    assert all(f"| {role} | " in text for role in ROLES)
    assert "**Not assured**" in text and "held fixed" in text and "small-boat" not in text[:50]
    assert "SHA-256" in text


def test_too_few_replicates_give_no_shares_but_the_reason(make_results):
    results = make_results(replicates=12, arrivals=(-100, 10))
    uncertainty = uncertainty_of(results)
    found = spreads_as_json(uncertainty)["policy"]["arrivals"]
    assert set(found["variance_shares"]) == {
        "stochastic", "fitted", "assumed_world", "assumed_effect"
    }  # fmt: skip
    assert set(found["variance_shares"].values()) == {None}
    assert found["variance_shares_unknown"].startswith("12 replicates; at least 40")
    assert "12 replicates cannot show" in uncertainty_section(uncertainty, False)
    assert uncertainty_as_json(uncertainty)["choices"] == [] and headlines(uncertainty) == []


def test_the_section_answers_how_sure_why_and_what_to_find_out_first(make_changes):
    changes = make_changes(160)
    found = effect_uncertainty(changes, USUAL_AIMS)
    text = uncertainty_section(found, True)
    for title in (
        "Where the doubt comes from", "What it depends on", "What would have to be true",
        "When it works", "What to find out first", "Which policy is robust",
        "How far one world may differ",
    ):  # fmt: skip
        assert f"### {title}" in text
    assert "All four are in the intervals" in text and "figures/drivers.svg" in text
    assert "5,000 people averted a year as likely as not: if `patrol strength` is at least" in text
    assert "choose by people averted alone (people): measure `world` first." in text
    [first, *_] = headlines(found)
    assert "bold: the effect on people averted is concentrated where *boats launched" in first
    assert "measure `world` first" in "".join(headlines(found))
    figure = drivers_figure(found, "source")
    assert len(figure.axes) == 4


def test_json_has_every_estimate_and_no_number_that_json_lacks(make_changes):
    found = effect_uncertainty(make_changes(160), USUAL_AIMS)
    json.dumps(uncertainty_as_json(found), allow_nan=False)
    effect = spreads_as_json(found)["bold"]["averted"]
    json.dumps(effect, allow_nan=False)
    assert sum(effect["variance_shares"].values()) == pytest.approx(1)
    assert len(effect["drivers"]) <= 10 and effect["drivers"][0]["sign_changes"]["from"] < 0
    policy, [averted, deaths] = (
        uncertainty_as_json(found)["policies"]["bold"], uncertainty_as_json(found)["choices"]
    )  # fmt: skip
    assert {each["input"] for each in policy["strengths"]} == {"patrol strength"}
    low, high = policy["single_worlds"]["averted"]
    effects = found.changes.changes["bold"]["averted"]
    assert np.sum((effects >= low) & (effects <= high)) == pytest.approx(152, abs=2)
    assert policy["regimes"]["averted"]["concentrated_in"] == 2
    assert averted["measure_first"] == "world" and averted["weights"]["averted"] == 1
    assert deaths["weights"] == {"averted": 0, "deaths": 1, "pounds": 0}
    assert {row["policy"] for row in averted["robustness"]} == {"baseline", "bold", "mild"}
