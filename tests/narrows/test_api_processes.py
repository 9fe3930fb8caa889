"""The API where worker processes are hard to start: no main guard, standard input, other pools."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

import narrows
from narrows.api.arguments import worker_count

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
COMPARE = """
import narrows
print("begun")
mine = narrows.scenario("baseline").with_(narrows.beach_patrol(200, start="2024-01-02"))
result = narrows.compare("baseline", mine, days=2, replicates=2, run_out=0, workers={workers},
                         progress=False)
print(result.effects["arrivals"]["mean"].item())
"""
OWN_KIND = """
from dataclasses import dataclass
from typing import ClassVar
from sim.interventions import KINDS, Intervention
from sim.named_values import Modifier

@dataclass(frozen=True, kw_only=True)
class Fewer(Intervention):
    kind: ClassVar[str] = "fewer"
    source: ClassVar[str] = "none"

    def modifiers(self, values):
        yield Modifier("boat_supply_per_week", "multiply", 0.5, self.ramp())

from datetime import date
mine = narrows.scenario("baseline").with_(Fewer(start=date(2024, 1, 2)))
narrows.compare("baseline", mine, days=2, replicates=2, run_out=0, workers=2)
print("compared")
"""
HEAVY = ("numpy", "pandas", "numba", "mesa", "pyarrow", "matplotlib", "pydantic", "sim")


def python(*words: str, folder: Path, text: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, input=text,
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip


def arrivals(workers: int | None = 1) -> float:
    mine = narrows.scenario("baseline").with_(narrows.beach_patrol(200, start="2024-01-02"))
    result = narrows.compare(
        "baseline", mine, days=2, replicates=2, run_out=0, workers=workers, progress=False
    )
    return float(result.effects["arrivals"]["mean"].item())


def arrivals_with_two_workers() -> float:
    return arrivals(workers=2)


def two_workers_become() -> int:
    return worker_count(2)


def test_importing_the_package_loads_no_library(tmp_path):
    text = f"import narrows, sys; print([name for name in {HEAVY} if name in sys.modules])"
    done = python("-c", text, folder=tmp_path)
    assert done.stdout.strip() == "[]", done.stderr


def test_a_script_without_a_main_guard_runs_once_over_workers(tmp_path):
    (tmp_path / "script.py").write_text(COMPARE.format(workers=2))
    done = python("-W", "error", "script.py", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == ["begun", str(arrivals())]


def test_a_program_from_standard_input_runs_over_workers(tmp_path):
    done = python("-W", "error", "-", folder=tmp_path, text=COMPARE.format(workers=2))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == ["begun", str(arrivals())]


def test_it_runs_inside_another_pool():
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        own = pool.submit(arrivals, None).result()
        started = pool.submit(arrivals_with_two_workers).result()
    assert own == started == arrivals()


def test_a_daemonic_process_uses_itself_and_says_so(tmp_path):
    (tmp_path / "script.py").write_text(
        "from multiprocessing import Pool\n"
        "from narrows.api.arguments import worker_count\n"
        "if __name__ == '__main__':\n"
        "    with Pool(1) as pool:\n"
        "        print(pool.apply(worker_count, (None,)), pool.apply(worker_count, (2,)))\n"
    )
    done = python("script.py", folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, "1 1\n"), done.stderr
    assert done.stderr.count("RuntimeWarning: a daemonic process") == 1


def test_an_intervention_of_the_main_module_runs_in_this_process(tmp_path):
    (tmp_path / "script.py").write_text(f"import narrows\n{OWN_KIND}")
    done = python("script.py", folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, "compared\n"), done.stderr
    assert "Fewer is defined in the main module" in done.stderr
