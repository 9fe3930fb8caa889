"""Agent-days a second of Flee 3, a model of the same kind, where it is installed.

Its package bundles no case, so that a small one is built here: ten places in a row, each joined
with the next three, all people entering at the first.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import io
import tempfile
from pathlib import Path

from benchmarks.timing import seconds

PLACES, DAYS, A_DAY = 10, 60, 200


def agent_days_per_second() -> float | None:
    """None where Flee is not installed."""
    if importlib.util.find_spec("flee") is None:
        return None
    flee = importlib.import_module("flee.flee")

    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        settings = Path(folder) / "settings.yml"
        settings.touch()
        flee.SimulationSettings.ReadFromYML(str(settings))
        world = flee.Ecosystem()
        indices = [
            world.addLocation(name=f"place {index}", x=index, y=0.0, movechance=0.3, pop=1_000)
            for index in range(PLACES)
        ]
        for index in range(PLACES):
            for other in range(index + 1, min(PLACES, index + 4)):
                world.linkUp(f"place {index}", f"place {other}", 100.0 * (other - index))
        agent_days = 0

        def run() -> None:
            nonlocal agent_days
            for _ in range(DAYS):
                for _ in range(A_DAY):
                    world.addAgent(location=indices[0], attributes={})
                world.evolve()
                agent_days += world.numAgents()

        taken = seconds(run)
    return agent_days / taken
