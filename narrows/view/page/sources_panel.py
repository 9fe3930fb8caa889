"""Sources: search in all evidence, with what rests on each entry."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import solara

from narrows.view.page.session import Session
from narrows.view.page.side_panel_contents import entry
from narrows.view.source_search import resting_on, search


@solara.component_vue("vue/sources.vue")
def _Sources(content: str = "{}", event_act: Callable[[Any], None] | None = None) -> None: ...


@solara.component
def Sources(session: Session) -> None:
    """The panel that searches the evidence."""
    text = session.searched.value
    content = solara.use_memo(lambda: json.dumps(_content(text)), [text])
    _Sources(content=content, event_act=session.act)


def _content(text: str) -> dict[str, Any]:
    hits = search(text)
    return {
        "text": text,
        "of": hits.of,
        "entries": [
            entry(facts)
            | {
                "resting": [
                    {"kind": kind, "id": name, "title": title}
                    for kind, name, title in resting_on(facts["id"].split()[0])
                ]
            }
            for facts in hits.facts
        ],
    }
