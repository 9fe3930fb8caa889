"""Who is credited: by a file or options, in files that others' programs can read."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft7Validator
from ruamel.yaml import YAML

from experiments.publishing.archive import archive_of, pack
from experiments.publishing.citation import citation, reference, zenodo
from experiments.publishing.container import recipe
from experiments.publishing.credits import (
    LICENCES,
    Author,
    Credits,
    Funder,
    amended,
    author_of,
    doi_of,
    funder_of,
    licence_of,
    orcid_of,
)
from experiments.publishing.credits_file import FILE, credits_as_text, credits_beside, read_credits
from runs.atomic_files import digest_of
from runs.provenance import ROOT
from scenarios.errors import InputError

SCHEMAS = Path(__file__).parent / "schemas"
DAY = date(2024, 11, 5)
FACTS = {
    "question": "Who <b>waits</b>: \"how long\"? #1", "description": "A & B.", "version": "0.2.0",
    "points": 3, "replicates": 40, "days": 365, "start": "2024-01-01", "run_out_days": 180,
    "seed": 1, "python": "3.12.1", "commit": "0123456789abcdef",
}  # fmt: skip
WHOLE = Credits(
    (Author("Ökafor, Ada", "0000-0002-1825-0097", "University: of \"X\""), Author("An Institute")),
    "CC-BY-4.0", "10.5281/zenodo.1234567",
    (Funder("A Council", "ES/X000000/1"), Funder("A & B")),
)  # fmt: skip
EACH = pytest.mark.parametrize("credit", [Credits(), WHOLE], ids=["nobody", "all"])


def faults(schema: str, found: object) -> list[str]:
    check = Draft7Validator(json.loads((SCHEMAS / schema).read_text("utf-8")))
    return [error.message for error in check.iter_errors(found)]


def cited(text: str) -> dict:
    """As the validator reads it: days are text."""
    found = YAML(typ="safe", pure=True).load(text)
    return found | {"date-released": str(found["date-released"])}


@EACH
@pytest.mark.parametrize("licence", LICENCES)
def test_both_files_of_citation_keep_their_schemas(credit, licence):
    credit = amended(credit, licence=licence)
    found = cited(citation(FACTS, DAY, credit))
    assert not faults("citation-file-format-1.2.0.json", found)
    assert found["title"] == FACTS["question"] and found["license"] == licence
    assert faults("citation-file-format-1.2.0.json", found | {"authors": []})
    deposit = json.loads(zenodo(FACTS, DAY, credit))
    assert not faults("zenodo-deposit.json", deposit)
    assert faults("zenodo-deposit.json", deposit | {"license": "mine"})


def test_the_citation_of_the_project_keeps_its_schema():
    found = cited((ROOT / "CITATION.cff").read_text("utf-8"))
    assert not faults("citation-file-format-1.2.0.json", found)


def test_authors_doi_and_funders_stand_in_every_form():
    found, deposit = cited(citation(FACTS, DAY, WHOLE)), json.loads(zenodo(FACTS, DAY, WHOLE))
    person, body = found["authors"]
    assert person == {
        "family-names": "Ökafor", "given-names": "Ada", "affiliation": 'University: of "X"',
        "orcid": "https://orcid.org/0000-0002-1825-0097",
    }  # fmt: skip
    assert body == {"name": "An Institute"} and found["doi"] == deposit["doi"] == WHOLE.doi
    assert [each["name"] for each in deposit["creators"]] == ["Ökafor, Ada", "An Institute"]
    assert deposit["notes"] == "Funded by A Council (ES/X000000/1); A &amp; B."
    line = reference(FACTS, DAY, WHOLE)
    assert line.startswith("Ökafor, Ada; An Institute (2024). Who")
    assert line.endswith("https://doi.org/10.5281/zenodo.1234567")


@EACH
def test_the_file_is_read_as_it_is_written(credit, tmp_path):
    (tmp_path / FILE).write_text(credits_as_text(credit), "utf-8")
    assert credits_beside(tmp_path) == credit


def test_without_a_file_data_have_the_usual_licence_and_nobody_is_named(tmp_path):
    assert credits_beside(tmp_path) == Credits() and Credits().licence == "CC-BY-4.0"
    assert [each.name for each in Credits().named] == ["The Narrows contributors"]


@pytest.mark.parametrize(
    ("text", "at", "says"),
    [
        ("authors:\n  - name: Okafor, Ada\n    orcid: 0000-0002-1825-0098\n", "3:12",
         "a digit is mistyped, since its last should be 7"),
        ("authors:\n  - name: Okafor,\n", "2:11", "it must be 'Family, Given'"),
        ("authors:\n  - Okafor\n", "2:5", "stands alone; write - name: first"),
        ("authors: Okafor\n", "1:10", "a list of authors"),
        ("licence: mine\n", "1:10", "it must be one of CC-BY-4.0"),
        ("licnce: MIT\n", "1:1", "has no key 'licnce'; did you mean 'licence'"),
        ("doi: 11.1/x\n", "1:6", "such as 10.5281/zenodo.1234567"),
        ("funders:\n  - award: 1\n", "2:5", "name"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_one_line_at_its_place(tmp_path, text, at, says):
    (tmp_path / FILE).write_text(text)
    with pytest.raises(InputError) as raised:
        read_credits(tmp_path / FILE)
    said = str(raised.value)
    assert re.search(rf"{FILE}:{at}: ", said) and says in said and "\n" not in said


def test_options_name_authors_and_funders():
    whole = author_of("Okafor, Ada; https://orcid.org/0000-0002-1694-233X; University of X")
    assert whole == Author("Okafor, Ada", "0000-0002-1694-233X", "University of X")
    assert author_of("Okafor, Ada; University of X").affiliation == "University of X"
    assert funder_of("A Council; ES/1") == Funder("A Council", "ES/1")
    assert doi_of("https://doi.org/10.1/x".replace("10.1", "10.1000")) == "10.1000/x"
    assert licence_of("cc-by-4.0") == "CC-BY-4.0"
    for read, text in [
        (author_of, ""), (author_of, "A, B; x; y"), (author_of, "A, B; 0000-0000-0000-0000"),
        (author_of, "a\x1b[2J"), (orcid_of, "0000"), (doi_of, "10.1/x"), (funder_of, "a;;b"),
    ]:  # fmt: skip
        with pytest.raises(ValueError, match=r"\w"):
            read(text)


def test_the_recipe_is_of_what_ran_and_takes_what_stands_beside_it():
    text = recipe(FACTS)
    steps = [line for line in text.splitlines() if not line.startswith("#")]
    assert steps[0] == "FROM python:3.12.1-slim"
    assert "COPY requirements.lock narrows-*.whl ./" in steps
    assert "(0.2.0, commit 0123456789abcdef)" in text
    assert "commit" not in recipe(FACTS | {"commit": None}).partition("FROM")[0]
    with pytest.raises(InputError, match="does not say which Python"):
        recipe(FACTS | {"python": "3.12.1\nRUN evil"})


def test_an_archive_has_the_same_bytes_wherever_it_is_packed(tmp_path):
    for place in ("a", "b"):
        (tmp_path / place / "bundle" / "study").mkdir(parents=True)
        for name in ("study/x.csv", ".zenodo.json")[:: 1 if place == "a" else -1]:
            (tmp_path / place / "bundle" / name).write_text(name)
    one, other = (pack(tmp_path / place / "bundle", DAY) for place in ("a", "b"))
    assert one == archive_of(tmp_path / "a" / "bundle") == tmp_path / "a" / "bundle.zip"
    assert digest_of(one) == digest_of(other)
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == ["bundle", "bundle.zip"]
