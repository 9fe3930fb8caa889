"""Studies: finished ones, answered at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import solara

from narrows.view.finished_studies import Study, studies
from narrows.view.lever_catalogue import presets
from narrows.view.page.chart_coordinates import UNKNOWN, content
from narrows.view.page.effects_panel import plain
from narrows.view.page.session import Session
from runs.number_format import counted

COLUMNS = {
    "arrivals": "Arrivals",
    "averted": "Averted",
    "delayed": "Delayed",
    "expected_deaths": "Expected deaths",
}
NONE = "No study is here yet: narrows study writes one into results/."
LEAD = (
    "Finished studies answer at once. Each figure is a paired difference from the baseline with "
    "its 95 % interval and its verdict, if it has one. Choose a scenario to put it on the map."
)
LACKING = {"mean": UNKNOWN, "interval": "not analysed", "verdict": "", "direction": 0}
"""What stands for an outcome that an older study did not analyse."""


@solara.component_vue("vue/studies.vue")
def _Studies(content: str = "{}", event_act: Callable[[Any], None] | None = None) -> None: ...


@solara.component
def Studies(session: Session) -> None:
    """The panel of finished studies."""
    kept = solara.use_memo(studies, [])
    chosen = session.state.value.study or next(iter(kept), "")
    found = solara.use_memo(
        lambda: [_shown(each.id, each, each.id == chosen) for each in kept.values()], [chosen]
    )
    content = {"lead": LEAD if found else NONE, "studies": found}
    _Studies(content=json.dumps(content), event_act=session.act)


def _shown(name: str, study: Study, is_open: bool) -> dict[str, Any]:
    content = {"name": name, "title": study.title, "open": is_open}
    if not is_open:
        return content
    kept = study.as_dict()
    return content | {
        "about": f"{counted(study.replicates, 'paired replicate')} of {study.days} days from "
        f"{study.start}, seed {study.seed}; version {study.version}"
        + ("; ships with the project" if study.shipped else "")
        + f". {study.strengths}",
        "words": [plain(line) for line in kept["words"]],
        "columns": list(COLUMNS.values()),
        "rows": [_row(name, study, cards) for name, cards in kept["cards"].items()],
    }


def _row(name: str, study: Study, cards: list[dict[str, Any]]) -> dict[str, Any]:
    by_id = {card["id"]: card for card in cards}
    title = study.scenarios[name]
    return {
        "name": name,
        "title": title if list(study.scenarios.values()).count(title) == 1 else name,
        "preset": name if name in presets() else "",
        "cells": [content(by_id[column]) if column in by_id else LACKING for column in COLUMNS],
    }
