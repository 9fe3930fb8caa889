"""The eight patterns: their computing functions, their declarations, and the page."""

from __future__ import annotations

import re
from datetime import date

import numpy as np
import pytest

from calibration.patterns import (
    clustered_deaths,
    corridor_displacement,
    observed,
    repeated_attempts,
    weather_gating,
)
from calibration.patterns.dated_shocks import DAY, OPERATION_DAY
from calibration.patterns.declared_patterns import Declared, Pattern, load_patterns
from calibration.patterns.event_study import AFTER, BEFORE, LENGTH
from calibration.patterns.pattern_runs import designs, run_all
from calibration.patterns.pattern_values import Value, bins, change
from calibration.patterns.pattern_verdict import holds, target_fit, verdict
from calibration.reporting import patterns_page
from calibration.reporting.pattern_figures.finders import FIND
from runs.intervals import Interval
from runs.reporting.figure_style import style
from runs.reporting.generated_sections import DOCS, PageError, marks, rewritten
from scenarios.evidence import CUT_OFF, load_evidence
from scenarios.packaged_data import DATA

pytestmark = pytest.mark.slow

PAGE = (DOCS / patterns_page.NAME).read_text(encoding="utf-8")
PATTERNS = load_patterns()
SHORT = 29


@pytest.fixture(scope="module")
def short():
    """One design of everything, too short to say anything."""
    return run_all(designs(1, 1, days=SHORT))


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.name)
def test_the_page_holds_every_pattern_with_its_figure_table_and_verdict(pattern):
    first, last = marks(pattern.name)
    made = PAGE.split(first)[1].split(last)[0]
    assert f"]({patterns_page.FIGURES}/{pattern.name}.png)" in made
    assert re.search(r"^\*\*(Reproduced|Partly reproduced|Missed)\.\*\*", made, re.M)
    for declared in pattern.measures:
        assert f"| {declared.what}" in made


def test_there_are_eight_patterns_each_with_a_module_and_a_heading():
    assert [each.name for each in PATTERNS] == list(FIND)
    headings = re.findall(r"^## (\d)\. (.*)$", PAGE, re.M)
    assert headings == [(str(n), each.title) for n, each in enumerate(PATTERNS, start=1)]
    assert len(headings) == 8


def test_every_figure_that_the_page_links_exists_and_is_small():
    linked = re.findall(r"!\[[^]]+\]\(([^)]+)\)", PAGE)
    assert len(linked) == len(PATTERNS)
    for target in linked:
        assert 0 < (DOCS / target).stat().st_size < 120_000, target


def test_every_band_has_a_reason_and_every_source_exists():
    for declared in (each for pattern in PATTERNS for each in pattern.measures):
        assert declared.why
        for name in re.findall(r"\b[SPE]\d{3}\b", declared.source):
            assert name in load_evidence(), declared.measure
        for name in re.findall(r"\w+\.csv", declared.source):
            assert (DATA / name).exists(), name


@pytest.mark.parametrize(
    "series",
    [observed.daily, observed.incidents, observed.prevented, observed.detections],
    ids=lambda s: s.__name__,
)
def test_nothing_seen_is_later_than_the_cut_off(series):
    assert series().days.max() <= np.datetime64(CUT_OFF)
    with pytest.raises(ValueError, match="later than"):
        observed.value("P306")


def test_worlds_can_be_looked_at_and_every_person_passes_one_way_in(world, short):
    base = short.baseline
    [sight] = short.watched.sights[base]
    assert sight.passages.shape == (1, len(world.network.corridors))
    assert sight.fatalities.size == short.watched.days(base, "incidents").sum()
    assert sight.fatalities.sum() == short.watched.days(base, "deaths").sum()
    assert (sight.incident_days >= short.watched.comparison.baseline.start.toordinal()).all()
    assert sight.tries[:, 0].sum() == 0 and sight.tries.sum() > 0
    routes = corridor_displacement.routes_in(world.network)
    assert "Serbia to Hungary" in routes
    assert corridor_displacement.passages(
        short.watched, base, routes["Serbia to Hungary"]
    ).shape == (
        1,
        1,
    )


def test_runs_of_days_are_counted():
    active = np.array([True, True, False, True, False, False, False])
    lengths, idle = weather_gating.spells(active)
    assert lengths.tolist() == [2, 1] and idle.tolist() == [1, 3]
    assert weather_gating.dispersion(np.array([0.0, 2.0, 2.0, 0.0])) == 0.0


def test_tries_followed_by_another_leave_out_those_that_landed():
    left, landed = np.array([0.0, 2.0, 0.0]), np.array([0.0, 3.0, 5.0])
    again = repeated_attempts.tried_again(np.array([[left, landed]]))
    assert again == pytest.approx(5 / 7)


def test_concentration_and_exponents():
    assert clustered_deaths.two_largest(np.array([1.0, 1.0, 3.0, 5.0])) == 0.8
    load = np.array([20.0, 40.0, 60.0])
    assert clustered_deaths.slope(load, 0.1 * load**2) == pytest.approx(2.0)


def test_changes_are_shares_of_the_mean_baseline():
    base, other = np.array([8.0, 12.0]), np.array([9.0, 13.0])
    assert change(base, other) == pytest.approx([0.1, 0.1])
    assert bins(np.ones((2, 10)), 1, 4, 2).tolist() == [[4, 4], [4, 4]]


@pytest.mark.parametrize(
    ("mean", "low", "high", "answer"),
    [
        (1.0, 0.95, 1.05, "yes"), (1.0, 0.5, 1.5, "yes, by its mean"),
        (2.0, 1.9, 2.1, "**no**"), (2.0, 1.0, 3.0, "**no**, by its mean"),
    ],
)  # fmt: skip
def test_a_measure_is_judged_by_its_mean_and_doubt_is_said(mean, low, high, answer):
    declared = Declared("x", "a thing", "ratio", "because", low_of_seen=0.9, high_of_seen=1.1)
    assert target_fit(declared, Value(Interval(mean, low, high), (1.0, 1.0))) == answer


@pytest.mark.parametrize(
    ("means", "word"),
    [((1, 1, 1), "Reproduced"), ((1, 1, 2), "Partly reproduced"), ((1, 2, 2), "Missed")],
    ids=["all", "two", "one"],
)
def test_the_verdict_follows_from_the_bands_and_says_by_how_much(means, word):
    measures = [Declared(name, name, "ratio", "because", low=0.5, high=1.5) for name in "abc"]
    values = {n: Value(Interval(m, m, m)) for n, m in zip("abc", means, strict=True)}
    sentence = verdict(Pattern("x", "X", tuple(measures)), values)
    assert sentence.startswith(f"**{word}.**")
    for declared in measures:
        missed = f"{declared.what}, 2.00, 0.50 above its band" in sentence
        assert missed != holds(declared, values[declared.measure])


def test_the_page_is_made_anew_between_its_marks_alone():
    first, last = marks("load")
    text = f"before\n{first}\nold\n{last}\nafter\n"
    assert rewritten(text, {"load": "new"}) == f"before\n{first}\n\nnew\n\n{last}\nafter\n"
    with pytest.raises(PageError, match="lacks"):
        rewritten("nothing", {"load": "new"})


def test_figures_of_what_was_seen_need_no_long_run(short):
    with style():
        for name in ("weather", "load", "prices"):
            assert FIND[name](short).caption


def test_shocks_and_the_year_after_them_fall_inside_their_designs():
    wanted = designs(2, 1)
    before = (DAY - wanted.shocks.baseline.start).days
    assert before >= BEFORE * LENGTH
    assert wanted.shocks.baseline.days - before >= max(365, AFTER * LENGTH)
    assert wanted.watched.baseline.start < OPERATION_DAY < CUT_OFF
    assert wanted.watched.dates[-1] == CUT_OFF
    assert wanted.levers.dates[0] == date(2024, 1, 1)


def test_changes_are_missed_by_per_cent_without_a_sign():
    declared = Declared("x", "a change", "change", "because", low=-0.02)
    sentence = verdict(Pattern("x", "X", (declared,)), {"x": Value(Interval(-0.1, -0.11, -0.09))})
    assert sentence.endswith("a change, \N{MINUS SIGN}10.0 %, 8.0 % below its band.")
