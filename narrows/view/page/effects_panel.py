"""Outcomes: what the paired replicates say, in words, cards and charts, each with its interval."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import solara

from experiments.comparison.planned_looks import FIRST, following
from experiments.comparison.verdicts import Verdict
from experiments.reporting.effect_statements import COUNTED
from narrows.view.effect_summary import ANSWER, LEAST, Findings
from narrows.view.page.chart_coordinates import UNKNOWN, band, content
from narrows.view.page.levers_panel import when
from narrows.view.page.session import Progress, Session
from runs.number_format import amount, percent, rounded

TITLES = {
    "averted": "People averted", "delayed": "People delayed",
    "expected_deaths": "Expected deaths", "attempts": "Attempts",
    "preventions": "Preventions", "deaths_per_1000_at_sea": "Deaths per 1,000 at sea",
    "boats_seized_upstream": "Boats seized in transit", "boats_arrived": "Boats arrived",
    "people_per_boat": "People per boat", "price": "Price per seat", "public_cost": "Public cost",
    "deaths": "Deaths at sea",
}  # fmt: skip
AWAITED = ("Arrivals", *(TITLES[name] for name in ANSWER[1:]))
"""Cards whose places are kept until there are numbers."""
CHARTS = {
    "arrivals": "Arrivals, difference so far",
    "expected_deaths": "Expected deaths, difference so far",
}
NO_VERDICT = {
    "range": "no verdict: a few large incidents decide",
    "single": "no verdict: interval of this outcome alone",
}


@solara.component_vue("vue/effects.vue")
def _Effects(content: str = "{}", event_act: Callable[[Any], None] | None = None) -> None: ...


@solara.component
def Effects(session: Session) -> None:
    """The panel of effects."""
    findings, progress = session.findings.value, session.progress.value
    shown = solara.use_memo(lambda: found(findings), [findings and findings.key])
    more = following(progress.of)
    ended = bool(progress.of) and not progress.running
    content = {
        "state": state(session, progress, findings is not None),
        "look": look(findings, progress),
        "done": progress.done,
        "of": progress.of,
        "running": progress.running,
        "resumable": ended and progress.done < progress.of,
        "more": more if ended and progress.done >= progress.of else 0,
        "fault": session.trouble.value,
        **shown,
    }
    _Effects(content=json.dumps(content), event_act=session.act)


def state(session: Session, progress: Progress, known: bool) -> str:
    """How far the replicates are, in words."""
    if not session.state.value.pulled:
        return "Nothing is changed, so there is nothing to compare. Choose a preset or a measure."
    if not progress.of:
        return "About to run paired replicates."
    count = f"{progress.done} of {progress.of} paired replicates"
    if progress.running:
        return f"{count}, each with its own weather, people and random draws" + (
            "" if known else f"; the first numbers come after {LEAST}"
        )
    return count if progress.done >= progress.of else f"Stopped after {count}"


def look(findings: Findings | None, progress: Progress) -> str:
    """Which planned look is shown, where more replicates have run since."""
    if findings is None or not findings.judged or progress.done == findings.done:
        return ""
    return (
        f"Shown: the planned look at {findings.done} replicates. The next is at "
        f"{following(findings.done)}."
    )


def found(findings: Findings | None) -> dict[str, Any]:
    """Words, cards and charts."""
    if findings is None:
        return {
            "words": [],
            "about": [],
            "cards": [],
            "charts": [],
            "meant": [],
            "awaited": AWAITED,
        }
    return {
        "heading": "What changed, and how sure" if findings.judged else "Means so far",
        "words": [plain(line) for line in findings.words()],
        "about": [plain(line) for line in findings.about()],
        "cards": [card(each, findings) for each in findings.cards()],
        "charts": [chart(name, title, findings) for name, title in CHARTS.items()],
        "meant": [plain(line) for line in findings.meant()],
    }


def plain(text: str) -> str:
    """Words without the marks of Markdown."""
    return text.replace("*", "")


def card(kept: dict[str, Any], findings: Findings) -> dict[str, Any]:
    """One outcome: its difference, interval and what may be said of it."""
    name = kept["id"]
    return content(kept) | {
        "title": TITLES.get(name, name.replace("_", " ").capitalize()),
        "first": name in ANSWER,
        "verdict": (kept["verdict"] or NO_VERDICT[kept["interval"]])
        if findings.judged
        else "so far, no verdict",
        "beside": beside(kept),
    }


def beside(kept: dict[str, Any]) -> str:
    """What stands beside a verdict: its size, its margin, or what would have been seen."""
    unit = kept["unit"]
    base = UNKNOWN if kept["baseline"] is None else amount(kept["baseline"], unit)
    of = " arrivals" if kept["id"] in COUNTED else ""
    if kept["direction"] and kept["relative"] is not None:
        return f"{percent(kept['relative'], 1)} of the baseline's {base}{of}"
    parts = [f"baseline {base}{of}"]
    if kept["verdict"] == Verdict.SAME:
        parts.insert(0, f"within {amount(kept['margin'], unit)} either way")
    if kept["replicates_to_tell"]:
        parts.insert(0, f"some {kept['replicates_to_tell']:,} replicates would tell")
    if kept["detectable"] is not None:
        parts.insert(0, f"a change of {amount(rounded(kept['detectable']), unit)} would have shown")
    return "; ".join(parts)


def chart(name: str, title: str, findings: Findings) -> dict[str, Any]:
    """A difference summed from the first day to the end of each month, with its interval."""
    kept, ends_of_time = findings.chart(name), (findings.start, findings.last)
    ends = f"{kept['mean'][-1]:,.0f}, from {kept['low'][-1]:,.0f} to {kept['high'][-1]:,.0f}"
    return band(kept["low"], kept["mean"], kept["high"], [when(day, 0) for day in ends_of_time]) | {
        "id": name,
        "title": title,
        "note": "Mean and 95 % interval; the verdict is of the last day alone."
        if findings.judged
        else f"Mean and 95 % interval; no verdict before {FIRST} replicates.",
        "says": f"{title}: on the last day {ends}",
    }
