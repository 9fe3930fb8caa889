"""The head: the link, downloads, light or dark."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import solara

from narrows.view.page.file_downloads import OFFERED
from narrows.view.page.question_panel import question
from narrows.view.page.session import Session
from narrows.view.scenario_files import command


@solara.component_vue("vue/head.vue")
def _Head(
    content: str = "{}", file: str = "null", event_act: Callable[[Any], None] | None = None
) -> None: ...


@solara.component
def Head(session: Session) -> None:
    """The head of the page."""
    content = {
        "downloads": [{"id": key, "label": label} for key, label in OFFERED.items()],
        "command": command(session.state.value),
        "link": session.link,
        "says": question(session),
    }
    _Head(content=json.dumps(content), file=json.dumps(session.file.value), event_act=session.act)
