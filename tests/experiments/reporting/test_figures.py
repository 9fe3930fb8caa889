from __future__ import annotations

import itertools
from datetime import date, timedelta

import numpy as np
import pytest

from experiments.comparison.paired_effects import effects
from experiments.reporting.effects_figure import effects_figure
from experiments.reporting.study_figures import Panel, forest, row_labels
from experiments.reporting.timeline_figure import timeline_figure
from runs.intervals import Interval
from runs.monthly_columns import months
from runs.reporting.daily_figure import year_figure
from runs.reporting.figure_style import save, style


def draw(name, results):
    return {
        "effects": lambda: effects_figure(results.comparison, effects(results)),
        "timeline": lambda: timeline_figure(results),
        "year": lambda: year_figure(results),
    }[name]()


@pytest.mark.parametrize("name", ["effects", "timeline", "year"])
def test_a_figure_has_the_same_bytes_each_time(tmp_path, make_results, name):
    results = make_results(arrivals=(-100, 10))
    written = []
    for attempt in ("one", "two"):
        (tmp_path / attempt).mkdir()
        with style():
            save(draw(name, results), tmp_path / attempt, name)
        written.append(
            [(tmp_path / attempt / f"{name}.{end}").read_bytes() for end in ("svg", "png")]
        )
    assert written[0] == written[1]
    assert b"<dc:date>" not in written[0][0]


@pytest.mark.parametrize("name", ["effects", "timeline", "year"])
def test_every_figure_shows_deaths_beside_arrivals_and_says_where_it_is_from(make_results, name):
    results = make_results(arrivals=(-100, 10))
    with style():
        figure = draw(name, results)
    words = " ".join(
        text.lower()
        for axes in figure.axes
        for text in (axes.get_title(loc="left"), axes.get_ylabel())
    )
    assert "arrivals" in words and "deaths" in words
    foot = figure.get_supxlabel()
    assert "seed 1" in foot and "replicate" in foot and "not a forecast" in foot.replace("\n", " ")


@pytest.mark.parametrize("days", [1, 20, 31, 400])
@pytest.mark.parametrize("name", ["timeline", "year"])
def test_periods_of_any_length_can_be_drawn(tmp_path, make_results, name, days):
    with style():
        save(draw(name, make_results(replicates=1, days=days)), tmp_path, name)


def test_a_world_in_which_nothing_happens_can_be_drawn(tmp_path, make_results):
    results = make_results(days=60)
    results.outcomes[:], results.daily[:] = 0, 0
    with style():
        for name in ("effects", "timeline", "year"):
            save(draw(name, results), tmp_path, name)


def test_each_scenario_has_one_scale_about_zero_and_is_named(make_results):
    results = make_results(days=120)
    with style():
        figure = timeline_figure(results)
    titles = [axes.get_title(loc="left") for axes in figure.axes]
    assert titles[:2] == ["baseline\nBaseline", "policy\nPolicy"]
    for axes in (figure.axes[1], figure.axes[3]):
        low, high = axes.get_ylim()
        assert low == -high
    assert figure.axes[0].get_ylim()[0] == 0


@pytest.mark.parametrize(("deaths", "expected"), [((-20, 1), True), ((3, 60), False)], ids=str)
def test_the_key_has_expected_deaths_only_where_they_fall_or_rise(make_results, deaths, expected):
    results = make_results(arrivals=(-100, 10), expected_deaths=deaths)
    with style():
        figure = effects_figure(results.comparison, effects(results))
    words = [text.get_text() for text in figure.legends[0].get_texts()]
    assert ("falls or rises, of expected deaths" in words) == expected


def test_months_that_are_covered_in_part_are_left_out_where_two_are_whole():
    dates = [date(2024, 1, 15) + timedelta(days=n) for n in range(90)]
    period = months(dates)
    assert period.whole and period.starts == (date(2024, 2, 1), date(2024, 3, 1))
    assert period.totals(np.ones((2, 90))).tolist() == [[29, 31], [29, 31]]


def test_short_periods_show_their_parts_of_months():
    period = months([date(2024, 1, 15) + timedelta(days=n) for n in range(30)])
    assert not period.whole and period.starts == (date(2024, 1, 1), date(2024, 2, 1))


def test_a_figure_of_many_points_has_labels_that_fit_and_no_empty_panel():
    names = [
        f"finance incident_rate={n} boat_supply_per_week={n}.25 share=0.{n}" for n in range(36)
    ]
    labels, cut = row_labels(names)
    assert cut and labels[:2] == ["finance, no. 1", "finance, no. 2"]
    assert row_labels(names[:1]) == (["finance, no. 1"], True)
    assert row_labels(["scarce left=0.5"]) == (["scarce left=0.5"], False)
    known, unknown = Interval(1.0, 0.5, 1.5), Interval(1.0, np.nan, np.nan)
    shown = Panel("Arrivals", "per cent", [known] * 36, "arrivals")
    empty = Panel("Price", "per cent", [unknown] * 36, "price")
    with style():
        figure = forest("What drives it", names, [shown, empty], ["Made up."])
        figure.canvas.draw()
    [axes] = [each for each in figure.axes if each.get_visible()]
    boxes = [label.get_window_extent() for label in axes.get_yticklabels()]
    assert not any(one.overlaps(two) for one, two in itertools.pairwise(boxes))
    assert any("numbered in the order of the report" in text.get_text() for text in figure.texts)
