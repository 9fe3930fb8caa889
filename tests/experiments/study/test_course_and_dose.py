"""Figures of what has changed so far, and of what more of a lever does."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.study.analysis.tables import effect_rows
from experiments.study.course import LEAST_MONTHS, SHOWN, by_month, course_figure
from experiments.study.dose import dose_figure
from experiments.study.held import open_study
from experiments.study.reading import read_study
from experiments.study.saving import save_report


def test_months_add_up_to_the_outcomes_of_the_replicates_whose_days_are_kept(finished):
    held = open_study(finished)
    months, sums = by_month(held)
    values = held.values(SHOWN).outcomes
    assert months[0].isoformat() == "2024-01-01"
    assert sums.shape == (len(SHOWN), len(held.points), held.facts["daily"], len(months))
    for place, name in enumerate(SHOWN):
        kept = values[name][:, : held.facts["daily"]]
        assert sums[place].sum(axis=2) == pytest.approx(kept, rel=1e-5)


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
    figure = course_figure(long)
    assert len(figure.axes) == 4 * len(SHOWN)
    rows, _ = effect_rows(long)
    last = [axes.lines[-1].get_ydata()[-1] for axes in figure.axes[:: len(SHOWN)]]
    assert last == pytest.approx([r["difference"] for r in rows if r["outcome"] == "arrivals"])
    ends = figure.axes[0].lines[-1].get_xdata()
    assert len(ends) == LEAST_MONTHS and ends[-1] == np.datetime64("2024-04-01")


def test_a_dose_is_drawn_in_the_order_of_its_strength(long):
    rows, _ = effect_rows(long)
    figure = dose_figure(long, rows, ["arrivals", "deaths"])
    line = figure.axes[0].lines[-1]
    assert list(line.get_xdata()) == [0.1, 0.3, 0.6, 0.9]
    of = {r["name"]: 100 * r["difference"] / r["baseline"] for r in rows
          if r["outcome"] == "arrivals"}  # fmt: skip
    assert list(line.get_ydata()) == pytest.approx(
        [of[f"scarce left={left}"] for left in (0.1, 0.3, 0.6, 0.9)]
    )


def test_a_report_has_both_where_they_can_be_drawn_and_else_neither(long, finished):
    save_report(long, [])
    drawn = {path.stem for path in (long.folder / "figures").iterdir()}
    assert {"dose", "course"} <= drawn
    held = open_study(finished)
    assert course_figure(held) is None
    assert dose_figure(held, effect_rows(held)[0], ["arrivals"]) is None
