"""Layers hold, and every part of the day is there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from sim.schedule import SCHEDULE

ROOT = Path(__file__).parents[1]


def test_no_package_imports_what_stands_above_it():
    found = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert found.returncode == 0, found.stdout


def test_the_day_has_its_parts_in_order():
    assert [name for name, _ in SCHEDULE] == [
        "interventions", "procurement", "routing", "weather", "demand", "recruitment", "movement",
        "storage", "interdiction", "waiting", "resale", "launching", "departure", "intelligence",
        "justice", "recovery", "learning", "outcomes",
    ]  # fmt: skip


def test_every_process_has_its_own_file():
    assert len({process.__module__ for _, process in SCHEDULE}) == len(SCHEDULE)


def test_mechanisms_draw_only_with_keys():
    for path in (ROOT / "sim").rglob("*.py"):
        text = path.read_text()
        for shared in ("model.random", "model.rng", "shuffle_do", "np.random.rand"):
            assert shared not in text, f"{path.name} uses {shared}"


def test_agents_of_all_four_kinds_are_handles_on_the_models_columns(world, make_scenario):
    from sim.agents import Agency, EnforcementUnit, Gang, Hub
    from sim.model import SmugglingModel

    model = SmugglingModel(world, make_scenario(), 1, 0)
    count = {kind: len(model.agents_by_type[kind]) for kind in (Gang, Hub, EnforcementUnit, Agency)}
    assert count == {
        Gang: model.values.gangs_at_start, Hub: 43,
        EnforcementUnit: len(world.units), Agency: len(world.agencies),
    }  # fmt: skip
    largest = model.agents_by_type[Gang][0]
    assert largest.price == model.gangs.price[0]
