"""Studies that come with the project, as pages: prose, figures, words for points, curves, cost."""

from __future__ import annotations

import re

import pytest

from experiments.study.study_folder import FINISHED
from narrows.view.finished_studies import studies
from narrows.view.page.dose_curves import dose_curves
from narrows.view.page.studies_panel import cost_in_words, shown
from narrows.view.study_document import FIGURES, study_document
from narrows.view.study_labels import lever_value, point_labels
from runs.number_format import MINUS

SHIPPED = sorted(path.name for path in FINISHED.iterdir() if path.is_dir())


@pytest.fixture(scope="module")
def kept():
    return studies([])


@pytest.mark.parametrize("name", SHIPPED)
def test_each_shows_what_is_written_of_it_with_every_figure(kept, name):
    page = shown(kept[name], True)
    assert page["asked"].startswith("<p>")
    assert page["short"].startswith("<p>")
    drawn = sorted(path.name for path in (FIGURES / name).iterdir())
    figures = re.findall(r'<img alt="[^"]{20,}" src="data:image/png;base64,', page["discussion"])
    assert len(figures) == len(drawn) > 0
    assert "<h4>What would change the answer</h4>" in page["discussion"]


@pytest.mark.parametrize("name", SHIPPED)
def test_no_name_of_a_point_and_no_mark_of_a_file_is_left_in_it(kept, name):
    page = shown(kept[name], True)
    read = " ".join([page["asked"], page["short"], page["discussion"], *page["words"]])
    read += " ".join(row["title"] for row in page["rows"])
    read = re.sub(r"base64,[^\"]+", "", read)
    assert not re.findall(r"\w+=[\d.]+", read)
    for mark in ("<!--", "<a ", "&lt;", "](", "**"):
        assert mark not in read
    assert len({row["title"] for row in page["rows"]}) == len(page["rows"])


def test_values_of_levers_are_words():
    assert lever_value("share_left", 0.5) == "50 %"
    assert lever_value("million_gbp", 75) == "£75m"
    points = [
        {"name": "a x=1", "title": "Fewer boats", "share_left": 0.5, "officers": None},
        {"name": "b", "title": "Posts", "share_left": None, "officers": 40},
    ]
    assert point_labels(points, ["share_left", "officers"]) == {
        "a x=1": "Fewer boats: 50 % left", "b": "Posts: officers 40",
    }  # fmt: skip


def test_a_curve_stands_at_the_effects_of_its_points(kept):
    study = kept["scarce-boats"]
    curve = dose_curves(study)[0]
    rows = study.effects()
    effects = [rows[name]["arrivals"] for name in study.doses]
    assert list(study.doses.values()) == sorted(study.doses.values())
    assert len(curve["dots"]) == len(effects) == 8
    heights = [dot[1] for dot in curve["dots"]]
    means = [each.shown.mean for each in effects]
    slope = (heights[-1] - heights[0]) / (means[-1] - means[0])
    assert slope < 0, "more stands higher"
    for height, mean in zip(heights, means, strict=True):
        assert height == pytest.approx(heights[0] + slope * (mean - means[0]), abs=0.11)
    assert [dot[2] for dot in curve["dots"]] == [bool(each.direction) for each in effects]
    assert f"20 %: {MINUS}{abs(means[0]):,.0f}" in curve["says"]
    assert not dose_curves(kept["equal-cost"])


def test_equal_cost_says_how_much_and_owns_up_where_it_is_not_equal(kept):
    assert "£16.0m (£8.0m a year) over the 731 days, of each" in cost_in_words(
        {"a": 16.02e6, "b": 15.8e6}, 731
    )
    assert "from £5.0m" in cost_in_words({"a": 5e6, "b": 16e6}, 731)
    assert "No public cost" in cost_in_words({"a": 0.0}, 731)
    page = shown(kept["equal-cost"], True)
    costs = {row["name"]: row["cost"] for row in page["rows"]}
    assert costs["equipment"] == ["£16.0m", "£8.0m a year"]
    assert costs["arrests"][0] in page["cost"]


@pytest.mark.parametrize("name", ["../studies/funding", "none", "", "funding/../funding"])
def test_only_the_name_of_a_document_finds_one(name):
    assert study_document(name, {}) is None
