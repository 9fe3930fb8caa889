"""Time: play, step and scrub, and the difference so far, which is always in sight."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import solara

from narrows.view.middling_pair import standing
from narrows.view.page.chart_coordinates import UNKNOWN
from narrows.view.page.levers_panel import when
from narrows.view.page.playback_clock import SPEEDS
from narrows.view.page.session import Session
from narrows.view.page_link import VIEWS
from narrows.view.paired_worlds import Pair
from runs.number_format import WHOLE, amount, rounded, signed, span

TALLY = {
    "arrivals": ("Arrivals", "people"),
    "deaths": ("Deaths at sea", "people"),
    "seized_upstream": ("Boats seized in transit", "boats"),
}
TITLES = {
    "both": "Both",
    "baseline": "Baseline",
    "changed": "With measures",
    "difference": "Where it went",
}
WEEK = 7


@solara.component_vue("vue/timeline.vue")
def _Timeline(content: str = "{}", event_act: Callable[[Any], None] | None = None) -> None: ...


@solara.component
def Timeline(session: Session) -> None:
    """The clock of both worlds and the tally of the day shown."""
    clock, changed = session.clock, session.pair[1]
    day, frames, wait = clock.day.value, clock.frames.value, clock.wait.value
    starts = [made.start for made in changed.interventions]
    begins = max((min(starts, default=changed.end) - changed.start).days, 0)
    content = {
        "day": day,
        "days": changed.days,
        "start": changed.start.isoformat(),
        "date": when(changed.start, day),
        "stage": stage(session, starts),
        "first": when(changed.start, 0),
        "last": when(changed.start, changed.days - 1),
        "note": "arrivals a week: baseline dashed, with the measures solid",
        "ready": frames is not None,
        "playing": clock.playing.value,
        "speed": clock.speed.value,
        "speeds": SPEEDS,
        "views": [{"id": name, "title": TITLES[name]} for name in VIEWS],
        "shown": session.view,
        "wait": wait,
        "fault": clock.fault.value,
        "standing": one_of_many(session),
        "spans": [[begins / changed.days, 1]] if begins < changed.days else [],
        "tally": tally(frames),
        **weeks(session),
    }
    _Timeline(content=json.dumps(content), event_act=session.act)


def one_of_many(session: Session) -> str:
    """Which of how many pairs of runs is shown, and what all of them say."""
    findings, replicate = session.findings.value, session.state.value.replicate or 0
    place = standing(findings, replicate)
    if findings is None or place is None:
        return f"One history, number {replicate + 1}. It says nothing of how sure an effect is."
    shown = findings.changed["arrivals"].shown
    return (
        f"One history of {place.of}, number {replicate + 1}: by its change in arrivals over the "
        f"whole period ({signed(place.change, 'people', WHOLE)}) the {ordinal(place.rank)} from "
        f"the lowest. Mean of all: {signed(rounded(shown.mean), 'people', WHOLE)} "
        f"({span(shown.low, shown.high, 'people')})."
    )


def ordinal(number: int) -> str:
    """A number as a place in a row."""
    endings = {} if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{endings.get(number % 10, 'th')}"


def stage(session: Session, starts: Sequence[Any]) -> str:
    """Where the day stands beside the first measure."""
    if not starts:
        return "no measures chosen"
    shown = session.pair[1].start.toordinal() + session.clock.day.value
    begins = min(starts)
    days = shown - begins.toordinal()
    if days < 0:
        return f"both alike until {begins.day} {begins:%b %Y}"
    return f"day {days + 1} of the measures"


def tally(frames: Pair | None) -> list[dict[str, str]]:
    """Totals of both worlds up to the day shown; arrivals and deaths first and together."""
    if frames is None:
        return [
            {
                "name": name,
                "title": title,
                "baseline": UNKNOWN,
                "changed": UNKNOWN,
                "difference": UNKNOWN,
            }
            for name, (title, _) in TALLY.items()
        ]
    first, second = (frame["totals"] for frame in frames)
    return [
        {
            "name": name,
            "title": title,
            "baseline": amount(first[name], unit, WHOLE),
            "changed": amount(second[name], unit, WHOLE),
            "difference": signed(second[name] - first[name], unit, WHOLE),
        }
        for name, (title, unit) in TALLY.items()
    ]


def weeks(session: Session) -> dict[str, list[int]]:
    """Arrivals a week in both worlds, up to the day shown."""
    worlds = session.clock.worlds
    if worlds is None or session.clock.frames.value is None:
        return {"baseline": [], "changed": []}
    return {name: _by_week(days) for name, days in worlds.series("arrivals").items()}


def _by_week(days: Sequence[float]) -> list[int]:
    whole = len(days) - len(days) % WEEK
    return [int(sum(days[at : at + WEEK])) for at in range(0, whole, WEEK)]
