"""The file ``credits.yaml``, which stands beside a study, in a bundle too."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any

from annotated_types import MaxLen, MinLen

from experiments.publishing.credits import (
    USUAL,
    WHICH,
    Author,
    Credits,
    Funder,
    doi_of,
    licence_of,
    orcid_of,
    sound,
)
from scenarios.declared_fields import Field, check_fields, show
from scenarios.yaml_reader import Source, Trail, read

FILE = "credits.yaml"
Words = Annotated[str, MinLen(1), MaxLen(300)]
People = Annotated[list[Any], MinLen(1), MaxLen(500)]


def credits_beside(study: Path) -> Credits:
    """The credits that are kept in a study's folder; the usual ones, if none are.

    Raises:
        InputError: If the file is not right, with its place.
    """
    return read_credits(study / FILE) if (study / FILE).exists() else Credits()


def read_credits(path: Path) -> Credits:
    """The credits of a file.

    Raises:
        InputError: For the first fault in the file, with its line and column.
    """
    source = read(path)
    given = check_fields(source, (), source.values, CREDITS, "the credits")
    authors = [_author(source, *each) for each in _entries(source, given, "authors", AUTHOR)]
    funders = [Funder(**each) for _, each in _entries(source, given, "funders", FUNDER)]
    licence = _checked(source, ("licence",), given.get("licence", USUAL), licence_of)
    doi = _checked(source, ("doi",), given.get("doi", ""), doi_of)
    source.raise_first()
    return Credits(tuple(authors), licence, doi, tuple(funders))


CREDITS = {
    "authors": Field(People, right="a list of authors, each of which begins with - name:"),
    "licence": Field(Words, right=WHICH),
    "doi": Field(Words, right="a DOI such as 10.5281/zenodo.1234567"),
    "funders": Field(People, right="a list of funders, each of which begins with - name:"),
}
"""Keys of the file."""
AUTHOR = {
    "name": Field(Words, required=True, right="Family, Given; or an organisation's name"),
    "orcid": Field(Words, right="an ORCID such as 0000-0002-1825-0097"),
    "affiliation": Field(Words, right="a name"),
}
FUNDER = {
    "name": Field(Words, required=True, right="an organisation's name"),
    "award": Field(Words, right="the number of a grant"),
}


def _entries(
    source: Source, given: Mapping[str, Any], key: str, fields: Mapping[str, Field]
) -> list[tuple[Trail, dict[str, Any]]]:
    """Entries of a list with their places; what is wrong in them is noted in the source."""
    found: list[tuple[Trail, dict[str, Any]]] = []
    for number, entry in enumerate(given.get(key, [])):
        trail: Trail = (key, number)
        if not isinstance(entry, dict):
            source.fault(source.indices[trail], f"{show(entry)} stands alone; write - name: first")
            continue
        right = check_fields(source, trail, entry, fields, f"an entry of {key}")
        if "name" in right:
            found.append((trail, right))
    return found


def _author(source: Source, trail: Trail, given: Mapping[str, str]) -> Author:
    orcid = _checked(source, (*trail, "orcid"), given.get("orcid", ""), orcid_of)
    author = Author(given["name"].strip(), orcid, given.get("affiliation", ""))
    try:
        return sound(author)
    except ValueError as error:
        message = f"name is {show(author.name)}; it must be {error}"
        source.fault(source.indices[*trail, "name"], message)
        return author


def _checked(source: Source, trail: Trail, text: str, check: Callable[[str], str]) -> str:
    """What is right of a value; what is wrong with it is noted in the source."""
    if not text:
        return ""
    try:
        return check(text)
    except ValueError as error:
        source.fault(source.indices[trail], f"{trail[-1]} is {show(text)}; it must be {error}")
        return ""


def credits_as_text(credit: Credits) -> str:
    """The file that :func:`read_credits` reads as the same."""
    lines = []
    for key, people in (("authors", credit.authors), ("funders", credit.funders)):
        if people:
            lines.append(f"{key}:")
        for each in people:
            said = [f"{name}: {_quoted(value)}" for name, value in vars(each).items() if value]
            lines += [f"  - {said[0]}", *(f"    {text}" for text in said[1:])]
    lines.append(f"licence: {_quoted(credit.licence)}")
    if credit.doi:
        lines.append(f"doi: {_quoted(credit.doi)}")
    return "\n".join([*lines, ""])


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
