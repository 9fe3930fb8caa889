"""Figures of what has changed so far, and of what more of a lever does."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.reporting.cumulative_effect_figure import (
    COLUMNS,
    LEAST_MONTHS,
    SHOWN,
    by_month,
    cumulative_effect_figure,
    so_far,
)
from experiments.reporting.dose_response_figure import dose_response_figure
from experiments.reporting.study_answer import save_report
from experiments.study.analysis.point_effects import HEADLINE, Pairs
from experiments.study.stored_study import open_study
from experiments.study.study_file import read_study

pytestmark = pytest.mark.slow


def test_months_add_up_to_the_outcomes_of_the_replicates_whose_days_are_kept(finished):
    stored = open_study(finished)
    months, sums = by_month(stored)
    values = stored.values(COLUMNS).outcomes
    assert months[0].isoformat() == "2024-01-01"
    assert sums.shape == (len(COLUMNS), len(stored.points), stored.facts["daily"], len(months))
    for index, name in enumerate(COLUMNS):
        kept = values[name][:, : stored.facts["daily"]]
        assert sums[index].sum(axis=2) == pytest.approx(kept, rel=1e-5)


@pytest.fixture(scope="module")
def long(tmp_path_factory, run):
    """A study of four strengths over three months, of which days are kept."""
    path = tmp_path_factory.mktemp("long") / "tiny.yaml"
    path.write_text(LONG)
    return run(read_study(str(path)), path.parent / "whole")


LONG = """\
name: tiny
question: Who is stopped?
scenarios:
  - name: scarce
    interventions:
      - {kind: change, value: people_interception, multiply: $left, start: 2024-01-01}
levers:
  left: [0.9, 0.1, 0.6, 0.3]
days: 91
uncertainties: declared
replicates: 6
daily: 6
"""


def test_the_course_ends_at_the_effect(long):
    figure = cumulative_effect_figure(long)
    assert len(figure.axes) == 4 * len(SHOWN)
    effects = Pairs(long, HEADLINE).by_name
    for index, name in ((0, "arrivals"), (2, "expected_deaths")):
        last = [axes.lines[-1].get_ydata()[-1] for axes in figure.axes[index :: len(SHOWN)]]
        assert last == pytest.approx([row[name].difference.mean for row in effects.values()])
    averted = [axes.lines[-1].get_ydata()[-1] for axes in figure.axes[1 :: len(SHOWN)]]
    values = long.values(["people_gave_up", "entered"]).outcomes
    fewer = (values["people_gave_up"] - values["entered"]).mean(axis=1)
    assert averted == pytest.approx(fewer[1:] - fewer[0])
    ends = figure.axes[0].lines[-1].get_xdata()
    assert len(ends) == LEAST_MONTHS and ends[-1] == np.datetime64("2024-04-01")


def test_a_dose_is_drawn_in_the_order_of_its_strength(long):
    pairs = Pairs(long, (*long.reported, *HEADLINE))
    figure = dose_response_figure(pairs)
    titles = [axes.get_title(loc="left") or axes.get_title() for axes in figure.axes]
    assert titles[:4] == ["Arrivals", "People averted", "People delayed", "Expected deaths"]
    for axes, outcome, whole in zip(
        figure.axes, ("arrivals", "averted"), ("arrivals", "arrivals"), strict=False
    ):
        line = axes.lines[1]
        assert list(line.get_xdata()) == [0.1, 0.3, 0.6, 0.9]
        rows = [pairs.by_name[f"scarce left={left}"] for left in (0.1, 0.3, 0.6, 0.9)]
        assert list(line.get_ydata()) == pytest.approx(
            [100 * row[outcome].difference.mean / row[whole].baseline for row in rows]
        )
        marks = axes.lines[2:]
        assert [mark.get_markerfacecolor() for mark in marks] == ["white"] * 4, "six replicates"


def test_a_report_has_both_where_they_can_be_drawn_and_else_neither(long, finished):
    save_report(long, [])
    drawn = {path.stem for path in (long.folder / "figures").iterdir()}
    assert {"dose", "course"} <= drawn
    stored = open_study(finished)
    assert cumulative_effect_figure(stored) is None
    assert dose_response_figure(Pairs(stored, HEADLINE)) is None


def test_bands_of_the_course_hold_all_at_once():
    """Of courses in which nothing is true, one in twenty may leave zero in any month or panel."""
    generator, wrong, replicates, points, months = np.random.default_rng(3), 0, 40, 3, 12
    for _ in range(200):
        noise = generator.exponential(1.0, (len(COLUMNS), 1 + points, replicates, months))
        found = so_far(noise, [1, 2, 3], [0] * 4)
        cells = [each for panels in found for panel in panels for each in panel]
        assert len(cells) == points * len(SHOWN) * months
        wrong += any(each.direction for each in cells)
    assert wrong <= 18  # of 200; 10 are expected, and more than 18 happen in one case of 100
