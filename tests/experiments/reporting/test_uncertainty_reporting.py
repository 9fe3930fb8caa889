from __future__ import annotations

import json
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from experiments.comparison.paired_effects import effects
from experiments.reporting.answer_summary import (
    best_choice,
    find_out_first,
    how_sure,
    packages,
    why_not_surer,
)
from experiments.reporting.assurance_log import ROLES, assurance_log
from experiments.reporting.input_meanings import meaning_of, named
from experiments.reporting.tornado_figure import Tornado, drivers_figure, tornado_figure
from experiments.reporting.uncertainty_section import headlines, measure_first, uncertainty_section
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
from scenarios.loader import load_scenario


@pytest.fixture
def known(make_changes):
    """All estimates of 160 replicates, made once."""

    def make():
        if not KNOWN:
            KNOWN.append(effect_uncertainty(make_changes(160), USUAL_AIMS))
        return KNOWN[0]

    return make


KNOWN = []


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


def test_tables_say_what_was_held_fixed_and_leave_out_what_is_no_more_than_chance():
    draws, effect = _drawn()
    shares = shares_table({"policy": variance_shares(draws, effect)})[-1]
    assert shares.count("held fixed") == 2
    found = drivers(draws, effect)
    rows = assumptions_table(found, input_changes(draws, [x.name for x in found], effect), "people")
    assert "`one`" in rows[2] and not all(each.clear for each in found)
    assert len(rows) == 2 + sum(each.clear for each in found) and "`idle`" not in "".join(rows)
    assert "Share" in regimes_table(regimes({"x": effect}, effect), "people")[0]
    utilities = pd.DataFrame({"none": [0, 0], "policy": [1, 2]})
    header, _, best, *_ = robustness_table(robustness(utilities), "people averted")
    assert "best worst case (maximin), least regret (minimax regret)" in best
    assert "Mean people averted" in header


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
    results = make_results(replicates=12, arrivals=(-100, 10), people_gave_up=(90, 10))
    uncertainty = uncertainty_of(results)
    found = spreads_as_json(uncertainty)["policy"]["arrivals"]
    assert set(found["variance_shares"]) == {
        "stochastic", "fitted", "assumed_world", "assumed_effect"
    }  # fmt: skip
    assert set(found["variance_shares"].values()) == {None}
    assert found["variance_shares_unknown"].startswith("12 replicates; at least 40")
    assert "12 replicates cannot show" in uncertainty_section(uncertainty, False)
    assert uncertainty_as_json(uncertainty)["choices"] == [] and headlines(uncertainty) == []
    assert find_out_first(uncertainty) == "" and "Not said" in best_choice(uncertainty)
    assert why_not_surer(effects(results), uncertainty).startswith(
        "**Why not surer.** 12 replicates cannot show"
    )


def test_the_section_answers_how_sure_why_and_what_to_find_out_first(known):
    found = known()
    text = uncertainty_section(found, True)
    for title in (
        "Where the doubt comes from", "What it depends on", "What would have to be true",
        "When it works", "What to find out first", "Which policy is robust",
        "How far one world may differ",
    ):  # fmt: skip
        assert f"### {title}" in text
    assert "All four are in the intervals" in text and "figures/drivers.svg" in text
    assert "5,000 people averted a year as likely as not: if `patrol strength` is at least" in text
    assert "choose by people averted alone (people): measure `world` first: choosing with" in text
    [first, *_] = headlines(found)
    assert "bold: the effect on people averted is concentrated where *boats launched" in first
    assert "by people averted alone, measure `world` first: " in find_out_first(found)
    figure = drivers_figure(found, "source")
    assert len(figure.axes) == 4


def test_json_has_every_estimate_and_no_number_that_json_lacks(known):
    found = known()
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


def test_an_input_is_measured_first_only_if_its_worth_is_above_zero(known):
    [averted, _] = known().choices
    assert averted.first_worth["low"] > 0 and measure_first(averted).startswith("measure `world`")
    information = averted.information.assign(low=0.0)
    known = information["known"].replace("world", "longest_boat_share")
    said = measure_first(replace(averted, information=information.assign(known=known)))
    assert "measure" not in said.replace("measuring", "")
    assert said.startswith("no single input is shown to be worth measuring before choosing; with")
    assert "share of the large boats built" in said and "(`longest_boat_share`), it gains" in said
    nothing = replace(averted, information=information.assign(counts=False))
    assert measure_first(nothing) == (
        "no single input is shown to be worth measuring before choosing"
    )


def test_inputs_are_named_by_what_they_mean():
    assert meaning_of("demand_2024q4") == "demand in quarter 4 of 2024 that nothing explains"
    assert meaning_of("post deploy_days (30 to 60)") == (
        "British officers posted abroad: days until all are in place"
    )
    assert named("world") == "`world`"


def test_the_best_choice_has_its_share_of_draws_its_cost_and_its_lead(known):
    found = known()
    [choice, _] = found.choices
    one, other = choice.best
    of = found.changes.changes
    apart = of[one]["averted"] - of[other]["averted"]
    assert choice.lead.mean == pytest.approx(apart.mean())
    assert choice.lead.low < apart.mean() < choice.lead.high
    said = best_choice(found)
    share = round(100 * choice.robustness["best"][one])
    assert f"{one} is the best on average and in {share} % of 160 draws" in said
    assert "chance and cost left out" in said and "They cost £10.0m and £10.0m" in said
    assert ("holds zero" in said) == (choice.lead.direction == 0)


def test_how_sure_has_the_average_and_one_world_and_why_not_surer_the_largest_share(make_results):
    results = make_results(arrivals=(-100, 10), people_gave_up=(90, 10))
    found = effects(results)
    uncertainty = uncertainty_of(results)
    shown, world = (
        found["policy"]["averted"].shown,
        uncertainty.policies["policy"].worlds["averted"],
    )
    assert how_sure(found, uncertainty) == (
        f"**How sure.** For policy the average lies between +{shown.low:.0f} and +{shown.high:.0f} "
        "people averted (95 % interval); in one actual world the effect could be from "
        f"+{world.low:.0f} to +{world.high:.0f}."
    )
    said = why_not_surer(found, uncertainty)
    assert "random draws make up the largest share, 100 % (100 to 100). Parameters" in said
    assert "assumed parameters and strengths of measures are held fixed and in no" in said


def test_of_shares_that_overlap_none_is_called_the_largest(make_changes, make_results):
    found = effect_uncertainty(make_changes(60), USUAL_AIMS)
    row = effects(make_results(people_gave_up=(90, 10)))["policy"]
    said = why_not_surer({"baseline": row, "bold": row}, found)
    assert "The runs do not tell which source of doubt about bold is largest: random" in said
    assert "the largest share" not in said and "held fixed" not in said


def test_a_package_is_a_scenario_that_holds_the_measures_of_others():
    names = ["baseline", "bsc-package", "posts-abroad", "finance", "technology-and-prosecution"]
    scenarios = [load_scenario(name) for name in names]
    [said] = packages(scenarios)
    assert said.startswith("bsc-package holds all measures of posts-abroad and finance. The parts")
    assert packages(scenarios[:3]) == packages(scenarios[:1]) == packages(()) == []


def test_a_goal_that_no_strength_reaches_is_one_line_and_too_few_thirds_another(
    known, make_changes
):
    text = uncertainty_section(effect_uncertainty(make_changes(40), USUAL_AIMS), False)
    assert text.count("oo few replicates for thirds") == 1
    found = known()
    policies = {
        name: replace(of, strengths=[
            replace(each, found=replace(each.found, value=np.nan, found=0.0, everywhere=False))
            for each in of.strengths
        ])
        for name, of in found.policies.items()
    }  # fmt: skip
    text = uncertainty_section(replace(found, policies=policies), False)
    [line] = re.findall(r"^- 5,000 people averted .*$", text, re.MULTILINE)
    assert "at no value of any strength tried. bold (`patrol strength`); mild (`deal" in line
    assert "at no value of `" not in text


def test_inputs_no_more_than_chance_are_counted_and_not_drawn(known):
    found = known()
    assert "the shares of inputs overlap, do not add up" in uncertainty_section(found, False)
    assert re.search(
        r"Left out, no more than chance: \d+ inputs?\.", uncertainty_section(found, False)
    )
    policies = {
        name: replace(of, spreads={
            outcome: replace(spread, drivers=[replace(x, clear=False) for x in spread.drivers])
            for outcome, spread in of.spreads.items()
        })
        for name, of in found.policies.items()
    }  # fmt: skip
    nothing = replace(found, policies=policies)
    text = uncertainty_section(nothing, False)
    assert "**bold: people averted**: none of the " in text and "explains more than chance" in text
    assert "inputs overlap" not in text and "| Input |" not in text
    assert drivers_figure(nothing, "source") is None and drivers_figure(found, "source")
