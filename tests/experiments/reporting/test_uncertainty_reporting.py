from __future__ import annotations

import json

import numpy as np
import pandas as pd

from experiments.reporting.assurance_log import ROLES, assurance_log
from experiments.reporting.tornado_figure import tornado_figure
from experiments.reporting.uncertainty_tables import (
    break_even_statement,
    drivers_table,
    regimes_table,
    robustness_table,
    shares_table,
)
from experiments.uncertainty.break_even import BreakEven
from experiments.uncertainty.comparison_draws import comparison_draws, spreads
from experiments.uncertainty.draw_table import DrawTable, Source
from experiments.uncertainty.drivers import drivers
from experiments.uncertainty.regimes import regimes
from experiments.uncertainty.robust_choice import robustness
from experiments.uncertainty.variance_shares import variance_shares
from narrows.spread_values import spread_as_json


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
    figure = tornado_figure(found, 0.0, "Arrivals under policy", "people", False, "source")
    [axes] = figure.axes
    assert len(axes.patches) == 2 * len(found)
    assert axes.get_yticklabels()[0].get_text().startswith("one (fitted, ")
    tornado_figure([], 0.0, "Nothing", "people", True, "source")


def test_tables_say_what_was_held_fixed_and_what_is_no_more_than_chance():
    draws, effect = _drawn()
    shares = shares_table({"policy": variance_shares(draws, effect)})[-1]
    assert shares.count("held fixed") == 2
    rows = drivers_table(drivers(draws, effect), "people")
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
    [row] = spreads(results).values()
    found = spread_as_json(row["arrivals"])
    assert found["variance_shares"] == {
        "stochastic": 1.0, "fitted": 0.0, "assumed_world": 0.0, "assumed_effect": 0.0
    }  # fmt: skip
    assert found["held_fixed"] == ["fitted", "assumed_world", "assumed_effect"]
    assert found["drivers"] == [] and json.dumps(found)


def test_the_log_has_all_its_pages_and_leaves_signatures_blank(make_results):
    results = make_results(arrivals=(-100, 10))
    text = assurance_log(results.comparison, spreads(results))
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
