"""The page: what stands where."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import solara

from narrows.view.page.answer_panel import AnswerPanel
from narrows.view.page.assumptions_panel import AssumptionsPanel
from narrows.view.page.chart_panel import Chart
from narrows.view.page.displaced_panel import Displaced
from narrows.view.page.effects_panel import Effects
from narrows.view.page.events_panel import IndexedEvents
from narrows.view.page.levers_panel import Levers
from narrows.view.page.map_panel import Map
from narrows.view.page.packages_panel import PackagesPanel
from narrows.view.page.page_head import Head
from narrows.view.page.question_panel import QuestionPanel
from narrows.view.page.session import Session
from narrows.view.page.side_panel import Drawer
from narrows.view.page.sources_panel import Sources
from narrows.view.page.studies_panel import Studies
from narrows.view.page.timeline_panel import Timeline

TABS = {
    "effects": ("Effects", Effects),
    "packages": ("Compare packages", PackagesPanel),
    "assumptions": ("What would have to be true", AssumptionsPanel),
    "displaced": ("Where it went", Displaced),
    "follow": ("Follow one", IndexedEvents),
    "studies": ("Studies", Studies),
    "sources": ("Sources", Sources),
}


@solara.component_vue("vue/tabs.vue")
def _Tabs(content: str = "{}", event_act: Callable[[Any], None] | None = None) -> None: ...


@solara.component
def Results(session: Session) -> None:
    """The results, one tab at a time."""
    chosen = session.state.value.tab
    tabs = [{"id": name, "title": title} for name, (title, _) in TABS.items()]
    _Tabs(content=json.dumps({"tabs": tabs, "chosen": chosen}), event_act=session.act)
    attributes = {"role": "tabpanel", "aria-labelledby": f"tab-{chosen}"}
    with solara.v.Html(tag="div", class_="nx-tab", attributes=attributes):
        TABS[chosen][1](session)


@solara.component
def Page() -> None:
    """The whole page, of one visitor."""
    query = solara.use_router().search or ""
    session = solara.use_memo(lambda: Session(query), [])
    solara.use_effect(session.begin, [])
    solara.Title(f"{session.title} · Narrows")
    with solara.v.Html(tag="div", class_="nx"):
        with solara.v.Html(tag="div", class_="nx-top"):
            Head(session)
            Drawer(session)
        with solara.v.Html(tag="div", class_="nx-answer"):
            QuestionPanel(session)
            AnswerPanel(session)
        with solara.v.Html(tag="div", class_="nx-chart"):
            Chart(session)
        with solara.v.Html(tag="div", class_="nx-left"):
            Levers(session)
        with solara.v.Html(tag="section", class_="nx-centre"):
            Map(session)
            Timeline(session)
        with solara.v.Html(tag="section", class_="nx-right nx-panel"):
            Results(session)
