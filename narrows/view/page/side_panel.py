"""The drawer at the side: evidence, a story, or how to read the page."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import solara

from narrows.view.page.session import Visit


@solara.component_vue("vue/drawer.vue")
def _Drawer(told: str = "{}", event_act: Callable[[Any], None] | None = None) -> None: ...


@solara.component
def Drawer(visit: Visit) -> None:
    """The drawer, open while something stands in it."""
    held = visit.drawer.value
    told = {"title": "", "parts": [], **held, "open": bool(held)}
    _Drawer(told=json.dumps(told), event_act=visit.act)
