"""The head: the question in plain words, the link, downloads, light or dark."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import solara

from narrows.view.lever_positions import CHOSEN
from narrows.view.page.file_downloads import OFFERED
from narrows.view.page.levers_panel import when
from narrows.view.page.session import Visit
from runs.number_format import counted


@solara.component_vue("vue/head.vue")
def _Head(
    told: str = "{}", file: str = "null", event_act: Callable[[Any], None] | None = None
) -> None: ...


@solara.component
def Head(visit: Visit) -> None:
    """The head of the page, which also keeps the address."""
    still = not visit.clock.playing.value
    kept = solara.use_ref("")
    if still or not kept.current:
        kept.current = visit.link
    told = {
        "question": question(visit),
        "link": kept.current,
        "downloads": [{"id": key, "label": label} for key, label in OFFERED.items()],
    }
    _Head(told=json.dumps(told), file=json.dumps(visit.file.value), event_act=visit.act)


def question(visit: Visit) -> str:
    """What is asked, in a sentence."""
    state = visit.state.value
    changed = visit.pair[1]
    number = len(state.pulled)
    until = when(changed.start, changed.days - 1)
    if not number:
        return "Nothing is changed yet: choose measures and see what they would change."
    what = counted(number, "measure") if changed.name == CHOSEN else f"“{changed.title}”"
    return f"What would {what} change by {until}, for arrivals and for deaths at sea?"
