"""Follow one boat, consignment, case or gang through the events of a run."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from narrows.cli.actions import inputs
from narrows.cli.actions.event_lines import print_overview, print_story
from narrows.cli.actions.sources import sources
from narrows.cli.command_line import PROGRAM, CommandLine
from narrows.cli.console import print_json
from runs.comparison_design import Comparison
from runs.compilation import compile_model
from runs.event_index import EventIndex
from runs.event_table import FILE, LABELS, IndexedEvent, indexed_events, logged_run, read_events
from runs.identity_names import (
    GANG_EXAMPLE,
    SUBJECT_EXAMPLE,
    gang_identity,
    gang_name,
    subject_id,
    subject_identity,
)
from runs.parameter_source import DATA, KEY, of_replicate, origin, recorded
from runs.progress import progress
from runs.provenance import provenance
from runs.reporting import event_overview
from runs.reporting.event_story import MANY, by_month, how_it_stands, in_full, last_day
from runs.reporting.event_wording import Wording
from scenarios.errors import instead
from scenarios.packaged_data import USUAL
from scenarios.world_tables import load_world
from sim.core.events import Event

RESULTS = "outcomes.parquet"
"""What every results folder holds."""
LINES = 100
"""Lines of a story that are shown unless more are asked for."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked for, as typed; ``followed`` by kind, at most one of them given."""

    source: str
    followed: dict[str, str | None]
    event: str | None
    days: int | None
    seed: int | None
    replicate: int | None
    declared: bool
    limit: int | None
    as_json: bool
    posterior: str | None = None
    data: str | None = None
    effects: str = "drawn"


def trace_run(line: CommandLine, request: Request) -> None:
    """Check the request, get the events of one run, and show what was asked for.

    Raises:
        InputError: If anything asked for is wrong or is not in the run.
        RunError: If the run fails.
    """
    subject = _subject(line, request)
    event = _event(line, request)
    if request.limit is not None:
        inputs.checked(line, "--limit", request.limit)
    table, facts = _events(line, request)
    event_index = EventIndex(indexed_events(table))
    if subject is None and event is None:
        _show_overview(line, request, event_index, facts)
        return
    rows = event_index.rows if subject is None else _followed(line, event_index, *subject)
    chosen = [row for row in rows if event in (None, row.event)]
    _show_story(request, event_index, facts, subject, chosen)


def _subject(line: CommandLine, request: Request) -> tuple[str, str] | None:
    """Kind and name of what is to be followed."""
    given = {kind: name for kind, name in request.followed.items() if name is not None}
    if len(given) > 1:
        first, second, *_ = given
        message = f"--{first} and --{second} are both given; follow one of them"
        raise line.at_option_itself(f"--{second}", message)
    for kind, name in given.items():
        try:
            if kind == "gang":
                return kind, gang_name(gang_identity(name))
            return kind, subject_id(subject_identity(name))
        except ValueError:
            example = repr(GANG_EXAMPLE) if kind == "gang" else SUBJECT_EXAMPLE
            message = f"--{kind} is {name!r}; it must look like {example}"
            raise line.at_option(f"--{kind}", message) from None
    return None


def _event(line: CommandLine, request: Request) -> Event | None:
    if request.event is None:
        return None
    if request.event not in LABELS:
        message = f"unknown event {request.event!r}{instead(request.event, LABELS)}"
        raise line.at_option("--event", message)
    return LABELS[request.event]


def _events(line: CommandLine, request: Request) -> tuple[Any, dict[str, Any]]:
    """Event table and provenance, of a file or of a new run."""
    path = Path(request.source)
    path = path / FILE if (path / FILE).is_file() else path
    if (path / RESULTS).is_file():
        message = (
            f"{path} kept no events; narrows run keeps them with --events, or give a scenario, "
            "which then runs"
        )
        raise line.at_argument(0, message)
    if path.suffix == Path(FILE).suffix:
        return _read(line, request, path)
    [scenario] = inputs.load_all(line, [request.source], request.days)
    seed = 1 if request.seed is None else inputs.checked(line, "--seed", request.seed)
    first = request.replicate
    first = 0 if first is None else inputs.checked(line, "--replicate", first)
    used = sources(line, request.posterior, request.data, request.declared, request.effects)
    comparison = Comparison(
        (scenario,), seed, 1, first, used.posterior, used.data.facts, used.effects
    )
    used.announce()
    compile_model()
    with progress("days") as report:
        return logged_run(used.world, comparison, report), provenance(comparison)


def _read(line: CommandLine, request: Request, path: Path) -> tuple[Any, dict[str, Any]]:
    for option in ("days", "seed", "replicate", "declared", "posterior"):
        if getattr(request, option) not in (None, False):
            message = f"--{option} does not apply to a file; give a scenario, or leave it out"
            raise line.at_option_itself(f"--{option}", message)
    if not path.is_file():
        raise line.at_argument(0, f"there is no file {path}; give one of narrows run --events")
    try:
        return read_events(path)
    except ValueError as error:
        raise line.at_argument(0, f"{error}; give a file of narrows run --events") from None


def _followed(
    line: CommandLine, event_index: EventIndex, kind: str, name: str
) -> list[IndexedEvent]:
    if rows := event_index.story(kind, name):
        return rows
    near = event_index.nearest(kind, name)
    right = f"the nearest is {near!r}" if near else f"it has no {kind} at all"
    raise line.at_option(f"--{kind}", f"no {kind} {name!r} is in this run; {right}")


def _show_story(
    request: Request,
    event_index: EventIndex,
    facts: dict[str, Any],
    subject: tuple[str, str] | None,
    rows: list[IndexedEvent],
) -> None:
    wording = Wording(event_index, load_world().network)
    kind, name = subject or ("", "")
    if request.as_json:
        shown = rows[: request.limit]
        content = [row.as_dict() | {"text": wording.of(row)} for row in shown]
        left = len(rows) - len(shown)
        print_json(_about(facts) | {"events": content, "left_out": left})
        return
    if kind == "gang" and len(rows) > MANY and request.event is None:
        lines = by_month(rows, wording)
    else:
        lines = in_full(rows, wording)
    if kind == "boat" and request.event is None:
        lines += how_it_stands(event_index, name, last_day(facts["start"], facts["days"]))
    print(origin(recorded(facts), facts.get(DATA, USUAL.facts)))
    title = name if kind in ("", "gang") else f"{kind} {name}"
    what = ", ".join(part for part in (title, request.event) if part)
    print_story(f"{what} in {_run(facts)}", lines, request.limit or LINES)


def _show_overview(
    line: CommandLine, request: Request, event_index: EventIndex, facts: dict[str, Any]
) -> None:
    start = date.fromisoformat(facts["start"])
    hints = event_overview.suggestions(event_index)
    if request.as_json:
        found = _about(facts) | {
            "months": {
                month: {event.label: number for event, number in sorted(tally.number.items())}
                | {"deaths": tally.amount[Event.INCIDENT]}
                for month, tally in event_overview.months(event_index.rows, start).items()
            },
            "gangs": {
                gang: tally.number.total()
                for gang, tally in list(event_overview.gangs(event_index.rows).items())[
                    : request.limit
                ]
            },
            "follow": [vars(hint) for hint in hints],
        }
        print_json(found)
        return
    print(origin(recorded(facts), facts.get(DATA, USUAL.facts)))
    command = shlex.join([PROGRAM, *line.words])
    follow = [(f"{command} {hint.option} {shlex.quote(hint.name)}", hint.why) for hint in hints]
    print_overview(f"Events of {_run(facts)}", event_index, start, follow, request.limit)


def _about(facts: dict[str, Any]) -> dict[str, Any]:
    return {
        "scenario": facts["scenarios"][0]["name"],
        "seed": facts["seed"],
        "replicate": facts["first_replicate"],
        "start": facts["start"],
        "days": facts["days"],
        KEY: recorded(facts),
        DATA: facts.get(DATA, USUAL.facts),
    }


def _run(facts: dict[str, Any]) -> str:
    """Which run it is, in words."""
    title, replicate = facts["scenarios"][0]["title"], facts["first_replicate"]
    whose = of_replicate(recorded(facts), facts["seed"], replicate)
    return f"{title}, seed {facts['seed']}, replicate {replicate}, {whose}"
