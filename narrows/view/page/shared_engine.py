"""What all visitors share: the workers that run paired replicates."""

from __future__ import annotations

from functools import cache

from narrows.view.background_effects import Answer, Laboratory
from narrows.view.chosen_sources import chosen
from narrows.view.effect_summary import LEAST
from narrows.view.emulated_answer import emulated
from narrows.view.evidence_panel import effect_known_as
from narrows.view.lever_catalogue import levers, presets
from narrows.view.lever_positions import pair
from narrows.view.map_network import network, outlines
from narrows.view.middling_pair import middling
from narrows.view.monthly_chart import observed
from narrows.view.page_link import State
from narrows.view.paired_replicate import Question
from narrows.view.paired_worlds import Worlds

FIRST = "before the first visitor"
"""Who has the workers run the baseline, so that the first interval of a lever is soon there."""


@cache
def laboratory() -> Laboratory:
    """The one laboratory of this server."""
    return Laboratory()


def read_ahead() -> None:
    """Read what every page shows."""
    presets()
    outlines()
    network()
    for lever in levers().values():
        effect_known_as(lever)
    state = State()
    pair(state.preset, state.pulled, state.days)
    observed(chosen().data)


def warm_up() -> None:
    """Compile, load and run what the first visitor would wait for, also in the workers.

    These run the baseline alone, which every lever that is moved is set beside.
    """
    state = State()
    baseline, changed = pair(state.preset, state.pulled, state.days)
    _answered(laboratory().ask(FIRST, Question(baseline, baseline, state.seed), LEAST, _answered))
    emulated(Question(baseline, changed, state.seed))
    replicate = middling(laboratory().known(Question(baseline, changed, state.seed)))
    used = chosen()
    Worlds(used.world, baseline, changed, state.seed, replicate, used.posterior)


def _answered(answer: Answer) -> None:
    if answer.done >= LEAST or answer.error:
        laboratory().cancel(FIRST)
