"""Cores are counted within the quota of the process's control groups."""

from __future__ import annotations

import pytest

from runs import cores as module
from runs.cores import cores


@pytest.fixture
def system(tmp_path, monkeypatch):
    """A system of 64 processors whose files a test writes."""
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(64)))

    def write(**files: str) -> None:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)

    return write


def test_all_processors_count_where_nothing_limits_them(system):
    assert cores() == 64
    system(**{"proc/self/cgroup": "0::/user\n", "sys/fs/cgroup/user/cpu.max": "max 100000\n"})
    assert cores() == 64


@pytest.mark.parametrize(("quota", "count"), [("200000", 2), ("150000", 2), ("10000", 1)])
def test_a_container_with_a_quota_starts_as_many(system, quota, count):
    system(**{"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/cpu.max": f"{quota} 100000\n"})
    assert cores() == count


def test_the_tightest_of_the_groups_around_counts(system):
    system(
        **{
            "proc/self/cgroup": "0::/jobs/mine\n",
            "sys/fs/cgroup/jobs/cpu.max": "300000 100000\n",
            "sys/fs/cgroup/jobs/mine/cpu.max": "max 100000\n",
        }
    )
    assert cores() == 3


@pytest.mark.parametrize("mount", ["cpu", "cpu,cpuacct"])
def test_groups_of_the_first_version_count_as_well(system, mount):
    folder = f"sys/fs/cgroup/{mount}"
    system(
        **{
            "proc/self/cgroup": "4:cpu,cpuacct:/docker/abc\n2:memory:/docker/abc\n",
            f"{folder}/cpu.cfs_quota_us": "200000\n",
            f"{folder}/cpu.cfs_period_us": "100000\n",
        }
    )
    assert cores() == 2


def test_few_processors_stay_few_under_a_large_quota(system, monkeypatch):
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0})
    system(**{"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/cpu.max": "800000 100000\n"})
    assert cores() == 1
