"""A kind of intervention, an outcome, a scenario or a departure zone is added in one file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
KIND = '''"""Dogs on the beaches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from sim.interventions.intervention import Intervention, Officers, Theme
from sim.named_values import Modifier, Values


@dataclass(frozen=True, kw_only=True)
class DogPatrol(Intervention):
    """Handlers with dogs, who count as officers of the beach patrol."""

    kind: ClassVar[str] = "dog-patrol"
    title: ClassVar[str] = "Dogs on beaches"
    theme: ClassVar[Theme] = Theme.COAST
    source: ClassVar[str] = "S001"

    handlers: Officers = 20

    def modifiers(self, values: Values) -> Iterator[Modifier]:
        yield Modifier("officers", "add", self.handlers, self.ramp(30), "france-beach")
'''
SCENARIO = """extends: baseline
name: dogs
title: Dogs
description: Dogs on the beaches.
interventions:
  - kind: dog-patrol
    start: 2024-03-01
    handlers: 50
"""


OUTCOME = '''"""An outcome of gangs: how many boats the best supplied has."""

from sim.core.kernels import kernel
from sim.outcomes.outcome import Outcome, mean

COLUMNS = ("most_boats",)
OUTCOMES = (
    Outcome("most_boats", "boats", "boats", "Boats of the best supplied gang, mean over days.",
            mean("most_boats")),
)


@kernel
def note(w, row):
    """Note the most boats that a gang has at the coast."""
    for gang in w.gangs:
        row.most_boats = max(row.most_boats, gang.boats)
'''
DAY_ENDS = """
from dataclasses import replace
from scenarios.loader import load_scenario
from scenarios.packaged_places import DAILY_COLUMNS, OUTCOMES
from scenarios.world_tables import load_world
from sim.outcomes import recorder
from sim.simulation import Simulation
model = Simulation(load_world(), replace(load_scenario("baseline"), days=3, warmup_days=0), 1, 0)
for day in range(3):
    model.gangs.boats[2] = 7 + day
    w = model.everything()
    recorder.run(w, w.table[day])
assert "most_boats" in DAILY_COLUMNS
print(OUTCOMES["most_boats"].unit, model.record.daily()["most_boats"])
print(OUTCOMES["most_boats"].measure(model.record.daily()))
"""
ZONE = (
    "NOR,0.1,150,Normandy (Dieppe to Le Havre),France,49.7,0.2,launch,no,PAR;LIL,"
    'the coast of Normandy,,"assumed: a zone of this test"\n'
)
FEW_DAYS = """
from dataclasses import replace
from scenarios.loader import load_scenario
from scenarios.packaged_places import DAILY_COLUMNS, OUTCOMES
from scenarios.world_tables import load_world
from sim.simulation import Simulation
made = replace(load_scenario("summer"), days=60, warmup_days=120)
run = Simulation(load_world(), made, 1, 0).run()
assert tuple(run.daily) == DAILY_COLUMNS and tuple(run.outcomes) == tuple(OUTCOMES)
print(OUTCOMES["arrivals_nor"].definition)
assert run.outcomes["arrivals_nor"] == run.daily["arrivals_nor"].sum() > 0, run.outcomes
"""
SUMMER = """extends: baseline
name: summer
title: A summer
description: The baseline from June.
start: 2024-06-01
"""


def copied(to: Path, *packages: str) -> dict[str, str]:
    """Copy packages, and say in which environment the copies are imported before the others."""
    for name in packages:
        shutil.copytree(ROOT / name, to / name, ignore=shutil.ignore_patterns("__pycache__"))
    return os.environ | {"PYTHONPATH": f"{to}{os.pathsep}{ROOT}"}


def run(where: Path, environment: dict[str, str], *command: str) -> str:
    made = subprocess.run(
        [sys.executable, *command], cwd=where, env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    return made.stdout


def test_one_file_adds_a_kind_that_scenarios_lists_and_python_know(tmp_path):
    environment = copied(tmp_path, "sim", "scenarios")
    (tmp_path / "sim/interventions/dog_patrol.py").write_text(KIND)
    (tmp_path / "dogs.yaml").write_text(SCENARIO)
    command = ("-m", "narrows.cli.main", "list", "interventions")
    assert "dog-patrol" in run(tmp_path, environment, *command)
    code = (
        "import narrows, sim; from scenarios.loader import check, load_scenario;"
        "from scenarios.world_tables import load_world; from pathlib import Path;"
        "made = load_scenario('dogs.yaml'); check(made, load_world());"
        "assert sim.__file__.startswith(str(Path.cwd())), sim.__file__;"
        "print(made.interventions, narrows.dog_patrol)"
    )
    said = run(tmp_path, environment, "-c", code)
    assert "DogPatrol(start=datetime.date(2024, 3, 1)" in said
    assert "handlers=50" in said


def test_one_file_adds_an_outcome_with_a_daily_column_of_its_own(tmp_path):
    environment = copied(tmp_path, "sim")
    (tmp_path / "sim/outcomes/best_supplied_outcomes.py").write_text(OUTCOME)
    said = run(tmp_path, environment, "-c", DAY_ENDS).splitlines()
    assert said == ["boats [7. 8. 9.]", "8.0"]
    command = ("-m", "narrows.cli.main", "list", "outcomes")
    assert "most_boats" in run(tmp_path, environment, *command)


def test_a_row_adds_a_departure_zone_and_a_file_a_scenario(tmp_path):
    environment = copied(tmp_path, "scenarios")
    with (tmp_path / "scenarios/data/zones.csv").open("a", encoding="utf-8") as file:
        file.write(ZONE)
    (tmp_path / "scenarios/library/summer.yaml").write_text(SUMMER)
    said = run(tmp_path, environment, "-c", FEW_DAYS)
    assert said == "Arrivals from the coast of Normandy.\n"
    for what, name in (("zones", "NOR"), ("scenarios", "summer"), ("outcomes", "arrivals_nor")):
        assert name in run(tmp_path, environment, "-m", "narrows.cli.main", "list", what)
