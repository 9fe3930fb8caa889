"""Ask a study's results in SQL and show what they say, or write it into a file."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from rich.markup import escape

from experiments.study.question import WrongStudyError, answer
from narrows.cli.actions import inputs
from narrows.cli.actions.terminal_tables import show, table
from narrows.cli.command_line import CommandLine
from narrows.cli.console import json_text, note
from runs.atomic_files import writing
from runs.number_format import counted
from runs.plain_tables import TooLargeForExcelError, plain, write_csv, write_xlsx
from scenarios.errors import InputError

MOST_ROWS = 100
CSV, XLSX, PARQUET, JSON = ".csv", ".xlsx", ".parquet", ".json"


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked for, as typed."""

    study: str
    question: str
    limit: int | None
    out: str | None
    replace: bool
    seconds: int
    memory: int
    as_csv: bool
    as_xlsx: bool
    as_json: bool


def query_study(line: CommandLine, request: Request) -> None:
    """Answer the question.

    Raises:
        InputError: If there is no such study, the question is not one select that DuckDB knows, or
            its answer takes too much time or memory.
    """
    limit = None if request.limit is None else inputs.checked(line, "--limit", request.limit)
    seconds = inputs.checked(line, "--seconds", request.seconds)
    memory = inputs.checked(line, "--memory", request.memory)
    kind, out = _kind(line, request), _out(line, request)
    if kind is None:
        limit = limit or MOST_ROWS
    try:
        with answer(Path(request.study), request.question, seconds, memory) as reader:
            if out is not None:
                _write(kind or CSV, out, reader, limit)
            elif kind == CSV:
                _print_csv(reader, limit)
            elif kind == JSON:
                _print_json(reader, limit)
            else:
                _print_table(reader, limit or MOST_ROWS)
    except WrongStudyError as error:
        raise line.at_argument(0, error.message) from None
    except TooLargeForExcelError as error:
        raise line.at_argument(1, f"the answer has {error}; give --csv instead") from None
    except InputError as error:
        raise error if error.location else line.at_argument(1, error.message) from None


def _kind(line: CommandLine, request: Request) -> str | None:
    """What to write: as an option says, or the suffix of the file; None for a table to read."""
    given = {"--csv": request.as_csv, "--xlsx": request.as_xlsx, "--json": request.as_json}
    asked = [option for option, there in given.items() if there]
    if len(asked) > 1:
        raise line.at_option_itself(asked[1], f"{asked[0]} and {asked[1]} exclude one another")
    kind = f".{asked[0].removeprefix('--')}" if asked else None
    if kind == XLSX and request.out is None:
        raise line.at_option_itself("--xlsx", "--xlsx is written into a file; give --out too")
    if kind is None and request.out is not None:
        kind = Path(request.out).suffix.lower()
        if kind not in (CSV, XLSX, PARQUET, JSON):
            message = f"--out is {request.out!r}; it must end in .csv, .xlsx, .parquet or .json"
            raise line.at_option("--out", message)
    return kind


def _out(line: CommandLine, request: Request) -> Path | None:
    if request.out is None:
        return None
    if not request.out:
        raise line.at_option("--out", "--out is empty; give a file")
    out = Path(request.out)
    if out.exists() and Path(request.study).resolve() in out.resolve().parents:
        message = f"{request.out} is a file of the study that is asked; name another"
        raise line.at_option("--out", message)
    return inputs.free_file(line, out, request.replace)


def _write(kind: str, out: Path, reader: Any, limit: int | None) -> None:
    batches = _limited(reader, limit)
    rows = 0
    with writing(out) as scratch:
        if kind == CSV:
            rows = write_csv(scratch, batches)
        elif kind == XLSX:
            rows = write_xlsx(scratch, batches)
        elif kind == JSON:
            with scratch.open("w", encoding="utf-8") as file:
                _each_json(batches, partial(print, file=file))
        else:
            writer = None
            for batch in map(plain, batches):
                writer = writer or pq.ParquetWriter(scratch, batch.schema, compression="zstd")
                writer.write_batch(batch)
                rows += batch.num_rows
            if writer is not None:
                writer.close()
    note(f"wrote {out}" if kind == JSON else f"wrote {counted(rows, 'row')} to {out}")


def _limited(reader: Any, limit: int | None) -> Iterator[Any]:
    """The batches up to a number of rows; an empty one, if there is none."""
    left, any_yet = math.inf if limit is None else limit, False
    for batch in reader:
        kept = batch if batch.num_rows <= left else batch.slice(0, int(left))
        left -= kept.num_rows
        any_yet = True
        yield kept
        if left <= 0:
            return
    if not any_yet:
        empty = [pa.array([], field.type) for field in reader.schema]
        yield pa.RecordBatch.from_arrays(empty, schema=reader.schema)


def _print_table(reader: Any, limit: int) -> None:
    batches = [plain(batch) for batch in _limited(reader, limit + 1)]
    made = table("", *batches[0].schema.names)
    rows = [row for batch in batches for row in _rows(batch)]
    for row in rows[:limit]:
        made.add_row(*(escape(_text(value)) for value in row))
    show(made)
    if len(rows) > limit:
        note(f"note: the first {limit} rows; --limit N shows more")


def _print_csv(reader: Any, limit: int | None) -> None:
    sys.stdout.flush()
    write_csv(sys.stdout.buffer, _limited(reader, limit))
    sys.stdout.buffer.flush()


def _print_json(reader: Any, limit: int | None) -> None:
    _each_json(_limited(reader, limit), print)


def _each_json(batches: Iterator[Any], say: Any) -> None:
    """One JSON list of objects, written as the rows come."""
    joint = "["
    for batch in batches:
        names = batch.schema.names
        if twice := [name for name in names if names.count(name) > 1]:
            message = f"two columns are called {twice[0]!r}; name them apart, with AS"
            raise InputError(message)
        for row in _rows(batch):
            kept = {name: _json(value) for name, value in zip(names, row, strict=True)}
            say(joint, json_text(kept), sep="\n")
            joint = ","
    say("]" if joint == "," else "[]")


def _rows(batch: Any) -> Iterator[tuple[Any, ...]]:
    return zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _json(value: Any) -> Any:
    """A value as JSON has it; what is undefined is null."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, int | str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _json(each) for key, each in value.items()}
    return [_json(each) for each in value] if isinstance(value, list | tuple) else str(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:,.6g}" if isinstance(value, float) and abs(value) < 1e6 else str(value)
