"""The question in plain words, what it starts from, how far is looked, and undo."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import solara

from narrows.view.lever_catalogue import levers, presets
from narrows.view.lever_positions import CHOSEN, edits, too_late
from narrows.view.page.levers_panel import CODES, when
from narrows.view.page.session import Session
from narrows.view.page_link import State, asked
from runs.number_format import counted
from sim.scenario import Scenario

PERIODS = {366: "2024", 547: "2024 to June 2025", 731: "2024 and 2025", 1_096: "2024 to 2026"}
"""How far is looked, by days from the baseline's first."""
NAMED = 3
"""Measures that are named in the question; more are counted."""
SENTENCE = re.compile(r"(?<=[.:])\s+(?=[A-Z])")


@solara.component_vue("vue/question.vue")
def _Question(content: str = "{}", event_act: Callable[[Any], None] | None = None) -> None: ...


@solara.component
def QuestionPanel(session: Session) -> None:
    """The question, which also keeps the address: one entry of the browser's history each."""
    state, changed = session.state.value, session.pair[1]
    still = not session.clock.playing.value
    link = solara.use_ref("")
    if still or not link.current:
        link.current = session.link
    made = edits(state.preset, state.pulled)
    content = {
        "question": question(session),
        "preset": state.preset,
        "presets": [{"name": each.name, "title": each.title} for each in presets().values()],
        "about": two_sentences(CODES.sub("", presets()[state.preset].description)),
        "days": state.days,
        "periods": [{"days": days, "title": title} for days, title in _periods(state.days)],
        "edited": bool(made),
        "edits": "; ".join(made),
        "name": state.name,
        "faults": session.said.value,
        "late": too_late(changed),
        "link": link.current,
        "asked": asked(state),
    }
    _Question(content=json.dumps(content), event_act=session.act)


def question(session: Session) -> str:
    """What the page asks, in a sentence."""
    return in_words(session.state.value, session.pair[1])


def in_words(state: State, changed: Scenario) -> str:
    """What is asked, in a sentence.

    Args:
        state: Preset, measures and name.
        changed: The scenario that they make.
    """
    if not state.pulled:
        return "Nothing is changed yet: choose measures and see what they would change."
    until = when(changed.start, changed.days - 1)
    what = _what(state, changed)
    return f"What would {what} change by {until}, for arrivals and for deaths at sea?"


def _what(state: State, changed: Scenario) -> str:
    """The scenario by its name; if it has none of its own, the measures by theirs."""
    pulled, title = list(state.pulled), state.name or changed.title
    if state.name or changed.name != CHOSEN:
        return f"“{title}”"
    if len(pulled) > NAMED:
        return f"{title} ({counted(len(pulled), 'measure')})"
    titles = [levers()[key].title for key in pulled]
    return " and ".join(filter(None, [", ".join(titles[:-1]), titles[-1]]))


def two_sentences(text: str) -> str:
    """The first two sentences of a text."""
    return " ".join(SENTENCE.split(text)[:2])


def _periods(days: int) -> list[tuple[int, str]]:
    kept = PERIODS if days in PERIODS else {**PERIODS, days: f"{days} days"}
    return sorted(kept.items())
