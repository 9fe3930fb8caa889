"""Run some or all runs of a bundle again, make all else anew from them, and compare the bytes."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from math import inf
from pathlib import Path

import pyarrow as pa

from experiments.publishing.bundle import make
from experiments.publishing.bundle_checks import Checked
from experiments.publishing.bundle_layout import RUN_FOLDERS, STUDY
from experiments.publishing.credits_file import credits_beside
from experiments.publishing.manifest import digests_below
from experiments.publishing.value_agreement import TOLERANCE, largest_difference
from experiments.study.batch_files import make as make_part
from experiments.study.batches import Chunk
from experiments.study.rebuilt_study import study_of
from experiments.study.study_folder import Store
from runs.executors import Executor
from runs.parquet_bounds import TooLargeError, check_parquet
from runs.progress import Progress
from scenarios.errors import InputError


@dataclass(frozen=True)
class Compared:
    """What came of it.

    Attributes:
        runs: Runs that were chosen, as point and replicate.
        rerun: Whether each file that runs write has the same bytes, by path.
        made: The same of every other file, made anew from the runs that the bundle holds.
        apart: Largest difference of values, as a share, in files of runs with other bytes.
    """

    runs: list[tuple[int, int]]
    rerun: dict[str, bool]
    made: dict[str, bool]
    apart: dict[str, float] = field(default_factory=dict)

    @property
    def same(self) -> bool:
        """Whether all bytes agree."""
        return all(self.rerun.values()) and all(self.made.values())

    @property
    def agrees(self) -> bool:
        """Whether all bytes agree, or all values to within the tolerance.

        A receipt has its file's checksum, and agrees if the values of that file do.
        """
        return all(self.made.values()) and all(
            same or self.apart.get(str(Path(path).with_suffix(".parquet")), inf) <= TOLERANCE
            for path, same in self.rerun.items()
        )


def rerun(bundle: Checked, number: int | None, executor: Executor, progress: Progress) -> Compared:
    """Run again, and compare.

    A run shares its file with others; all of them are run, so that the file can be compared.

    Args:
        bundle: A bundle that is whole.
        number: How many runs to choose, by a draw that the manifest decides; all if None.
        executor: Who runs them.
        progress: Called with runs done and in all.

    Raises:
        InputError: If the study in the bundle cannot be run.
    """
    _check_tables(bundle)
    chunks = _chunks(bundle)
    runs, chosen = _choose(chunks, number, bundle.sha256)
    total, done = sum(chunk.runs for chunk in chosen), 0
    with tempfile.TemporaryDirectory(prefix="narrows-") as scratch:
        again, anew = Path(scratch) / STUDY, Path(scratch) / "anew"
        for folder in (*(again / index for index in RUN_FOLDERS), anew):
            folder.mkdir(parents=True)
        for receipt in executor(partial(make_part, again), chosen):
            done += receipt.rows
            progress(done, total)
        published = date.fromisoformat(bundle.about["published"])
        make(bundle.kept, anew, published, credits_beside(bundle.kept.folder))
        found = {f"{STUDY}/{path}": each for path, each in digests_below(again).items()}
        apart = {
            path: largest_difference(bundle.folder / path, Path(scratch) / path)
            for path, digest in found.items()
            if path.endswith(".parquet") and bundle.digests.get(path, digest) != digest
        }
        made = {path: each for path, each in digests_below(anew).items() if not _of_runs(path)}
    names = {chunk.name for chunk in chosen}
    wanted = {path for path in bundle.digests if _of_runs(path) and Path(path).stem in names}
    rest = {path for path in bundle.digests if not _of_runs(path)}
    return Compared(
        runs,
        _same(found, bundle.digests, wanted | found.keys()),
        _same(made, bundle.digests, rest | made.keys()),
        apart,
    )


def _check_tables(bundle: Checked) -> None:
    """Make sure that no table is larger once it is read than any of ours can be."""
    for path in bundle.digests:
        if not path.endswith(".parquet"):
            continue
        try:
            check_parquet(bundle.folder / path)
        except TooLargeError as error:
            raise InputError(f"{path} {error}; it is not as narrows publish writes it") from None
        except (pa.ArrowException, OSError) as error:
            raise InputError(f"{path} cannot be read as Parquet; get the bundle again") from error


def _chunks(bundle: Checked) -> list[Chunk]:
    """All chunks of the study, once its design is what its facts say."""
    kept, facts = bundle.kept, bundle.kept.facts
    try:
        store = Store(study_of(kept), kept.folder)
        chunking = store.chunking
        shape = (chunking.block, len(chunking.slices), len(store.study.points))
        if shape == (facts["block"], facts["slices"], facts["points"]):
            return list(store.chunks(kept.replicates))
        why = "its points are not those that it names"
    except (pa.ArrowException, LookupError, TypeError, ValueError) as error:
        why = str(error)
    raise InputError(f"the study in the bundle cannot be run: {why}; get the bundle again")


def _choose(
    chunks: list[Chunk], number: int | None, salt: str
) -> tuple[list[tuple[int, int]], list[Chunk]]:
    """Runs, and the chunks that hold them."""
    runs = [
        (chunk, (point, replicate))
        for chunk in chunks
        for replicate in chunk.comparison.numbers
        for point in chunk.numbers.values()
    ]
    if number is not None and number < len(runs):
        drawn = random.Random(salt).sample(range(len(runs)), number)  # noqa: S311
        runs = [runs[index] for index in sorted(drawn)]
    kept = {chunk.name: chunk for chunk, _ in runs}
    return [run for _, run in runs], list(kept.values())


def _same(found: dict[str, str], wanted: dict[str, str], paths: Iterable[str]) -> dict[str, bool]:
    return {path: path in found and found[path] == wanted.get(path) for path in sorted(paths)}


def _of_runs(path: str) -> bool:
    """Whether runs write the file; all others are made from those."""
    return path.startswith(tuple(f"{STUDY}/{index}/" for index in RUN_FOLDERS))
