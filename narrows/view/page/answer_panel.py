"""The answer first: one sentence, four figures, and how the runs behind them stand."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import solara

import sim
from narrows.view import emulated_figures
from narrows.view.answer_in_brief import Figure, figures, sentence
from narrows.view.effect_summary import Findings
from narrows.view.emulated_answer import Emulated, Refused
from narrows.view.lever_positions import cost
from narrows.view.page.effects_panel import state
from narrows.view.page.levers_panel import when
from narrows.view.page.session import Session

AWAITED = ("Arrivals averted", "Expected deaths", "Public cost", "How sure")


@solara.component_vue("vue/answer.vue")
def _Answer(content: str = "{}", event_act: Callable[[Any], None] | None = None) -> None: ...


@solara.component
def AnswerPanel(session: Session) -> None:
    """The answer to the question that the page asks: of runs, and before they are there estimated.

    An estimate stands until runs of these very measures reach the first look.
    """
    findings, estimate = session.findings.value, session.estimate.value
    progress = session.progress.value
    changed, pulled = session.pair[1], session.state.value.pulled
    until = when(changed.start, changed.days - 1)
    judged = findings is not None and findings.judged
    estimated = estimate if isinstance(estimate, Emulated) and not judged else None
    said, shown = "", list[Figure]()
    if estimated is not None:
        said = emulated_figures.sentence(estimated, until)
        shown = emulated_figures.figures(estimated, findings, cost(changed))
    elif findings is not None:
        said, shown = sentence(findings, until), figures(findings, list(pulled))
    content = {
        "sentence": said,
        "judged": judged,
        "estimated": estimated is not None,
        "older": estimated.older if estimated else findings.runs if findings else "",
        "figures": [asdict(each) for each in shown] or _awaited(cost(changed).text),
        "state": state(session, progress, findings is not None) + _why(estimate, findings),
        "ready": bool(shown),
        "about": f"Narrows {sim.__version__}, seed {session.state.value.seed}",
        "done": progress.done,
        "of": progress.of,
        "running": progress.running,
    }
    _Answer(content=json.dumps(content), event_act=session.act)


def _why(estimate: Emulated | Refused | None, findings: Findings | None) -> str:
    """Why nothing stands there before the runs do."""
    if isinstance(estimate, Refused) and findings is None:
        return f". No estimate: {estimate.reason}"
    return ""


def _awaited(spent: str) -> list[dict[str, Any]]:
    """Places of the figures until there are any; the cost is known before."""
    return [
        {"id": "", "title": title, "value": spent if title == "Public cost" else "…", "lines": [],
         "claimed": False}
        for title in AWAITED
    ]  # fmt: skip
