"""Runs draw on a posterior, the same member in every scenario, and results say on which."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from calibration.patterns.pattern_runs import designs
from calibration.posterior import Posterior, load_posterior
from experiments.comparison.paired_effects import effects
from experiments.displacement.displacement_account import displacement
from experiments.displacement.focus import Focus
from experiments.reporting.comparison_report import report
from experiments.reporting.displacement_report import report as displacement_report
from runs.comparison_design import Comparison
from runs.event_table import indexed_events, logged_run
from runs.parameter_source import (
    DECLARED,
    in_words,
    limit,
    of_replicate,
    parameter_source,
    range_text,
    recorded,
    without_digest,
)
from runs.provenance import provenance
from runs.runner import execute
from scenarios.packaged_places import OUTCOMES
from sim.core.events import Event
from sim.interventions import KINDS
from sim.model import SmugglingModel
from sim.parameters import PARAMETERS
from sim.people.demand_quarters import quarter

QUARTER = quarter(date(2023, 10, 1).toordinal())
MADE = Posterior(
    {
        "people_per_year": np.array([20_000.0, 40_000.0, 60_000.0]),
        "launch_caution": np.array([0.5, 0.9, 1.4]),
        "demand_volatility": np.full(3, 0.2),
    },
    {QUARTER: np.array([-0.3, 0.0, 0.3])},
    {"cutoff": "2024-06-30", "seed": 1},
)
LATE = date(2024, 1, 25)


@pytest.fixture(scope="module")
def posterior(tmp_path_factory):
    path = tmp_path_factory.mktemp("fit") / "posterior.parquet"
    MADE.write(path)
    loaded = load_posterior(path)
    assert loaded.digest == hashlib.sha256(path.read_bytes()).hexdigest()
    return loaded


@pytest.fixture(scope="module")
def design(make_scenario, posterior):
    """A baseline, a policy that branches off it, and a world that states a value of its own."""
    base = make_scenario(name="base", days=40, warmup_days=60)
    half = KINDS["change"](start=LATE, value="launch_caution", multiply=3.0)
    policy = replace(base, name="policy", interventions=(half,))
    stated = replace(base, name="stated", parameters={"people_per_year": 90_000})
    return Comparison((base, policy, stated), 4, 4, first=1, posterior=posterior)


@pytest.fixture(scope="module")
def results(world, design):
    return execute(world, design)


def test_a_replicate_draws_the_same_member_in_every_scenario(design):
    for replicate in (1, 2, 3, 300):
        member = MADE.member(design.seed, replicate)
        base, policy, stated = design.drawn(replicate)
        for name, values in MADE.parameters.items():
            assert base.parameters[name] == policy.parameters[name] == values[member]
        assert (
            base.demand == policy.demand == stated.demand == {QUARTER: MADE.demand[QUARTER][member]}
        )
        assert stated.parameters["people_per_year"] == 90_000
        assert stated.parameters["launch_caution"] == MADE.parameters["launch_caution"][member]
        assert policy.interventions == design.scenarios[1].interventions
        assert base.same_until(policy) == LATE.toordinal()


def test_without_a_posterior_scenarios_are_drawn_as_they_are(design):
    assert replace(design, posterior=None).drawn(7) == design.scenarios


def test_every_run_is_that_of_its_member(world, design, results):
    for index, replicate in enumerate(design.numbers):
        for row, scenario in enumerate(design.scenarios):
            drawn = MADE.scenario(scenario, design.seed, replicate)
            alone = SmugglingModel(world, drawn, design.seed, replicate).run()
            found = dict(zip(OUTCOMES, results.outcomes[row, index], strict=True))
            assert found == pytest.approx(alone.outcomes, rel=0, abs=0, nan_ok=True)
            days = results.days(scenario.name, "arrivals")[index]
            assert days.tobytes() == alone.daily["arrivals"].tobytes()


def test_members_tell_replicates_apart(world, design, results):
    entered = results.outcome("base", "entered")
    draws = np.array([MADE.member(design.seed, number) for number in design.numbers])
    low, middle, high = (entered[draws == draw] for draw in range(3))
    assert low.max(initial=0) < 0.6 * middle.min() and middle.max() < 0.9 * high.min()
    declared = execute(world, replace(design, posterior=None)).outcome("base", "entered")
    assert np.ptp(declared) < 0.1 * declared.mean() < 0.5 * np.ptp(entered)


def test_pairs_stay_paired_until_the_policy_begins(results, design):
    before = (LATE - design.baseline.start).days
    base, policy = (results.days(name, "arrivals") for name in ("base", "policy"))
    assert np.array_equal(base[:, :before], policy[:, :before])
    assert not np.array_equal(base, policy)


def test_members_give_the_same_bytes_on_one_worker_and_on_two(world, design, results):
    shared = execute(world, design, 2)
    assert shared.outcomes.tobytes() == results.outcomes.tobytes()
    assert shared.daily.tobytes() == results.daily.tobytes()


def test_parts_of_a_design_have_the_members_of_the_whole(world, design, results):
    first = execute(world, replace(design, replicates=1))
    joined = first.with_more(execute(world, first.comparison.following(3), origin=1))
    assert joined.outcomes.tobytes() == results.outcomes.tobytes()


def test_events_are_those_of_the_member(world, design, results):
    rows = indexed_events(logged_run(world, design))
    counted = [row for row in rows if row.date >= design.baseline.start]
    landed = sum(row.amount or 0 for row in counted if row.event is Event.LANDED)
    deaths = sum(row.amount or 0 for row in counted if row.event is Event.INCIDENT)
    assert landed == results.outcome("base", "arrivals")[0] > 0
    assert deaths == results.outcome("base", "deaths")[0]


def test_results_say_from_which_posterior_they_are(design, posterior):
    facts = provenance(design)
    assert recorded(facts) == {
        "kind": "posterior", "sha256": posterior.digest, "cutoff": "2024-06-30", "members": 3,
    }  # fmt: skip
    assert facts["parameters"]["people_per_year"]["fitted"] == {
        "low": 22_000.0, "median": 40_000.0, "high": 58_000.0,
    }  # fmt: skip
    assert facts["parameters"]["wage"]["fitted"] is None
    declared = provenance(replace(design, posterior=None))
    assert recorded(declared) == {"kind": DECLARED} == recorded({})
    assert not any(each["fitted"] for each in declared["parameters"].values())


def test_words_name_posterior_member_and_what_intervals_cover(posterior):
    fitted, declared = parameter_source(posterior), parameter_source(None)
    name = f"posterior of 3 draws, data until 2024-06-30, SHA-256 {posterior.digest[:12]}"
    assert of_replicate(fitted, 4, 7) == f"draw {MADE.member(4, 7)} of the {name}"
    assert name in in_words(fitted) and "which posterior draws" in limit(fitted)
    assert of_replicate(declared, 4, 7) == DECLARED
    assert "stochastic uncertainty alone" in in_words(declared) and "same assumptions" in limit(
        declared
    )


def test_a_range_is_of_the_middle_members_and_what_was_set_is_one_number():
    assert range_text(MADE.range("people_per_year")) == "22,000 to 58,000"
    assert range_text(MADE.range("demand_volatility")) == "0.2"
    with pytest.raises(KeyError):
        MADE.range("wage")


def test_the_report_says_what_is_fitted_and_what_a_scenario_states(results, design):
    names = ["base", "policy", "stated"]
    text = report(design, effects(results), names)
    assert (
        f"{in_words(without_digest(parameter_source(design.posterior)))}." in text
        and limit(parameter_source(design.posterior)) in text
    )
    before, repeat = text.split("## How to repeat it")
    assert "SHA-256" not in before and f"SHA-256 {design.posterior.digest[:12]}; data to" in repeat
    assert "default is 43000, inferred. It stands in for what is fitted, 22,000 to 58,000." in text
    assert "| `launch_caution` | ratio | 0.9, assumed | 0.54 to 1.35 | fitted |" in text
    assert "| `demand_volatility` | log/quarter | 0.0, assumed | 0.2 | set for the fit |" in text
    assert f"Of {len(PARAMETERS)} parameters, 3 from the posterior (below), " in text
    assert "--declared" not in text and "{" not in text
    declared = replace(design, posterior=None)
    text = report(declared, effects(results), names)
    assert f"--seed {design.seed} --declared\n" in text
    assert in_words(parameter_source(None)) in text and "set for the fit" not in text


def test_an_account_of_displacement_runs_the_members_too(world, design, results):
    pair = replace(design, scenarios=design.scenarios[:2])
    first, last = design.dates[0], design.dates[-1]
    found = displacement(world, pair, Focus(first, last, None, None, None))
    assert found.results.outcomes.tobytes() == results.outcomes[:2].tobytes()
    assert in_words(parameter_source(design.posterior)) in displacement_report(found, ["a", "b"])
    undrawn = replace(
        found, results=replace(found.results, comparison=replace(pair, posterior=None))
    )
    assert "--declared" in displacement_report(undrawn, ["a", "b"])


def test_the_middle_of_replicates_is_wider_than_the_interval_of_their_mean(make_results):
    found = effects(make_results(replicates=200, arrivals=(-50, 10)))["policy"]["arrivals"]
    low, high = found.middle
    assert (low, high) == pytest.approx((-50 - 16.4, -50 + 16.4), abs=3)
    assert low < found.difference.low < found.difference.high < high


def test_patterns_take_a_posterior_in_every_design(posterior):
    wanted = designs(2, 1, posterior=posterior)
    for each in (wanted.levers, wanted.shocks, wanted.watched):
        assert each.posterior is posterior
    assert designs(2, 1).watched.posterior is None
