"""Ask a study's results in SQL and show what they say."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.markup import escape

from experiments.study.sql_views import ask
from experiments.study.stored_study import open_study
from narrows.cli.actions import inputs
from narrows.cli.actions.terminal_tables import show, table
from narrows.cli.command_line import CommandLine
from narrows.cli.console import json_text, note
from scenarios.errors import InputError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_ROWS = 100
FETCHED = 10_000
"""Rows that are held at a time."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked for, as typed."""

    study: str
    question: str
    limit: int | None
    as_json: bool


def query_study(line: CommandLine, request: Request) -> None:
    """Answer the question.

    Raises:
        InputError: If there is no such study, or the question is not one select that DuckDB knows.
    """
    limit = request.limit and inputs.checked(line, "--limit", request.limit)
    try:
        database = open_study(Path(request.study)).connect()
    except InputError as error:
        raise line.at_argument(0, error.message) from None
    try:
        found = ask(database, request.question)
    except InputError as error:
        raise line.at_argument(1, error.message) from None
    if request.as_json:
        _print_json(found, limit)
    else:
        _print_table(found, limit or MOST_ROWS)


def _print_table(found: DuckDBPyConnection, limit: int) -> None:
    made = table("", *(str(column[0]) for column in found.description or ()))
    rows = found.fetchmany(limit + 1)
    for row in rows[:limit]:
        made.add_row(*(escape(_text(value)) for value in row))
    show(made)
    if len(rows) > limit:
        note(f"note: the first {limit} rows; --limit N shows more")


def _print_json(found: DuckDBPyConnection, limit: int | None) -> None:
    """One JSON list of objects, written as the rows come."""
    names, left, joint = [str(column[0]) for column in found.description or ()], limit, "["
    while rows := found.fetchmany(FETCHED if left is None else min(FETCHED, left)):
        for row in rows:
            kept = {name: _plain(value) for name, value in zip(names, row, strict=True)}
            print(joint, json_text(kept), sep="\n")
            joint = ","
        left = None if left is None else left - len(rows)
        if left == 0:
            break
    print("]" if joint == "," else "[]")


def _plain(value: Any) -> Any:
    """A value as JSON has it; what is undefined is null."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, int | str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else str(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:,.6g}" if isinstance(value, float) and abs(value) < 1e6 else str(value)
