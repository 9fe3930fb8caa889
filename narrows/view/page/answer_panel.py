"""The answer first: one sentence, four figures, and how the runs behind them stand."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import solara

import sim
from narrows.view.answer_in_brief import figures, sentence
from narrows.view.lever_positions import cost
from narrows.view.page.effects_panel import state
from narrows.view.page.levers_panel import when
from narrows.view.page.session import Session

AWAITED = ("Arrivals averted", "Expected deaths", "Public cost", "How sure")


@solara.component_vue("vue/answer.vue")
def _Answer(content: str = "{}", event_act: Callable[[Any], None] | None = None) -> None: ...


@solara.component
def AnswerPanel(session: Session) -> None:
    """The answer to the question that the page asks."""
    findings, progress = session.findings.value, session.progress.value
    changed, pulled = session.pair[1], session.state.value.pulled
    until = when(changed.start, changed.days - 1)
    shown = solara.use_memo(
        lambda: (
            [] if findings is None else [asdict(each) for each in figures(findings, list(pulled))]
        ),
        [findings and findings.key, str(pulled)],
    )
    content = {
        "sentence": "" if findings is None else sentence(findings, until),
        "judged": findings is not None and findings.judged,
        "older": "" if findings is None else findings.runs,
        "figures": shown or _awaited(cost(changed).text),
        "state": state(session, progress, findings is not None),
        "ready": bool(shown),
        "about": f"Narrows {sim.__version__}, seed {session.state.value.seed}",
        "done": progress.done,
        "of": progress.of,
        "running": progress.running,
    }
    _Answer(content=json.dumps(content), event_act=session.act)


def _awaited(spent: str) -> list[dict[str, Any]]:
    """Places of the figures until there are any; the cost is known before."""
    return [
        {"id": "", "title": title, "value": spent if title == "Public cost" else "…", "lines": [],
         "claimed": False}
        for title in AWAITED
    ]  # fmt: skip
