"""Follow one: the day's events in both worlds, each of which opens its story."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import solara

from narrows.view.day_frames import Frame
from narrows.view.followed_events import FOLLOWED, choices
from narrows.view.page.levers_panel import when
from narrows.view.page.session import Session
from narrows.view.page.side_panel_contents import WORLDS

MOST_OF_A_KIND = 3


@solara.component_vue("vue/events.vue")
def _IndexedEvents(content: str = "{}", event_act: Callable[[Any], None] | None = None) -> None: ...


@solara.component
def IndexedEvents(session: Session) -> None:
    """The panel that offers what can be followed."""
    frames = session.clock.frames.value
    content = {
        "date": when(session.pair[1].start, session.clock.day.value),
        "kinds": FOLLOWED,
        "worlds": []
        if frames is None
        else [
            offered(name, title, frame)
            for (name, title), frame in zip(WORLDS.items(), frames, strict=True)
        ],
    }
    _IndexedEvents(content=json.dumps(content), event_act=session.act)


def offered(world: str, title: str, frame: Frame) -> dict[str, Any]:
    """What one world's day offers, some of every kind: its events, then what is on the way."""
    shown = {event["id"]: event["kind"] for event in reversed(frame["events"])}
    offers = [each for each in choices(frame) if shown.get(each.name) != "landing"]
    kept = [
        each
        for kind in FOLLOWED
        for each in [one for one in offers if one.kind == kind][:MOST_OF_A_KIND]
    ]
    return {
        "id": world,
        "title": title,
        "more": len(offers) - len(kept),
        "events": [
            {
                "key": f"{each.kind}:{each.name}",
                "id": each.name,
                "follow": each.kind,
                "kind": shown.get(each.name, each.kind),
                "title": each.name if each.kind == "gang" else f"{each.kind} {each.name}",
                "text": each.why,
            }
            for each in kept
        ],
    }
