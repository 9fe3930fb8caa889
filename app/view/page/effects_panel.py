"""Outcomes: what the paired replicates say, in words, cards and charts, each with its interval."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import solara

from app.view.findings import Findings
from app.view.page.bars import UNKNOWN, band, told
from app.view.page.levers_panel import when
from app.view.page.visit import MORE, Progress, Visit
from experiments.numbers import amount, percent

FIRST = ("arrivals", "deaths")
TITLES = {
    "expected_deaths": "Expected deaths", "attempts": "Attempts",
    "preventions": "Preventions", "deaths_per_1000_at_sea": "Deaths per 1,000 at sea",
    "boats_seized_upstream": "Boats seized on the road", "boats_arrived": "Boats arrived",
    "load_per_boat": "People a boat", "price": "Price of a crossing", "cost_gbp": "Public money",
    "deaths": "Deaths at sea",
}  # fmt: skip
AWAITED = ("Arrivals", *(TITLES[name] for name in ("deaths", "expected_deaths", "attempts")))
"""Cards whose places are kept until there are intervals."""
CHARTS = {"arrivals": "Arrivals, difference so far", "deaths": "Deaths at sea, difference so far"}


@solara.component_vue("vue/effects.vue")
def _Effects(told: str = "{}", event_act: Callable[[Any], None] | None = None) -> None: ...


@solara.component
def Effects(visit: Visit) -> None:
    """The panel of effects."""
    findings, progress = visit.findings.value, visit.progress.value
    shown = solara.use_memo(lambda: found(findings), [findings and findings.key])
    more = next((number for number in MORE if number > progress.of), 0)
    ended = bool(progress.of) and not progress.running
    told = {
        "state": state(visit, progress, findings is not None),
        "done": progress.done,
        "of": progress.of,
        "running": progress.running,
        "resumable": ended and progress.done < progress.of,
        "more": more if ended and progress.done >= progress.of else 0,
        "fault": visit.trouble.value,
        **shown,
    }
    _Effects(told=json.dumps(told), event_act=visit.act)


def state(visit: Visit, progress: Progress, known: bool) -> str:
    """How far the replicates are, in words."""
    if not visit.state.value.pulled:
        return "Nothing is changed, so there is nothing to compare. Choose a preset or a measure."
    if not progress.of:
        return "About to run paired replicates."
    count = f"{progress.done} of {progress.of} paired replicates"
    if progress.running:
        return f"{count}, each with its own weather, people and luck" + (
            "" if known else "; the first interval comes after four"
        )
    return count if progress.done >= progress.of else f"Stopped after {count}"


def found(findings: Findings | None) -> dict[str, Any]:
    """Words, cards and charts."""
    if findings is None:
        return {
            "words": [],
            "limit": "",
            "cards": [],
            "charts": [],
            "meant": [],
            "awaited": AWAITED,
        }
    return {
        "words": [plain(line) for line in findings.words()],
        "limit": plain(findings.limit()),
        "cards": [card(each) for each in findings.cards()],
        "charts": [
            chart(name, title, findings.chart(name), lambda day: when(findings.start, day))
            for name, title in CHARTS.items()
        ],
        "meant": [plain(line) for line in findings.meant()],
    }


def plain(text: str) -> str:
    """Words without the marks of Markdown."""
    return text.replace("*", "")


def card(held: dict[str, Any]) -> dict[str, Any]:
    """One outcome: its difference, interval and what may be said of it."""
    relative = held["relative"]["mean"]
    name = held["id"]
    base = UNKNOWN if held["baseline"] is None else amount(held["baseline"], held["unit"])
    sign = {1: "higher", -1: "lower"}.get(held["direction"])
    return told(held) | {
        "title": TITLES.get(name, name.replace("_", " ").capitalize()),
        "first": name in FIRST,
        "verdict": f"clearly {sign}" if sign else "no clear change",
        "beside": f"{percent(relative, 1)} of the baseline's {base}"
        if sign and relative is not None
        else f"baseline {base}",
    }


def chart(
    name: str, title: str, held: dict[str, list[float]], label: Callable[[int], str]
) -> dict[str, Any]:
    """A difference summed from the first day, with its interval."""
    last = len(held["mean"]) - 1
    ends = f"{held['mean'][-1]:,.0f}, from {held['low'][-1]:,.0f} to {held['high'][-1]:,.0f}"
    return band(held["low"], held["mean"], held["high"], (label(0), label(last))) | {
        "id": name,
        "title": title,
        "says": f"{title}: on the last day {ends}",
    }
