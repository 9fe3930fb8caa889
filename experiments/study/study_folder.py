"""A study's folder while the study runs: lock, missing batches, and what is left over."""

from __future__ import annotations

import hashlib
import platform
import re
import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

import sim
from calibration.posterior import Posterior, load_posterior
from experiments.study import own_data
from experiments.study.batch_files import Receipt, batch_of, stored
from experiments.study.batches import DAILY, PARTS, Chunk, Chunking
from experiments.study.design_tables import design_table, points_table
from experiments.study.earlier_runs import content_of, contents_of, set_aside
from experiments.study.finish_day import forget_finish, note_finish
from experiments.study.growth import (
    GROWS,
    MADE_WITH,
    check_grown,
    fixed,
    forget_earlier,
    keep_earlier,
    patch_releases,
    same_json,
)
from experiments.study.parameter_uncertainty import POSTERIOR
from experiments.study.stored_study import DESIGN, FIRST, MEMBERS, NOTE, POINTS, StudyResults
from experiments.study.study_design import Study
from runs.atomic_files import writing
from runs.effect_draws import EFFECTS as EFFECT_SIZES
from runs.effect_draws import effects_option
from runs.number_format import counted
from runs.parameter_draws import FITTED, WORLD
from runs.provenance import LIBRARIES, code_digest, commit
from runs.run_store import RunStore
from scenarios.errors import InputError

REPORT, TABLES, FIGURES = "report.md", "tables", "figures"
EFFECTS = f"{TABLES}/effects.parquet"
FINISHED = Path(__file__).parents[1] / "studies" / "finished"
"""What is shown of the studies that come with the project, each in a folder of its name."""
BATCHES = re.compile(rf"({PARTS}|{DAILY})/\d{{5,}}-\d{{6,}}-\d{{6,}}\.(parquet|json)")

Tell = Callable[[str], None]


class Store:
    """The folder of a study.

    Args:
        study: What it is for.
        folder: Where.
    """

    def __init__(self, study: Study, folder: Path) -> None:
        self.study = study
        self.folder = folder
        self.chunking = Chunking(study)
        self._kept = RunStore(
            folder, "study", NOTE, BATCHES, {f"{study.name}.yaml": study.text},
            (POINTS, MEMBERS, DESIGN, *own_data.FILES),
        )  # fmt: skip

    @contextmanager
    def claimed(self) -> Iterator[StudyResults]:
        """Make the folder this study's, or go on with it; nobody else may write meanwhile.

        Where the study has grown since, the folder becomes that of the new design, and the runs
        that it holds are kept.

        Raises:
            InputError: If it holds anything else, or another process is at work in it.
        """
        self.check()
        with self._kept.claimed():
            self.check()
            for index in (PARTS, DAILY) if self.study.daily else (PARTS,):
                (self.folder / index).mkdir(exist_ok=True)
            if not self._kept.is_begun:
                self._describe(self._facts())
            else:
                self._grow()
            yield self.read()

    def check(self) -> None:
        """Make sure that the folder is free, this study's, or one that it has grown from.

        Raises:
            InputError: If it is not.
        """
        self._kept.check_free()
        if not self._kept.is_begun:
            return
        there, mine = self._kept.facts(), self._facts()
        like = {
            key: there[key]
            for key in MADE_WITH
            if key in there and fixed(there).get(key) == fixed(mine)[key]
        }
        self._kept.check_same(mine | like, GROWS)
        self._points()
        definitions, study = points_table(self.study)["definition"].to_pylist(), self.study
        check_grown(self.read(), definitions, study.first, study.daily)

    def remarks(self) -> list[str]:
        """What a reader should know of the runs that are there before more are added."""
        if not self._kept.is_begun:
            return []
        there = self.read()
        other = patch_releases(self._facts(), there.facts)
        said = [f"the runs that are there were made with {', '.join(other)}"] if other else []
        if set_aside(self.folder):
            said.append(
                f"the study has grown to {counted(len(there.points), 'point')} over "
                f"{counted(there.replicates, 'replicate')}; the runs that it had are kept"
            )
        return said

    def read(self) -> StudyResults:
        """What is there."""
        return StudyResults(self.folder, self._kept.facts())

    def plan(self, replicates: int) -> StudyResults:
        """Note how many replicates the study is to have; never fewer than it has.

        Replicates that are there are not run again, however parts fall.
        """
        there = self.read()
        if replicates <= there.replicates:
            return there
        more = StudyResults(self.folder, there.facts | {"replicates": replicates})
        keep_earlier(there, set(there.parts()) - set(more.parts()))
        self._kept.write_note(there.facts | {"replicates": replicates})
        return self.read()

    def missing(
        self, replicates: int, tell: Tell, done: Callable[[Receipt], None]
    ) -> Iterator[Chunk]:
        """Yield the chunks that are not on the disk, whole.

        Args:
            replicates: Of each point.
            tell: Called with each part that is damaged.
            done: Called with each part that is there.
        """
        for chunk in self.chunks(replicates):
            if receipt := stored(self.folder, chunk):
                done(receipt)
                continue
            forget_finish(self.folder)
            batch = batch_of(self.folder, chunk)
            if batch.file(PARTS).exists() and batch.receipt.exists():
                tell(f"{batch.file(PARTS)} is damaged; its {chunk.runs} runs are made anew")
            batch.remove()
            yield chunk

    def chunks(self, replicates: int) -> Iterator[Chunk]:
        """All chunks of a number of replicates."""
        study = self.study
        words = ["narrows", "study", study.command, "--seed", str(study.seed)]
        words += ["--days", str(study.baseline.days)]
        words += ["--run-out", str(study.baseline.run_out_days), *_own_sources(study)]
        yield from self.chunking.chunks(replicates, shlex.join(words), code_digest())

    def tidy(self) -> None:
        """Remove parts of former designs and note the day, once all runs are there."""
        self._kept.remove_batches(but=set(self.read().parts()))
        forget_earlier(self.folder)
        note_finish(self.folder)

    def _grow(self) -> None:
        """Make the folder that of the design as it is now; runs that lie otherwise are set aside.

        Nothing is written where the design has not changed.
        """
        there, mine = self.read(), self._facts()
        first = min(self.study.first, there.first)
        stop = max(self.study.first + self.study.replicates, there.first + there.replicates)
        mine["replicates"] = stop - first
        kept = {key: there.facts[key] for key in (*MADE_WITH, "commit") if key in there.facts}
        if same_json(there.facts, mine | kept) and self._points().equals(points_table(self.study)):
            return
        if not self._lies_alike(there):
            keep_earlier(there, list(there.parts()))
        else:
            more = StudyResults(self.folder, mine)
            keep_earlier(there, set(there.parts()) - set(more.parts()))
        self._describe(mine | kept)

    def _lies_alike(self, there: StudyResults) -> bool:
        """Whether parts of one name hold the same runs in the folder and in the design."""
        study = self.study
        mine = points_table(study)["definition"].to_pylist()
        return (
            list(map(content_of, mine)) == contents_of(self.folder)
            and [point.reference for point in study.points] == there.references
            and (there.first, there.facts["daily"]) == (study.first, study.daily)
            and there.facts["block"] == self.chunking.block
        )

    def _describe(self, facts: dict[str, Any]) -> None:
        """Write all that is needed to run the study again; its note last, which makes it ours."""
        study = self.study
        with writing(self.folder / POINTS) as scratch:
            pq.write_table(points_table(study), scratch, compression="zstd")
        if study.members is not None:
            with writing(self.folder / MEMBERS) as scratch:
                study.members.write(scratch)
        if study.own_world is not None:
            own_data.write_own_data(self.folder, study.data, study.own_world)
        if study.sampled is not None:
            with writing(self.folder / DESIGN) as scratch:
                pq.write_table(design_table(study.sampled), scratch, compression="zstd")
        self._kept.begin(facts)

    def _facts(self) -> dict[str, Any]:
        study, precision = self.study, self.study.precision
        return {
            "product": "narrows",
            "version": sim.__version__,
            "name": study.name,
            "question": study.question,
            "description": study.description,
            "command": study.command,
            "seed": study.seed,
            "replicates": study.replicates,
            "start": study.baseline.start.isoformat(),
            "days": study.baseline.days,
            "warmup_days": study.baseline.warmup_days,
            "run_out_days": study.baseline.run_out_days,
            "points": len(study.points),
            "slices": len(self.chunking.slices),
            "block": self.chunking.block,
            "levers": list(study.sampled.levers if study.sampled else study.levers),
            "design": study.sampled and study.sampled.method,
            "uncertainties": study.uncertainties,
            "members": study.members.members if study.members else None,
            "members_digest": study.members and _digest(study.members),
            "members_from": dict(study.members.facts) if study.members else None,
            "members_sha256": study.members.digest if study.members else None,
            "data": study.data.facts,
            EFFECT_SIZES: study.effects.value,
            "outcomes": list(study.outcomes),
            "precision": precision and [precision.outcome, precision.within, precision.most],
            "daily": study.daily,
            "code": code_digest(),
            "python": platform.python_version(),
            "libraries": {name: version(name) for name in LIBRARIES},
            "commit": commit(),
            **({FIRST: study.first} if study.first else {}),
        }

    def _points(self) -> Any:
        """The table of points that the folder holds."""
        path = self.folder / POINTS
        try:
            return pq.read_table(path)
        except (OSError, pa.ArrowException):
            message = f"{path} is missing or damaged; put a copy of it back"
            raise InputError(f"{message}, or give another folder") from None


def _own_sources(study: Study) -> list[str]:
    """Options that a study needs to be repeated if it has a posterior or data of its own."""
    words = []
    of_posterior = study.members is not None and study.uncertainties == POSTERIOR
    narrow = of_posterior and study.members and study.members.facts.get(WORLD) == FITTED
    usual = load_posterior().fitted if narrow else load_posterior()
    if narrow:
        words += [f"--{WORLD}", FITTED]
    if of_posterior and study.members and _digest(study.members) != _digest(usual):
        words += ["--posterior", MEMBERS]
    words += effects_option(study.effects)
    return words if study.own_world is None else [*words, "--data", "DIR"]


def _digest(members: Posterior) -> str:
    """SHA-256 of the draws' numbers."""
    digest = hashlib.sha256()
    for name, values in (*members.parameters.items(), *members.demand.items()):
        digest.update(str(name).encode() + values.tobytes())
    return digest.hexdigest()
