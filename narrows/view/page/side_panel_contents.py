"""What the drawer tells: evidence, stories, what was clicked, how to read the page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from experiments.comparison.planned_looks import plan_in_words
from experiments.reporting.effect_statements import WHAT_VERDICTS_ARE
from narrows.view.evidence_panel import about
from narrows.view.followed_events import PERSON, Story, gang_of, parting, story
from narrows.view.lever_positions import RUN_OUT_DAYS
from narrows.view.map_network import network
from runs.reporting.event_story import Line
from runs.reporting.markdown import capital
from scenarios.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from narrows.view.page.session import Session

Drawer = dict[str, Any]

WORLDS = {"baseline": "Baseline", "changed": "With the measures"}
OTHERS = (
    "Nothing of it is the same in both worlds. Each world gives names in its own order, so after "
    "the worlds have parted one name can mean two things."
)
LEAD = "In both worlds, up to the day shown. From the event log of this pair of worlds."
PERSON_LEAD = (
    "A simulated person, nobody who lives: the same in both worlds, up to the day shown. Persons "
    "are named by day and place of entry and number among those of that day."
)
SHOWN = ("id", "what", "value", "document", "conflicts", "date", "place")


def about_page(kind: str, name: str) -> Drawer:
    """Where something comes from: grade, fitted range, entries of evidence, conflicts.

    Raises:
        InputError: If there is nothing of that kind and name.
    """
    kept = about(kind, name)
    facts = [["Value", kept["value"]]] if kept["value"] else []
    if kept["fitted"]:
        low, median, high = (f"{kept['fitted'][part]:.3g}" for part in ("low", "median", "high"))
        facts.append(["Fitted", f"{median}, from {low} to {high} in 90 % of posterior draws"])
    facts += [["Changes", f"{each['value'].replace('_', ' ')}{_grade(each['grade'])}"]
              for each in kept.get("changes", ())]  # fmt: skip
    parts = [
        {"title": "What it is", "grade": kept["grade"], "facts": facts,
         "lines": [line for line in (kept["meaning"], kept["note"]) if line]},
        {"title": "Evidence", "sources": [entry(each) for each in kept["entries"]],
         "lines": [] if kept["entries"] else ["No source gives it; the project's own assumption."]},
    ]  # fmt: skip
    if kind == "hub" and kept["entries"] == []:
        parts[1]["lines"] = ["No figure stands behind it; general geography."]
    return {"title": capital(kept["title"]), "parts": parts}


def _grade(grade: str) -> str:
    return f" ({grade})" if grade else ""


def entry(fact: Mapping[str, str]) -> dict[str, Any]:
    """An entry of evidence as it is shown: what it says, its reference, and what contradicts it."""
    said = (fact.get("what", ""), fact.get("value", ""))
    clash = fact.get("conflicts")
    return {
        "id": fact["id"].split()[0],
        "text": ": ".join(filter(None, said)),
        "reference": list(filter(None, (_reference(fact), *_treated(fact)))),
        "conflicts": [f"In conflict with others: {clash}"] if clash else [],
    }


def _reference(fact: Mapping[str, str]) -> str:
    """Who says it, of when, and of what place."""
    where = fact.get("document", "").replace("\n", "; ")
    about = ", ".join(filter(None, (fact.get("date", "").replace("/", " to "), fact.get("place"))))
    return ". ".join(filter(None, (where.rstrip("."), f"About {about}" if about else "")))


def _treated(fact: Mapping[str, str]) -> list[str]:
    """How the model treats it, one line each."""
    return [f"{name.capitalize()}: {value}" for name, value in fact.items() if name not in SHOWN]


def story_page(session: Session, kind: str, name: str) -> Drawer:
    """What became of one person, gang, boat, consignment or case up to the day shown.

    Raises:
        InputError: If it is in neither world by that day.
    """
    worlds = session.clock.worlds
    if worlds is None:
        raise InputError("the worlds are still warming up; try again in a moment")
    both: list[Story | None] = []
    for timeline in worlds.timelines:
        try:
            both.append(story(timeline, session.clock.day.value, kind, name))
        except InputError as error:
            both.append(None)
            unknown = error
    content = both[1] or both[0]
    if content is None:
        raise unknown
    return {
        "title": capital(content.title),
        "lead": PERSON_LEAD if kind == PERSON else LEAD,
        "parts": _both_worlds(*both),
    }


def _both_worlds(baseline: Story | None, changed: Story | None) -> list[dict[str, Any]]:
    """What is the same in both worlds, then each where they part; and who was aboard."""
    found = parting(baseline, changed)
    steps = {"same": found.same, "baseline": found.baseline, "changed": found.changed}
    parts: list[dict[str, Any]] = []
    left_out = max(each.left_out for each in (baseline, changed) if each)
    if left_out:
        parts.append({"lines": [f"Up to {left_out} earlier lines are left out."]})
    if found.same:
        parts.append({"title": "In both worlds", "steps": _steps(found.same)})
    if found.baseline == found.changed == ():
        parts.append({"lines": ["So far it is the same in both worlds."]})
        return [*parts, *_aboard("In both worlds", baseline)]
    if found.same:
        parts.append({"lines": ["Here the two worlds part."]})
    elif baseline and changed:
        parts.append({"lines": [OTHERS]})
    for (name, title), of in zip(WORLDS.items(), (baseline, changed), strict=True):
        kept = steps[name]
        if kept is None:
            parts.append({"title": title, "lines": ["It is not in this world by this day."]})
            continue
        lines = [] if kept else ["Nothing more so far."]
        parts.append({"title": title, "lines": lines, "steps": _steps(kept)})
        parts += _aboard(title, of)
    return parts


def _steps(lines: Sequence[Line]) -> list[list[str]]:
    return [[str(line.when), line.text] for line in lines]


def _aboard(title: str, of: Story | None) -> list[dict[str, Any]]:
    """Who was aboard a boat, as a sum."""
    if of is None or not of.aboard:
        return []
    first, *rest = of.aboard.items()
    said = " + ".join(f"{number} {name}" for name, number in rest)
    return [{"lines": [f"{title}: {first[1]} {first[0]} = {said}."]}]


def to_follow(found: Mapping[str, Any]) -> dict[str, str]:
    """Kind and name of what was clicked on a map, if it can be followed; else empty."""
    kind, name = found["kind"], found.get("id", "")
    if kind == "event":
        return {"kind": found["follow"], "subject": name}
    if kind == "moving" and found["of"] == "people":
        return {"kind": "gang", "subject": gang_of(name)}
    if kind == "moving":
        return {"kind": "consignment", "subject": name}
    return {"kind": "boat", "subject": name} if kind == "boat" else {}


def of_pick(session: Session, found: Mapping[str, Any]) -> Drawer:
    """The place that was clicked on a map: today's numbers and where they come from."""
    kind = found["kind"]
    position = found["zone"] if kind == "zone" else found["at"]
    name = network()[f"{kind}s"][position]["id"]
    drawer = about_page(kind, name)
    drawer["parts"].insert(0, _today(session, kind, position))
    return drawer


def _today(session: Session, kind: str, position: int) -> dict[str, Any]:
    frames = session.clock.frames.value
    if frames is None:
        return {"lines": []}
    facts = []
    for world, frame in zip(WORLDS.values(), frames, strict=True):
        if kind == "zone":
            row = next(
                (row for row in frame["crossing"] if row[0] == position), [position] + [0] * 6
            )
            facts.append([world, f"{row[1]} launches, {row[3]} people arrived, {row[6]} died"])
        else:
            kept = frame[f"{kind}s"]
            goods = kept["boats" if kind == "hub" else "equipment"][position]
            facts.append([world, f"{kept['people'][position]:,} people, {goods:,} boats"
                          f"{'' if kind == 'hub' else ' and engines'}"])  # fmt: skip
    day = date.fromisoformat(frames[0]["day"])
    return {"title": f"On {day.day} {day:%B %Y}", "facts": facts}


HELP = (
    ("Two scenarios, same random draws", (
        "Both maps are the same model with the same weather, people and random draws. The baseline "
        "goes on as things were in 2024; the other world has the measures on the left.",
        "One pair of worlds is one possible history. Once a measure has changed anything, gangs "
        "and people act otherwise and the worlds part, so that part of any difference is chance. "
        "The preset “Nothing of substance changes” shows how large such differences are. How sure "
        "an effect is, the paired replicates under Effects say.",
    )),
    ("Averted and delayed", (
        "Averted are people who, because of the measures, did not set out or gave up the route. "
        "Delayed are those who arrived only after the last day or are still on the way: the paired "
        f"replicates go on for {RUN_OUT_DAYS} days after it to tell. Costs are per person averted.",
    )),
    ("Verdicts", (
        f"{plan_in_words()} Until then numbers stand without a verdict, and between two looks "
        "nothing new is shown: whoever looks again and again at ordinary intervals sees, sooner or "
        "later, an effect that is not there.",
        WHAT_VERDICTS_ARE.replace("*", ""),
        "The plan is for one question. Whoever asks twenty questions in which nothing is true will "
        "see about one false claim.",
    )),
    ("Arrivals and deaths", (
        "They are always shown together: a policy that lowers arrivals can raise deaths. Deaths "
        "come in few, large incidents, so they are shown with the range of replicates and get no "
        "verdict. Expected deaths, those to be expected of the boats, their loads and the sea, "
        "carry it.",
    )),
    ("Sourced, inferred, assumed", (
        "Each number says how it is known. The size of most measures' effects is assumed: no "
        "source measures it. Click any tag, number, hub or corridor for its source.",
    )),
    ("What it is not", (
        "Not a forecast of a gang, a beach or a month. Nothing here is finer than a city or one of "
        "four departure zones. Persons who can be followed are simulated; nobody is real.",
    )),
    ("Keys", (
        "Tab moves between controls; the arrow keys move on the map from hub to hub, Enter opens "
        "one; + and - zoom the map, 0 shows the whole of it, as do its buttons and the wheel with "
        "Ctrl; drag to move it. Escape shuts this panel.",
    )),
)  # fmt: skip


def help_page() -> Drawer:
    """How to read the page."""
    parts = [{"title": title, "lines": list(lines)} for title, lines in HELP]
    return {"title": "How to read this page", "parts": parts}
