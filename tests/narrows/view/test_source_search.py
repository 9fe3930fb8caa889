"""Search in the evidence finds entries by id and by words, and says what rests on them."""

from __future__ import annotations

from narrows.view.page.sources_panel import _content
from narrows.view.source_search import MOST, resting_on, search
from scenarios.evidence import load_evidence


def test_an_entry_is_found_by_its_id_and_by_any_that_it_covers():
    assert search("p001").facts[0]["id"].startswith("P001")
    assert search("P005").facts[0]["id"].startswith("P001")


def test_all_words_must_be_there():
    both = search("deaths 2024")
    assert 0 < both.of < search("deaths").of
    assert all("deaths" in " ".join(facts.values()).lower() for facts in both.facts)
    assert search("no such words at all").of == 0


def test_without_words_all_are_counted_and_the_first_are_shown():
    found = search(" ")
    assert found.of == len(load_evidence())
    assert len(found.facts) == MOST


def test_what_rests_on_an_entry_is_named():
    assert ("lever", "beach-patrol", "More patrols on French beaches") in resting_on("P308")
    assert ("parameter", "officer_cost", "officer cost") in resting_on("S083")


def test_an_entry_is_shown_with_its_full_reference():
    [shown] = [each for each in _content("P001")["entries"] if each["id"] == "P001"]
    assert shown["reference"][0] == (
        "Home Office small-boat time series. About 2018 to 2024, Channel"
    )
    assert shown["conflicts"][0].startswith("In conflict with others: ")
