"""Back-tests: fits judged on months that they did not know."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from calibration.backtests import OUTCOMES, judge
from calibration.forecast_scores import crps
from calibration.observations import Observations
from calibration.posterior import load_posterior
from calibration.reporting.write_backtests import FIGURE, NAME, as_json, save, summary, write
from runs.reporting.generated_sections import DOCS

pytestmark = [pytest.mark.slow, pytest.mark.long]


@pytest.fixture(scope="module")
def judged():
    carried = load_posterior()
    earlier = replace(carried, facts=dict(carried.facts) | {"cutoff": "2025-08-31"})
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("calibration.forecasts.LEARNT_WITH", 2)
        return judge(earlier, 3, 1, lambda _, __: None)


def test_months_after_the_cut_off_are_held_against_the_record(judged):
    record = Observations().monthly(date(2025, 9, 1), date(2025, 10, 31))
    assert judged.made.months == (date(2025, 9, 1), date(2025, 10, 1))
    for name in OUTCOMES:
        assert judged.seen[name].tolist() == record[name].tolist()
    np.testing.assert_allclose(
        judged.model["arrivals"].crps,
        crps(judged.made.series["arrivals"], record["arrivals"].to_numpy()),
    )


def test_the_table_gives_scores_ratio_to_the_better_yardstick_and_coverage(judged):
    lines = summary([judged]).splitlines()
    assert len(lines) == 2 + len(OUTCOMES)
    arrivals, deaths = (
        [cell.strip() for cell in lines[row].strip("|").split("|")] for row in (2, 5)
    )
    rules = [judged.rules[rule]["arrivals"].crps.mean() for rule in ("seasonal", "scaled-12")]
    mine = judged.model["arrivals"].crps.mean()
    assert arrivals[:3] == ["2025-08-31", "arrivals", "2"]
    assert arrivals[-2] == f"**{mine / min(rules):.2f}**"
    assert arrivals[-1] == f"{judged.model['arrivals'].covered.sum():.0f} of 2"
    assert deaths[-2] == "none"
    both = summary([judged, judged]).splitlines()
    assert both[-4].split("|")[3].strip() == "4"


def test_page_and_figure_are_written(judged, tmp_path):
    shutil.copy(DOCS / "calibration.md", tmp_path / "calibration.md")
    write([judged], tmp_path)
    assert summary([judged]) in (tmp_path / "calibration.md").read_text(encoding="utf-8")
    assert (tmp_path / "figures" / "calibration" / "backtests.png").stat().st_size > 10_000


def test_a_folder_of_its_own_holds_table_and_figure(judged, tmp_path):
    save(tmp_path / "out", [judged])
    assert summary([judged]) in (tmp_path / "out" / NAME).read_text(encoding="utf-8")
    assert (tmp_path / "out" / FIGURE).stat().st_size > 10_000


def test_scores_are_numbers_for_programs_too(judged):
    found = as_json(judged)
    arrivals = found["outcomes"]["arrivals"]
    assert found["cutoff"] == "2025-08-31" and found["months"] == ["2025-09-01", "2025-10-01"]
    assert arrivals["crps"] == judged.model["arrivals"].crps.mean()
    assert arrivals["rules"].keys() >= {"seasonal", "scaled-12"}
    assert found["outcomes"]["deaths"]["rules"] == {}
