"""Compare packages: presets and what is pinned, ranked, and one against another."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import solara

from experiments.comparison.paired_effects import Effect
from experiments.reporting.effect_statements import change, verdict_word
from narrows.view.included_runs import included
from narrows.view.lever_catalogue import presets
from narrows.view.lever_positions import pair
from narrows.view.package_comparison import JUDGED, SHOWN, Packages, Pairs, against, ranked
from narrows.view.page.chart_coordinates import UNKNOWN
from narrows.view.page.effects_panel import TITLES
from narrows.view.page.pinned_packages import MOST
from narrows.view.page.session import Session
from narrows.view.page_link import State, asked
from narrows.view.paired_replicate import Question
from runs.number_format import amount, counted, rounded

NONE = (
    "No package has finished runs for this period yet. Pin the one that is shown once its planned "
    "look is reached, then choose another."
)
LEAD = (
    "Ranked by people averted. Verdicts hold for the whole table at once. Where a rank is not "
    "sure, the package may avert fewer than the one below it."
)


@solara.component_vue("vue/packages.vue")
def _Packages(content: str = "{}", event_act: Callable[[Any], None] | None = None) -> None: ...


@solara.component
def PackagesPanel(session: Session) -> None:
    """The panel that compares packages."""
    titles, runs, links = packages(session)
    sizes = [(name, len(rows)) for name, rows in runs.items()]
    table = solara.use_memo(lambda: ranked(titles, runs), [sizes])
    sides = session.pinned.sides.value
    one, other = (sides[side] if sides[side] in runs else "" for side in ("one", "other"))
    found = solara.use_memo(
        lambda: against(runs[one], runs[other]) if one and other and one != other else {},
        [one, other, sizes],
    )
    content = {
        "lead": LEAD if table.rows else NONE,
        "rows": rows(table, links, session),
        "replicates": counted(table.replicates, "paired replicate") + " of each",
        "options": [{"id": name, "title": titles[name]} for name in titles],
        "one": one,
        "other": other,
        "against": [
            [TITLES.get(name, name.capitalize()), cell(found[name]), _verdict(found[name], name)]
            for name in SHOWN
            if found
        ],
        "pins": len(session.pinned.pins.value),
        "most": MOST,
    }
    _Packages(content=json.dumps(content), event_act=session.act)


def packages(session: Session) -> tuple[dict[str, str], dict[str, Pairs], dict[str, str]]:
    """Titles, runs and addresses of all that can be compared, by id."""
    days, seed = session.state.value.days, session.state.value.seed
    titles: dict[str, str] = {}
    runs: dict[str, Pairs] = {}
    links: dict[str, str] = {}
    for preset in presets().values():
        if not preset.positions or preset.parameters:
            continue
        kept = included(Question(*pair(preset.name, preset.positions, days), seed))
        if kept is not None:
            titles[preset.name], runs[preset.name] = preset.title, kept.pairs
            links[preset.name] = asked(State(preset=preset.name, days=days, seed=seed))
    for key, pin in session.pinned.pins.value.items():
        if pin.answer.question.baseline == session.pair[0]:
            titles[key], links[key] = pin.title, pin.address
            runs[key] = {number: pin.answer.pairs[number] for number in range(pin.answer.done)}
    return titles, runs, links


def rows(table: Packages, links: Mapping[str, str], session: Session) -> list[dict[str, Any]]:
    """The table, most averted first."""
    return [
        {
            "id": row.id,
            "title": row.title,
            "pinned": row.id in session.pinned.pins.value,
            "link": links[row.id],
            "rank": str(place) if row.surely_more or row is table.rows[-1] else f"{place}?",
            "cells": [
                cell(row.effects["arrivals"]),
                cell(row.effects["averted"]),
                cell(row.effects["expected_deaths"]),
                _money(row.effects["public_cost"]),
                UNKNOWN if row.per_million is None else amount(rounded(row.per_million), "people"),
            ],
            "verdicts": [
                _verdict(row.effects[name], name)
                for name in ("arrivals", "averted", "expected_deaths")
            ],
        }
        for place, row in enumerate(table.rows, start=1)
    ]


def cell(effect: Effect) -> str:
    """A difference with its interval."""
    return change(effect.shown, effect.unit)


def _money(effect: Effect) -> str:
    mean = effect.difference.mean
    return amount(mean, effect.unit) if mean else "not costed"


def _verdict(effect: Effect, name: str) -> str:
    return verdict_word(effect) if name in JUDGED else ""
