"""A Dask cluster whose workers are missing, lost or not the same: one line each."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time

import pytest
from distributed import Client, LocalCluster

from runs import dask_workers, executors
from runs.dask_workers import check_versions, watched
from scenarios.errors import InputError

pytestmark = pytest.mark.slow


def squared(number: int) -> int:
    return number * number


@pytest.fixture
def cluster():
    with LocalCluster(n_workers=0, processes=False, dashboard_address=None) as made:
        yield made


@pytest.fixture
def client(cluster):
    with Client(cluster) as made:
        yield made


def test_without_workers_one_line_says_so_and_work_begins_once_one_comes(cluster, capsys):
    later = threading.Timer(1.0, lambda: cluster.scale(1))
    later.start()
    address = cluster.scheduler_address
    assert sorted(executors.dask(address, 1)(squared, range(4))) == [0, 1, 4, 9]
    later.join()
    said = capsys.readouterr().err.splitlines()
    line = f"the Dask scheduler has no workers yet; waiting for: dask worker {address}"
    assert [each for each in said if "workers" in each] == [line]


def test_workers_that_are_lost_are_one_line_each_time(cluster, client, capsys):
    def until(number: int) -> None:
        cluster.scale(number)
        for _ in range(200):
            if len(client.nthreads()) == number:
                time.sleep(0.3)
                return
            time.sleep(0.05)
        pytest.fail(f"{number} workers never came about")

    with watched(client, 0.05):
        for number in (1, 0, 1, 0):
            until(number)
    said = capsys.readouterr().err.splitlines()
    assert len([each for each in said if each.startswith("all Dask workers are gone")]) == 2


class Answering:
    """A client whose workers have these versions."""

    def __init__(self, **versions):
        here = {"python": "3.12.1.final.0", "narrows": "0.2.0", "numpy": "2.5.5"}
        here |= {"numba": "0.68.1", "scipy": "1.17.1", "pyarrow": "22.0.0"}
        self.found = {"client": {"packages": here},
                      "workers": {"tcp://far": {"packages": here | versions}}}  # fmt: skip

    def nthreads(self):
        return {"tcp://far": 1}

    def get_versions(self, packages):
        assert packages == list(dask_workers.PACKAGES)
        return self.found


@pytest.mark.parametrize(
    ("versions", "says"),
    [({"narrows": "0.1.0"}, "has Narrows 0.1.0, not 0.2.0"),
     ({"narrows": "0.2.1"}, "Narrows 0.2.1"),
     ({"narrows": None}, "has Narrows missing, not 0.2.0"), ({"numpy": "2.4.5"}, "has numpy 2.4.5"),
     ({"python": "3.13.0.final.0"}, "has Python 3.13.0, not 3.12.1")],
)  # fmt: skip
def test_a_worker_with_other_versions_is_refused_in_one_line(versions, says):
    with pytest.raises(InputError) as raised:
        check_versions(Answering(**versions))
    said = str(raised.value)
    assert says in said and said.endswith("; install the same everywhere") and "\n" not in said


def test_another_patch_release_is_noted(capsys):
    check_versions(Answering(numba="0.68.2"))
    assert "numba 0.68.2, not 0.68.1; bytes may differ" in capsys.readouterr().err
    check_versions(Answering())
    assert not capsys.readouterr().err


def test_a_worker_of_another_environment_is_refused_by_a_real_scheduler(tmp_path):
    """Its Narrows and numba are of other versions."""
    for name, version in (("narrows", "0.1.0"), ("numba", "0.50.0")):
        facts = tmp_path / f"{name}-{version}.dist-info" / "METADATA"
        facts.parent.mkdir()
        facts.write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    with LocalCluster(n_workers=0, processes=False, dashboard_address=None, protocol="tcp",
                      host="127.0.0.1") as made:  # fmt: skip
        address = made.scheduler_address
        command = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--no-nanny",
                   "--nthreads", "1", "--no-dashboard"]  # fmt: skip
        environment = os.environ | {"PYTHONPATH": str(tmp_path)}
        with subprocess.Popen(
            command, cwd=tmp_path, env=environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        ) as worker:  # fmt: skip
            try:
                with pytest.raises(InputError, match=r"Narrows 0\.1\.0, .*numba 0\.50\.0"):
                    list(executors.dask(address, 1)(squared, range(2)))
            finally:
                worker.terminate()
