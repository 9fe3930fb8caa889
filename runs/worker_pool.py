"""Tasks over worker processes that end with this process, however it ends."""

from __future__ import annotations

import os
import signal
import threading
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager, suppress
from functools import partial
from itertools import batched
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection

from runs.progress import Progress, silent
from runs.worker_context import WorkerContext

CHUNKS_PER_WORKER = 16
MOST_IN_CHUNK = 50
AHEAD = 3
"""Tasks under way for each worker, so that none waits for this process."""
ATTEMPTS = 4
"""Times that a task may lose its worker before it is given up."""


class WorkerError(RuntimeError):
    """A worker process died without a word, as when the machine is out of memory."""


def run_chunks[T, R](
    work: Callable[[Sequence[T]], list[R]],
    tasks: Sequence[T],
    workers: int,
    progress: Progress | None = None,
) -> list[R]:
    """Apply ``work`` to chunks of ``tasks``; results are in the order of tasks.

    An exception, also an interrupt, ends all workers at once.

    Args:
        work: Picklable; returns one result a task.
        tasks: Picklable tasks.
        workers: Processes at once; with one, the work is done in this process.
        progress: Called with tasks done and in all after each chunk.

    Raises:
        WorkerError: If workers die again and again over the same tasks.
    """
    even = len(tasks) // (workers * CHUNKS_PER_WORKER) if workers > 1 else 1
    size = max(1, min(MOST_IN_CHUNK, even))
    chunks = list(enumerate(batched(tasks, size)))
    found: dict[int, list[R]] = {}
    done = 0
    coming = as_they_come(partial(_numbered, work), chunks, min(workers, len(chunks)))
    with closing(coming):
        for number, results in coming:
            found[number] = results
            done += len(results)
            (progress or silent)(done, len(tasks))
    return [result for number, _ in chunks for result in found[number]]


def as_they_come[T, R](work: Callable[[T], R], tasks: Iterable[T], workers: int) -> Generator[R]:
    """Yield the result of each task as it comes, in any order.

    A worker that dies is replaced and its tasks given to others, a few times.

    Args:
        work: Picklable, if there is more than one worker.
        tasks: Taken as they are needed.
        workers: Processes at once; with one, the work is done in this process.

    Raises:
        WorkerError: If workers die again and again over the same tasks.
    """
    if workers <= 1:
        yield from map(work, tasks)
        return
    left, again, losses = iter(tasks), deque[T](), Counter[int]()
    while True:
        under_way: dict[Future[R], T] = {}
        try:
            with processes(workers) as pool:
                while True:
                    _fill(pool.submit, work, left, again, under_way, workers * AHEAD)
                    if not under_way:
                        return
                    finished, _ = wait(under_way, return_when=FIRST_COMPLETED)
                    for future in finished:
                        result = future.result()
                        del under_way[future]
                        yield result
        except BrokenProcessPool:
            again.extend(under_way.values())
            losses.update(id(task) for task in under_way.values())
            if max(losses.values(), default=0) >= ATTEMPTS:
                raise WorkerError(
                    f"worker processes died {ATTEMPTS} times over the same runs, perhaps for want "
                    "of memory; use fewer workers"
                ) from None


def _numbered[T, R](
    work: Callable[[Sequence[T]], list[R]], chunk: tuple[int, Sequence[T]]
) -> tuple[int, list[R]]:
    number, tasks = chunk
    return number, work(tasks)


def _fill[T, R](
    submit: Callable[[Callable[[T], R], T], Future[R]],
    work: Callable[[T], R],
    left: Iterator[T],
    again: deque[T],
    under_way: dict[Future[R], T],
    most: int,
) -> None:
    """Hand out tasks until enough are under way, those that lost their worker first."""
    while len(under_way) < most:
        if not again:
            again.extend([task for task in [next(left, None)] if task is not None])
        if not again:
            return
        with interrupts_not_inherited():
            future = submit(work, again[0])
        under_way[future] = again.popleft()


@contextmanager
def processes(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Worker processes; an exception, also an interrupt, ends them all at once."""
    context = WorkerContext()
    kept, lifeline = context.Pipe(duplex=False)
    with (
        closing(kept),
        closing(lifeline),
        ProcessPoolExecutor(workers, context, _end_with, (kept,)) as pool,
    ):
        try:
            yield pool
        except BaseException:
            lifeline.close()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


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
