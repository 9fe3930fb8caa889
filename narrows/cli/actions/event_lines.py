"""Events on the terminal: a story as dated lines, or counts and what to follow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.markup import escape

from narrows.cli.actions.terminal_tables import show, table
from narrows.cli.console import output
from runs.event_index import EventIndex
from runs.number_format import counted
from runs.reporting import event_overview
from runs.reporting.event_overview import Tally
from runs.reporting.event_story import Line
from sim.core.events import Event

GANG_COLUMNS = {
    "launched": Event.LAUNCHED, "prevented": Event.PREVENTED, "seized": Event.SEIZED,
    "cases": Event.CASE_OPENED, "strikes": Event.STRUCK,
}  # fmt: skip
"""Events that the table of gangs counts one by one."""


def print_story(title: str, lines: Sequence[Line], limit: int) -> None:
    """Dated lines, the first ones if there are more than ``limit``."""
    console = output()
    console.print(f"[bold]{escape(title)}[/bold]")
    made = table("", "When", "What happened")
    for line in lines[:limit]:
        made.add_row(line.when, escape(line.text))
    show(made)
    if len(lines) > limit:
        left = counted(len(lines) - limit, "more line")
        console.print(f"{left}; --limit {len(lines)} shows all")


def print_overview(
    title: str,
    event_index: EventIndex,
    start: date,
    follow: Sequence[tuple[str, str]],
    limit: int | None,
) -> None:
    """Counts by month, the gangs of most events, and commands that follow something.

    Args:
        title: Which run it is.
        event_index: The run.
        start: First day that counts.
        follow: Commands, each with what it follows.
        limit: Most gangs to show.
    """
    console = output()
    console.print(f"[bold]{escape(title)}[/bold]\n")
    months = event_overview.months(event_index.rows, start)
    happened = {row.event for row in event_index.rows}
    for theme, events in event_overview.THEMES.items():
        seen = [event for event in events if event in happened]
        crossings = Event.LAUNCHED in events
        people = ["people landed", "deaths"] if crossings else []
        made = table(theme, "Month", *(event.label for event in seen), *people, right=True)
        for month, tally in months.items():
            made.add_row(month, *_cells(tally, seen, crossings))
        show(made)
        console.print()
    _print_gangs(event_index, limit or event_overview.MOST_GANGS)
    if follow:
        console.print("To follow:")
    for command, why in follow:
        console.print(f"  {escape(command)}  ({escape(why)})", soft_wrap=True)


def _cells(tally: Tally, events: Sequence[Event], crossings: bool) -> list[str]:
    cells = [f"{tally.number[event]:,}" for event in events]
    if crossings:
        cells += [f"{tally.amount[event]:,}" for event in (Event.LANDED, Event.INCIDENT)]
    return cells


def _print_gangs(event_index: EventIndex, limit: int) -> None:
    tallies = event_overview.gangs(event_index.rows)
    made = table(
        f"Gangs with most events, of {len(tallies)}", "Gang", "events", *GANG_COLUMNS, "arrests",
        "people landed", "deaths", right=True,
    )  # fmt: skip
    for gang, tally in list(tallies.items())[:limit]:
        counts = [tally.number.total(), *(tally.number[event] for event in GANG_COLUMNS.values())]
        arrests = tally.amount[Event.STRUCK] + tally.amount[Event.TAKEN_DOWN]
        sums = [arrests, *(tally.amount[event] for event in (Event.LANDED, Event.INCIDENT))]
        made.add_row(gang, *(f"{number:,}" for number in (*counts, *sums)))
    show(made)
    output().print()
