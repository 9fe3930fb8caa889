"""Help is plain text: flags are flags, arguments bear their names, and commands have purposes."""

from __future__ import annotations

import re

import pytest

from narrows.cli.main import COMMANDS

ARGUMENT = r"\[?[A-Z]+(\.\.\.)?\]?"
NAMES = [name for commands in COMMANDS.values() for name in commands]
OF_DATA = [f"data {name}" for name in ("add", "status", "diff", "template")]


@pytest.mark.parametrize("name", [*NAMES, *OF_DATA])
def test_every_command_has_a_plain_usage_line_and_an_example(typed, name):
    code, shown, said = typed(*name.split(), "--help")
    assert (code, said) == (0, "")
    usage = shown.splitlines()[0]
    assert re.fullmatch(rf"Usage: narrows {name}( \[?[A-Z]+(\.\.\.)?\]?)* \[OPTIONS\]", usage), (
        usage
    )
    assert f"Example: narrows {name}" in shown
    assert not re.search(r"<\w+|\{|\[\[", shown), shown


def test_flags_stand_alone_and_defaults_are_in_words(typed):
    _, shown, _ = typed("compare", "--help")
    assert re.search(r"^  --declared  +Run the declared", shown, re.MULTILINE)
    assert re.search(r"^  --days N  +Days", shown, re.MULTILINE)
    assert "[default: one for each core]" in shown
    assert "Usage: narrows compare SCENARIO... [OPTIONS]" in shown


def test_what_may_be_left_out_is_in_brackets(typed):
    assert typed("list", "--help")[1].startswith("Usage: narrows list [WHAT] [OPTIONS]\n")
    assert typed("evidence", "--help")[1].startswith(
        "Usage: narrows evidence [TEXT...] [OPTIONS]\n"
    )


def test_commands_are_listed_by_what_they_are_for(typed):
    _, shown, _ = typed()
    indices = [shown.index(f"\n{purpose}:\n") for purpose in COMMANDS]
    assert indices == sorted(indices)
    for name in NAMES:
        assert re.search(rf"^  {name}  +\S", shown, re.MULTILINE)


def test_what_is_for_make_alone_is_not_shown(typed):
    assert "--docs" not in typed("patterns", "--help")[1]
