"""The chart through time: levels of both worlds, and what was observed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import solara

import sim
from narrows.view.chosen_sources import chosen
from narrows.view.monthly_chart import monthly_chart
from narrows.view.page.session import Session


@solara.component_vue("vue/chart.vue")
def ChartView(content: str = "{}", event_act: Callable[[Any], None] | None = None) -> None:
    """The chart itself, of what :func:`_content` gives."""


@solara.component
def Chart(session: Session) -> None:
    """The chart of both worlds, month by month."""
    findings = session.findings.value
    content = solara.use_memo(
        lambda: json.dumps(_content(session)), [findings and findings.key, repr(session.pair)]
    )
    ChartView(content=content, event_act=session.act)


def _content(session: Session) -> dict[str, Any]:
    findings, used = session.findings.value, chosen()
    cutoff = used.posterior.facts.get("cutoff")
    fitted = date.fromisoformat(str(cutoff)) if cutoff else None
    return {
        **monthly_chart(session.pair, findings, used.data, fitted),
        "done": 0 if findings is None else findings.done,
        "title": session.pair[1].title,
        "seed": session.state.value.seed,
        "version": sim.__version__,
        "last": used.data.last_day.isoformat(),
    }
