"""The levers: presets, every measure with its bounds and grade, and what all of it costs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import solara

from narrows.view.evidence_panel import effect_known_as, known_as
from narrows.view.lever_catalogue import Field, Lever, Setting, levers
from narrows.view.lever_positions import Cost, cost
from narrows.view.page.session import Session
from runs.number_format import amount

LABELS = {
    "multiply": "factor",
    "deploy_days": "days until deployed",
    "days_to_effect": "days until it works",
    "half_life": "days until half has faded",
    "frozen_takings": "share of takings frozen a year",
    "net_gain": "share of posts that are a net gain",
    "reaching": "share that reaches the Channel",
    "rush": "rise before it works",
    "rush_days": "days of that rise",
    "threshold": "share returned that deters nobody",
    "million_gbp": "money",
    "million_gbp_per_year": "money a year",
    "leads_per_100_staff": "leads per 100 staff",
    "case_time": "time of a case",
    "case_time_per_10m": "time of a case for each £10 million",
    "to_staff": "share spent on staff",
    "verdict_time": "time to a verdict",
    "number": "officers",
    "entries": "entries left",
}
CODES = re.compile(r" (?:\([A-Z]\d{3}[^)]*\)|of [A-Z]\d{3})")
"""Sources by their ids, which the evidence drawer names."""


@solara.component_vue("vue/levers.vue")
def _Levers(content: str = "{}", event_act: Callable[[Any], None] | None = None) -> None: ...


@solara.component
def Levers(session: Session) -> None:
    """The panel of measures."""
    state, (_, changed) = session.state.value, session.pair
    spent = solara.use_memo(lambda: cost(changed), [changed])
    last = changed.end - timedelta(days=1)
    content = {
        "first": changed.start.isoformat(),
        "last": last.isoformat(),
        "themes": themes(state.pulled, spent),
        "total": spent.text,
        "until": _day(last),
        "pulled": bool(state.pulled),
    }
    _Levers(content=json.dumps(content), event_act=session.act)


def themes(pulled: dict[str, Setting], spent: Cost) -> list[dict[str, Any]]:
    """All levers by heading, those that are pulled with their settings."""
    kept: dict[str, list[dict[str, Any]]] = {}
    for lever in levers().values():
        kept.setdefault(lever.theme, []).append(_content(lever, pulled.get(lever.id), spent))
    counts = {name: sum(each["on"] for each in ones) for name, ones in kept.items()}
    return [
        {"name": name, "levers": ones, "on": counts[name], "open": counts[name] > 0}
        for name, ones in kept.items()
    ]


def _content(lever: Lever, setting: Setting | None, spent: Cost) -> dict[str, Any]:
    content: dict[str, Any] = {
        "id": lever.id,
        "title": lever.title.removeprefix("British officers posted abroad: "),
        "grade": effect_known_as(lever),
        "on": setting is not None,
    }
    if setting is None:
        return content
    gbp = spent.by_lever.get(lever.id)
    return content | {
        "short": _short(lever, setting),
        "about": " ".join(part for part in (lever.about, lever.caution) if part),
        "cost": "nothing that is costed" if gbp is None else amount(gbp, "GBP"),
        "start": setting.get("start", ""),
        "end": setting.get("end", ""),
        "numbers": [
            _number(lever.kind, field, setting.get(field.name, field.default))
            for field in lever.numbers
            if field.high > field.low
        ],
    }


def _number(kind: str, field: Field, value: float) -> dict[str, Any]:
    """A number of a lever as it is shown, and by what it is multiplied for that."""
    bounds = {"low": field.low, "high": field.high, "step": field.step, "value": value}
    return {
        "name": field.name,
        "label": LABELS.get(field.name, field.name.replace("_", " ")),
        "unit": field.shown_unit,
        "scale": field.scale,
        "known": known_as(kind, field.name),
        **{name: field.shown(each) for name, each in bounds.items()},
    }


def _short(lever: Lever, setting: Setting) -> str:
    """A setting in a few words: its first number and its dates."""
    first = lever.numbers[0]
    value = setting.get(first.name, first.default)
    size = f"{first.shown(value):g} {first.shown_unit}"
    label = "" if first.unit == "officers" else LABELS.get(first.name, first.name.replace("_", " "))
    ends = f" to {_day(date.fromisoformat(setting['end']))}" if setting.get("end") else ""
    from_ = _day(date.fromisoformat(setting["start"]))
    return f"{label} {size} from {from_}{ends}".strip()


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def when(start: date, number: int) -> str:
    """A day by its number, as it is written."""
    return _day(start + timedelta(days=number))
