"""Show which outcomes of two results differ beyond noise."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.markup import escape

from experiments.result_difference import (
    SAME,
    Compared,
    Outcomes,
    compare_results,
    read_outcomes,
)
from narrows.cli.actions.terminal_tables import show, table
from narrows.cli.command_line import CommandLine
from narrows.cli.console import output, print_json
from narrows.json_numbers import number_or_none
from runs.number_format import amount, counted, span
from scenarios.errors import InputError
from scenarios.packaged_places import OUTCOMES


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked for, as typed."""

    one: str
    other: str
    every: bool
    as_json: bool


def show_differences(line: CommandLine, request: Request) -> bool:
    """Compare two results and show what differs.

    Returns:
        Whether anything does.

    Raises:
        InputError: If one of them holds no results, or they share no scenario.
    """
    read = [_read(line, at, text) for at, text in enumerate((request.one, request.other))]
    try:
        found = compare_results(*read)
    except InputError as error:
        raise line.at_argument(1, error.message) from None
    if request.as_json:
        print_json(_as_json(found))
    else:
        _print(found, request.every)
    return bool(found.differs)


def _read(line: CommandLine, at: int, text: str) -> Outcomes:
    try:
        return read_outcomes(Path(text))
    except InputError as error:
        raise line.at_argument(at, error.message) from None


def _print(found: Compared, every: bool) -> None:
    console = output()
    rows = found.differences if every else found.differs
    if rows:
        made = table(
            "Second less first, with intervals that hold all at once",
            "Scenario", "Outcome", "First", "Second", "Difference", "", right=True,
        )  # fmt: skip
        for row in rows:
            unit = OUTCOMES[row.outcome].unit if row.outcome in OUTCOMES else ""
            low_high = "" if row.verdict == SAME else span(row.low, row.high, unit)
            made.add_row(
                escape(row.scenario), row.outcome, amount(row.one, unit), amount(row.other, unit),
                low_high, row.verdict,
            )  # fmt: skip
        show(made)
    same = sum(each.verdict == SAME for each in found.differences)
    console.print(
        f"{len(found.differs)} of {counted(len(found.differences), 'outcome')} "
        f"{'differs' if len(found.differs) == 1 else 'differ'} beyond noise; {same} have the same "
        f"values. {'Replicates are paired.' if found.paired else 'Replicates are independent.'}"
    )
    for which, names in zip(("first", "second"), found.alone, strict=True):
        if names:
            console.print(escape(f"Only in the {which}: {', '.join(names)}."))
    if found.facts:
        console.print(escape(f"Made with another {', '.join(found.facts)}."))


def _as_json(found: Compared) -> dict[str, Any]:
    return {
        "paired": found.paired,
        "differ": len(found.differs),
        "only_in_first": found.alone[0],
        "only_in_second": found.alone[1],
        "made_with": {key: list(pair) for key, pair in found.facts.items()},
        "outcomes": [
            {
                key: number_or_none(value) if isinstance(value, float) else value
                for key, value in asdict(row).items()
            }
            for row in found.differences
        ],
    }
