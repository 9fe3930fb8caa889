"""Runs that another folder of the same study holds, found by what was run and not by its number.

A run is its scenario in full (but for name, title and description), the posterior draw, the seed,
the replicate, and the version of the model. Folders that are looked into have the same draws, seed
and version; so scenario and replicate identify a run there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from experiments.study.batches import DAILY, PARTS, Cell, Chunk, Outcome, slice_numbers
from experiments.study.stored_study import NOTE, POINTS, StudyResults
from runs.atomic_files import digest_of
from runs.results import Record
from runs.run_store import read_note
from runs.stored_tables import read_table
from scenarios.loader import as_json
from scenarios.packaged_places import DAILY_COLUMNS, OUTCOMES

EARLIER = "earlier"
"""Folder of what a study held before its design grew; it is there until the study is finished."""
MOST_PARTS = 16
"""Parts of a folder that are held at a time."""
WORDS = ("name", "title", "description")


def content_of(definition: str) -> str:
    """What a scenario in full says but for its words, as one text.

    Args:
        definition: As :func:`scenarios.loader.as_json` writes it.
    """
    kept = {key: value for key, value in json.loads(definition).items() if key not in WORDS}
    return json.dumps(kept, sort_keys=True)


def contents_of(folder: Path) -> list[str]:
    """The same of each point of a study's folder."""
    table = pq.read_table(folder / POINTS, columns=["definition"])
    return [content_of(text) for text in table["definition"].to_pylist()]


def set_aside(folder: Path) -> list[Path]:
    """Folders of what a study held before it grew."""
    return sorted(path for path in (folder / EARLIER).glob("[0-9]*") if (path / NOTE).is_file())


def earlier_runs(sources: Iterable[Path], chunk: Chunk) -> dict[Cell, Outcome]:
    """The runs of a chunk that other folders hold; of several that have one, the first counts."""
    found: dict[Cell, Outcome] = {}
    for each in each_earlier_run(sources, chunk):
        found.setdefault((each.point, each.replicate), each)
    return found


def look_again() -> None:
    """Forget what was read of other folders, which may have changed since."""
    _source.cache_clear()


def each_earlier_run(sources: Iterable[Path], chunk: Chunk) -> Iterator[Outcome]:
    """Yield the runs of a chunk that other folders hold, again for each folder that has them."""
    wanted = {
        chunk.numbers[scenario.name]: content_of(as_json(scenario))
        for scenario in chunk.comparison.scenarios
        if scenario.name in chunk.numbers
    }
    for folder in sources:
        place = folder.resolve()
        source = _source(place, *(digest_of(place / name) for name in (NOTE, POINTS)))
        for point, content in wanted.items():
            if content not in source.points:
                continue
            for replicate in chunk.comparison.numbers:
                keeps = replicate < chunk.daily
                if ended := source.run(source.points[content], replicate, keeps):
                    yield Outcome(point, replicate, *ended)


class _Source:
    """A folder that is looked into; only what is there as it was written counts."""

    def __init__(self, folder: Path) -> None:
        self.kept = StudyResults(folder, read_note(folder / NOTE))
        self._part = lru_cache(MOST_PARTS)(self._read)
        self.points = {text: number for number, text in enumerate(contents_of(folder))}
        facts = self.kept.facts
        days = facts["days"] + facts["warmup_days"] + facts["run_out_days"]
        self._slices = slice_numbers(self.kept.references, days)

    def run(
        self, point: int, replicate: int, keeps_days: bool
    ) -> tuple[Record | None, str | None] | None:
        """What a run gave, or its error; None if it is not there with all that is asked for."""
        kept = self.kept
        block, first, stop = kept.facts["block"], kept.first, kept.first + kept.replicates
        if not first <= replicate < stop:
            return None
        begin = first + (replicate - first) // block * block
        name = f"{self._slices[point]:05}-{begin:06}-{min(begin + block, stop):06}"
        rows, tables = self._part(name)
        row = rows.get((point, replicate))
        if row is None:
            return None
        error = tables[PARTS]["error"][row].as_py()
        if error is not None:
            return None, error
        daily = None
        if keeps_days:
            if DAILY not in tables or replicate >= kept.facts["daily"]:
                return None
            daily = _days(tables[DAILY], point, replicate)
        return Record(_outcomes(tables[PARTS])[row], daily), None

    def _read(self, name: str) -> tuple[dict[Cell, int], dict[str, Any]]:
        """Row of each run of a part, and its tables by folder; nothing, if it is not whole."""
        batch = self.kept.batch(name)
        if batch.kept() is None:
            return {}, {}
        tables = {index: read_table(batch.file(index)) for index in batch.indices}
        both = (tables[PARTS][key].to_pylist() for key in ("point", "replicate"))
        return {cell: row for row, cell in enumerate(zip(*both, strict=True))}, tables


@lru_cache(maxsize=16)
def _source(folder: Path, _note: str, _points: str) -> _Source:
    """A folder; another one, if its note or its points have changed."""
    return _Source(folder)


def _outcomes(table: Any) -> Any:
    """Outcomes by run and outcome; NaN where undefined."""
    return np.column_stack([table[name].to_numpy() for name in OUTCOMES]).astype(np.float64)


def _days(table: Any, point: int, replicate: int) -> Any:
    chosen = pa.array(
        (table["point"].to_numpy() == point) & (table["replicate"].to_numpy() == replicate)
    )
    rows = table.filter(chosen)
    return np.column_stack([rows[name].to_numpy() for name in DAILY_COLUMNS]).astype(np.float64)
