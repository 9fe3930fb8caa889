"""What a results folder holds that is about to be replaced."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

from runs.parameter_source import DECLARED_OPTION, is_declared, recorded
from runs.results_tables import read_provenance

FOCUS = ("corridor", "zone", "method", "from", "until")


def command_of(folder: Path) -> str | None:
    """The command whose results a folder holds; None if it holds none that can be read."""
    try:
        facts = read_provenance(folder / "outcomes.parquet")
        return shlex.join(["narrows", *_words(folder, facts)])
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _words(folder: Path, facts: dict[str, Any]) -> list[str]:
    names = [scenario["name"] for scenario in facts["scenarios"]]
    options = {"replicates": facts["replicates"], "days": facts["days"], "seed": facts["seed"]}
    if (folder / "displacement.parquet").is_file():
        focus = read_provenance(folder / "displacement.parquet")["focus"]
        options = {name: focus[name] for name in FOCUS if focus[name] is not None} | options
        what = "displacement"
    else:
        what = "compare" if len(names) > 1 else "run"
    if facts["first_replicate"]:
        options["replicate"] = facts["first_replicate"]
    return [
        what,
        *names,
        *(word for name, of in options.items() for word in (f"--{name}", str(of))),
        *([DECLARED_OPTION] if is_declared(recorded(facts)) else []),
    ]
