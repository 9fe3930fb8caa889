"""Compile the model for this machine once, before any run, and say so.

Numba compiles a kernel when it is first called and keeps the code in the folder that
:mod:`sim.core.compiled_cache` names after all sources of the model. It puts files there by
renaming, so processes may compile at the same time. A note in the folder says for which machine all
of it is there, so that nothing need be loaded to know. Where no folder can be written, every
process compiles what it calls, and one line says so.
"""

from __future__ import annotations

import platform
import sys
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path

from runs.progress import progress
from sim.core import compiled_cache

DAYS = 60
"""Days in which a world calls every kernel, with every kind of argument."""
NOTE = "complete"
NO_FOLDER = (
    "no folder can be written for compiled code, so every process compiles the model anew; "
    "name one in NUMBA_CACHE_DIR"
)


def compile_model() -> None:
    """Compile the kernels that the cache lacks, and say so on standard error.

    Done before worker processes start, so that no two of them compile the same.
    """
    folder = compiled_cache.folder()
    if folder is None:
        print(NO_FOLDER, file=sys.stderr, flush=True)
        return
    note, machine = folder / NOTE, f"{platform.node()} {platform.machine()}"
    if _says(note, machine):
        return
    _compile()
    with suppress(OSError):
        note.write_text(machine)


def _says(note: Path, machine: str) -> bool:
    """Whether a note says that all is compiled for a machine."""
    try:
        return note.read_text() == machine
    except OSError:
        return False


def _compile() -> None:
    """Run a short world, which compiles what the cache lacks."""
    from scenarios.loader import load_scenario
    from scenarios.world_tables import load_world
    from sim.core.kernels import counting
    from sim.simulation import Simulation

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
            Simulation(load_world(), short, seed=1, replicate=0).run()
