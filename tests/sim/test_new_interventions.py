"""A new kind of intervention is one file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PACKAGES = ("sim", "scenarios", "runs", "calibration", "experiments", "narrows")
KIND = '''"""Dogs on the beaches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from sim.interventions.intervention import Intervention, Officers, Theme
from sim.named_values import Modifier


@dataclass(frozen=True, kw_only=True)
class DogPatrol(Intervention):
    """Handlers with dogs, who count as officers of the beach patrol."""

    kind: ClassVar[str] = "dog-patrol"
    title: ClassVar[str] = "Dogs on beaches"
    theme: ClassVar[Theme] = Theme.COAST
    source: ClassVar[str] = "S001"

    handlers: Officers = 20

    def modifiers(self, values: Any) -> Iterator[Modifier]:
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


def copied(to: Path) -> dict[str, str]:
    """Copy the packages, and say in which environment the copy is imported."""
    for name in PACKAGES:
        shutil.copytree(ROOT / name, to / name, ignore=shutil.ignore_patterns("__pycache__"))
    return os.environ | {"PYTHONPATH": str(to)}


def run(where: Path, environment: dict[str, str], *command: str) -> str:
    made = subprocess.run(
        [sys.executable, *command], cwd=where, env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    return made.stdout


def test_one_file_adds_a_kind_that_scenarios_lists_and_python_know(tmp_path):
    environment = copied(tmp_path)
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
