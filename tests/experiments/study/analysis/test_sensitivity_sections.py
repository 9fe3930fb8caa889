from __future__ import annotations

import numpy as np
import pytest

from experiments.reporting.sensitivity_sections import backfire
from experiments.reporting.study_answer import save_report
from experiments.study.analysis import sensitivity
from experiments.study.analysis.backfire import BACKFIRES, backfire_rows
from experiments.study.analysis.point_effects import Pairs
from experiments.study.analysis.prim_boxes import find_box
from experiments.study.analysis.sensitivity import measures
from experiments.study.sampling import sample
from experiments.study.study_file import read_study
from scenarios.errors import InputError

pytestmark = pytest.mark.slow

PROBED = """\
name: probed
question: What do people stopped on the way depend on?
scenarios:
  - name: fewer
    interventions:
      - kind: change
        value: people_interception
        multiply: $factor
        start: 2024-01-01
levers:
  factor: {from: 0.1, to: 0.9}
  leave_hazard: prior
  boat_supply_per_week: prior
parameters:
  leave_hazard: $leave_hazard
  boat_supply_per_week: $boat_supply_per_week
design: DESIGN
points: 4
start: 2024-01-01
days: 2
warmup_days: 1
uncertainties: declared
replicates: 5
outcomes: [interceptions]
"""


def _ishigami(shares):
    first, second, third = ((2 * shares - 1) * np.pi).T
    return np.sin(first) + 7 * np.sin(second) ** 2 + 0.1 * third**4 * np.sin(first)


def _by_name(found, name):
    return [each.value for each in found if each.name == name]


def test_shares_of_variance_of_a_known_function():
    shares = sample("saltelli", 3, 2048, 1)
    found = measures("saltelli", shares, _ishigami(shares))
    for name, right in (("alone", (0.3139, 0.4424, 0)), ("in all", (0.5576, 0.4424, 0.2437))):
        values = _by_name(found, name)
        assert [each.mean for each in values] == pytest.approx(right, abs=0.03)
        assert all(
            each.low - 0.02 <= y <= each.high + 0.02 for each, y in zip(values, right, strict=True)
        )


def test_elementary_effects_of_a_known_function():
    shares = sample("morris", 3, 40, 1)
    assert shares.shape == (160, 3)
    found = measures("morris", shares, 2 * shares[:, 0] - 5 * shares[:, 1])
    assert [each.mean for each in _by_name(found, "mean")] == pytest.approx([2, -5, 0])
    assert [each.mean for each in _by_name(found, "size")] == pytest.approx([2, 5, 0])
    assert [each.mean for each in _by_name(found, "spread")] == pytest.approx([0, 0, 0], abs=1e-9)


def test_what_never_varies_has_no_sensitivity():
    shares = sample("morris", 2, 4, 1)
    assert measures("morris", shares, np.ones(len(shares))) == []


@pytest.mark.parametrize("design", ["morris", "saltelli"])
def test_a_study_tells_what_outcomes_and_effects_hang_on(tmp_path, run, design, monkeypatch):
    # Nobody arrives within two days.
    monkeypatch.setattr(sensitivity, "OUTCOMES", ("interceptions",))
    path = tmp_path / "probed.yaml"
    path.write_text(PROBED.replace("DESIGN", design))
    study = read_study(str(path))
    rows = 4 * (4 if design == "morris" else 5)
    assert study.sampled is not None and study.sampled.shares.shape == (rows, 3)
    kept = run(study, tmp_path / "out")
    for scenario, points in kept.design.points.items():
        for row, number in enumerate(points):
            point = study.points[number]
            assert point.of == scenario
            share = study.sampled.shares[row, 1]
            low, high = 0.002, 0.01
            right = low * (high / low) ** share
            assert point.scenario.parameters["leave_hazard"] == pytest.approx(right, rel=1e-4)
    save_report(kept, [])
    report = (kept.folder / "report.md").read_text()
    section = report.split("## What it depends on")[1].split("\n## ")[0]
    first = [line for line in section.splitlines() if line.startswith("| factor")]
    assert len(first) == 2 and not any("| 0 (" in line for line in first)
    for of in ("outcomes", "effects"):
        assert (kept.folder / f"figures/sensitivity-of-{of}.svg").exists()


def test_levers_of_priors_must_have_one(tmp_path):
    path = tmp_path / "probed.yaml"
    path.write_text(
        PROBED.replace("DESIGN", "morris").replace(
            "  factor: {from: 0.1, to: 0.9}", "  factor: prior"
        )
    )
    with pytest.raises(InputError, match="factor has no prior"):
        read_study(str(path))


def _corner(generator, points=600):
    variables = generator.uniform(0, 1, (points, 4))
    inside = (variables[:, 0] > 0.6) & (variables[:, 2] < 0.5)
    return variables, inside


def test_a_box_that_is_there_is_found():
    variables, inside = _corner(np.random.default_rng(1))
    noise = np.random.default_rng(2).uniform(size=len(inside))
    box = find_box(variables, np.where(inside, noise < 0.9, noise < 0.1))
    assert box is not None
    assert set(box.limits) == {0, 2}
    assert box.limits[0][0] == pytest.approx(0.6, abs=0.06)
    assert box.limits[2][1] == pytest.approx(0.5, abs=0.06)
    assert box.density.low > 0.8 and box.overall < 0.35 and box.coverage > 0.55
    assert box.chance < 0.01


def test_a_box_in_noise_is_reported_from_a_find():
    generator = np.random.default_rng(3)
    box = find_box(generator.uniform(size=(200, 4)), generator.uniform(size=200) < 0.3)
    assert box is not None and box.chance > 0.05


def test_nothing_but_cases_or_none_has_no_box():
    variables = np.random.default_rng(4).uniform(size=(50, 2))
    assert find_box(variables, np.ones(50, bool)) is None
    assert find_box(variables, np.zeros(50, bool)) is None


def test_a_study_tells_where_a_policy_backfires(tmp_path, run):
    path = tmp_path / "probed.yaml"
    path.write_text(PROBED.replace("DESIGN", "latin-hypercube").replace("points: 4", "points: 12"))
    kept = run(read_study(str(path)), tmp_path / "out")
    rows = backfire_rows(Pairs(kept, tuple(outcome for outcome, _ in BACKFIRES.values())))
    assert {row["backfire"] for row in rows} == {"more expected deaths", "no fewer arrivals"}
    overall = {row["backfire"]: row["overall"] for row in rows}
    assert overall == {"more expected deaths": 0, "no fewer arrivals": 1}
    assert {row["runs"] for row in rows} == {60}
    assert "## Where it backfires" in backfire(rows)
