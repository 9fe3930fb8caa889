"""What is claimed of the finalists: by verdicts of one family alone."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from experiments.allocation.allocation_design import Policy
from experiments.allocation.allocation_file import Overrides, read_allocation
from experiments.allocation.allocation_tables import Findings
from experiments.allocation.budget_search import Searched
from experiments.allocation.confirmation import FAMILY, Confirmed
from experiments.allocation.interdiction_bound import Bound
from experiments.allocation.pessimistic_side import Pessimistic
from experiments.allocation.posted_officers import BestAnswer
from experiments.comparison.paired_effects import compare_values
from experiments.comparison.verdicts import FEWEST_JUDGED, MARGINS, Verdict, judge, margins_of
from experiments.reporting.allocation_report import answer, report
from experiments.study.analysis.study_tables import judgement_columns
from scenarios.packaged_places import OUTCOMES

pytestmark = pytest.mark.slow

NAMES = list(OUTCOMES)
OTHERS = [name for name in MARGINS if name in OUTCOMES and name not in FAMILY]
CLAIM = re.compile(r"\b(falls?|rises?) by\b|more than none|fewer than none")


def confirmed(question, effect: float, replicates: int = 60) -> Confirmed:
    """Two finalists, an equal split and three references; the first finalist averts some."""
    generator = np.random.default_rng(4)
    names = ("best", "second", "equal", "all-bulgaria", "all-finance", "nothing-fixed")
    policies = tuple(Policy(name, name, (2.0, 2.0)) for name in names)
    base = generator.normal(1_000.0, 30.0, (replicates, len(NAMES)))
    values = base + generator.normal(0.0, 20.0, (1 + len(names), replicates, len(NAMES)))
    values[0] = base
    values[1, :, NAMES.index("entered")] -= effect
    values[1, :, NAMES.index("arrivals")] -= effect
    return Confirmed(policies, 2, values, question.outcomes)


def findings(question, effect: float, replicates: int = 60) -> Findings:
    found = confirmed(question, effect, replicates)
    searched = Searched(found.policies, found.values)
    bound = Bound(100.0, 90.0, False, np.array([4.0, 0.0]))
    asked = replace(question, confirm=replicates)
    answer = BestAnswer(1_000.0, 1_500.0, 1_400.0, 0.9, 0.8, 0.99)
    names = ("baseline", *(policy.name for policy in found.policies))
    worst = Pessimistic(names, ((answer, answer),) * len(names))
    return Findings(asked, searched, found, [bound, bound], worst)


def test_one_family_is_all_policies_beside_the_baseline_and_beside_the_equal_split(question):
    found = confirmed(question, 300.0)
    of = {name: found.values[:, :, at] for at, name in enumerate(NAMES)}
    differences, margins, shown = [], [], []
    for against, look in ((0, found.effect), (1 + found.equal, found.beside_equal)):
        base = {name: values[against] for name, values in of.items()}
        for number in range(len(found.policies)):
            both = compare_values(base, {name: each[1 + number] for name, each in of.items()})
            within = margins_of({name: float(both[name][0].mean()) for name in MARGINS})
            for name in FAMILY:
                differences.append(both[name][1] - both[name][0])
                margins.append(within[name])
                shown.append(look(number, name).judgement)
    assert shown == judge(differences, margins)
    assert found.effect(0, "arrivals").judgement.verdict is Verdict.FALLS
    assert found.effect(0, "averted").judgement.verdict is Verdict.RISES
    assert found.beside_equal(0, "averted").judgement.verdict is Verdict.RISES
    assert not any(found.effect(0, name).judgement for name in ("delayed", "deaths", *OTHERS))


def test_only_verdicts_make_claims(question):
    some, none = findings(question, 300.0), findings(question, 0.0)
    said = " ".join(answer(some))
    assert "arrivals: fall by" in said and "best beside an equal split: arrivals: fall by" in said
    alone = [
        none.confirmed.effect(number, name).difference.direction
        for number in range(6) for name in FAMILY
    ]  # fmt: skip
    assert any(alone), "of 18 single intervals some exclude zero by chance"
    assert not CLAIM.search(" ".join([*answer(none), report(none)]))
    few = findings(question, 300.0, FEWEST_JUDGED - 1)
    assert not CLAIM.search(" ".join([*answer(few), report(few)]))
    assert f"fewer than {FEWEST_JUDGED} replicates" in answer(few)[0]
    for found in (some, none, few):
        assert "clear" not in report(found)


def test_tables_hold_the_verdicts_and_what_carries_them(question):
    found = findings(question, 300.0)
    rows = found.tables()["effects"]
    for row in rows:
        number = [policy.name for policy in found.confirmed.policies].index(row["name"])
        effect = found.confirmed.effect(number, row["outcome"])
        beside = found.confirmed.beside_equal(number, row["outcome"])
        right = judgement_columns(effect) | judgement_columns(beside, "beside_equal_")
        assert right.items() <= row.items()
        assert (row["verdict"] is not None) == (row["outcome"] in FAMILY)
    assert {row["outcome"] for row in rows} >= {"averted", "delayed", "did_not_set_out", "gave_up"}


def test_the_allocation_that_comes_along_runs_out_and_can_get_verdicts():
    question = read_allocation("eight-million", Overrides())
    assert question.baseline.run_out_days == 180
    assert question.confirm >= FEWEST_JUDGED


def test_robust_choice_follows_the_rules_over_all_draws(question):
    """The best policy averts some in every draw, so that every rule chooses it."""
    some = findings(question, 300.0)
    averted, deaths = some.robustness.choices
    assert averted.aim.name == "people averted alone" and deaths.aim.unit == "deaths"
    rows = averted.robustness
    assert {"baseline", *(policy.name for policy in some.confirmed.policies)} == set(rows.index)
    assert rows.loc["best", "maximin"] and rows.loc["best", "minimax_regret"]
    assert rows.loc["best", "greatest_regret"] == 0.0 and rows.loc["best", "best"] == 1.0
    assert rows.loc["baseline", "least"] == 0.0 and rows.loc["baseline", "greatest_regret"] > 200
    wanted = {each.outcome: each.sign * each.at_least for each in some.robustness.wanted}
    days = question.baseline.days
    assert wanted == {"averted": pytest.approx(5_000 * days / 365.25), "expected_deaths": 0.0}
    assert some.robustness.reached["best"] > some.robustness.reached["second"]
    table = some.tables()["robust_choice"]
    chosen = {row["name"] for row in table if row["aim"] == averted.aim.name and row["maximin"]}
    assert chosen == {"best"} and len(table) == 2 * 7
    said = report(some)
    assert (
        "best worst case (maximin), least regret (minimax regret)" in said
        and "Share of draws in which the expected" in said
    )
    few = findings(question, 300.0, 20)
    assert few.robustness.choices == [] and not few.tables()["robust_choice"]
    assert "Not said: 20 replicates cannot show" in report(few)


def test_the_report_sets_the_model_between_both_sides(question):
    said = report(findings(question, 0.0))
    assert "| best | 1,000 | 1,400 | 0 (0 to 0) | 90.0 % | 80.0 % | 99.0 % | 100 % |" in said
    assert "In 14 of 14 runs arrivals lie below the most" in said
    assert "900 would be left. No policy has fewer." in said
