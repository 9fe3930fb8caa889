"""The baseline is in the plausible world before any fitting."""

from __future__ import annotations

import pytest

from calibration.bands import load_bands
from scenarios.evidence import load_evidence
from scenarios.loader import load_scenario
from sim.model import SmugglingModel
from sim.parameters import PARAMETERS

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def replicates(world):
    year = load_scenario("baseline").lasting(366)
    return [SmugglingModel(world, year, 1, replicate).run().outcomes for replicate in range(4)]


@pytest.mark.parametrize("band", load_bands(), ids=lambda band: band.outcome)
def test_the_baseline_year_falls_in_the_band_in_every_replicate(band, replicates):
    values = [outcomes[band.outcome] for outcomes in replicates]
    assert all(band.holds(outcomes) for outcomes in replicates), values


def test_load_is_not_an_input():
    given = {name for name, p in PARAMETERS.items() if "people" in p.unit and "load" in name}
    assert given == {"overload_scale"}, "a scale of risk, not a load"


@pytest.mark.parametrize("band", load_bands(), ids=lambda band: band.outcome)
def test_every_band_rests_on_evidence(band):
    known = load_evidence()
    assert set(band.evidence.split()) <= set(known)
