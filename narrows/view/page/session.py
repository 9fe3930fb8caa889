"""One visitor: what is chosen, what is shown, and what each control does."""

from __future__ import annotations

import math
import time
import uuid
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import Any

import solara
from solara.server.kernel_context import get_current_context, has_current_context

from experiments.comparison.planned_looks import following
from narrows.view.background_effects import REPLICATES, Answer, BusyError
from narrows.view.chosen_sources import chosen
from narrows.view.effect_summary import Findings
from narrows.view.emulated_answer import Emulated, Refused, emulated
from narrows.view.lever_catalogue import Positions, levers, presets
from narrows.view.lever_positions import intervention, pair
from narrows.view.middling_pair import middling
from narrows.view.page import file_downloads, idle_visitors, shared_engine, side_panel_contents
from narrows.view.page.pinned_packages import PinnedPackages
from narrows.view.page.playback_clock import SPEEDS, Clock
from narrows.view.page_link import LONGEST_PANEL, UNCHOSEN, State, asked, read, write
from narrows.view.paired_replicate import Question
from narrows.view.paired_worlds import Worlds
from narrows.view.scenario_files import file_name, opened, saved
from scenarios.errors import InputError
from sim.scenario import Scenario

HISTORIES = 24
"""Pairs of worlds that can be looked at, one after another, where no more have been run."""

MOST_ASSUMED = 20
"""Inputs that may be moved at once."""

RESTING = "Resting, since nothing was done for a while; any control goes on"

Payload = Mapping[str, Any]


@dataclass(frozen=True)
class Progress:
    """How far the paired replicates are."""

    done: int = 0
    of: int = 0
    running: bool = False


class Session:
    """The state of one page. Nothing of it is shared with another visitor.

    Attributes:
        state: What the address holds, but for the day.
        said: What was wrong with the address or a lever, in words.
        clock: The two worlds and the day shown.
        findings: What the paired replicates say so far.
        estimate: What was learned from other runs says of them, or why it says nothing.
        progress: How far they are.
        trouble: Why they do not run, in words.
        drawer: What stands in the drawer; empty while it is shut.
        file: The file that the visitor has asked for last.
        pinned: Packages that are kept for comparison.
        searched: What is looked for in the evidence.
        assumed: Values of inputs that are moved within their ranges, by input.
        acted: When the visitor last did anything, on the monotonic clock.
        resting: Whether its worlds are released because nothing is done.
    """

    def __init__(self, query: str) -> None:
        state, said = read(query)
        self.name = uuid.uuid4().hex
        self.state = solara.reactive(state)
        self.said: solara.Reactive[list[str]] = solara.reactive(said)
        self.clock = Clock(state.day)
        self.findings: solara.Reactive[Findings | None] = solara.reactive(None)
        self.estimate: solara.Reactive[Emulated | Refused | None] = solara.reactive(None)
        self.progress = solara.reactive(Progress())
        self.trouble = solara.reactive("")
        self.drawer: solara.Reactive[dict[str, Any]] = solara.reactive({})
        self.file: solara.Reactive[dict[str, str] | None] = solara.reactive(None)
        self.pinned = PinnedPackages()
        self.searched = solara.reactive("")
        self.assumed: solara.Reactive[dict[str, float]] = solara.reactive({})
        self.asked = REPLICATES
        self.pair = _pair(state)
        self.acted, self.resting, self._ran = time.monotonic(), False, False
        self._page: Any = None
        self._answer: Answer | None = None
        self._question = ""
        self._acts: dict[str, Callable[[Payload], None]] = {
            "play": lambda _: self._play(),
            "pause": lambda _: self.clock.pause(),
            "go": self._go,
            "speed": self._speed,
            "view": lambda given: self._change(view=str(given["name"])),
            "tab": lambda given: self._change(tab=str(given["name"])),
            "study": lambda given: self._change(study=str(given["name"])),
            "theme": lambda given: self._change(theme=str(given["name"])),
            "preset": self._preset,
            "days": lambda given: self._choose(days=int(given["value"]), replicate=None),
            "reset": lambda _: self._choose(positions=None, name=""),
            "name": lambda given: self._change(name=str(given["value"])[:LONGEST_PANEL].strip()),
            "address": self._address,
            "pull": self._pull,
            "set": lambda given: self._set(given, float(given["value"])),
            "date": lambda given: self._set(given, str(given["value"])),
            "another": lambda _: self._another(),
            "clear": lambda _: self._choose(positions={}),
            "cancel": lambda _: self.rest(),
            "resume": lambda _: self.ask(),
            "more": lambda _: self._more(),
            "close": lambda _: self._open({}),
            "help": lambda _: self._open(side_panel_contents.help_page()),
            "lever": lambda given: self._about("lever", str(given["id"])),
            "outcome": lambda given: self._about("outcome", str(given["id"])),
            "about": lambda given: self._about(str(given["kind"]), str(given["id"])),
            "search": self._search,
            "assume": self._assume,
            "follow": self._follow,
            "pin": lambda _: self._pin(),
            "unpin": lambda given: self.pinned.take_away(str(given["id"])),
            "against": lambda given: self.pinned.set_against(str(given["side"]), str(given["id"])),
            "save": lambda _: self._save(),
            "open": lambda given: self._open_file(str(given["text"])),
            "download": lambda given: self._download(str(given["what"])),
        }

    def act(self, payload: Payload) -> None:
        """Do what a control asks for; what cannot be done is said."""
        self.acted = time.monotonic()
        if self.resting:
            self._wake(lambda: self.act(payload))
            return
        try:
            with _one_update():
                self._acts[payload["do"]](payload)
        except InputError as error:
            self.said.value = [error.message]
        except (KeyError, TypeError, ValueError):
            self.said.value = ["that cannot be done here"]

    def begin(self) -> Callable[[], None]:
        """Stand the worlds and ask for the effects; gives what ends the visit."""
        self._page = get_current_context()
        self._restart(self._reopen)
        idle_visitors.watch(self)
        return self.end

    def end(self) -> None:
        """Free what this visitor held."""
        idle_visitors.leave(self)
        self.clock.end()
        shared_engine.laboratory().cancel(self.name)

    @property
    def title(self) -> str:
        """What the changed scenario is called."""
        return self.state.value.name or self.pair[1].title

    @property
    def link(self) -> str:
        """The address that reproduces this page."""
        return f"?{write(replace(self.state.value, day=self.clock.goal.value))}"

    @property
    def view(self) -> str:
        """What is on the map: by itself the difference, where two scenarios are compared."""
        chosen = self.state.value.view
        if chosen != UNCHOSEN:
            return chosen
        return "difference" if self.compares else "both"

    @property
    def compares(self) -> bool:
        """Whether the two scenarios differ at all."""
        baseline, changed = self.pair
        return baseline.same_until(changed) < baseline.end.toordinal()

    def ask(self) -> None:
        """Run paired replicates in the background, or take what is known."""
        if not self.compares:
            self._rest_without_question()
            return
        baseline, changed = self.pair
        question = Question(baseline, changed, self.state.value.seed)
        self._question = question.key
        try:
            answer = shared_engine.laboratory().ask(
                self.name, question, self.asked, _here(self._answered)
            )
        except BusyError as error:
            self.trouble.value = str(error)
            return
        self._answered(answer)

    def rest(self) -> None:
        """Let the paired replicates rest; what they have given stays."""
        shared_engine.laboratory().cancel(self.name)
        self.progress.value = replace(self.progress.value, running=False)

    def rest_a_while(self) -> None:
        """Release both worlds and let replicates rest until the visitor does something."""
        if self._page is None or self._page.closed_event.is_set():
            return
        with self._page:
            if self.clock.playing.value:
                return
            self.resting, self._ran = True, self.progress.value.running
            self.rest()
            self.clock.end()
            self.clock.wait.value = (RESTING, 0.0)

    def _wake(self, then: Callable[[], None]) -> None:
        """Build the worlds again, then do what the visitor asks for."""
        self.resting = False
        if self._ran:
            self.ask()
        self._build(then)

    def picked(self, found: Payload) -> None:
        """Open what was clicked on a map."""
        if not found:
            return
        self.acted = time.monotonic()
        if self.resting:
            self._wake(lambda: self.picked(found))
            return
        try:
            if followed := side_panel_contents.to_follow(found):
                self._follow(followed | {"person": found.get("person", "")})
            else:
                self._open(side_panel_contents.of_pick(self, found))
        except (InputError, KeyError, IndexError, TypeError):
            self._open({})

    def _answered(self, answer: Answer) -> None:
        if answer.question.key != self._question:
            return
        self._answer = answer
        self.trouble.value = answer.error
        running = self.name in answer.visitors and not answer.finished
        self.progress.value = Progress(answer.done, answer.of, running)
        self.findings.value = answer.findings()

    def _rest_without_question(self) -> None:
        self._question, self._answer = "", None
        shared_engine.laboratory().cancel(self.name)
        self.findings.value, self.progress.value, self.trouble.value = None, Progress(), ""

    def _estimate(self) -> Emulated | Refused | None:
        """What can be said of a question before its runs have reached the first look."""
        findings = self.findings.value
        if not self.compares or (findings is not None and findings.judged):
            return None
        return emulated(Question(*self.pair, self.state.value.seed))

    def _reopen(self) -> None:
        """Open what the address says is open."""
        panel, follow = self.state.value.panel, self.state.value.follow
        if panel:
            kind, _, name = panel.partition(":")
            self.act({"do": "about", "kind": kind, "id": name})
        elif follow:
            kind, _, name = follow.partition(":")
            self.act({"do": "follow", "kind": kind, "subject": name})

    def _restart(self, then: Callable[[], None] = lambda: None) -> None:
        self.findings.value, self.progress.value, self._answer = None, Progress(), None
        self.assumed.value = {}
        self.ask()
        self.estimate.value = self._estimate()
        if self.state.value.replicate is None:
            self._change(replicate=middling(self.findings.value))
        self._build(then)

    def _build(self, then: Callable[[], None]) -> None:
        baseline, changed = self.pair
        seed, replicate = self.state.value.seed, self.state.value.replicate or 0
        used = chosen()
        self.clock.build(
            lambda: Worlds(used.world, baseline, changed, seed, replicate, used.posterior),
            then,
        )

    def _change(self, **changes: Any) -> None:
        self.state.value = replace(self.state.value, **changes)

    def _choose(self, **changes: Any) -> None:
        """Change what is asked, unless it cannot be; then everything is run anew."""
        self.said.value = []
        chosen = replace(self.state.value, **changes)
        self.pair = _pair(chosen)
        self.state.value = chosen
        self.asked = REPLICATES
        self._restart()

    def _preset(self, given: Payload) -> None:
        if given["name"] not in presets():
            raise InputError("there is no such preset")
        self._choose(preset=given["name"], positions=None, replicate=None, name="")

    def _address(self, given: Payload) -> None:
        """Go to an address that this page had before or has next."""
        state, said = read(str(given["query"]))
        before = self.state.value
        if asked(state) == asked(before) and state.replicate == before.replicate:
            self.state.value = state
            self.clock.go(state.day)
        else:
            self.clock.goal.value = state.day
            self._choose(**vars(state))
        self.said.value = said

    def _pulled(self) -> Positions:
        return {key: dict(setting) for key, setting in self.state.value.pulled.items()}

    def _pull(self, given: Payload) -> None:
        pulled, key = self._pulled(), str(given["id"])
        if given["on"]:
            pulled[key] = presets()[self.state.value.preset].positions.get(
                key, levers()[key].default
            )
        else:
            pulled.pop(key, None)
        self._choose(positions=pulled)

    def _set(self, given: Payload, value: float | str) -> None:
        pulled, key, field = self._pulled(), str(given["id"]), str(given["field"])
        if value == "":
            pulled[key].pop(field, None)
        else:
            pulled[key][field] = value
        intervention(levers()[key], pulled[key], self.pair[0])
        self._choose(positions=pulled)

    def _play(self) -> None:
        self._show_days()
        self.clock.play()

    def _show_days(self) -> None:
        """Show both worlds instead of their difference, which is of all days."""
        if self.view == "difference":
            self._change(view="both")

    def _go(self, given: Payload) -> None:
        self._show_days()
        self.clock.pause()
        self.clock.go(int(given["day"]))

    def _speed(self, given: Payload) -> None:
        if given["value"] in SPEEDS:
            self.clock.speed.value = given["value"]

    def _more(self) -> None:
        asked = max(self.asked, self.progress.value.of)
        self.asked = following(asked) or asked
        self.ask()

    def _open(self, drawer: dict[str, Any], panel: str = "", follow: str = "") -> None:
        self.drawer.value = drawer
        self._change(panel=panel, follow=follow)

    def _about(self, kind: str, name: str) -> None:
        self._open(side_panel_contents.about_page(kind, name), f"{kind}:{name}")

    def _search(self, given: Payload) -> None:
        self.searched.value = str(given["text"])[:LONGEST_PANEL].strip()

    def _assume(self, given: Payload) -> None:
        """Move an input of the answer within its range; none puts all back."""
        name = str(given["id"])
        kept = {**self.assumed.value, name: float(given["value"])} if name else {}
        if len(kept) <= MOST_ASSUMED and all(map(math.isfinite, kept.values())):
            self.assumed.value = kept

    def _follow(self, given: Payload) -> None:
        kind, name = str(given["kind"]), str(given["subject"])
        drawer = side_panel_contents.story_page(self, kind, name)
        if person := given.get("person"):
            link = {"do": "follow", "kind": "person", "subject": str(person)}
            title = "Follow one of the people in this group"
            drawer["parts"].insert(0, {"links": [{"title": title, "act": link}]})
        self._open(drawer, follow=f"{kind}:{name}")

    def _another(self) -> None:
        findings = self.findings.value
        of = HISTORIES if findings is None else max(findings.done, HISTORIES)
        self._choose(replicate=((self.state.value.replicate or 0) + 1) % of)

    def _pin(self) -> None:
        state = self.state.value
        kept = State(state.preset, state.positions, state.days, state.seed, name=state.name)
        self.pinned.pin(self.title, self._answer, write(kept))

    def _save(self) -> None:
        state = self.state.value
        self.file.value = file_downloads.of_text(f"{file_name(state)}.yaml", saved(state))

    def _open_file(self, text: str) -> None:
        found = opened(text)
        self._choose(
            preset=found.preset, positions=found.positions, days=found.days, name=found.name,
            replicate=None,
        )  # fmt: skip

    def _download(self, what: str) -> None:
        name = file_name(self.state.value)
        self.file.value = file_downloads.made(what, name, self.findings.value, self.clock.worlds)


def _pair(state: State) -> tuple[Scenario, Scenario]:
    """The two scenarios that a state asks for."""
    return pair(state.preset, state.pulled, state.days)


def _one_update() -> AbstractContextManager[Any]:
    """What changes within it reaches the browser at once, drawn once."""
    page = get_current_context() if has_current_context() else None
    return (page and page.app_object) or nullcontext()


def _here(content: Callable[[Answer], None]) -> Callable[[Answer], None]:
    """Something to be called from a thread that all visitors share, on this visitor's page."""
    page = get_current_context()

    def called(answer: Answer) -> None:
        if not page.closed_event.is_set():
            with page:
                content(answer)

    return called
