"""Curves over the only lever of a study, whichever way it works."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from experiments.reporting.dose_section import DOSE_OUTCOMES, dose_section
from experiments.study.analysis.lever_response import lever_points, lever_response


class Runs:
    """Pairs of a study with one lever, by its values and their mean effects."""

    outcomes = DOSE_OUTCOMES

    def __init__(self, values, effect, replicates=40):
        self.kept = SimpleNamespace(
            facts={"levers": ["left"]}, replicates=replicates, references=[0] * (1 + len(values)),
            points=[{"point": 0, "reference": 0, "scenario": "baseline", "left": None}]
            + [
                {"point": at, "reference": 0, "scenario": "scarce", "left": value}
                for at, value in enumerate(values, start=1)
            ],
        )  # fmt: skip
        self.references, self.replicates = self.kept.references, replicates
        random = np.random.default_rng(1)
        self.effects = {
            at: effect(value) + 10 * random.standard_normal((len(DOSE_OUTCOMES), replicates))
            for at, value in enumerate(values, start=1)
        }

    def sound(self, _points):
        return np.arange(self.replicates)

    def pair(self, point):
        return np.zeros_like(self.effects[point]), self.effects[point]


VALUES = np.linspace(0.1, 0.9, 9).tolist()


def test_a_lever_of_which_less_does_more_saturates_from_above():
    runs = Runs(VALUES, lambda left: -100 * (1 - np.exp(-8 * (0.9 - left))))
    found = lever_response(runs, DOSE_OUTCOMES)
    curve = found.curves["averted"]
    assert not found.rises["averted"] and (np.diff(curve.strengths) > 0).all()
    assert curve.saturation_low <= curve.saturation <= curve.saturation_high < 0.9
    assert curve.saturation == pytest.approx(0.9 + np.log(0.05) / 8, abs=0.15)
    text = dose_section(found)
    assert "down from 0." in text and "`left`" in text


def test_a_straight_effect_does_not_saturate_and_few_runs_give_no_curve():
    runs = Runs(VALUES, lambda left: -100 * left)
    assert "not in the range tried" in dose_section(lever_response(runs, DOSE_OUTCOMES))
    assert lever_response(Runs(VALUES, lambda left: left, 12), DOSE_OUTCOMES) is None
    assert lever_response(Runs(VALUES[:3], lambda left: left), DOSE_OUTCOMES) is None
    assert dose_section(None) == ""
    words = Runs(VALUES, lambda left: left)
    words.kept.points[1]["left"] = "learning"
    assert lever_points(words) == []
