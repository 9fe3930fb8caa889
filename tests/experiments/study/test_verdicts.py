"""What a study claims: by verdicts of one family alone; people averted apart from delayed."""

from __future__ import annotations

import re

import numpy as np
import pyarrow.parquet as pq
import pytest

from experiments.comparison.verdicts import FEWEST_JUDGED, MARGINS, Verdict, judge, margins_of
from experiments.reporting.cumulative_effect_figure import cumulative_effect_figure
from experiments.reporting.effect_statements import cost_per_averted
from experiments.reporting.study_answer import save_report
from experiments.reporting.study_figures import panels
from experiments.reporting.study_report import sentences
from experiments.reporting.study_sections import costs, verdicts
from experiments.study.analysis.point_effects import HEADLINE, Pairs, reached
from experiments.study.analysis.study_tables import (
    COST,
    MOST_IN_FULL,
    as_table,
    effect_rows,
    effects_of,
    value_rows,
)
from runs.arrivals_accounting import PARTS, WHOLE

AVERTS = {"people_gave_up": (900.0, 300.0), "public_cost": (9e6, 0.0)}
DELAYS = {"still_on_the_way": (900.0, 300.0), "public_cost": (9e6, 0.0)}
FEW = f"fewer than {FEWEST_JUDGED} replicates"
NOTHING = {"people_gave_up": (0.0, 300.0), "expected_deaths": (0.0, 9.0), "price": (0.0, 40.0)}


def pairs_of(kept):
    return Pairs(kept, tuple(dict.fromkeys((*kept.reported, *HEADLINE, COST))))


@pytest.fixture
def pairs(invent):
    """Policies that avert, that only delay, and ten that do nothing but part the worlds."""
    return pairs_of(invent(AVERTS, DELAYS, *[NOTHING] * 10))


def test_the_family_is_all_points_by_all_headline_outcomes(pairs):
    differences, margins = [], []
    for point in pairs.compared:
        baseline, values = pairs.pair(point)
        of = {name: at for at, name in enumerate(pairs.outcomes)}
        found = margins_of({name: float(baseline[of[name]].mean()) for name in MARGINS})
        differences += [values[of[name]] - baseline[of[name]] for name in MARGINS]
        margins += [found[name] for name in MARGINS]
    right = iter(judge(differences, margins))
    for effects in pairs.by_name.values():
        for name in MARGINS:
            judgement = next(right)
            assert effects[name].judgement == judgement
            if judgement.interval.half_width:
                assert judgement.interval.half_width > effects[name].difference.half_width
        assert all(effects[name].judgement is None for name in effects if name not in MARGINS)


def test_averted_and_delayed_are_distinguished(pairs):
    averts, delays = pairs.by_name["policy-0"], pairs.by_name["policy-1"]
    for row, some, none in ((averts, "averted", "delayed"), (delays, "delayed", "averted")):
        assert row["arrivals"].judgement.verdict is Verdict.FALLS
        assert row[some].judgement.verdict is Verdict.RISES
        assert row[none].judgement.verdict is Verdict.SAME
    assert cost_per_averted(delays) == "not shown: cannot tell whether any are averted"
    assert re.fullmatch(r"£[\d,]+ \(£[\d,]+ to £[\d,]+\)", cost_per_averted(averts))


def test_parts_add_up_to_the_fall_in_arrivals_in_tables_and_replicates(pairs):
    for point in pairs.compared:
        baseline, values = pairs.pair(point)
        change = dict(zip(pairs.outcomes, values - baseline, strict=True))
        fall = sum(change[part.name] for part in WHOLE)
        assert fall == pytest.approx(-change["arrivals"], abs=1e-6)
    effects, _ = effect_rows(pairs)
    for name in pairs.by_name:
        row = {each["outcome"]: each["difference"] for each in effects if each["name"] == name}
        assert set(PARTS) <= set(row)
        assert sum(row[part.name] for part in WHOLE) == pytest.approx(-row["arrivals"])


def test_what_is_read_back_from_the_table_says_the_same(pairs):
    rows, _ = effect_rows(pairs)
    found = effects_of(as_table(rows).to_pylist())
    for name, effects in pairs.by_name.items():
        for outcome, effect in effects.items():
            back = found[name][outcome]
            assert (back.judgement, back.direction) == (effect.judgement, effect.direction)
            assert (back.difference, back.shown) == (effect.difference, effect.shown)


def test_an_interval_that_excludes_zero_alone_claims_nothing(invent):
    found = pairs_of(invent(*[NOTHING] * 12))
    alone = [
        (name, outcome)
        for name, row in found.by_name.items()
        for outcome in MARGINS
        if row[outcome].difference.direction and row[outcome].difference.half_width
    ]
    assert alone, "of 48 single intervals some exclude zero by chance"
    assert not any(row[outcome].direction for row in found.by_name.values() for outcome in MARGINS)
    drawn = panels(found.by_name, ["arrivals", "averted", "expected_deaths", "price"])
    assert not any(any(panel.claims) for panel in drawn)
    said = " ".join([*sentences(found), verdicts(found.by_name)])
    assert not re.search(r"\b(falls?|rises?) by\b|more than none|fewer than none", said)


def test_worth_is_of_people_averted_with_the_interval_of_their_verdict(pairs):
    found = value_rows(pairs)
    assert [row["name"] for row in found] == ["policy-0"] * 2 + ["policy-1"] * 2
    averted = pairs.by_name["policy-0"]["averted"]
    for row, money in zip(found, (1e6, 120_000), strict=False):
        ends = (averted.shown.mean, averted.shown.low, averted.shown.high)
        right = [end * money / row["public_cost"] for end in ends]
        assert [row["averted"], row["low"], row["high"]] == pytest.approx(right)
        assert row["verdict"] == "rises"
    assert {row["verdict"] for row in found[2:]} == {"about the same"}
    said = costs(found, pairs.by_name)
    assert "People averted per £m" in said and "Deaths averted" not in said
    assert "| policy-1 |" in said and "about the same" in said


def test_below_the_fewest_replicates_nothing_is_claimed(invent):
    few = pairs_of(invent(AVERTS, DELAYS, replicates=FEWEST_JUDGED - 1))
    for row in few.by_name.values():
        for outcome in MARGINS:
            assert row[outcome].direction == 0
    assert few.by_name["policy-0"]["averted"].judgement.reason == FEW
    assert FEW in sentences(few)[0]


@pytest.mark.slow
def test_a_study_of_thousands_of_points_is_reported(invent):
    kept = invent(*[{"people_gave_up": (50.0, 30.0)}] * 2_000, replicates=6)
    pairs = pairs_of(kept)
    assert len(pairs.compared) > MOST_IN_FULL
    effects, _ = effect_rows(pairs)
    assert len(effects) == 2_000 * len(pairs.outcomes)
    assert {row["verdict"] for row in effects} == {None, "cannot tell"}


def test_precision_is_that_of_simultaneous_intervals(invent):
    kept = invent(AVERTS, DELAYS, *[NOTHING] * 10)
    pairs = pairs_of(kept)
    widths = [row["arrivals"].shown.half_width / abs(row["arrivals"].baseline)
              for row in pairs.by_name.values()]  # fmt: skip
    alone = [row["arrivals"].difference.half_width for row in pairs.by_name.values()]
    assert reached(kept, "arrivals") == pytest.approx(max(widths))
    assert max(widths) > max(alone) / pairs.by_name["policy-0"]["arrivals"].baseline


def test_reports_claim_by_verdict_alone_and_say_what_intervals_hold_all_at_once(reported):
    report = (reported / "report.md").read_text().split("## Definitions")[0]
    assert "Benjamini" not in report and "clear" not in report and "luck" not in report
    assert "before 1 of run-out" in report and "--run-out 1" in report
    assert "\n## Verdicts\n" in report and "One family of 12 effects" in report
    for caption in re.findall(r"!\[(.*?)\]", report):
        assert re.search("hold all at once|each interval is for itself", caption), caption
    table = pq.read_table(reported / "tables" / "effects.parquet").to_pylist()
    assert {row["outcome"] for row in table if row["verdict"]} == set(MARGINS)


def test_a_study_that_keeps_no_days_has_no_course(pairs):
    assert cumulative_effect_figure(pairs.kept) is None
    assert np.isfinite(pairs.levels("arrivals", pairs.sound([0]))).all()


def test_a_report_of_made_up_runs_is_whole(invent):
    kept = invent(AVERTS, DELAYS, NOTHING)
    save_report(kept, [])
    report = (kept.folder / "report.md").read_text()
    assert "| not shown: cannot tell whether any are averted |" in report
    assert re.search(r"\| £[\d,]+ \(£[\d,]+ to £[\d,]+\) \|", report)
    answer = report.split("## Answer")[1].split("\n## ")[0]
    assert "**policy-0** (policy-0): arrivals fall by" in answer
    assert "for each person averted" in answer.split("**policy-1**")[0]
    assert "for each person averted" not in answer.split("**policy-1**")[1].split("|")[0]
    assert (kept.folder / "figures" / "worth.svg").exists()
