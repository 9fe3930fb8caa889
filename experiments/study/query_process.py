"""A process that answers one question, so that it can be stopped at once and bounded for certain.

``python -m experiments.study.query_process FOLDER MEGABYTES`` reads the question from standard
input and writes the answer to standard output as a stream of Arrow record batches.
"""

from __future__ import annotations

import resource
import signal
import sys
import warnings
from pathlib import Path
from typing import Any

from runs.cores import cores
from scenarios.errors import InputError

WRONG_STUDY, WRONG_QUESTION, OUT_OF_MEMORY = 3, 4, 5
ROWS = 10_000
OWN_SHARE = 0.6
"""Of the memory: what the database may keep before it writes to the disk."""


def main() -> int:
    """Answer; what is wrong stands on standard error."""
    import duckdb
    import pyarrow as pa

    from experiments.study.sql_views import ask
    from experiments.study.stored_study import open_study

    warnings.simplefilter("ignore")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    folder, megabytes = Path(sys.argv[1]), int(sys.argv[2])
    question = sys.stdin.buffer.read().decode("utf-8")
    _limit(megabytes << 20)
    try:
        database = open_study(folder).connect(
            {"memory_limit": f"{int(megabytes * OWN_SHARE)}MB", "threads": min(2, cores())}
        )
    except InputError as error:
        return _refuse(error, WRONG_STUDY)
    try:
        reader: Any = ask(database, question).to_arrow_reader(ROWS)
        with pa.ipc.new_stream(sys.stdout.buffer, reader.schema) as answer:
            for batch in reader:
                answer.write_batch(batch)
        sys.stdout.buffer.flush()
    except InputError as error:
        return _refuse(error, WRONG_QUESTION)
    except (MemoryError, pa.ArrowMemoryError, duckdb.OutOfMemoryException) as error:
        return _refuse(error, OUT_OF_MEMORY)
    except duckdb.Error as error:
        return _refuse(str(error).splitlines()[0], WRONG_QUESTION)
    return 0


def _limit(size: int) -> None:
    """Let this process take so much memory beyond what it has now."""
    pages = Path("/proc/self/statm")
    if not pages.exists():
        return
    data = int(pages.read_text().split()[5]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (data + size, hard))


def _refuse(error: object, code: int) -> int:
    print(getattr(error, "message", error), file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
