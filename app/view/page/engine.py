"""What all visitors share: the workers that run paired replicates."""

from __future__ import annotations

from functools import cache

from app.view.effects import Answer, Laboratory
from app.view.findings import LEAST
from app.view.levers import presets
from app.view.link import State
from app.view.network import network, outlines
from app.view.pairs import Question
from app.view.positions import pair
from app.view.worlds import Worlds
from calibration.posterior import load_posterior
from scenarios.world import load_world

FIRST = "before the first visitor"
"""Who asks the question of the untouched page, so that its first interval is there."""


@cache
def laboratory() -> Laboratory:
    """The one laboratory of this server."""
    return Laboratory()


def read_ahead() -> None:
    """Read what every page shows."""
    presets()
    outlines()
    network()


def warm_up() -> None:
    """Compile, load and run what the first visitor would wait for, also in the workers."""
    state = State()
    baseline, changed = pair(state.preset, state.pulled, state.days)
    laboratory().ask(FIRST, Question(baseline, changed, state.seed), LEAST, _answered)
    Worlds(load_world(), baseline, changed, state.seed, state.replicate, load_posterior())


def _answered(answer: Answer) -> None:
    if answer.done >= LEAST or answer.error:
        laboratory().cancel(FIRST)
