"""A study, ready to run again, from what its folder holds: data alone, whoever wrote it.

The study's file is not read: it may name other files. Every point's scenario stands in full beside
the runs, and is checked as scenario files are.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from calibration.validated_posterior import usable_posterior
from experiments.study.design_points import PERIOD
from experiments.study.stored_study import MEMBERS, POINTS, StudyResults
from experiments.study.study_design import Point, Study
from scenarios.errors import InputError
from scenarios.scenario_file import parse
from scenarios.world_tables import load_world
from sim.scenario import Scenario

WORDS = ("name", "title", "description")
KEYS = frozenset((*WORDS, *PERIOD, "parameters", "interventions"))
"""What a scenario in full has; none names another file."""
STAND_IN = "scenario"


def study_of(kept: StudyResults) -> Study:
    """The study of a folder.

    Raises:
        InputError: If its points, members or facts cannot be run.
    """
    facts = kept.facts
    members = None
    if facts["members"]:
        try:
            members = usable_posterior(kept.folder / MEMBERS)
        except ValueError as error:
            raise InputError(f"{MEMBERS} {error}; get it again") from None
    return Study(
        name=facts["name"],
        command=facts["command"],
        question=facts["question"],
        description=facts["description"],
        text=(kept.folder / f"{facts['name']}.yaml").read_text("utf-8"),
        points=_points(kept),
        uncertainties=facts["uncertainties"],
        members=members,
        seed=facts["seed"],
        replicates=kept.replicates,
        outcomes=tuple(facts["outcomes"]),
        daily=facts["daily"],
        first=kept.first,
    )


def _points(kept: StudyResults) -> tuple[Point, ...]:
    definitions = pq.read_table(kept.folder / POINTS, columns=["definition"])["definition"]
    with tempfile.TemporaryDirectory(prefix="narrows-") as folder:
        return tuple(
            Point(about["point"], _scenario(text, Path(folder)), about["scenario"],
                  about["reference"], {})
            for about, text in zip(kept.points, definitions.to_pylist(), strict=True)
        )  # fmt: skip


def _scenario(definition: str, folder: Path) -> Scenario:
    """A scenario as :func:`scenarios.loader.as_json` wrote it."""
    given: Any = json.loads(definition)
    if not isinstance(given, dict) or given.keys() != KEYS:
        raise InputError(f"a scenario of {POINTS} is not one in full; get it again")
    path = folder / f"{STAND_IN}.yaml"
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
