"""Studies: finished ones, answered at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import solara

from narrows.view.finished_studies import Study, studies
from narrows.view.lever_catalogue import presets
from narrows.view.page.chart_coordinates import UNKNOWN, content
from narrows.view.page.dose_curves import dose_curves
from narrows.view.page.effects_panel import plain
from narrows.view.page.session import Session
from narrows.view.study_document import study_document
from runs.number_format import amount, counted

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
DAYS_A_YEAR = 365.25
COUNTED_ALIKE = 0.02
"""Greatest difference between costs, as a share of the greatest, that counts as equal."""


@solara.component_vue("vue/studies.vue")
def _Studies(content: str = "{}", event_act: Callable[[Any], None] | None = None) -> None: ...


@solara.component
def Studies(session: Session) -> None:
    """The panel of finished studies."""
    kept = solara.use_memo(studies, [])
    chosen = session.state.value.study or next(iter(kept), "")
    found = solara.use_memo(
        lambda: [shown(each, each.id == chosen) for each in kept.values()], [chosen]
    )
    content = {"lead": LEAD if found else NONE, "studies": found}
    _Studies(content=json.dumps(content), event_act=session.act)


def shown(study: Study, is_open: bool) -> dict[str, Any]:
    """One study as the page shows it; of a closed one its question alone."""
    content = {"name": study.id, "title": study.title, "open": is_open}
    if not is_open:
        return content
    kept, costs = study.as_dict(), study.costs()
    document = study_document(study.id, study.labels) if study.shipped else None
    return content | {
        "about": f"{counted(study.replicates, 'paired replicate')} of {study.days} days from "
        f"{study.start}, seed {study.seed}; version {study.version}"
        + ("; ships with the project" if study.shipped else "")
        + f". {study.strengths}",
        "asked": document.question if document else "",
        "description": "" if document else study.about,
        "short": document.in_short if document else "",
        "discussion": document.discussion if document else "",
        "words": [plain(study.in_words(line)) for line in kept["words"]],
        "cost": cost_in_words(costs, study.days),
        "curves": dose_curves(study),
        "columns": [*COLUMNS.values(), "Public cost"],
        "rows": [_row(name, study, cards, costs) for name, cards in kept["cards"].items()],
    }


def cost_in_words(costs: dict[str, float], days: int) -> str:
    """How much the scenarios of a study cost beyond the baseline, and whether that is equal."""
    known = [cost for cost in costs.values() if cost]
    if not known:
        return "No public cost is counted in this study."
    low, high = min(known), max(known)
    period = f"over the {days} days"
    if len(known) == 1 or high - low <= COUNTED_ALIKE * abs(high):
        return f"Public cost beyond the baseline's: {_spent(high, days)} {period}, of each."
    return (
        f"Public cost beyond the baseline's {period}, counted as it is paid: from "
        f"{_spent(low, days)} to {_spent(high, days)}, by scenario in the table."
    )


def _spent(cost: float, days: int) -> str:
    return f"{amount(cost, 'GBP')} ({amount(cost / days * DAYS_A_YEAR, 'GBP')} a year)"


def _row(
    name: str, study: Study, cards: list[dict[str, Any]], costs: dict[str, float]
) -> dict[str, Any]:
    by_id = {card["id"]: card for card in cards}
    return {
        "name": name,
        "title": study.labels[name],
        "preset": name if name in presets() else "",
        "cells": [content(by_id[column]) if column in by_id else LACKING for column in COLUMNS],
        "cost": _cost(costs.get(name), study.days),
    }


def _cost(cost: float | None, days: int) -> list[str]:
    """A cost, and what that is a year."""
    if cost is None:
        return [UNKNOWN, "not analysed"]
    if not cost:
        return [UNKNOWN, "none counted"]
    return [amount(cost, "GBP"), f"{amount(cost / days * DAYS_A_YEAR, 'GBP')} a year"]
