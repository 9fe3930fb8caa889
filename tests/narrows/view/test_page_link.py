"""A link reproduces the page; a wrong one says what is wrong and breaks nothing."""

from __future__ import annotations

import pytest

from narrows.view.lever_catalogue import levers, presets
from narrows.view.lever_positions import pair
from narrows.view.page_link import LONGEST, State, read, write

MOVED = State(
    preset="posts-abroad",
    positions={
        "post.nca-austria": {"start": "2024-03-01", "officers": 7, "deploy_days": 30},
        "returns": levers()["returns"].default | {"returned": 0.25, "end": "2026-06-01"},
    },
    days=500, seed=42, replicate=3, day=59, tab="follow", view="changed", panel="lever:funding",
    follow="boat:2024-W13.0/4", study="border-security-command", theme="dark",
)  # fmt: skip


def test_the_whole_state_comes_back():
    assert read(write(MOVED)) == (MOVED, [])
    assert read(f"?{write(MOVED)}") == (MOVED, [])


@pytest.mark.parametrize("name", presets())
def test_presets_come_back_with_short_addresses(name):
    state = State(preset=name)
    assert write(state) == f"v=1&p={name}"
    assert read(write(state)) == (state, [])


def test_the_address_is_stable_and_short():
    assert write(State(day=9)) == "v=1&p=bsc-package&n=9"
    moved = presets()["french-coast"].positions | {
        "beach-patrol": levers()["beach-patrol"].default | {"officers": 120}
    }
    text = write(State(preset="french-coast", positions=moved))
    assert text == "v=1&p=french-coast&l=beach-patrol*officers~120"
    assert len(write(MOVED)) < 400


def test_a_lever_of_the_preset_can_be_off():
    rest = presets()["french-coast"].positions.copy()
    rest.pop("beach-patrol")
    state = State(preset="french-coast", positions=rest)
    assert write(state).endswith("l=beach-patrol*off")
    assert read(write(state)) == (state, [])


def test_the_positions_of_a_link_make_the_same_scenario():
    state, _ = read(write(MOVED))
    assert pair(state.preset, state.pulled, 500) == pair(MOVED.preset, MOVED.pulled, 500)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("p=../../etc/passwd", "unknown preset '../../etc/passwd'"),
        ("p=<script>alert(1)</script>", "unknown preset"),
        ("v=99&p=finance", "version '99'"),
        ("d=5000", "days is '5000'; it must be a whole number from 30 to 1096"),
        ("d=-3", "days is '-3'"),
        ("s=%F0%9F%98%80", "seed is"),
        ("s=\u0663", "seed is"),
        ("s=99999999999999999999999999", "seed is"),
        ("n=1e9", "day is '1e9'"),
        ("t=nowhere", "tab is 'nowhere'"),
        ("zz=1", "unknown part 'zz'"),
        (
            "l=beach-patrols*officers~5",
            "unknown lever 'beach-patrols'; did you mean 'beach-patrol'",
        ),
        ("l=beach-patrol*officers~1e308", "from 0 to 1000"),
        ("l=beach-patrol*officers~nan", "from 0 to 1000"),
        ("l=beach-patrol*officers~abc", "give a number"),
        ("l=beach-patrol*start~soon", "a date of the calendar"),
        ("l=post.nca-austria*unit~nca-romania", "give a number"),
        ("&".join(["l=x"] * 200), "cannot be read"),
        ("o=" + "x" * LONGEST, "longer than"),
    ],
)
def test_a_wrong_address_is_reported_and_leaves_defaults(query, said):
    state, messages = read(query)
    assert any(said in message for message in messages), messages
    pair(state.preset, state.pulled, state.days)
    assert state == State()


def test_what_is_right_beside_what_is_wrong_is_kept():
    state, messages = read("v=1&p=finance&d=nine&n=12&m=dark")
    assert (state.preset, state.day, state.theme) == ("finance", 12, "dark")
    assert len(messages) == 1


def test_texts_are_cut_to_a_bounded_length():
    state, messages = read("o=" + "x" * 500)
    assert len(state.panel) == 60
    assert not messages
