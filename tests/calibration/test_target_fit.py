"""Standings: by hand, in with probability 0.9 when all is right, and out when it is wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from calibration.measures import Period
from calibration.priors import NINE_IN_TEN
from calibration.target import Error, Target
from calibration.target_fit import ENOUGH, LEVEL, target_fit

TARGET = Target(
    name="boats", what="Boats.", statistic="monthly_boats",
    period=Period(date(2022, 1, 1), date(2022, 1, 31)), scale="absolute",
    measurement=Error(3.0, "counted"), structural=Error(4.0, "simple"), source=("P060",),
    use="fitted", low=np.array([100.0]), high=np.array([100.0]),
)  # fmt: skip
MEMBERS = np.array([[108.0], [120.0], [132.0]])
"""Mean 120 and variance 144; with an error of 5, a deviation of 13."""
NORMAL_15 = 1.0364
"""Beyond so many deviations lie 15 in 100: of three members far apart, 5 in 100 of them all."""


def ln(values):
    return np.exp(np.asarray(values))


def test_on_the_scale_of_the_unit():
    found = target_fit(TARGET, MEMBERS)
    assert found.z[0] == pytest.approx(20.0 / 13.0)
    assert found.median[0] == pytest.approx(120.0, abs=0.1)
    assert found.low[0] == pytest.approx(108.0 - 5.0 * NORMAL_15, abs=0.1)
    assert found.high[0] == pytest.approx(132.0 + 5.0 * NORMAL_15, abs=0.1)
    for seen, holds in ((102.0, False), (103.5, True), (136.5, True), (138.0, False)):
        target = replace(TARGET, low=np.array([seen]), high=np.array([seen]))
        assert target_fit(target, MEMBERS).holds == holds


def test_on_a_logarithmic_scale_all_is_taken_in_logarithms():
    target = replace(TARGET, scale="log", low=ln([1.0]), high=ln([1.0]),
                     measurement=Error(0.3, ""), structural=Error(0.4, ""))  # fmt: skip
    found = target_fit(target, ln([[0.8], [2.0], [3.2]]))
    assert found.median[0] == pytest.approx(np.exp(2.0), rel=0.01)
    assert found.z[0] == pytest.approx(1.0 / 1.3)
    counts = replace(target, scale="log-count", low=np.expm1([1.0]), high=np.expm1([1.0]))
    found = target_fit(counts, np.expm1([[0.8], [2.0], [3.2]]))
    assert found.median[0] == pytest.approx(np.expm1(2.0), rel=0.01)
    assert found.z[0] == pytest.approx(1.0 / 1.3)


def test_a_relative_error_is_of_what_was_seen():
    target = replace(TARGET, scale="relative",
                     measurement=Error(0.03, ""), structural=Error(0.04, ""))  # fmt: skip
    assert target_fit(target, MEMBERS).z[0] == pytest.approx(20.0 / 13.0)


def test_within_a_band_nothing_is_amiss_and_outside_it_the_nearer_end_counts():
    def banded(low, high):
        return target_fit(replace(TARGET, low=np.array([low]), high=np.array([high])), MEMBERS)

    assert banded(90.0, 130.0).z[0] == 0.0
    assert banded(60.0, 107.0).z[0] == pytest.approx(1.0)
    assert banded(133.0, 180.0).z[0] == pytest.approx(-1.0)
    assert banded(0.0, 103.5).inside[0] and not banded(0.0, 102.0).inside[0]


def test_bands_are_quantiles_of_skewed_members_too():
    rng = np.random.default_rng(3)
    members = rng.gamma(1.0, 50.0, (400, 1))
    sure = replace(TARGET, measurement=Error(0.0, ""), structural=Error(1e-6, ""))
    found = target_fit(sure, members)
    inside = (members >= found.low) & (members <= found.high)
    assert inside.mean() == pytest.approx(LEVEL, abs=0.01)
    assert ((members >= found.inner_low) & (members <= found.inner_high)).mean() == pytest.approx(
        0.5, abs=0.01
    )


def test_members_that_lack_a_part_are_left_out_of_it():
    target = replace(TARGET, low=np.full(3, 100.0), high=np.full(3, 100.0))
    lacking = np.repeat(np.vstack([MEMBERS, [[np.nan]]]), 3, axis=1)
    lacking[:3, 1:] = np.nan
    lacking[0, 1] = 120.0
    found = target_fit(target, lacking)
    assert found.z[0] == pytest.approx(20.0 / 13.0)
    assert np.isnan(found.z[1:]).all() and not found.inside[1:].any()
    assert np.isnan(found.low[1:]).all()
    assert found.rms_z == pytest.approx(20.0 / 13.0) and found.worst == 1
    assert not found.holds and found.part(slice(0, 1)).z.tolist() == found.z[:1].tolist()


def test_opposite_misses_do_not_cancel():
    seen = np.array([120.0 - 39.0, 120.0 + 39.0])
    found = target_fit(replace(TARGET, low=seen, high=seen), np.repeat(MEMBERS, 2, axis=1))
    assert found.z.tolist() == pytest.approx([3.0, -3.0])
    assert found.rms_z == pytest.approx(3.0)


def test_one_member_shows_no_spread_and_other_parts_are_refused():
    for shape in ((1, 1), (3, 2), (3,)):
        with pytest.raises(ValueError, match=r"boats takes two draws or more and 1 parts"):
            target_fit(TARGET, np.ones(shape))


def right(scale, shift=0.0, parts=500, members=60):
    """Parts of which each has its own level, a spread of chance, and an error of the record."""
    rng = np.random.default_rng(7)
    centre = rng.uniform(4.0, 6.0, parts)
    level, uniforms, error = (centre, 0.3, 0.4) if "log" in scale else (100 * centre, 6.0, 8.0)
    simulated = level + uniforms * rng.standard_normal((members, parts))
    seen = level + uniforms * rng.standard_normal(parts) + error * rng.standard_normal(parts)
    seen += shift * np.hypot(uniforms, error)
    if "log" in scale:
        simulated, seen = np.exp(simulated), np.exp(seen)
    if scale == "relative":
        error = error / seen.mean()
    target = replace(TARGET, scale=scale, low=seen, high=seen,
                     measurement=Error(0.0, ""), structural=Error(error, ""))  # fmt: skip
    return target_fit(target, simulated)


@pytest.mark.parametrize("scale", ["absolute", "relative", "log", "log-count"])
def test_what_is_exactly_right_lies_in_its_band_nine_times_in_ten(scale):
    found = right(scale)
    assert found.share_in == pytest.approx(LEVEL, abs=0.03)
    assert found.z.mean() == pytest.approx(0.0, abs=0.1)
    assert found.rms_z == pytest.approx(1.0, abs=0.1)
    assert (np.abs(found.z) <= NINE_IN_TEN).mean() == pytest.approx(found.share_in, abs=0.02)


@pytest.mark.parametrize("scale", ["absolute", "relative", "log", "log-count"])
@pytest.mark.parametrize("shift", [-3.0, 3.0])
def test_what_is_wrong_is_out(scale, shift):
    found = right(scale, shift)
    assert found.share_in < 0.2 < ENOUGH and not found.holds
    assert np.sign(found.z.mean()) == -np.sign(shift) and found.rms_z > 2.5
