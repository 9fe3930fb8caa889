"""A visitor's two worlds, and the clock that moves them: play, pause, step, scrub."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import solara

from narrows.view.free_memory import give_back
from narrows.view.paired_worlds import Pair, Worlds

SPEEDS = (1, 3, 7, 14)
"""Days a second."""
SHOWN_EVERY = 0.25
"""Seconds between two frames while days are run to reach a later one."""


ANSWER_FIRST = 0.2
"""Seconds that a new answer has to reach the page before new worlds are made."""


class SupersededError(Exception):
    """What was being run is no longer wanted."""


class Clock:
    """Two worlds on the same day, run in a thread of their own so that the page never waits.

    Attributes:
        day: Number of the day shown.
        goal: Number of the day that is wanted, which the address holds.
        frames: Frames of that day; None until the worlds stand.
        series: Weekly arrivals and deaths so far, of both worlds.
        playing: Whether days go by themselves.
        speed: Days a second.
        wait: What is being waited for: words, and the share done; None if nothing is.
        fault: What went wrong, in words; empty if nothing did.
    """

    def __init__(self, day: int) -> None:
        self.day = solara.reactive(day)
        self.frames: solara.Reactive[Pair | None] = solara.reactive(None)
        self.playing = solara.reactive(False)
        self.speed = solara.reactive(SPEEDS[1])
        self.wait: solara.Reactive[tuple[str, float] | None] = solara.reactive(None)
        self.fault = solara.reactive("")
        self.worlds: Worlds | None = None
        self.goal = solara.reactive(day)
        self._wanted = 0
        self._turn = threading.Lock()

    def build(self, make: Callable[[], Worlds], then: Callable[[], None]) -> None:
        """Stand two new worlds on the day now shown.

        Args:
            make: Makes them; called in a thread.
            then: Called when they stand.
        """
        day = self.goal.value
        self.playing.value = False

        def work(still: Callable[[], None]) -> None:
            time.sleep(ANSWER_FIRST)
            still()
            self.wait.value = ("Warming up both worlds", 0.0)
            worlds = make()
            still()
            self.worlds = worlds
            give_back()
            self._reach(day, still)
            then()

        self._start(work)

    def go(self, day: int) -> None:
        """Show a day by its number; days not run yet are run."""
        self._start(lambda still: self._reach(day, still))

    def pause(self) -> None:
        """Stand still."""
        self.playing.value = False

    def play(self) -> None:
        """Let days go by until the last, or until something else is wanted."""
        self.playing.value = True

        def work(still: Callable[[], None]) -> None:
            while self.playing.value and self.worlds and self.day.value < self.worlds.days - 1:
                started = time.monotonic()
                self._show(self.worlds.step())
                self.goal.value = self.day.value
                time.sleep(max(1 / self.speed.value - (time.monotonic() - started), 0.01))
                still()
            self.playing.value = False

        self._start(work)

    def end(self) -> None:
        """Let go of both worlds: the visitor has left, or does nothing for a while."""
        self._wanted += 1
        self.worlds = None
        give_back()

    def _start(self, work: Callable[[Callable[[], None]], None]) -> None:
        self._wanted += 1
        mine = self._wanted

        def still() -> None:
            if self._wanted != mine:
                raise SupersededError

        def run() -> None:
            try:
                with self._turn:
                    still()
                    work(still)
            except SupersededError:
                return
            except Exception as error:
                self.fault.value = str(error)
            if self._wanted == mine:
                self.wait.value = None

        threading.Thread(target=run, daemon=True).start()

    def _reach(self, day: int, still: Callable[[], None]) -> None:
        worlds, self.goal.value = self.worlds, day
        if worlds is None:
            return
        shown = time.monotonic()

        def progress(done: int, of: int) -> None:
            nonlocal shown
            still()
            if of > 1 and time.monotonic() - shown > SHOWN_EVERY:
                shown = time.monotonic()
                self.wait.value = (f"Running both worlds, day {done} of {of}", done / of)
                self._show(worlds.last)

        self._show(worlds.go(day, progress))
        self.goal.value = self.day.value

    def _show(self, pair: Pair) -> None:
        self.frames.value = pair
        self.day.value = pair[0]["number"]
