"""The head: the question in plain words, the link, downloads, light or dark."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import solara

from narrows.view.lever_positions import CHOSEN
from narrows.view.page.file_downloads import OFFERED
from narrows.view.page.levers_panel import when
from narrows.view.page.session import Session
from runs.number_format import counted


@solara.component_vue("vue/head.vue")
def _Head(
    content: str = "{}", file: str = "null", event_act: Callable[[Any], None] | None = None
) -> None: ...


@solara.component
def Head(session: Session) -> None:
    """The head of the page, which also keeps the address."""
    still = not session.clock.playing.value
    kept = solara.use_ref("")
    if still or not kept.current:
        kept.current = session.link
    content = {
        "question": question(session),
        "link": kept.current,
        "downloads": [{"id": key, "label": label} for key, label in OFFERED.items()],
    }
    _Head(content=json.dumps(content), file=json.dumps(session.file.value), event_act=session.act)


def question(session: Session) -> str:
    """What is asked, in a sentence."""
    state = session.state.value
    changed = session.pair[1]
    number = len(state.pulled)
    until = when(changed.start, changed.days - 1)
    if not number:
        return "Nothing is changed yet: choose measures and see what they would change."
    what = counted(number, "measure") if changed.name == CHOSEN else f"“{changed.title}”"
    return f"What would {what} change by {until}, for arrivals and for deaths at sea?"
