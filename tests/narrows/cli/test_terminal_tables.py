"""Tables on terminals of every width."""

from __future__ import annotations

import re

import pytest

from narrows.cli.actions.list import show_catalogue
from narrows.cli.actions.run import _about_intervals
from narrows.cli.actions.terminal_tables import _parts_in_words, print_outcomes, show, table
from narrows.cli.command_line import CommandLine
from runs.intervals import Interval

MINUS = "\N{MINUS SIGN}"
CELLS = (f"{MINUS}1,234\n({MINUS}12,876 to +10,615)", "+0.52\n(0.11 to 0.93)", "\u00a3123.4m")
NUMBER = re.compile(rf"[+{MINUS}\u00a3]?\d[\d,.]*\d")


def numbers_in(text: str) -> list[str]:
    return NUMBER.findall(text)


@pytest.mark.parametrize("width", [30, 45, 60, 80, 100, 160])
def test_no_number_is_broken_on_any_terminal(monkeypatch, capsys, width):
    monkeypatch.setenv("COLUMNS", str(width))
    made = table("Change", "Scenario", "Arrivals", "Deaths per 1,000 attempts", "Cost", right=True)
    made.add_row("technology-and-prosecution", *CELLS)
    show(made)
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= width
    shown = [number for line in lines for number in numbers_in(line)]
    assert set(numbers_in(" ".join(CELLS))) <= set(shown)


def test_a_table_that_does_not_fit_is_one_block_a_row(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "60")
    made = table("Change", "Scenario", "Arrivals", "Deaths per 1,000 attempts", "Cost", right=True)
    made.add_row("one", *CELLS)
    made.add_row("two", *CELLS)
    show(made)
    out = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    block = [
        f"  Arrivals: {MINUS}1,234 ({MINUS}12,876 to +10,615)",
        "  Deaths per 1,000 attempts: +0.52 (0.11 to 0.93)",
        "  Cost: \u00a3123.4m",
    ]
    assert out == ["Change", "", "one", *block, "two", *block]


@pytest.mark.parametrize("width", [40, 60, 90])
def test_the_catalogue_breaks_no_number(monkeypatch, capsys, width):
    monkeypatch.setenv("COLUMNS", str(width))
    show_catalogue(CommandLine(["list", "parameters"]), "parameters", as_json=False)
    out = capsys.readouterr().out
    shown = numbers_in(out)
    assert "GBP/officer/year" in out, "nor a word"
    assert {"120000", "10000000", "190,000"} <= set(shown)


@pytest.mark.parametrize(
    ("replicates", "low", "says"),
    [(1, 1.0, "One replicate has no interval."), (5, 1.0, "may leave what is possible"),
     (30, -0.3, "may leave what is possible"), (30, 0.3, "")],
)  # fmt: skip
def test_few_replicates_are_said_to_have_wide_intervals(replicates, low, says):
    said = _about_intervals(replicates, {"deaths": ("people", Interval(43.0, low, 86.3))})
    assert says in said and bool(says) == bool(said)


def test_outcomes_fit_or_fall_apart_whole(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "40")
    print_outcomes("One world", {"arrivals": ("people", Interval(41234.0, 31234.0, 51234.0))})
    out = capsys.readouterr().out
    assert "41,234" in out and "31,234 to 51,234" in out


def test_averted_and_delayed_are_said_without_a_run_out_too():
    assert "still on the way 60 days later" in _parts_in_words(60)
    assert "no run-out" in _parts_in_words(0)
