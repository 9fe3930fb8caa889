from __future__ import annotations

from datetime import date

import pytest

from runs.identity_names import gang_identity, gang_name, subject_id, subject_identity
from sim.gangs.gangs import GANG_BITS
from sim.gangs.recovery import NEWCOMER_BIT, SPLINTER_BIT

WEEK = date(2024, 3, 25).toordinal() // 7
NAMES = {
    1: "gang 1",
    NEWCOMER_BIT - 1: "gang 1073741823",
    NEWCOMER_BIT | WEEK << 8: "newcomer 2024-W13.0",
    NEWCOMER_BIT | WEEK << 8 | 255: "newcomer 2024-W13.255",
    SPLINTER_BIT: "splinter 0",
    SPLINTER_BIT | 0x1A2B: "splinter 1a2b",
    SPLINTER_BIT | 7: "splinter 7",
    2**32 - 1: "splinter 7fffffff",
}


@pytest.mark.parametrize(("identity", "name"), NAMES.items())
def test_a_name_leads_back_to_its_gang(identity, name):
    assert gang_name(identity) == name
    assert gang_identity(name) == identity
    boat = (identity << GANG_BITS) + 31
    assert subject_identity(subject_id(boat)) == boat


def test_weeks_of_all_years_lead_back():
    for day in range(date(2019, 12, 23).toordinal(), date(2036, 1, 7).toordinal(), 7):
        identity = NEWCOMER_BIT | day // 7 << 8
        assert gang_identity(gang_name(identity)) == identity


def test_ids_of_different_gangs_differ():
    assert subject_id((7 << GANG_BITS) + 31) == "7/31"
    assert subject_id(((SPLINTER_BIT | 7) << GANG_BITS) + 31) == "s7/31"
    assert subject_id(((NEWCOMER_BIT | WEEK << 8) << GANG_BITS) + 0) == "2024-W13.0/0"


def test_a_gang_can_be_named_by_its_key_alone():
    assert gang_identity("7") == 7
    assert gang_identity("2024-W13.0") == gang_identity("newcomer 2024-W13.0")
    assert gang_identity("s1a2b") == gang_identity("splinter 1a2b")


@pytest.mark.parametrize(
    "name",
    ["", "gang", "gang 0", "gang x", "gang s1", "gang 2024-W13.0", "newcomer 7", "splinter 1a2g",
     "newcomer 2024-W54.0", "newcomer 2024-W13.256", "1073741824", "gang \u0663", "band 7"],
)  # fmt: skip
def test_what_is_no_name_is_refused(name):
    with pytest.raises(ValueError, match=r"."):
        gang_identity(name)


@pytest.mark.parametrize("name", ["", "7", "/3", "7/", "7/x", "7/16777216", "0/3", "gang/7/3"])
def test_what_is_no_id_is_refused(name):
    with pytest.raises(ValueError, match=r"."):
        subject_identity(name)
