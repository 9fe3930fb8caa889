"""Tasks over worker processes that end with this process, however it ends."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager, suppress
from itertools import batched
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection

from runs.worker_context import WorkerContext

CHUNKS_PER_WORKER = 16
MOST_IN_CHUNK = 50


class WorkerError(RuntimeError):
    """A worker process died without a word, as when the machine is out of memory."""


def run_chunks[T, R](
    work: Callable[[Sequence[T]], list[R]],
    tasks: Sequence[T],
    workers: int,
    progress: Callable[[int, int], None] | None = None,
) -> list[R]:
    """Apply ``work`` to chunks of ``tasks`` over processes; results are in the order of tasks.

    An exception, also an interrupt, ends all workers at once.

    Args:
        work: Picklable; returns one result a task.
        tasks: Picklable tasks.
        workers: Processes at once, at least 1.
        progress: Told of tasks done and in all after each chunk.

    Raises:
        WorkerError: If a worker process dies.
    """
    size = max(1, min(MOST_IN_CHUNK, len(tasks) // (workers * CHUNKS_PER_WORKER)))
    chunks = list(batched(tasks, size))
    try:
        with processes(min(workers, len(chunks))) as pool:
            with interrupts_not_inherited():
                futures = [pool.submit(work, chunk) for chunk in chunks]
            return _gather(futures, len(tasks), progress)
    except BrokenProcessPool as error:
        raise WorkerError(
            "a worker process died, perhaps for want of memory; use fewer workers"
        ) from error


@contextmanager
def processes(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Worker processes; an exception, also an interrupt, ends them all at once."""
    context = WorkerContext()
    held, lifeline = context.Pipe(duplex=False)
    with (
        closing(held),
        closing(lifeline),
        ProcessPoolExecutor(workers, context, _end_with, (held,)) as pool,
    ):
        try:
            yield pool
        except BaseException:
            lifeline.close()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _gather[R](
    futures: list[Future[list[R]]], total: int, progress: Callable[[int, int], None] | None
) -> list[R]:
    done = 0
    for future in as_completed(futures):
        done += len(future.result())
        if progress is not None:
            progress(done, total)
    return [result for future in futures for result in future.result()]


def _end_with(lifeline: Connection) -> None:
    """End this worker when the other end of the lifeline is closed, if only by a kill.

    Ctrl-C is left to the process at the other end.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def watch() -> None:
        with suppress(EOFError, OSError):
            lifeline.recv()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@contextmanager
def interrupts_not_inherited() -> Iterator[None]:
    """Start processes that leave Ctrl-C to this one, where it waits until they are started.

    The tracker of shared resources would let it through on its own start, so it is started before.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
