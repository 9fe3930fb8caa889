"""Output on terminals of all kinds: other encodings, hostile text, readers that go away."""

from __future__ import annotations

import errno
import io
import json
import os
import subprocess
import sys

import pytest

from narrows.cli import console
from narrows.cli.main import _fault

ASCII = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
SHORT = ("--days", "1", "--workers", "1", "--declared", "--out", "out")


def narrows(tmp_path, *words, more=None, **options):
    command = [sys.executable, "-m", "narrows.cli.main", *words]
    return subprocess.run(
        command, cwd=tmp_path, env=os.environ | (more or {}), capture_output=True, check=False,
        timeout=300, **options,
    )  # fmt: skip


@pytest.mark.parametrize("width", [{}, {"TERM": "dumb", "COLUMNS": "40"}])
def test_an_output_that_is_not_utf8_gets_plain_signs(tmp_path, width):
    ended = narrows(tmp_path, "compare", "baseline", "bsc-package", "--replicates", "2", *SHORT,
                    more=ASCII | width)  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    text = ended.stdout.decode("ascii")
    assert "GBP" in text
    assert "?" not in text


def test_json_for_an_output_that_is_not_utf8_keeps_its_text(tmp_path):
    ended = narrows(tmp_path, "list", "scenarios", "--json", more=ASCII)
    assert ended.returncode == 0
    plain = narrows(tmp_path, "list", "scenarios", "--json", more={"PYTHONUTF8": "1"})
    assert json.loads(ended.stdout.decode("ascii")) == json.loads(plain.stdout)


def test_what_steers_a_terminal_is_shown_as_an_escape(capsys):
    console.note("a\x1b[2Jb")
    console.say("a\x9bb\u202e")
    console.output().print("title \x1b]0;mine\x07")
    console.print_json({"cell": "a\x9bb\x1b"})
    shown = capsys.readouterr()
    assert shown.err == "a\\x1b[2Jb\n"
    said, printed, *rest = shown.out.splitlines()
    assert (said, printed) == ("a\\x9bb\\u202e", "title \\x1b]0;mine\\x07")
    assert not console.STEERING.search("".join(rest))
    assert json.loads("".join(rest)) == {"cell": "a\x9bb\x1b"}


def test_a_name_that_is_no_text_can_be_shown(monkeypatch):
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, "utf-8"))
    console.prepare_output()
    print("folder \udcff")
    sys.stdout.flush()
    assert written.getvalue() == b"folder ?\n"


@pytest.mark.parametrize("words", [("list", "parameters"), ("list", "parameters", "--json")])
def test_a_reader_that_goes_away_ends_it_quietly(tmp_path, words):
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        command = [sys.executable, "-m", "narrows.cli.main", *words]
        ended = subprocess.run(
            command, cwd=tmp_path, stdout=closed, stderr=subprocess.PIPE, check=False
        )
    assert (ended.returncode, ended.stderr) == (141, b"")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_says_how_to_go_on(number):
    said = _fault(OSError(number, os.strerror(number), "out/x.parquet"))
    assert said.startswith("the disk is full at out/x.parquet; free some space and give the same")
