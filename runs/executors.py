"""Who runs the chunks: this process, worker processes, or a Dask cluster.

An executor takes tasks as they are needed and yields results as they come, in any order. A worker
that dies is replaced and its task given to another, a few times.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

from runs import worker_pool
from runs.dask_workers import check_versions, watched
from runs.worker_context import why_no_workers
from runs.worker_pool import AHEAD, WorkerError
from scenarios.errors import InputError

if TYPE_CHECKING:
    from distributed import Client

ALLOWED_FAILURES = 2
CONNECTING = "10s"
CLOSING = 20
"""Seconds."""
QUIET = ("distributed", "distributed.client")
"""Loggers that Dask gives levels of their own."""
UNKNOWN_THERE = "Can't get attribute"
"""How unpickling says that a module of a worker lacks a name."""
KEPT = "what is done is kept: give the same command again to go on"


class Executor(Protocol):
    """Applies work to tasks, and yields results as they come."""

    def __call__[T, R](self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """Yield one result a task.

        Raises:
            WorkerError: If workers die again and again over the same task.
        """


def local(workers: int) -> Executor:
    """This process, or several worker processes on this machine."""
    return partial(_over_processes, workers)


def dask(scheduler: str | None, workers: int) -> Executor:
    """A Dask cluster.

    Args:
        scheduler: Its address; a cluster of ``workers`` on this machine, if None.
        workers: Workers of a cluster on this machine.
    """
    return partial(_over_dask, scheduler, workers)


def _over_processes[T, R](workers: int, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
    try:
        yield from worker_pool.as_they_come(work, tasks, workers)
    except WorkerError as error:
        raise WorkerError(f"{error}; {KEPT}") from error


def _over_dask[T, R](
    scheduler: str | None, workers: int, work: Callable[[T], R], tasks: Iterable[T]
) -> Iterator[R]:
    from distributed import as_completed

    with _client(scheduler, workers) as client, watched(client):
        left = iter(tasks)
        slots = AHEAD * max(1, sum(client.nthreads().values()) or workers)
        first = [client.submit(work, task, pure=False) for task in islice(left, slots)]
        futures = as_completed(first)
        for future in futures:
            result: R = future.result()
            future.release()
            if (task := next(left, None)) is not None:
                futures.add(client.submit(work, task, pure=False))
            yield result


@contextmanager
def _client(scheduler: str | None, workers: int) -> Iterator[Client]:
    """A client of the cluster; what befalls the cluster is said in plain words."""
    import dask.config
    from distributed import Client, KilledWorker, LocalCluster
    from distributed.client import ClosedClientError, FutureCancelledError
    from distributed.comm.core import CommClosedError

    if scheduler is None and (reason := why_no_workers()):
        raise InputError(f"{reason}; use --executor local with --workers 1")
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    settings: dict[str, Any] = {
        "distributed.scheduler.allowed-failures": ALLOWED_FAILURES,
        "distributed.comm.timeouts.connect": CONNECTING,
    }
    with dask.config.set(settings):
        try:
            if scheduler is None:
                cluster = LocalCluster(
                    n_workers=workers, threads_per_worker=1, dashboard_address="127.0.0.1:0",
                    silence_logs=logging.CRITICAL,
                )  # fmt: skip
                opened = Client(cluster)
            else:
                cluster = None
                opened = Client(scheduler, timeout=CONNECTING)
        except (OSError, TimeoutError, ValueError) as error:
            if scheduler is None:
                message = f"Dask workers cannot be started on this machine ({error})"
                raise InputError(f"{message}; use --executor local") from error
            raise InputError(
                f"no Dask scheduler answers at {scheduler}; start one with: dask scheduler"
            ) from error
        try:
            if scheduler is not None:
                check_versions(opened)
            yield opened
        except (ImportError, AttributeError) as error:
            if isinstance(error, AttributeError) and UNKNOWN_THERE not in str(error):
                raise
            raise WorkerError(
                f"a Dask worker lacks what the runs need ({error}); install the same version of "
                f"Narrows everywhere; {KEPT}"
            ) from error
        except KilledWorker as error:
            raise WorkerError(
                f"Dask workers died over the same runs, perhaps for want of memory; {KEPT}"
            ) from error
        except (ClosedClientError, CommClosedError, FutureCancelledError, OSError) as error:
            raise WorkerError(f"the Dask scheduler is gone; start it anew; {KEPT}") from error
        finally:
            with suppress(OSError):
                opened.close(timeout=CLOSING)
            if cluster is not None:
                with suppress(OSError):
                    cluster.close(timeout=CLOSING)
