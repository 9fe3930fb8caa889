"""Tables and sentences on the terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import fill

from rich.cells import cell_len
from rich.markup import escape
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from experiments.comparison.paired_effects import Effect, Effects
from experiments.reporting.effect_statements import about_replicates, summary, verdict_word
from experiments.reporting.effect_statements import cell as as_cell
from experiments.reporting.staff_not_at_work import not_at_work
from narrows.cli.console import output
from runs.comparison_design import Comparison
from runs.included_uncertainty import included
from runs.intervals import Interval
from runs.number_format import amount, counted, span
from runs.reporting.outcome_names import NAMES
from runs.results_folder import files_of

NUMBER_WIDTH = 14
"""Width at which headings of numbers go on in another line."""
BORDERS = 3
"""What a column takes beside its text."""
SHOWN = ("arrivals", "averted", "delayed", "expected_deaths", "deaths")


def table(title: str, *columns: str, right: bool = False) -> Table:
    """An empty table with a title; with ``right``, all columns but the first hold numbers."""
    made = Table(title=title, title_justify="left", title_style="bold", header_style="bold")
    for index, column in enumerate(columns):
        numbers = right and index > 0
        made.add_column(
            fill(column, NUMBER_WIDTH) if numbers else column,
            justify="right" if numbers else "left", overflow="fold", no_wrap=numbers or not index,
        )  # fmt: skip
    return made


def show(made: Table) -> None:
    """Print a table; where it would break words or numbers, one block a row instead."""
    console = output()
    room = console.width - 1 - BORDERS * len(made.columns)
    least, most = (list(map(width, made.columns)) for width in (_least, _most))
    if sum(least) <= room:
        if sum(most) > room:
            _share_out(made, room, least, most)
        console.print(made)
        return
    if made.title:
        console.print(f"[bold]{made.title}[/bold]\n" if made.show_header else made.title)
    names = [" ".join(_plain(column.header).split()) for column in made.columns]
    joints = [" " if column.no_wrap else "; " for column in made.columns]
    for first, *rest in zip(*(column.cells for column in made.columns), strict=True):
        console.print(first, style="bold" if made.show_header else "")
        for name, joint, cell in zip(names[1:], joints[1:], rest, strict=True):
            if cell:
                said = joint.join(str(cell).splitlines())
                console.print(Padding.indent(f"{name}: {said}" if name else said, 2))


def _share_out(made: Table, room: int, least: list[int], most: list[int]) -> None:
    """Set the widths of columns: what each must have, and of the rest by what it could use."""
    spare, wanted = room - sum(least), sum(most) - sum(least)
    for column, low, high in zip(made.columns, least, most, strict=True):
        column.width = low + spare * (high - low) // wanted


def _least(column: Column) -> int:
    """Width below which a column breaks a number or a word."""
    return _most(column) if column.no_wrap else _widest(column, str.split)


def _most(column: Column) -> int:
    """Width above which a column has no use for more."""
    return _widest(column, str.splitlines)


def _widest(column: Column, split: Callable[[str], list[str]]) -> int:
    texts = [_plain(text) for text in (column.header, *column.cells)]
    return max((cell_len(part) for text in texts for part in split(text)), default=0)


def _plain(cell: object) -> str:
    """A cell or a heading without markup."""
    return Text.from_markup(str(cell)).plain


def print_effects(comparison: Comparison, effects: Effects) -> None:
    """Effects of each scenario, then what may be said of them."""
    made = table(
        f"Change against {comparison.baseline.title}: mean paired difference and 95 % interval "
        "(deaths: range of 90 % of replicates), "
        f"{counted(comparison.replicates, 'replicate')}, "
        f"{counted(comparison.baseline.days, 'day')}",
        "Scenario", *(_heading(name) for name in SHOWN), "Cost",
        right=True,
    )  # fmt: skip
    baseline = effects[comparison.baseline.name]
    levels = [amount(baseline[name].level.mean, baseline[name].unit) for name in SHOWN]
    cost = amount(baseline["public_cost"].level.mean, "GBP")
    made.add_row(f"{comparison.baseline.name} (mean)", *levels, cost, style="dim")
    for scenario in comparison.scenarios[1:]:
        row = effects[scenario.name]
        cost = amount(row["public_cost"].difference.mean, "GBP")
        made.add_row(scenario.name, *(_cell(row[name]) for name in SHOWN), cost)
    show(made)
    console = output()
    few = about_replicates(comparison.replicates)
    if not few:
        console.print("Bold: falls or rises. Intervals hold all at once in 95 % of such tables.")
    console.print()
    for sentence in summary(effects):
        console.print(f"- {escape(sentence)}")
    for sentence in not_at_work(comparison, effects):
        console.print(f"- {escape(sentence)}")
    if few:
        console.print(f"- {few}.")
    console.print(f"- {_parts_in_words(comparison.baseline.run_out_days)}")
    console.print(f"- {included(comparison)}.")
    console.print("- This compares policies under stated assumptions; it is not a forecast.")


def _parts_in_words(days: int) -> str:
    """What averted and delayed mean after so many days of run-out."""
    delayed = (
        f"arrived only after the last day, or still on the way {counted(days, 'day')} later"
        if days
        else "still on the way on the last day, since there is no run-out; some may yet give up"
    )
    return f"Averted: did not set out, or gave up. Delayed: {delayed}."


def print_outcomes(title: str, rows: dict[str, tuple[str, Interval]]) -> None:
    """Outcomes of one scenario, with their intervals."""
    made = table(title, "Outcome", "Mean", "95 % interval", "Unit")
    for name, (unit, level) in rows.items():
        interval = span(level.low, level.high, unit).replace("+", "")
        made.add_row(name, amount(level.mean, unit), interval, unit)
    for column in made.columns[1:3]:
        column.no_wrap = True
    show(made)


def print_files(folder: Path) -> None:
    """Where results were written."""
    console = output()
    console.print(f"\nResults: {escape(str(folder))}", soft_wrap=True)
    for path in files_of(folder):
        console.print(f"  {escape(str(path.relative_to(folder)))}", soft_wrap=True)


def _heading(outcome: str) -> str:
    return NAMES[outcome][0].upper() + NAMES[outcome][1:]


def _cell(effect: Effect) -> str:
    text = as_cell(effect).replace(" (", "\n(").replace(" [", "\n[")
    word = verdict_word(effect)
    said = f"{escape(text)}\n{word}" if word else escape(text)
    return f"[bold]{said}[/bold]" if effect.direction else said
