"""A study's folder while the study runs: whose it is, which parts lack, and what is left over."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

import sim
from calibration.posterior import Posterior
from experiments.study.batch_files import DAILY, PARTS, Receipt, held
from experiments.study.batches import Chunk, Chunking
from experiments.study.design_tables import design_table, points_table
from experiments.study.stored_study import DESIGN, MEMBERS, NOTE, POINTS, Held
from experiments.study.study_design import Study
from runs.atomic_files import clear_scratch, write_text, writing
from runs.provenance import LIBRARIES, code_digest, commit
from scenarios.errors import InputError

REPORT, TABLES, FIGURES = "report.md", "tables", "figures"
EFFECTS = f"{TABLES}/effects.parquet"
FINISHED = Path(__file__).parents[1] / "studies" / "finished"
"""What is shown of the studies that come with the project, each in a folder of its name."""
FREE = ("replicates", "commit")
"""Facts in which a study that goes on may differ."""

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

    @contextmanager
    def claimed(self) -> Iterator[Held]:
        """Make the folder this study's, or go on with it; nobody else may write meanwhile.

        Raises:
            InputError: If it holds anything else, or another process is at work in it.
        """
        self.check()
        for place in (PARTS, DAILY) if self.study.daily else (PARTS,):
            (self.folder / place).mkdir(parents=True, exist_ok=True)
        with _alone(self.folder):
            for place in ("", PARTS, DAILY, TABLES):
                clear_scratch(self.folder / place)
            if not (self.folder / NOTE).exists():
                self._describe()
            self.check()
            yield self.read()

    def check(self) -> None:
        """Make sure that the folder is free or this study's.

        Raises:
            InputError: If it is not.
        """
        if self.folder.exists() and not self.folder.is_dir():
            raise InputError(f"{self.folder} is a file; give a folder")
        if not self.folder.exists():
            return
        ours = {PARTS, DAILY, NOTE, POINTS, MEMBERS, DESIGN, REPORT, TABLES, FIGURES}
        ours.add(f"{self.study.name}.yaml")
        names = {path.name for path in self.folder.iterdir() if not path.name.startswith(".")}
        if NOTE in names:
            self._check_same()
        elif other := sorted(names - ours):
            message = f"{self.folder} holds {other[0]!r}, which is no part of a study"
            raise InputError(f"{message}; give a new folder")

    def read(self) -> Held:
        """What is there."""
        return Held(self.folder, json.loads((self.folder / NOTE).read_text("utf-8")))

    def plan(self, replicates: int) -> Held:
        """Note how many replicates the study is to have; never fewer than it has."""
        there = self.read()
        if replicates <= there.replicates:
            return there
        self._note(there.facts | {"replicates": replicates})
        return self.read()

    def missing(
        self, replicates: int, tell: Tell, done: Callable[[Receipt], None]
    ) -> Iterator[Chunk]:
        """Yield the chunks that are not on the disk, whole.

        Args:
            replicates: Of each point.
            tell: Told of each part that is damaged.
            done: Told of each part that is there.
        """
        for chunk in self.chunks(replicates):
            if receipt := held(self.folder, chunk):
                done(receipt)
                continue
            for place in (PARTS, DAILY):
                path = self.folder / place / f"{chunk.name}.parquet"
                receipt_there = path.with_suffix(".json").exists()
                if path.exists() and place == PARTS and receipt_there:
                    tell(f"{path} is damaged; its {chunk.runs} runs are made anew")
                for each in (path.with_suffix(".json"), path):
                    each.unlink(missing_ok=True)
            yield chunk

    def chunks(self, replicates: int) -> Iterator[Chunk]:
        """All chunks of a number of replicates."""
        study = self.study
        words = ["narrows", "study", study.command, "--seed", str(study.seed)]
        words += ["--days", str(study.baseline.days)]
        words += ["--run-out", str(study.baseline.run_out_days)]
        yield from self.chunking.chunks(replicates, shlex.join(words), code_digest())

    def tidy(self) -> None:
        """Remove the parts of blocks that have grown since."""
        names = set(self.read().parts())
        for place in (PARTS, DAILY):
            for path in (self.folder / place).glob("*"):
                if path.stem not in names:
                    path.unlink()

    def _describe(self) -> None:
        """Write all that is needed to run the study again; its note last, which makes it ours."""
        study = self.study
        write_text(self.folder / f"{study.name}.yaml", study.text)
        with writing(self.folder / POINTS) as scratch:
            pq.write_table(points_table(study), scratch, compression="zstd")
        if study.members is not None:
            with writing(self.folder / MEMBERS) as scratch:
                study.members.write(scratch)
        if study.sampled is not None:
            with writing(self.folder / DESIGN) as scratch:
                pq.write_table(design_table(study.sampled), scratch, compression="zstd")
        self._note(self._facts())

    def _note(self, facts: dict[str, Any]) -> None:
        write_text(self.folder / NOTE, json.dumps(facts, indent=1, ensure_ascii=False) + "\n")

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
            "outcomes": list(study.outcomes),
            "precision": precision and [precision.outcome, precision.within, precision.most],
            "daily": study.daily,
            "code": code_digest(),
            "python": platform.python_version(),
            "libraries": {name: version(name) for name in LIBRARIES},
            "commit": commit(),
        }

    def _check_same(self) -> None:
        there, mine = self.read().facts, json.loads(json.dumps(self._facts()))
        for key, value in mine.items():
            if key not in FREE and there.get(key) != value:
                message = f"{self.folder} holds another study"
                if not isinstance(value, dict | list) and key not in ("code", "description"):
                    message += f": its {key} is {there.get(key)}, not {value}"
                elif key == "code":
                    message += ": it was run by another version of the model"
                else:
                    message += f": its {key} differ"
                raise InputError(f"{message}; give another folder")
        if not points_table(self.study).equals(pq.read_table(self.folder / POINTS)):
            message = f"{self.folder} holds another study: its design differs; give another folder"
            raise InputError(message)


def _digest(members: Posterior) -> str:
    """SHA-256 of the members' numbers."""
    digest = hashlib.sha256()
    for name, values in (*members.parameters.items(), *members.demand.items()):
        digest.update(str(name).encode() + values.tobytes())
    return digest.hexdigest()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder for this process, where the system can; a killed process lets go of it."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = f"another process is at work in {folder}; wait for it, or give another folder"
            raise InputError(message) from None
        except OSError:
            pass
        yield
    finally:
        os.close(descriptor)
