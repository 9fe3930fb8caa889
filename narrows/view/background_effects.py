"""Paired effects in the background: one pool of workers for all visitors, fair between them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from threading import RLock
from typing import Any

from experiments.comparison.planned_looks import FIRST, LAST, reached
from narrows.view.effect_summary import LEAST, Findings
from narrows.view.included_runs import Included, included
from narrows.view.paired_replicate import Outturn, Question, get_ready, run_pair
from runs.cores import cores
from runs.worker_pool import processes

REPLICATES, MOST_REPLICATES = FIRST, LAST
"""Paired replicates of a question, unless it asks for others, and the most it may ask for."""
GIVES_WAY = 15
"""Niceness of workers: the worlds on the page come first."""
MOST_QUESTIONS = 40
"""Questions that may wait or run at once, of all visitors together."""
MOST_ANSWERS = 24
"""Questions whose results are kept, some 3 MB each for a year, 5 MB for two."""

Changed = Callable[["Answer"], None]


class BusyError(RuntimeError):
    """Too many visitors ask at once; try again in a while."""


class Answer:
    """What is known of a question so far.

    Attributes:
        question: What was asked.
        of: Replicates asked for.
        error: What went wrong, in words, if anything did.
    """

    def __init__(self, question: Question, of: int, carried: Included | None = None) -> None:
        self.question, self.of = question, of
        self.error = ""
        self.pairs: dict[int, tuple[Outturn, Outturn]] = {}
        if carried is not None and not carried.older:
            self.pairs.update(carried.pairs)
            self.of = max(of, reached(len(self.pairs)))
        self._older = carried if carried is not None and carried.older else None
        self.started: set[int] = set(self.pairs)
        self.visitors: dict[str, Changed | None] = {}
        self._findings: Findings | None = None

    @property
    def done(self) -> int:
        """Replicates that are done without a gap, from the first: what findings rest on.

        A replicate that ends early waits for those before it, so that none counts for being quick.
        """
        return next(number for number in range(self.of + 1) if number not in self.pairs)

    @property
    def finished(self) -> bool:
        """Whether nothing more will come."""
        return self.done >= self.of or bool(self.error)

    def findings(self) -> Findings | None:
        """Effects of the last planned look that was reached, and before the first of all so far.

        Between looks nothing new is shown, however many replicates are done. None before ``LEAST``
        replicates are done. Runs that came with the project but are of an older model stand until
        the first look is reached.
        """
        shown, runs, older = reached(self.done) or self.done, self.pairs, ""
        if self._older is not None and shown < FIRST <= len(self._older.pairs):
            runs, older = dict(self._older.pairs), self._older.older
            shown = reached(len(runs))
        if shown < LEAST:
            return None
        if self._findings is None or (self._findings.done, self._findings.runs) != (shown, older):
            pairs = [runs[number] for number in range(shown)]
            self._findings = Findings.after(self.question, pairs, older)
        return self._findings


class Laboratory:
    """Answers questions of many visitors over worker processes.

    Each replicate always goes to the same worker, which keeps what it can use again. The next run
    is of the question that has had fewest, so every visitor sees first numbers soon. A visitor
    has one question at a time: a new one cancels the former, unless another asks the same.

    Args:
        workers: Processes.
    """

    def __init__(self, workers: int | None = None) -> None:
        self._lock = RLock()
        self._workers = workers or cores()
        self._pools: list[ProcessPoolExecutor | None] = [None] * self._workers
        self._stacks = [ExitStack() for _ in range(self._workers)]
        self._busy = [False] * self._workers
        self._answers: OrderedDict[str, Answer] = OrderedDict()

    def ask(
        self,
        session_id: str,
        question: Question,
        replicates: int = REPLICATES,
        changed: Changed | None = None,
    ) -> Answer:
        """Begin to answer a question, or give what is known of it.

        Args:
            session_id: Who asks; a former question of the same visitor is cancelled.
            question: What is asked.
            replicates: How many, from ``LEAST`` to ``MOST_REPLICATES``.
            changed: Called after each replicate, from another thread.

        Raises:
            BusyError: If too many questions wait already.
            ValueError: If the number of replicates is out of bounds.
        """
        if not LEAST <= replicates <= MOST_REPLICATES:
            raise ValueError(f"replicates must be from {LEAST} to {MOST_REPLICATES}")
        with self._lock:
            self.cancel(session_id)
            answer = self._answers.get(question.key)
            if answer is None or answer.error:
                if len(self._open()) >= MOST_QUESTIONS:
                    raise BusyError(
                        "too many runs wait already; try again in a minute, or look at a finished "
                        "study"
                    )
                answer = Answer(question, replicates, included(question))
                self._answers[question.key] = answer
            answer.of = max(answer.of, replicates)
            answer.visitors[session_id] = changed
            self._answers.move_to_end(question.key)
            self._forget()
            self._dispatch()
            return answer

    def known(self, question: Question) -> Findings | None:
        """What finished replicates say of a question; nothing is run for it."""
        with self._lock:
            answer = self._answers.get(question.key)
        return (answer or Answer(question, REPLICATES, included(question))).findings()

    def cancel(self, session_id: str) -> None:
        """Let a visitor's question rest; what it has given is kept."""
        with self._lock:
            for answer in self._answers.values():
                answer.visitors.pop(session_id, None)

    def load(self) -> dict[str, int]:
        """Questions that are open, runs under way, answers kept."""
        with self._lock:
            return {
                "open": len(self._open()),
                "running": sum(self._busy),
                "kept": len(self._answers),
            }

    def close(self) -> None:
        """End all workers; what is under way is lost."""
        with self._lock:
            stacks, self._stacks = self._stacks, [ExitStack() for _ in self._stacks]
            self._pools = [None] * self._workers
            for answer in self._answers.values():
                answer.visitors.clear()
        for stack in stacks:
            stack.close()

    def _open(self) -> list[Answer]:
        return [each for each in self._answers.values() if each.visitors and not each.finished]

    def _forget(self) -> None:
        """Forget the answers asked for longest ago for which nobody waits."""
        idle = [key for key, answer in self._answers.items() if not answer.visitors]
        for key in idle[: max(len(self._answers) - MOST_ANSWERS, 0)]:
            del self._answers[key]

    def _dispatch(self) -> None:
        """Give each idle worker its next replicate of the question that has had fewest."""
        for worker in range(self._workers):
            if self._busy[worker]:
                continue
            waiting = [
                (len(answer.started), number, answer)
                for answer in self._open()
                if (number := self._next(answer, worker)) is not None
            ]
            if waiting:
                _, replicate, answer = min(waiting, key=lambda each: each[:2])
                self._start(worker, replicate, answer)

    def _next(self, answer: Answer, worker: int) -> int | None:
        mine = range(worker, answer.of, self._workers)
        return next((number for number in mine if number not in answer.started), None)

    def _start(self, worker: int, replicate: int, answer: Answer) -> None:
        pool = self._pools[worker]
        if pool is None:
            pool = self._pools[worker] = self._stacks[worker].enter_context(processes(1))
            pool.submit(get_ready, GIVES_WAY)
        self._busy[worker] = True
        answer.started.add(replicate)
        future = pool.submit(run_pair, answer.question, replicate)
        future.add_done_callback(lambda done: self._ended(worker, replicate, answer, done))

    def _ended(self, worker: int, replicate: int, answer: Answer, future: Future[Any]) -> None:
        with self._lock:
            self._busy[worker] = False
            if future.cancelled():
                answer.started.discard(replicate)
                return
            error = future.exception()
            if isinstance(error, BrokenProcessPool):
                self._pools[worker], self._stacks[worker] = None, ExitStack()
                answer.error = "a worker process died, perhaps for want of memory; ask again"
            elif error is not None:
                answer.error = f"replicate {replicate} failed: {type(error).__name__}: {error}"
            else:
                answer.pairs[replicate] = future.result()
            content = list(answer.visitors.values())
            self._dispatch()
        for changed in content:
            if changed is not None:
                changed(answer)
