"""Visitors who do nothing for a while: what is held for them is released until they come back."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from typing import Protocol
from weakref import WeakSet

IDLE_AFTER = 15 * 60.0
"""Seconds without an act after which a visitor rests."""
LOOKED_EVERY = 60.0


class Visitor(Protocol):
    """One page.

    Attributes:
        acted: When its visitor last did anything, on the monotonic clock.
        resting: Whether it rests already.
    """

    acted: float
    resting: bool

    def rest_a_while(self) -> None:
        """Release what is held for it."""


_visitors: WeakSet[Visitor] = WeakSet()
_lock = threading.Lock()


def start() -> None:
    """Look after visitors from now on, in a thread that is no visitor's own."""
    threading.Thread(target=_look, daemon=True).start()


def watch(visitor: Visitor) -> None:
    """Let a visitor rest when nothing is done for ``IDLE_AFTER`` seconds."""
    with _lock:
        _visitors.add(visitor)


def leave(visitor: Visitor) -> None:
    """Watch a visitor no longer."""
    with _lock:
        _visitors.discard(visitor)


def let_rest(visitors: Iterable[Visitor], now: float) -> None:
    """Let those rest who have done nothing for long."""
    for each in visitors:
        if not each.resting and now - each.acted > IDLE_AFTER:
            each.rest_a_while()


def _look() -> None:
    while True:
        time.sleep(LOOKED_EVERY)
        with _lock:
            known = list(_visitors)
        let_rest(known, time.monotonic())
