"""The maps of both worlds, their key, and what stands on them that does not move."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import solara

from narrows.view.effect_summary import Findings
from narrows.view.map import Maps
from narrows.view.map_network import network, outlines
from narrows.view.page.session import Session

TITLES = {
    "baseline": "Baseline",
    "changed": "With the measures",
    "difference": "Where the flow went: with the measures, less the baseline",
}


@solara.component_vue("vue/legend.vue")
def Legend(content: str = "{}", event_act: Callable[[Any], None] | None = None) -> None:
    """The key of the map."""


@solara.component
def Map(session: Session) -> None:
    """Both maps."""
    clock, frames, findings = session.clock, session.clock.frames.value, session.findings.value
    drawn = solara.use_memo(lambda: shift(findings), [findings and findings.key])
    with solara.v.Html(tag="div", class_="nx-panel nx-map"):
        Maps.element(
            scene=scene(),
            frames=""
            if frames is None
            else json.dumps(dict(zip(("baseline", "changed"), frames, strict=True))),
            shift=drawn,
            titles=TITLES,
            shown=session.view,
            interval=int(1000 / clock.speed.value) if clock.playing.value else 0,
            on_picked=session.picked,
        )
        Legend(content=json.dumps({"credit": network()["credit"]}))


@cache
def scene() -> str:
    """The fixed part of the map as JSON; hubs with the short names that fit on it."""
    hubs = [
        {**{key: hub[key] for key in ("id", "name", "kind", "role", "lon", "lat")},
         "label": hub["name"].split(" / ")[0].split(" (")[0]}
        for hub in network()["hubs"]
    ]  # fmt: skip
    corridors = [
        {key: each[key] for key in ("id", "from", "to", "mode")} for each in network()["corridors"]
    ]
    zones = [{key: each[key] for key in ("id", "name", "hub")} for each in network()["zones"]]
    kept = {"hubs": hubs, "corridors": corridors, "zones": zones, "landing": network()["landing"]}
    return json.dumps({**kept, "outlines": outlines()}, separators=(",", ":"))


def shift(findings: Findings | None) -> str:
    """Differences by corridor and zone as JSON: mean, low, high, direction claimed, verdict."""
    if findings is None:
        return ""
    kept = findings.displaced()
    return json.dumps(
        {
            name: [
                [
                    card["difference"]["mean"] or 0.0,
                    card["difference"]["low"],
                    card["difference"]["high"],
                    card["direction"],
                    card["verdict"] or "no verdict yet",
                ]
                for card in kept[name]
            ]
            for name in ("people", "boats", "zones")
        }
    )
