"""Files that a user names: odd names, devices, circles and diamonds, quoted numbers, escapes."""

from __future__ import annotations

import os
import time
import unicodedata

import pytest

TEXT = "name: {name}\ntitle: Half the boats\ndescription: Made for a test.\nextends: {extends}\n"
SHORT = ("--days", "1", "--replicates", "1", "--workers", "1", "--declared", "--out", "out")


def write(folder, name, extends="baseline", more=""):
    (folder / f"{name}.yaml").write_text(TEXT.format(name=name, extends=extends) + more)


@pytest.mark.parametrize(
    ("typed_number", "message"),
    [
        ('"0.5"', "multiply is '0.5', which is text; write it without quotes: 0.5"),
        ('"9,000"', "multiply is '9,000', which is text; write it without quotes and commas: 9000"),
        ("9,000", "multiply is '9,000', which is text; write it without quotes and commas: 9000"),
        ('"9,000 GBP"', "multiply is '9,000 GBP'; it must be a number from 0 to"),
        ('"0.5 GBP"', "unit is 'GBP'; multiply is in ratio"),
    ],
)
def test_a_quoted_number_is_named_whole(typed, tmp_path, typed_number, message):
    change = "kind: change, value: boat_supply_per_week, start: 2024-01-01"
    write(
        tmp_path, "q", more=f'interventions:\n  - {{{change}, multiply: {typed_number}}}\n'
        if "," not in typed_number or typed_number.startswith('"')
        else f"interventions:\n  - kind: change\n    value: boat_supply_per_week\n"
        f"    start: 2024-01-01\n    multiply: {typed_number}\n",
    )  # fmt: skip
    code, out, errors = typed("run", "./q.yaml", *SHORT)
    assert (code, out) == (2, "")
    assert message in errors
    assert errors.count("\n") == 1


@pytest.mark.parametrize(("on_disk", "inside"), [("NFD", "NFC"), ("NFC", "NFD")])
@pytest.mark.parametrize("as_typed", ["NFC", "NFD"])
def test_names_are_alike_however_their_accents_are_written(
    typed, tmp_path, on_disk, inside, as_typed
):
    name = "caf\u00e9"
    file, said, asked = (unicodedata.normalize(form, name) for form in (on_disk, inside, as_typed))
    (tmp_path / f"{file}.yaml").write_text(TEXT.format(name=said, extends="baseline"))
    assert typed("run", f"./{asked}.yaml", *SHORT)[0] == 0


@pytest.mark.parametrize("kind", ["device", "pipe", "itself a pipe"])
def test_what_is_no_regular_file_is_refused_unread(typed, tmp_path, kind):
    os.mkfifo(tmp_path / "pipe.yaml")
    write(tmp_path, "odd", "/dev/zero" if kind == "device" else "./pipe.yaml")
    code, _, errors = typed("run", "./pipe.yaml" if "itself" in kind else "./odd.yaml", *SHORT)
    assert code == 2
    assert "this is not a regular file" in errors


def test_a_file_too_large_is_refused(typed, tmp_path):
    write(tmp_path, "large", more="# " + "x" * (3 << 20))
    code, _, errors = typed("run", "./large.yaml", *SHORT)
    assert code == 2
    assert "larger than 2 MB" in errors


def test_files_that_extend_one_another_in_diamonds_are_read_once(typed, tmp_path):
    for number in range(6):
        above = [f"./s{number + 1}.yaml"] * 60 if number < 5 else []
        write(tmp_path, f"s{number}", f"[{', '.join([*above, 'baseline'])}]")
    begun = time.perf_counter()
    code, _, errors = typed("run", "./s0.yaml", *SHORT)
    assert code == 0, errors
    assert time.perf_counter() - begun < 20


def test_a_chain_too_long_is_refused(typed, tmp_path):
    for number in range(80):
        write(tmp_path, f"s{number}", f"./s{number + 1}.yaml" if number < 79 else "baseline")
    code, _, errors = typed("run", "./s0.yaml", *SHORT)
    assert code == 2
    assert "more than 50 levels" in errors


@pytest.mark.parametrize("escape", [r"\e[2J", r"\x9b2J", r"\u202e", r"\a"])
def test_text_that_steers_a_terminal_is_refused(typed, tmp_path, escape):
    (tmp_path / "s.yaml").write_text(
        f'name: s\ntitle: "mine{escape}"\ndescription: x\nextends: baseline\n'
    )
    code, _, errors = typed("run", "./s.yaml", *SHORT)
    assert code == 2
    assert "s.yaml:2:8: a control character" in errors


@pytest.mark.parametrize("what", ["pipe", "device"])
def test_no_bundle_is_read_from_a_pipe(typed, tmp_path, what):
    os.mkfifo(tmp_path / "pipe")
    code, _, errors = typed("verify", "pipe" if what == "pipe" else "/dev/zero")
    assert code == 2
    assert "is not a regular file" in errors
