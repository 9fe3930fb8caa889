"""Runs that come with the project, so that a preset is answered at once.

``make view-runs`` writes them (:mod:`narrows.view.make_included_runs`): one file a world, one row a
replicate. A file says which version, code, posterior, data, seed and scenario it is of. It answers
a question of the same scenario, seed, posterior and data, and no other; one of other code answers
too, and the page says so until its own runs take its place.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

import sim
from narrows.view.paired_replicate import SERIES, Outturn, Question
from runs.atomic_files import writing
from runs.parameter_source import KEY as PARAMETERS_FROM
from runs.parameter_source import SHOWN, parameter_source
from runs.provenance import code_digest, provenance
from runs.results import Record
from runs.results_tables import KEY, read_provenance
from scenarios.packaged_places import OUTCOMES
from sim.scenario import Scenario

FOLDER = "NARROWS_VIEW_RUNS"
"""Environment variable that names another folder of them."""
CARRIED = Path(__file__).with_name("runs")
PARTS = {
    "outcomes": pa.float64(),
    "series": pa.float32(),
    "people": pa.int32(),
    "boats": pa.int32(),
}
"""Columns of a file, each a list a replicate, with the type of its numbers."""


@dataclass(frozen=True)
class Included:
    """Finished pairs of one question.

    Attributes:
        pairs: Both runs by replicate, from 0 without a gap.
        older: What is said of them if the model has changed since; empty if it has not.
    """

    pairs: Mapping[int, tuple[Outturn, Outturn]]
    older: str


def folder() -> Path:
    """Where they are."""
    return Path(os.environ.get(FOLDER) or CARRIED)


def included(question: Question) -> Included | None:
    """Finished pairs of a question, if they came with the project."""
    if not question.fitted:
        return None
    known = _index(folder())
    wanted = [world_key(each, question) for each in (question.baseline, question.changed)]
    if not all(key in known for key in wanted):
        return None
    worlds = [_read(known[key]) for key in wanted]
    count = min(map(len, worlds))
    pairs = {number: (worlds[0][number], worlds[1][number]) for number in range(count)}
    return Included(
        pairs,
        " ".join(dict.fromkeys(filter(None, (said_if_older(facts_of(known[k])) for k in wanted)))),
    )


def write(path: Path, scenario: Scenario, question: Question, runs: Sequence[Outturn]) -> None:
    """Write the runs of one world, from replicate 0 on.

    Args:
        path: The file.
        scenario: The world; the baseline or the changed scenario of ``question``.
        question: Seed, posterior and data.
        runs: One a replicate.
    """
    made = provenance(replace(question.design(len(runs)), scenarios=(scenario,)))
    facts = {
        name: value for name, value in made.items() if name not in ("parameters", "interventions")
    }
    facts |= {
        "code": code_digest(), "key": world_key(scenario, question),
        "outcomes": list(OUTCOMES), "series": list(SERIES),
    }  # fmt: skip
    columns = [pa.array(_rows(name, runs), pa.list_(kind)) for name, kind in PARTS.items()]
    table = pa.Table.from_arrays(columns, names=list(PARTS))
    text = json.dumps(facts, sort_keys=True).encode()
    with writing(path) as part:
        pq.write_table(
            table.replace_schema_metadata({KEY: text}), part, compression="zstd",
            compression_level=19,
        )  # fmt: skip


def _rows(name: str, runs: Sequence[Outturn]) -> list[list[float]]:
    arrays = [run.record.outcomes if name == "outcomes" else getattr(run, name) for run in runs]
    return [np.ravel(array).tolist() for array in arrays]


def world_key(scenario: Scenario, question: Question) -> str:
    """What runs must be of: all that a run depends on but its code and its replicate.

    Neither name nor words of a scenario are in it.
    """
    plain = replace(scenario, name="", title="", description="")
    used = question.sources
    source = parameter_source(used.posterior)
    return hashlib.sha256(
        repr((plain, question.seed, source["sha256"], used.data.sha256)).encode()
    ).hexdigest()


@cache
def _index(path: Path) -> dict[str, Path]:
    """Files by what they are of; those that cannot be read, or of other outcomes, are left out."""
    found = {}
    for each in sorted(path.glob("*.parquet")):
        facts = facts_of(each)
        if facts.get("outcomes") == list(OUTCOMES) and facts.get("series") == list(SERIES):
            found[facts["key"]] = each
    return found


@cache
def facts_of(path: Path) -> dict[str, Any]:
    """What a file says that it is of; nothing, if it cannot be read."""
    try:
        found = read_provenance(path)
        return found if isinstance(found, dict) else {}
    except (OSError, ValueError, pa.ArrowException):
        return {}


def said_if_older(facts: Mapping[str, Any]) -> str:
    """What is said of runs if the model has changed since; empty if it has not."""
    if facts["code"] == code_digest() and facts["version"] == sim.__version__:
        return ""
    digest = facts[PARAMETERS_FROM]["sha256"] or ""
    return (
        f"From runs of version {facts['version']} (code {facts['code'][:SHOWN]}, posterior "
        f"{digest[:SHOWN]}), since which the model has changed."
    )


@cache
def _read(path: Path) -> list[Outturn]:
    """The runs of a file, by replicate."""
    table = pq.read_table(path)
    columns = {name: _numbers(table[name]) for name in PARTS}
    return [
        Outturn(
            Record(columns["outcomes"][row], None),
            columns["series"][row].reshape(len(SERIES), -1),
            columns["people"][row].astype(float),
            columns["boats"][row].astype(float),
        )
        for row in range(table.num_rows)
    ]


def _numbers(column: Any) -> np.ndarray:
    """A column of lists of one length as an array, one row a list."""
    values = column.combine_chunks()
    return values.flatten().to_numpy(zero_copy_only=False).reshape(len(values), -1)
