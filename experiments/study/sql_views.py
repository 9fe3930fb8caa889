"""DuckDB views of a study's folder, which can be read and not changed.

The runs reach DuckDB as Arrow data that Python reads. DuckDB itself is shut off from all files, so
that no question, whatever it is wrapped in, can write one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING

from pyarrow import ArrowException
from pyarrow.dataset import dataset

from experiments.study.batches import DAILY
from runs.arrivals_accounting import PARTS as FALL
from runs.stored_tables import current_columns
from scenarios.errors import InputError
from scenarios.packaged_places import OUTCOMES

if TYPE_CHECKING:
    import duckdb

    from experiments.study.stored_study import StudyResults

READS = ("SELECT", "EXPLAIN")
VIEWS = ("points", "runs", "outcomes", "pairs", "daily")
SHOWN = 400
MOST_ON_DISK = "8GB"
"""What a question may write beside memory."""


def connect(
    kept: StudyResults, settings: Mapping[str, str | int] | None = None
) -> duckdb.DuckDBPyConnection:
    """Open an empty database in memory with the views of a study, shut off from all files.

    ``points`` has a row a design point with the values of its levers; ``runs`` a row a run with a
    column an outcome; ``outcomes`` a row a run and outcome that is defined; ``pairs`` besides the
    value of the baseline in the same replicate, and the difference, and rows of the parts of the
    fall in arrivals, which are zero in the baseline; ``daily`` a row a run and day, where days are
    kept.

    Raises:
        InputError: If no part of the study is there, or one cannot be read.
    """
    import duckdb

    runs = list(kept.files())
    if not runs:
        raise InputError(f"{kept.folder} holds no run yet; run the study first")
    database = duckdb.connect()
    _add(database, "points", [kept.folder / "points.parquet"])
    _add(database, "runs", runs)
    names = ", ".join(f'"{name}"' for name in OUTCOMES)
    database.execute(
        f"CREATE VIEW outcomes AS FROM (SELECT point, replicate, {names} FROM runs "  # noqa: S608
        f"WHERE error IS NULL) UNPIVOT (value FOR outcome IN ({names}))"
    )
    database.execute(
        "CREATE VIEW pairs AS SELECT mine.point, points.scenario, mine.replicate, mine.outcome, "  # noqa: S608
        "mine.value, theirs.value AS baseline, mine.value - theirs.value AS difference "
        "FROM outcomes mine JOIN points USING (point) JOIN outcomes theirs "
        "ON theirs.point = points.reference AND theirs.replicate = mine.replicate "
        "AND theirs.outcome = mine.outcome WHERE points.point <> points.reference "
        f"UNION ALL BY NAME {_parts()}"
    )
    if days := list(kept.files(DAILY)):
        _add(database, "daily", days)
    scratch = scratch_of(os.getpid())
    database.execute(f"SET temp_directory = '{scratch}'")
    database.execute(f"SET max_temp_directory_size = '{MOST_ON_DISK}'")
    for name, value in (settings or {}).items():
        database.execute(f"SET {name} = '{value}'")
    database.execute("SET enable_external_access = false")
    database.execute("SET lock_configuration = true")
    return database


def scratch_of(process: int) -> str:
    """Folder of what does not fit into a process's memory; nothing, where none can be made."""
    try:
        root = gettempdir()
    except FileNotFoundError:
        return ""
    return (Path(root) / f"narrows-query-{process}").as_posix().replace("'", "''")


def _add(database: duckdb.DuckDBPyConnection, view: str, paths: list[Path]) -> None:
    """Add a view of Parquet files, which are read as questions need them."""
    try:
        files = dataset([str(path) for path in paths], format="parquet")
    except (OSError, ArrowException):
        message = f"{paths[0]} is missing or damaged; put a copy of it back"
        raise InputError(f"{message}, or run the study anew") from None
    database.register(f"{view} on the disk", files)
    stored = files.schema.names
    names = ", ".join(
        f'"{name}" AS "{now}"' if name != now else f'"{name}"'
        for name, now in zip(stored, current_columns(stored), strict=True)
    )
    database.execute(f'CREATE VIEW {view} AS SELECT {names} FROM "{view} on the disk"')  # noqa: S608


def _parts() -> str:
    """Rows of the parts of the fall in arrivals, one a compared run and part."""
    made = ", ".join(
        " + ".join(f'{of} * (mine."{key}" - theirs."{key}")' for key, of in part.changes.items())
        + f' AS "{name}"'
        for name, part in FALL.items()
    )
    names = ", ".join(f'"{name}"' for name in FALL)
    return (
        "SELECT point, scenario, replicate, outcome, value, 0.0 AS baseline, value AS difference "  # noqa: S608
        f"FROM (SELECT mine.point, points.scenario, mine.replicate, {made} FROM runs mine "
        "JOIN points USING (point) JOIN runs theirs ON theirs.point = points.reference "
        "AND theirs.replicate = mine.replicate WHERE points.point <> points.reference "
        f"AND mine.error IS NULL AND theirs.error IS NULL) UNPIVOT (value FOR outcome IN ({names}))"
    )


def ask(database: duckdb.DuckDBPyConnection, question: str) -> duckdb.DuckDBPyConnection:
    """Put one question in SQL.

    Raises:
        InputError: If it is not one statement that reads, or DuckDB cannot answer it.
        MemoryError: If it takes more memory than the database may.
    """
    import duckdb

    try:
        statements = database.extract_statements(question)
        if len(statements) != 1:
            what = (
                "nothing is asked" if not statements else f"these are {len(statements)} statements"
            )
            raise InputError(f"{what}; give one select")
        if (kind := statements[0].type.name) not in READS:
            raise InputError(f"{kind.lower()} would change something; a study is only read: select")
        return database.execute(statements[0])
    except duckdb.OutOfMemoryException as error:
        raise MemoryError(str(error)) from None
    except duckdb.Error as error:
        raise InputError(_plain(str(error), database)) from None


def _plain(message: str, database: duckdb.DuckDBPyConnection) -> str:
    """What DuckDB says, without its headings, and which views there are."""
    first, *rest = [line.strip() for line in message.splitlines() if line.strip()] or ["failed"]
    said = re.sub(r"^\w[\w ]* Error: ", "", first).rstrip("!.")
    near = next((line for line in rest if line.startswith("Candidate")), "")
    there = database.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()
    views = ", ".join(name for name in VIEWS if (name,) in there)
    return f"{said[:SHOWN]}; {near or f'there are {views}'}"
