"""Scenarios in full, as JSON: data alone, whoever wrote them, checked as scenario files are."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from scenarios.errors import InputError
from scenarios.scenario_file import parse
from scenarios.world_tables import load_world
from sim.scenario import Scenario

WORDS = ("name", "title", "description")
PERIOD = ("start", "days", "warmup_days", "run_out_days")
KEYS = frozenset((*WORDS, *PERIOD, "parameters", "interventions"))
"""What a scenario in full has; none names another file."""
STAND_IN = "scenario"


def read_in_full(definition: str, where: str) -> Scenario:
    """A scenario as :func:`scenarios.loader.as_json` wrote it.

    Args:
        definition: The JSON.
        where: Where it stands, for messages.

    Raises:
        InputError: If it is none, or the model does not allow it.
    """
    given: Any = json.loads(definition)
    if not isinstance(given, dict) or given.keys() != KEYS:
        raise InputError(f"a scenario of {where} is not one in full; get it again")
    with tempfile.TemporaryDirectory(prefix="narrows-") as folder:
        path = Path(folder) / f"{STAND_IN}.yaml"
        words = dict.fromkeys(WORDS, STAND_IN)
        path.write_text(json.dumps(given | words), encoding="utf-8")
        draft = parse(path, load_world())
    draft.source.raise_first()
    name, title, description = (str(given[key]) for key in WORDS)
    return Scenario(
        name=name,
        title=title,
        description=description,
        **{key: draft.fields[key] for key in PERIOD},
        parameters=draft.parameters,
        interventions=tuple(entry.made for entry in draft.entries if entry.made),
    )
