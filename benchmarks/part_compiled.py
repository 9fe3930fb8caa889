"""The people's part compiled: a bound on how fast it can be.

``part.c`` is what an excellent C programmer would write for exactly this work. Where there is no C
compiler, one Numba function with the same logic stands in for it.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.counts import Counts
from benchmarks.tape import Tape

SOURCE = Path(__file__).with_name("part.c")
FLAGS = ("-O3", "-march=native", "-ffp-contract=off", "-shared", "-fPIC")

LENGTHS = (
    "persons", "queued", "entries", "corridors", "hubs_in_all", "zones", "methods", "most_choices",
)  # fmt: skip
_TAPE = [field for field in fields(Tape) if field.name != "counts"]


class _Tape(ctypes.Structure):
    _fields_ = [
        *((name, ctypes.c_int64) for name in LENGTHS),
        *((f.name, ctypes.c_int64 if f.type == "int" else ctypes.c_void_p) for f in _TAPE),
    ]


class _Counts(ctypes.Structure):
    _fields_ = [(field.name, ctypes.c_void_p) for field in fields(Counts)]


def compiled() -> Callable[[Tape], Counts]:
    """The fastest version that can be had here: C, or Numba where there is no C compiler."""
    compiler = c_compiler()
    return in_numba if compiler is None else in_c(compiler)


def c_compiler() -> str | None:
    """Path of a C compiler, if there is one."""
    return shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")


def in_c(compiler: str) -> Callable[[Tape], Counts]:
    """Build ``part.c``, unless that has been done, and return a function that plays tapes."""
    library = ctypes.CDLL(str(_build(compiler)))
    library.play.restype = None

    def play(tape: Tape) -> Counts:
        kept = {f.name: getattr(tape, f.name) for f in _TAPE}
        counts = tape.nothing()
        library.play(
            ctypes.byref(_Tape(*_lengths(tape), *map(_passed, kept.values()))),
            ctypes.byref(_Counts(*(_passed(getattr(counts, f.name)) for f in fields(Counts)))),
        )
        return counts

    return play


def _build(compiler: str) -> Path:
    command = [compiler, *FLAGS]
    version = subprocess.run([compiler, "--version"], capture_output=True, check=True).stdout
    digest = hashlib.sha256(SOURCE.read_bytes() + version + " ".join(command).encode())
    folder = Path(tempfile.gettempdir()) / f"narrows-benchmark-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    library = folder / f"part-{digest.hexdigest()[:16]}.so"
    if not library.exists():
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            made = Path(scratch) / "part.so"
            subprocess.run([*command, str(SOURCE), "-o", str(made), "-lm"], check=True)
            made.replace(library)
    return library


def _lengths(tape: Tape) -> tuple[int, ...]:
    return (
        tape.people.size, tape.queue.size, tape.entered.size, tape.origin.size, tape.hubs.size,
        tape.beach.shape[1], tape.exposure.size, tape.choices.shape[1],
    )  # fmt: skip


def _passed(value: Any) -> Any:
    if isinstance(value, int):
        return value
    assert value.flags.c_contiguous
    return value.ctypes.data
