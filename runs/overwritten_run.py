"""What a results folder holds that is about to be replaced."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

from runs.comparison_design import Comparison
from runs.effect_draws import EFFECTS, EffectSizes, effects_option
from runs.parameter_source import DATA, KEY, options_of, recorded
from runs.provenance import provenance
from runs.results_tables import read_provenance

SAME = (
    "seed", "first_replicate", "replicates", "start", "days", "scenarios", KEY, DATA, EFFECTS,
)  # fmt: skip
"""Provenance that two runs of one design share."""
FOCUS = ("corridor", "zone", "method", "from", "until")


def command_of(folder: Path) -> str | None:
    """The command whose results a folder holds; None if it holds none that can be read."""
    try:
        facts = read_provenance(folder / "outcomes.parquet")
        return shlex.join(["narrows", *_words(folder, facts)])
    except (OSError, ValueError, LookupError, TypeError):
        return None


def is_of(folder: Path, comparison: Comparison, any_number: bool = False) -> bool:
    """Whether a folder holds results of the same design, which a repetition would give again.

    Args:
        folder: Of results.
        comparison: The design.
        any_number: Whether it may have another number of replicates.
    """
    try:
        facts = read_provenance(folder / "outcomes.parquet")
    except (OSError, ValueError):
        return False
    mine = json.loads(json.dumps(provenance(comparison)))
    keys = [key for key in SAME if not (any_number and key == "replicates")]
    return all(facts.get(key) == mine[key] for key in keys)


def _words(folder: Path, facts: dict[str, Any]) -> list[str]:
    names = [scenario["name"] for scenario in facts["scenarios"]]
    options = {"replicates": facts["replicates"], "days": facts["days"], "seed": facts["seed"]}
    if (folder / "displacement.parquet").is_file():
        focus = read_provenance(folder / "displacement.parquet")["focus"]
        options = {name: focus[name] for name in FOCUS if focus[name] is not None} | options
        what = "displacement"
    else:
        what = "compare" if len(names) > 1 else "run"
        if len(names) > 1:
            options["run-out"] = facts["scenarios"][0]["run_out_days"]
    if facts["first_replicate"]:
        options["replicate"] = facts["first_replicate"]
    return [
        what,
        *names,
        *(word for name, of in options.items() for word in (f"--{name}", str(of))),
        *options_of(recorded(facts)),
        *effects_option(facts.get(EFFECTS, EffectSizes.CENTRAL)),
    ]
