"""The rate of fatal incidents over the years."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest

from sim.launching.crossing import incident_hazard
from sim.model import SmugglingModel


def hazard(model: SmugglingModel) -> np.ndarray:
    w = model.everything()
    return incident_hazard(w.now[0], w.values[0], w.shore)


def test_the_rate_grows_from_2022_to_the_cut_off_and_is_as_stated_in_the_middle_of_2023(
    world, make_scenario
):
    flat, rising = (
        SmugglingModel(world, make_scenario(parameters={"incident_growth": growth}), 1, 0)
        for growth in (0.0, 0.8)
    )

    def factor(*day: int) -> float:
        flat.day = rising.day = date(*day).toordinal()
        ratio = hazard(rising) / hazard(flat)
        assert np.ptp(ratio) == pytest.approx(0.0, abs=1e-12)
        return float(ratio.flat[0])

    assert factor(2023, 7, 1) == 1.0
    assert factor(2024, 6, 30) == pytest.approx(math.exp(0.8))
    assert factor(2024, 10, 31) == factor(2026, 1, 1)
    assert factor(2022, 1, 1) == factor(2021, 7, 1) < factor(2022, 7, 1) < 1.0
