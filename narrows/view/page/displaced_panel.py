"""Displacement: where the flow went, by departure zone, launch method and corridor."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import solara

from narrows.view.effect_summary import SO_FAR, Findings
from narrows.view.map_network import network
from narrows.view.page.chart_coordinates import content
from narrows.view.page.session import Session
from scenarios.packaged_places import PLACES
from sim.outcomes.daily_columns import ARRIVALS_BY_METHOD, ARRIVALS_BY_ZONE

MOST = 10
METHODS = {
    column: method.heading
    for column, method in zip(ARRIVALS_BY_METHOD.columns(PLACES), PLACES.methods, strict=True)
}
TOGETHER = (
    "Verdicts of all {} zones, launch methods and corridors are given together, as a family of "
    "their own: their intervals hold all at once, at every planned look, in 95 % of questions. Of "
    "corridors, those with a rise or a fall are listed first, then the largest."
)
ALONE = f"{SO_FAR} Each interval is of its row alone; of corridors, the largest are listed."


@solara.component_vue("vue/displaced.vue")
def _Displaced(content: str = "{}", event_act: Callable[[Any], None] | None = None) -> None: ...


@solara.component
def Displaced(session: Session) -> None:
    """The panel of displacement."""
    findings = session.findings.value
    shown = solara.use_memo(lambda: found(findings), [findings and findings.key])
    _Displaced(content=json.dumps(shown), event_act=session.act)


def found(findings: Findings | None) -> dict[str, Any]:
    """Differences by zone, launch method and corridor, those with a claim first."""
    if findings is None:
        lead = "Where the flow went is shown once the first paired replicates are done."
        return {"lead": lead, "groups": [], "note": "", "ready": False}
    kept = findings.displaced()
    names = (zone["name"] for zone in network()["zones"])
    zones = dict(zip(ARRIVALS_BY_ZONE.columns(PLACES), names, strict=True))
    return {
        "lead": "People who arrived, and boats that were launched, by the way they came: with the "
        "measures, less the baseline.",
        "ready": True,
        "groups": [
            _group("Arrivals by departure zone", kept["zones"], zones),
            _group("Arrivals by launch method", kept["methods"], METHODS),
            _group("People by corridor", _largest(kept["people"]), corridors()),
            _group("Boats by corridor", _largest(kept["boats"]), corridors()),
        ],
        "note": TOGETHER.format(sum(map(len, kept.values()))) if findings.judged else ALONE,
    }


def corridors() -> dict[str, str]:
    """Corridors by id, as they are written."""
    hubs = network()["hubs"]
    return {
        each["id"]: f"{hubs[each['from']]['name']} → {hubs[each['to']]['name']}"
        for each in network()["corridors"]
    }


def _group(title: str, cards: list[dict[str, Any]], names: dict[str, str]) -> dict[str, Any]:
    rows = [content(card) | {"name": names.get(card["id"], _plain(card["id"]))} for card in cards]
    return {"title": title, "rows": rows}


def _plain(name: str) -> str:
    return name.removeprefix("arrivals_").replace("_", " ").capitalize()


def _largest(cards: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Corridors with a claim first, then the largest differences."""
    return sorted(
        cards, key=lambda card: (not card["direction"], -abs(card["difference"]["mean"] or 0))
    )[:MOST]
