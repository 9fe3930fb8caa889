"""Compile the model for this machine once, before any run, and say so.

Numba compiles a kernel when it is first called and keeps the code in a cache: in the folder
``NUMBA_CACHE_DIR`` if that is set, else beside the source, else, where that cannot be written, in
the user's own cache folder, else, for a command alone, in a folder that is deleted after it
(:mod:`runs.compiler_cache`). It puts files there by renaming, so processes may compile at the same
time. A note beside the cache says for which machine, versions and sources all of it is there, so
that nothing need be loaded to know. Where the note cannot be written, every command looks into the
cache itself, which takes as long as loading the model does.

With ``NUMBA_DISABLE_JIT=1`` nothing is compiled, and all runs are slow.
"""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from contextlib import ExitStack, suppress
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import sim
from runs.compiler_cache import COST, lasts
from runs.progress import progress

DAYS = 60
"""Days in which a world calls every kernel, with every kind of argument."""
NOTE = "narrows-compiled"
LIBRARIES = ("numba", "llvmlite", "numpy")
PACKAGE = Path(sim.__file__).parent


def compile_model() -> None:
    """Compile the kernels that the cache lacks, and say so on standard error.

    Done before worker processes start, so that no two of them compile the same.
    """
    if os.environ.get("NUMBA_DISABLE_JIT", "0") != "0":
        return
    note, state = _note(), _state()
    with suppress(OSError):
        if note.read_text() == state:
            return
    if not lasts():
        print(COST, file=sys.stderr, flush=True)
    _compile()
    with suppress(OSError):
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(state)


def _note() -> Path:
    folder = os.environ.get("NUMBA_CACHE_DIR")
    return (Path(folder) if folder else PACKAGE / "__pycache__") / NOTE


def _state() -> str:
    """What compiled code depends on: machine, versions and sources."""
    sources = [(path, path.stat()) for path in sorted(PACKAGE.rglob("*.py"))]
    facts = (
        platform.node(), platform.machine(), sys.version, *map(version, LIBRARIES),
        *((str(path), stat.st_mtime_ns, stat.st_size) for path, stat in sources),
    )  # fmt: skip
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def _compile() -> None:
    """Run a short world, which compiles what the cache lacks."""
    from scenarios.loader import load_scenario
    from scenarios.world_tables import load_world
    from sim.core.kernels import counting
    from sim.model import SmugglingModel

    with ExitStack() as shown:
        report = None

        def tell(done: int, total: int) -> None:
            nonlocal report
            if report is None:
                say = f"compiling the model for this machine, once: {total} kernels"
                print(say, file=sys.stderr, flush=True)
                report = shown.enter_context(progress("kernels"))
            report(done, total)

        short = replace(load_scenario("baseline"), warmup_days=0, days=DAYS)
        with counting(tell):
            SmugglingModel(load_world(), short, seed=1, replicate=0).run()
