"""Commands on odd machines: they work, or one line says what is missing and how to mend it."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from runs.atomic_files import digest_of
from runs.compilation import compile_model
from tests.experiments.publishing.conftest import SMALL

pytestmark = pytest.mark.slow

NARROWS = (sys.executable, "-m", "narrows.cli.main")
WITHOUT_SHARED_MEMORY = """
mount -t tmpfs none /mnt
for each in null zero full random urandom; do
  touch /mnt/$each && mount --bind /dev/$each /mnt/$each
done
ln -s /proc/self/fd /mnt/fd
mount --move /mnt /dev && ! test -e /dev/shm && exec "$@"
"""
WITHOUT_TEMPORARY = """
for each in /tmp /var/tmp; do mount -t tmpfs -o ro none $each; done
cd /proc && unset TMPDIR TEMP TMP && exec "$@"
"""
DOORS: dict[str, tuple[Sequence[str], dict[str, str | None]]] = {
    "plain": ((), {}),
    "no shared memory": (("unshare", "--mount", "sh", "-c", WITHOUT_SHARED_MEMORY, "sh"), {}),
    "no folder for temporary files": ((), {"TMPDIR": "/nowhere/at/all"}),
    "unknown user": (
        ("unshare", "--user", "--map-user=12345", "--map-group=12345"),
        {"HOME": None, "USER": None, "LOGNAME": None, "XDG_CACHE_HOME": None},
    ),
    "no home": ((), {"HOME": "/proc/nowhere", "XDG_CACHE_HOME": "/proc/nowhere"}),
}
"""What stands before the command, and variables of its environment; None is one that is not set."""


@pytest.fixture(scope="module", autouse=True)
def compiled() -> None:
    compile_model()


def skip_without(before: Sequence[str]) -> None:
    """Skip a test where this user may not change what a process sees."""
    if before and (
        shutil.which("unshare") is None
        or subprocess.run([*before, "true"], capture_output=True, check=False).returncode
    ):
        pytest.skip("this user may not change what a process sees")


@pytest.fixture(params=DOORS)
def door(request):
    """Start ``narrows`` behind a door; skipped where this user cannot make it."""
    before, changed = DOORS[request.param]
    skip_without(before)
    environment = {**os.environ, **changed}

    def start(*words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*before, *NARROWS, *words], text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={name: value for name, value in environment.items() if value is not None},
        )  # fmt: skip

    start.without_workers = request.param == "no shared memory"
    return start


def done(process: subprocess.Popen[str]) -> str:
    """What a command that ends well says on standard error."""
    _, said = process.communicate(timeout=300)
    assert process.returncode == 0, said
    assert "Traceback" not in said and "Warning" not in said
    return said


RUN = ("run", "baseline", "--days", "3", "--replicates", "2")


@pytest.fixture(scope="module")
def usual(tmp_path_factory) -> str:
    folder = tmp_path_factory.mktemp("usual") / "run"
    subprocess.run(
        [*NARROWS, *RUN, "--workers", "1", "--out", folder], check=True, capture_output=True
    )
    return digest_of(folder / "outcomes.parquet")


def test_runs_have_the_same_bytes_in_as_many_processes_as_there_can_be(door, tmp_path, usual):
    more = () if door.without_workers else ("--workers", "2")
    said = done(door(*RUN, *more, "--out", str(tmp_path / "run")))
    assert digest_of(tmp_path / "run" / "outcomes.parquet") == usual
    assert ("all runs happen in one process" in said) == door.without_workers


def test_more_workers_than_there_can_be_are_refused_before_anything_is_written(door, tmp_path):
    if not door.without_workers:
        pytest.skip("workers can be started")
    study = tmp_path / "small.yaml"
    study.write_text(SMALL)
    for words in ((*RUN, "--workers", "2"), ("verify", str(tmp_path), "--rerun", "1",
                  "--workers", "2"), ("view", "--no-open")):  # fmt: skip
        out = ("--out", str(tmp_path / "out")) if words[0] == "run" else ()
        process = door(*words, *out)
        _, said = process.communicate(timeout=300)
        assert process.returncode == 2
        [line] = [line for line in said.splitlines() if "shared memory" in line]
        assert "mount a tmpfs at /dev/shm" in line
    assert sorted(path.name for path in tmp_path.iterdir()) == ["small.yaml"]


@pytest.mark.long
def test_studies_are_run_compared_published_and_verified(door, tmp_path):
    (tmp_path / "small.yaml").write_text(SMALL)
    study, bundle = str(tmp_path / "study"), str(tmp_path / "bundle")
    compare = ("compare", "baseline", "finance", "--days", "3", "--replicates", "2")
    done(door(*compare, "--out", str(tmp_path / "compared")))
    done(door("study", str(tmp_path / "small.yaml"), "--out", study))
    done(door("publish", study, "--out", bundle, "--zip"))
    done(door("verify", f"{bundle}.zip", "--rerun", "1"))
    done(door("query", study, "select count(*) from runs"))


def test_the_page_opens(door):
    if door.without_workers:
        pytest.skip("refused, as tested above")
    with door("view", "--port", "0", "--no-open") as process:
        try:
            said = next(line for line in process.stderr if "Narrows is at" in line)
            [address] = re.findall(r"127\.0\.0\.1:[0-9]+", said)
            page = http.client.HTTPConnection(address, timeout=60)
            page.request("GET", "/")
            answer = page.getresponse()
            assert answer.status == 200 and b"<html" in answer.read()
            page.close()
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=60)
    assert process.returncode == 0


def test_where_no_temporary_file_can_be_written_one_line_says_so():
    before = ("unshare", "--mount", "sh", "-c", WITHOUT_TEMPORARY, "sh")
    skip_without(before)
    run = subprocess.run(
        [*before, *NARROWS, "query", "study", "select 1"],
        capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )  # fmt: skip
    assert run.returncode == 1
    assert run.stderr == (
        "no folder for temporary files can be written; set TMPDIR to one that can\n"
    )
