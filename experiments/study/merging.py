"""Join folders of one study that were run apart, such as on two machines."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from experiments.study import own_data
from experiments.study.batch_files import batch_of, stored, write
from experiments.study.batches import DAILY, PARTS, Cell, Chunk, Outcome
from experiments.study.earlier_runs import contents_of, each_earlier_run, look_again, set_aside
from experiments.study.finish_day import note_joined
from experiments.study.growth import fixed, same_json
from experiments.study.rebuilt_study import study_of
from experiments.study.stored_study import (
    DESIGN,
    FIRST,
    MEMBERS,
    NOTE,
    POINTS,
    StudyResults,
    open_study,
)
from experiments.study.study_folder import BATCHES, Store
from runs.progress import Progress
from runs.run_store import RunStore
from scenarios.errors import InputError
from scenarios.packaged_places import OUTCOMES

DESCRIBING = (POINTS, MEMBERS, DESIGN, *own_data.FILES)
"""What says of which runs a folder is, beside its note; each where the study has it."""


def merge_studies(
    folders: Sequence[Path], out: Path, progress: Progress, finish: Callable[[StudyResults], None]
) -> StudyResults:
    """Join the runs of folders into a new one, as if one process had run them all.

    The design is that of the folder whose points include those of all others. Runs that several
    folders hold must be equal.

    Args:
        folders: Of studies with the same name, seed, days, draws and version of the model.
        out: A new folder, or one in which the same was begun.
        progress: Called with parts done and in all: as they are checked, then as they are made.
        finish: Called while the folder is held, such as to write the report.

    Raises:
        InputError: If the folders do not belong together, two hold different values of a run, or
            a run is in none. Nothing has been written by then.
    """
    look_again()
    sources = [place for folder in folders for place in (folder, *set_aside(folder))]
    merged = _merged([open_study(folder) for folder in folders], out)
    design = merged[0]
    chunks = list(Store(study_of(design), out).chunks(merged[1].replicates))
    for number, chunk in enumerate(chunks):
        _joined(sources, chunk)
        progress(number + 1, 2 * len(chunks))
    text = (design.folder / f"{design.facts['name']}.yaml").read_text("utf-8")
    kept = RunStore(
        out, "study", NOTE, BATCHES, {f"{design.facts['name']}.yaml": text},
        DESCRIBING,
    )  # fmt: skip
    with kept.claimed():
        if kept.is_begun:
            kept.check_same(merged[1].facts)
        else:
            for name in DESCRIBING:
                if (design.folder / name).is_file():
                    shutil.copyfile(design.folder / name, out / name)
            kept.begin(merged[1].facts)
        for index in (PARTS, DAILY) if merged[1].facts["daily"] else (PARTS,):
            (out / index).mkdir(exist_ok=True)
        for number, chunk in enumerate(chunks):
            if stored(out, chunk) is None:
                batch_of(out, chunk).remove()
                write(out, chunk, _joined(sources, chunk).values())
            progress(len(chunks) + number + 1, 2 * len(chunks))
        kept.remove_batches(but={chunk.name for chunk in chunks})
        note_joined(out, folders)
        found = open_study(out)
        finish(found)
    return found


def _merged(kept: Sequence[StudyResults], out: Path) -> tuple[StudyResults, StudyResults]:
    """The folder whose design is taken, over all replicates; and the study that comes of it."""
    first = kept[0]
    for other in kept[1:]:
        mine, theirs = fixed(first.facts), fixed(other.facts)
        for key in dict.fromkeys((*mine, *theirs)):
            if not same_json(mine.get(key), theirs.get(key)):
                message = f"{other.folder} is another study than {first.folder}: its {key} differs"
                raise InputError(f"{message}; give folders of one study")
    contents = [set(contents_of(each.folder)) for each in kept]
    every = set().union(*contents)
    whole = next((each for each, has in zip(kept, contents, strict=True) if has == every), None)
    if whole is None:
        raise InputError(
            "no folder has the points of all others; let one study file have all points, run it "
            "into one of the folders, and merge that"
        )
    spans = sorted((each.first, each.first + each.replicates) for each in kept)
    end = spans[0][1]
    for begin, stop in spans[1:]:
        if begin > end:
            message = f"replicates {end} to {begin - 1} are in no folder; run them first"
            raise InputError(message)
        end = max(end, stop)
    begin = spans[0][0]
    facts = {key: value for key, value in whole.facts.items() if key != FIRST}
    facts |= {"replicates": end - begin, "daily": max(each.facts["daily"] for each in kept)}
    facts |= {FIRST: begin} if begin else {}
    return StudyResults(whole.folder, facts), StudyResults(out, facts)


def _joined(sources: Sequence[Path], chunk: Chunk) -> dict[Cell, Outcome]:
    """All runs of a chunk, each once."""
    found: dict[Cell, Outcome] = {}
    for each in each_earlier_run(sources, chunk):
        cell = (each.point, each.replicate)
        if cell in found and (differs := _difference(found[cell], each)):
            raise InputError(
                f"two folders hold other values of {_name(chunk, cell)}: {differs}; they were not "
                "run alike, so nothing was merged"
            )
        found.setdefault(cell, each)
    for replicate in chunk.comparison.numbers:
        for point in chunk.numbers.values():
            if (point, replicate) not in found:
                what = _name(chunk, (point, replicate))
                raise InputError(f"{what} is in no folder; run it first, then merge")
    return found


def _name(chunk: Chunk, cell: Cell) -> str:
    name = next(name for name, point in chunk.numbers.items() if point == cell[0])
    return f"scenario {name!r}, replicate {cell[1]}"


def _difference(one: Outcome, other: Outcome) -> str:
    """What differs between two ends of one run; nothing, if they are equal."""
    if one.record is None or other.record is None:
        return "" if one.error == other.error else "one of them failed"
    for name, mine, theirs in zip(
        OUTCOMES, one.record.outcomes, other.record.outcomes, strict=True
    ):
        if not np.array_equal(mine, theirs, equal_nan=True):
            return f"{name} is {mine:g} and {theirs:g}"
    day, same_day = one.record.daily, other.record.daily
    both = day is not None and same_day is not None
    if both and not np.array_equal(np.asarray(day), np.asarray(same_day), equal_nan=True):
        return "days differ"
    return ""
