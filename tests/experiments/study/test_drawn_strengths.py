"""Strengths of measures in studies: drawn unless the file or the command says otherwise."""

from __future__ import annotations

import json

import pytest

from experiments.study.batches import Chunking
from experiments.study.design_tables import points_table
from experiments.study.question_sources import Given
from experiments.study.study_file import Overrides, read_study
from runs.effect_draws import EffectSizes
from scenarios.errors import InputError
from scenarios.scenario_in_full import read_in_full

TEXT = """name: strengths
question: q
scenarios:
  - bsc-package
  - name: stated
    interventions:
      - {{kind: technology, start: 2024-09-18, case_time: $time, conviction: {{low: 1, high: 1.2}}}}
levers:
  time: [0.8, 0.9]
replicates: 4
{more}
"""


@pytest.fixture
def read(tmp_path):
    def read(more="", asked=None):
        path = tmp_path / "strengths.yaml"
        path.write_text(TEXT.format(more=more), encoding="utf-8")
        return read_study(str(path), Overrides(sources=asked or Given()))

    return read


def technology(scenario):
    return next(each for each in scenario.interventions if each.kind == "technology")


def test_every_chunk_and_a_point_alone_draw_the_same(read):
    study = read()
    whole = study.comparison(tuple(point.scenario for point in study.points), 4, 0).drawn(3)
    for point, drawn in zip(study.points, whole, strict=True):
        assert study.comparison((point.scenario,), 1, 3).drawn(3) == (drawn,)
    for chunk in Chunking(study).chunks(4, "", ""):
        assert chunk.comparison.effects is EffectSizes.DRAWN
    assert [technology(each).case_time for each in whole[2:]] == [0.8, 0.9]
    assert technology(whole[2]).conviction == technology(whole[3]).conviction != 1.04


def test_points_stand_in_full_with_their_ranges_only_where_they_are_drawn(read):
    study = read()
    for point, text in zip(
        study.points, points_table(study)["definition"].to_pylist(), strict=True
    ):
        assert read_in_full(text, "here").interventions == point.scenario.interventions
    narrow = read("effects: central")
    kept = json.loads(points_table(narrow)["definition"][2].as_py())["interventions"][-1]
    assert kept["conviction"] == pytest.approx(1.04)


def test_the_command_goes_before_the_file(read):
    assert read("effects: central").effects is EffectSizes.CENTRAL
    asked = Given(effects=EffectSizes.DRAWN)
    assert read("effects: central", asked).effects is EffectSizes.DRAWN
    with pytest.raises(InputError, match="effects is 'some'; it must be drawn or central"):
        read("effects: some")
    with pytest.raises(InputError, match="world is 'some'; it must be drawn or fitted"):
        read("world: some")
