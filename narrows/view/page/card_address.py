"""The share card by an address: ``card.png?`` and what the page's own address has."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from narrows.view.effect_summary import Findings
from narrows.view.front_door import Application, Message, Receive, Send
from narrows.view.lever_positions import pair
from narrows.view.page import shared_engine
from narrows.view.page.levers_panel import when
from narrows.view.page.question_panel import in_words
from narrows.view.page_link import read
from narrows.view.paired_replicate import Question
from narrows.view.share_card import Card, draw_card, share_card

CARD = re.compile(r"/card\.(svg|png)")
TYPES = {"svg": "image/svg+xml", "png": "image/png"}


def with_cards(inner: Application) -> Application:
    """An application that also answers the addresses of cards."""

    async def answered(scope: Message, receive: Receive, send: Send) -> None:
        wanted = CARD.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if wanted is None:
            await inner(scope, receive, send)
            return
        from starlette.concurrency import run_in_threadpool
        from starlette.responses import Response

        query, suffix = scope["query_string"].decode("latin-1"), wanted[1]
        image = await run_in_threadpool(lambda: draw_card(card_of(query), suffix))
        made = Response(image, media_type=TYPES[suffix], headers={"cache-control": "no-cache"})
        await made(scope, receive, send)

    return answered


def card_of(query: str, known: Callable[[Question], Findings | None] | None = None) -> Card:
    """The card of an address; what is wrong in the address is left out, as the page does.

    Args:
        query: What stands after the question mark.
        known: Gives what finished replicates say of a question, and starts none.
    """
    state, _ = read(query)
    baseline, changed = pair(state.preset, state.pulled, state.days)
    find: Any = known or shared_engine.laboratory().known
    findings = find(Question(baseline, changed, state.seed)) if state.pulled else None
    until = when(changed.start, changed.days - 1)
    return share_card(in_words(state, changed), until, state, findings)
