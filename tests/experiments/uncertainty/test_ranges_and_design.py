from __future__ import annotations

import numpy as np
import pytest

from experiments.uncertainty.draw_table import Source
from experiments.uncertainty.joint_design import joint_draws
from sim.core.plausible_range import Scale, judgement
from sim.core.range_quantiles import quantile


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


def test_joint_draws_do_not_depend_on_the_order_of_inputs():
    ranges = {"x": judgement(1, 2, Scale.LINEAR, ""), "y": judgement(1, 100, Scale.LOG, "")}
    sources = {"x": Source.ASSUMED_WORLD, "y": Source.ASSUMED_EFFECT}
    one = joint_draws(ranges, sources, 32, 3)
    other = joint_draws(dict(reversed(ranges.items())), sources, 32, 3)
    more = joint_draws(ranges | {"z": ranges["x"]}, sources | {"z": sources["x"]}, 64, 3)
    assert one.values.equals(more.values.loc[:31, ["x", "y"]])
    assert not one.values.equals(joint_draws(ranges, sources, 32, 4).values)
    assert one.values.equals(other.values) and one.of(Source.ASSUMED_EFFECT) == ["y"]
