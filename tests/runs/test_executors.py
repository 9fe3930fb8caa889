from __future__ import annotations

import pytest

from runs import executors


def _squared(number: int) -> int:
    return number * number


@pytest.mark.parametrize(
    "executor", [executors.local(1), executors.local(2), executors.dask(None, 1)],
    ids=["here", "processes", "dask"],
)  # fmt: skip
def test_every_task_is_done_once(executor):
    assert sorted(executor(_squared, range(20))) == [number**2 for number in range(20)]
