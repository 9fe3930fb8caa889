"""A visitor who does nothing for a while holds nothing, and goes on where they were."""

from __future__ import annotations

from contextlib import nullcontext
from threading import Event

import pytest

from narrows.view.page import idle_visitors
from narrows.view.page.session import RESTING, Session


class Page(nullcontext):
    """The context of a page that is open."""

    closed_event = Event()


class Laboratory:
    """Runs nothing, and notes what it is asked."""

    def __init__(self):
        self.cancelled = []

    def cancel(self, name):
        self.cancelled.append(name)


@pytest.fixture
def visitor(monkeypatch):
    """A visitor whose worlds are stand-ins."""
    laboratory = Laboratory()
    monkeypatch.setattr("narrows.view.page.shared_engine.laboratory", lambda: laboratory)
    made = Session("?p=finance&n=20")
    made._page = Page()
    made.clock.worlds = object()
    built = []
    monkeypatch.setattr(made.clock, "build", lambda _make, then: (built.append(1), then()))
    made.built, made.laboratory = built, laboratory
    return made


def test_after_a_while_worlds_are_released_and_an_act_brings_them_back(visitor):
    acted = visitor.acted
    idle_visitors.let_rest([visitor], acted + idle_visitors.IDLE_AFTER)
    assert not visitor.resting
    idle_visitors.let_rest([visitor], acted + idle_visitors.IDLE_AFTER + 1)
    assert visitor.resting
    assert visitor.clock.worlds is None
    assert visitor.clock.wait.value == (RESTING, 0.0)
    assert visitor.laboratory.cancelled == [visitor.name]
    visitor.act({"do": "tab", "name": "studies"})
    assert not visitor.resting
    assert visitor.built == [1]
    assert visitor.state.value.tab == "studies"
    assert visitor.state.value.day == 20


def test_who_plays_does_not_rest(visitor):
    visitor.clock.playing.value = True
    visitor.rest_a_while()
    assert not visitor.resting
    assert visitor.clock.worlds is not None


def test_who_has_left_is_not_looked_after(visitor):
    idle_visitors.watch(visitor)
    assert visitor in idle_visitors._visitors
    visitor.end()
    assert visitor not in idle_visitors._visitors
