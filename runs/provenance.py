"""Where results come from: what it takes to repeat them, and nothing that varies by machine."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import subprocess
from dataclasses import asdict
from datetime import UTC, date, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import sim
from runs.comparison_design import Comparison
from runs.effect_draws import EFFECTS, stated
from runs.parameter_source import DATA, KEY, data_facts, parameter_source, range_of
from scenarios.loader import as_json
from sim.interventions import KINDS
from sim.parameters import PARAMETERS

ROOT = Path(sim.__file__).resolve().parent.parent
LIBRARIES = ("numpy", "numba", "mesa", "scipy", "pyarrow", "matplotlib")


def provenance(comparison: Comparison) -> dict[str, Any]:
    """Describe a comparison: versions, commit, seed, replicates, days, scenarios, parameters.

    Scenarios stand there in full, a strength that is drawn with its range; ``effects`` says whether
    strengths were drawn. Under ``parameters_from`` stands which posterior parameters were drawn
    from, or that they are the declared defaults; what a scenario states itself stands with the
    scenario. Under ``data`` stands what weather and entries come from.

    Neither time nor number of workers is in it, so that a repetition gives the same bytes.
    """
    return {
        "product": "narrows",
        "version": sim.__version__,
        "commit": commit(),
        "seed": comparison.seed,
        "first_replicate": comparison.first,
        "replicates": comparison.replicates,
        "start": comparison.baseline.start.isoformat(),
        "days": comparison.baseline.days,
        "scenarios": [
            json.loads(as_json(stated(each, comparison.effects))) for each in comparison.scenarios
        ],
        EFFECTS: comparison.effects.value,
        "interventions": {
            kind: {"grade": of.grade.value, "source": of.source, "caution": of.caution}
            for kind, of in KINDS.items()
        },
        KEY: parameter_source(comparison.posterior),
        DATA: dict(data_facts(comparison)),
        "parameters": {
            name: {
                "default": p.default,
                "unit": p.unit,
                "grade": p.grade.value,
                "source": p.source,
                "fitted": asdict(found)
                if (found := range_of(comparison.posterior, name))
                else None,
            }
            for name, p in PARAMETERS.items()
        },
        "python": platform.python_version(),
        "libraries": libraries(),
    }


def libraries() -> dict[str, str]:
    """Versions of the libraries on which bytes depend."""
    return {name: version(name) for name in LIBRARIES}


def today() -> date:
    """Today in UTC, or the day of ``SOURCE_DATE_EPOCH`` where that is set."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(given), UTC) if given.isdigit() else datetime.now(UTC)
    return now.date()


@cache
def commit() -> str | None:
    """The commit that the code stands at, with ``+changes`` if files differ; None outside git."""
    if not (ROOT / ".git").exists():
        return None
    head = _git("rev-parse", "HEAD")
    changed = _git("status", "--porcelain", "--untracked-files=no")
    return f"{head}+changes" if head and changed else head or None


@cache
def code_digest() -> str:
    """Digest of all that a run depends on: the code and the carried data."""
    digest = hashlib.sha256()
    for package in ("sim", "scenarios", "calibration"):
        root = ROOT / package
        for path in sorted(root.rglob("*")):
            if (
                path.suffix in (".py", ".csv", ".yaml")
                and "reporting" not in path.relative_to(root).parts
            ):
                digest.update(path.relative_to(root).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def _git(*arguments: str) -> str:
    try:
        run = subprocess.run(
            ["git", "-C", str(ROOT), *arguments],  # noqa: S607
            capture_output=True,
            text=True,
            timeout=10,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return run.stdout.strip() if run.returncode == 0 else ""
