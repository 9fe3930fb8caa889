from __future__ import annotations

import numpy as np
import pytest

from experiments.uncertainty.draw_table import Source
from experiments.uncertainty.joint_design import joint_draws, probabilities
from experiments.uncertainty.range_quantiles import quantile
from sim.core.plausible_range import Scale, judgement


@pytest.mark.parametrize(("low", "high", "scale", "middle"), [
    (2, 8, Scale.LINEAR, 5), (1, 100, Scale.LOG, 10), (0.1, 0.9, Scale.LOGIT, 0.5),
])  # fmt: skip
def test_a_range_has_its_percentiles_and_its_middle(low, high, scale, middle):
    of = judgement(low, high, scale, "")
    assert quantile(of, [0.05, 0.95]) == pytest.approx([low, high])
    assert quantile(of, 0.5) == pytest.approx(middle)


@pytest.mark.parametrize(("low", "high", "scale", "bounds"), [
    (0.1, 8, Scale.LINEAR, (0, 8.5)), (0, 1, Scale.LINEAR, (0, 1)), (1, 100, Scale.LOG, (0.9, 101)),
    (0.01, 0.9, Scale.LOGIT, (0, 0.95)),
])  # fmt: skip
def test_bounds_keep_the_percentiles_and_the_order(low, high, scale, bounds):
    of = judgement(low, high, scale, "")
    values = quantile(of, np.linspace(1e-9, 1 - 1e-9, 2001), bounds)
    assert values.min() >= bounds[0] and values.max() <= bounds[1]
    assert (np.diff(values) >= 0).all()
    assert quantile(of, [0.05, 0.95], bounds) == pytest.approx([low, high])


def test_a_range_beyond_its_bounds_is_refused():
    with pytest.raises(ValueError, match="within the bounds"):
        quantile(judgement(0, 2, Scale.LINEAR, ""), 0.5, (0, 1))


def test_the_first_draws_of_many_are_those_of_few_and_seeds_differ():
    few, many = probabilities(40, 50, 7), probabilities(40, 100, 7)
    assert (few == many[:50]).all()
    assert (probabilities(40, 50, 8) != few).all()
    assert few.min() > 0 and few.max() < 1


def test_each_part_of_every_range_is_drawn_once():
    points = probabilities(130, 64, 1)
    assert (np.sort(np.floor(points * 64), axis=0) == np.arange(64)[:, None]).all()


def test_joint_draws_do_not_depend_on_the_order_of_inputs():
    ranges = {"x": judgement(1, 2, Scale.LINEAR, ""), "y": judgement(1, 100, Scale.LOG, "")}
    sources = {"x": Source.ASSUMED_WORLD, "y": Source.ASSUMED_EFFECT}
    one = joint_draws(ranges, sources, 32, 3)
    other = joint_draws(dict(reversed(ranges.items())), sources, 32, 3)
    assert one.values.equals(other.values) and one.of(Source.ASSUMED_EFFECT) == ["y"]
