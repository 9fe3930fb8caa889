from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from runs.worker_pool import WorkerError, run_chunks

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]

WORK = """
import os, time

def die(tasks):
    os._exit(9)

def fail(tasks):
    if 3 in tasks:
        raise ValueError("three")
    time.sleep(60)

def linger(tasks):
    print(os.getpid(), flush=True)
    time.sleep(60)
"""


@pytest.fixture
def work(tmp_path, monkeypatch):
    (tmp_path / "some_work.py").write_text(WORK)
    monkeypatch.syspath_prepend(tmp_path)
    import some_work

    yield some_work
    del sys.modules["some_work"]


def test_results_come_in_the_order_of_tasks():
    assert run_chunks(list, range(100), 2) == list(range(100))


def test_the_death_of_a_worker_is_reported(work):
    with pytest.raises(WorkerError, match="use fewer workers"):
        run_chunks(work.die, range(4), 2)


def test_a_failing_task_ends_the_others_at_once(work):
    begun = time.monotonic()
    with pytest.raises(ValueError, match="three"):
        run_chunks(work.fail, [1, 3], 2)
    assert time.monotonic() - begun < 30


@pytest.mark.usefixtures("work")
def test_workers_end_when_the_program_is_killed(tmp_path):
    script = tmp_path / "program.py"
    script.write_text(
        "from runs.worker_pool import run_chunks\nimport some_work\n"
        "if __name__ == '__main__':\n    run_chunks(some_work.linger, [1, 2], 2)\n"
    )
    path = os.pathsep.join([str(ROOT), str(tmp_path)])
    program = subprocess.Popen(
        [sys.executable, script],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip
    workers = [int(program.stdout.readline()) for _ in range(2)]
    program.send_signal(signal.SIGKILL)
    program.communicate()
    deadline = time.monotonic() + 10
    while any(_runs(worker) for worker in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(_runs(worker) for worker in workers)


def _runs(process: int) -> bool:
    stat = Path(f"/proc/{process}/stat")
    try:
        return stat.read_text().split(")")[1].split()[0] != "Z"
    except OSError:
        return False


STARTING = """
import signal, subprocess, sys
from runs.worker_pool import interrupts_not_inherited
HELD = "import signal; print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, []))"
try:
    with interrupts_not_inherited():
        signal.raise_signal(signal.SIGINT)
        subprocess.run([sys.executable, "-c", HELD])
        print("all started", flush=True)
except KeyboardInterrupt:
    print("interrupted", flush=True)
subprocess.run([sys.executable, "-c", HELD])
"""


def test_an_interrupt_while_processes_start_waits_and_is_not_lost():
    command = [sys.executable, "-c", STARTING]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert made.stdout.split("\n") == ["True", "all started", "interrupted", "False", ""]
