"""Kills at random moments, and what is left after a resume."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from benchmarks import kills
from benchmarks.dask_cluster import Cluster
from experiments.study.study_file import Overrides, read_study
from runs import executors
from runs.compilation import compile_model
from runs.executors import WorkerError

pytestmark = [pytest.mark.slow, pytest.mark.early]


@pytest.mark.long
def test_files_are_the_same_after_kills_of_driver_and_workers_and_a_resume_with_one(
    tiny_file, tmp_path
):
    compile_model()  # else the moments would be as long as compiling takes
    there = tmp_path / "whole"
    words = ["study", str(tiny_file), "--seed", "3", "--replicates", "100"]
    seconds = kills.whole(*words, "--workers", "1", "--out", str(there))
    done = kills.killed([*words, "--workers", "2"], tmp_path, 3, seconds, seed=2)
    assert done.count == 3 and done.folders
    for here in done.folders:
        assert kills.parquet(there) == kills.parquet(here)


def _dies_once(path: str) -> str:
    """Work that kills its worker the first time."""
    try:
        Path(path).touch(exist_ok=False)
    except FileExistsError:
        return path
    os.kill(os.getpid(), signal.SIGKILL)
    return ""


def _dies(_: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_killed_worker_is_replaced_and_its_work_done(tmp_path):
    paths = [str(tmp_path / str(number)) for number in range(3)]
    assert sorted(executors.local(2)(_dies_once, paths)) == paths


def test_work_that_kills_every_worker_is_given_up():
    with pytest.raises(WorkerError, match="died 4 times over the same runs"):
        list(executors.local(2)(_dies, [1, 2]))


@pytest.mark.long
def test_a_dask_cluster_writes_the_same_files_through_the_loss_of_worker_and_scheduler(
    tiny_file, tmp_path, run
):
    there = run(read_study(str(tiny_file), Overrides(replicates=264)), tmp_path / "whole").folder
    here = tmp_path / "dask"
    words = ["study", str(tiny_file), "--replicates", "264", "--out", str(here)]
    over_dask = [*words, "--executor", "dask", "--scheduler"]

    def parts_there() -> int:
        return len(list(here.glob("parts/*.json")))

    with Cluster() as cluster:
        driver = kills.start(*over_dask, cluster.address)
        while parts_there() < 2 and driver.poll() is None:
            time.sleep(0.02)
        assert cluster.kill_worker(0)
        while parts_there() < 3 and driver.poll() is None:
            time.sleep(0.02)
        cluster.kill_scheduler()
        _, said = driver.communicate(timeout=240)
        assert driver.returncode == 1
        assert b"the Dask scheduler is gone" in said and b"Traceback" not in said
        assert 3 <= parts_there() < 8
        cluster.start(workers=1)
        kills.whole(*over_dask, cluster.address)
    found, right = kills.parquet(here), kills.parquet(there)
    assert len(right) > 8 and {name: found[name] for name in right} == right
