"""The drawer at the side: evidence, a story, or how to read the page."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import solara

from narrows.view.page.session import Session


@solara.component_vue("vue/drawer.vue")
def _Drawer(content: str = "{}", event_act: Callable[[Any], None] | None = None) -> None: ...


@solara.component
def Drawer(session: Session) -> None:
    """The drawer, open while something stands in it."""
    kept = session.drawer.value
    content = {"title": "", "parts": [], **kept, "open": bool(kept)}
    _Drawer(content=json.dumps(content), event_act=session.act)
