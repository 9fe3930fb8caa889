"""Answers to questions in SQL, within bounds of memory and time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from experiments.study.earlier_question import in_current_names
from experiments.study.query_process import OUT_OF_MEMORY, WRONG_QUESTION, WRONG_STUDY
from experiments.study.sql_views import scratch_of
from runs.provenance import ROOT
from scenarios.errors import InputError

SECONDS, MEGABYTES = 600, 2_000
"""Most that a question takes, unless it is asked for otherwise."""


class WrongStudyError(InputError):
    """The study cannot be read."""


@contextmanager
def answer(
    folder: Path, question: str, seconds: int = SECONDS, megabytes: int = MEGABYTES
) -> Iterator[Batches]:
    """Yield the answer's batches; the work ends with the block.

    Args:
        folder: Of a study.
        question: One select.
        seconds: Most time for all of it.
        megabytes: Most memory.

    Raises:
        WrongStudyError: If there is no such study.
        InputError: If the question is wrong, or takes too much.
    """
    question = in_current_names(question, partial(_own_names, folder))
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    late = threading.Event()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, "-m", f"{__package__}.query_process", str(folder), str(megabytes)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said,
            env=os.environ | {"PYTHONPATH": path},
        )  # fmt: skip

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            assert process.stdin is not None  # noqa: S101
            with process.stdin as asked:
                asked.write(question.encode("utf-8", "replace"))

            def ended() -> None:
                if code := process.wait():
                    _raise(code, said, late.is_set(), seconds, megabytes)

            yield Batches(process.stdout, ended)
        finally:
            timer.cancel()
            process.kill()
            process.wait()
            if process.stdout:
                process.stdout.close()
            shutil.rmtree(scratch_of(process.pid) or os.devnull, ignore_errors=True)


class Batches:
    """Record batches of an answer, each read once.

    Attributes:
        schema: Their names and types.

    Args:
        stream: Where they are read from.
        ended: Raises what went wrong, if anything did; called where reading ends, since a stream
            that was cut between two batches looks like one that is whole.
    """

    def __init__(self, stream: Any, ended: Callable[[], None]) -> None:
        self._ended = ended
        with self._explained():
            self._reader = pa.ipc.open_stream(stream)
        self.schema = self._reader.schema

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        while (batch := self._next()) is not None:
            yield batch
        self._ended()

    def _next(self) -> pa.RecordBatch | None:
        with self._explained():
            try:
                return self._reader.read_next_batch()
            except StopIteration:
                return None

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (pa.ArrowException, OSError):
            self._ended()
            raise


def _own_names(folder: Path) -> set[str]:
    """Names of a study's levers and scenarios; none, if it cannot be read."""
    from experiments.study.stored_study import open_study

    try:
        points = open_study(folder).points
    except (InputError, OSError, pa.ArrowException):
        return set()
    return {name for point in points for name in (*point, point["scenario"], point["name"])}


def _raise(code: int, said: Any, late: bool, seconds: int, megabytes: int) -> None:
    """Say why there is no answer, or only a part of it."""
    said.seek(0)
    lines = said.read().decode("utf-8", "replace").strip().splitlines() or [""]
    if late:
        message = f"no answer within {seconds:,} s; ask for less, or give more --seconds"
        raise InputError(message)
    if code == WRONG_STUDY:
        raise WrongStudyError(lines[0])
    if code == WRONG_QUESTION:
        raise InputError(" ".join(lines))
    if code == OUT_OF_MEMORY or code < 0 or any("alloc" in line for line in lines):
        message = f"the answer takes more than {megabytes:,} MB of memory; ask for less at once"
        raise InputError(f"{message}, or give more --memory")
    raise RuntimeError(lines[-1])
