"""Chart and map in a notebook: widgets drawn by the page's own code, which need no server."""

from __future__ import annotations

import json
import re

import ipyvuetify
import numpy as np
import pytest
import solara

from calibration.data_series.data_source import DataSource
from narrows.view.notebook import Months, chart, comparison_widget
from narrows.view.notebook_maps import MODULES, NotebookMaps, module, style
from runs.comparison_design import Comparison
from runs.runner import execute
from scenarios.errors import InputError


@pytest.fixture(scope="module")
def results(world, make_scenario):
    pair = (
        make_scenario(name="baseline", title="As it was", days=62, warmup_days=40),
        make_scenario(
            name="strict", title="Strict gangs", days=62, warmup_days=40,
            parameters={"hierarchy": 1},
        ),
    )  # fmt: skip
    return execute(world, Comparison(pair, 1, 3))


def test_the_chart_has_the_sums_of_the_months(results):
    content = chart(results, "strict", DataSource())
    assert content["months"] == ["2024-01", "2024-02", "2024-03"]
    assert content["done"] == 3
    january = results.days("strict", "arrivals")[:, :31].sum(axis=1)
    arrivals = next(each for each in content["charts"] if each["id"] == "arrivals")
    assert arrivals["changed"]["mean"][0] == pytest.approx(january.mean(), abs=0.01)
    assert arrivals["observed"][0] > 0
    assert Months(results, "strict").levels("arrivals").shape == (2, 3, 3)


def test_the_widget_shows_the_chart_and_runs_the_middling_history_for_the_map(results):
    _, context = solara.render_fixed(
        comparison_widget(results, None, DataSource()), handle_error=False
    )
    try:
        [maps] = context.find(NotebookMaps).widgets
        assert json.loads(maps.scene)["hubs"]
        assert maps.frames == ""
        button = context.find(ipyvuetify.Btn).widget
        changes = results.outcome("strict", "arrivals") - results.outcome("baseline", "arrivals")
        middle = int(np.argsort(changes, kind="stable")[1])
        assert f"Run history {middle} " in button.children[0]
        button.click()
        frames = json.loads(maps.frames)
        assert frames["baseline"]["day"] == "2024-03-02"
        for name, world in (("baseline", "baseline"), ("strict", "changed")):
            arrived = results.outcome(name, "arrivals")[middle]
            assert frames[world]["totals"]["arrivals"] == arrived > 0
    finally:
        context.close()


def test_the_module_holds_all_that_it_draws_with_and_asks_no_server():
    text = module()
    assert "/static/assets" not in text
    [given] = re.findall(r"^const TEXTS = (\{.*\});$", text, re.MULTILINE)
    texts = json.loads(given)
    assert set(texts) == {path.stem for path in MODULES.glob("*.js")}
    seen = set()
    for name, each in texts.items():
        assert set(re.findall(r'from "\./(\w+)\.js"', each)) <= seen, "imports come first"
        seen.add(name)
    assert "--map-sea" in style()
    assert "body" not in style(), "a notebook keeps its own dress"


def test_what_cannot_be_shown_is_said(results):
    with pytest.raises(InputError, match="no scenario 'strct' to show"):
        comparison_widget(results, "strct", DataSource())
