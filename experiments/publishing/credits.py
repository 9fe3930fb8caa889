"""Who is to be credited for a study, under which licence it may be used, and who paid for it.

Options of ``narrows publish`` give it, or a file: :mod:`experiments.publishing.credits_file`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scenarios.yaml_reader import CONTROL

PROJECT = "The Narrows contributors"
"""Whom a bundle names where nobody else is named."""


@dataclass(frozen=True)
class Licence:
    """A licence that a study's results may have.

    Attributes:
        name: In words.
        url: Where its text stands.
        terms: What it allows, in a sentence.
    """

    name: str
    url: str
    terms: str


LICENCES = {
    "CC-BY-4.0": Licence(
        "Creative Commons Attribution 4.0 International",
        "https://creativecommons.org/licenses/by/4.0/",
        "Free to share and change, as long as the authors are credited.",
    ),
    "CC-BY-SA-4.0": Licence(
        "Creative Commons Attribution-ShareAlike 4.0 International",
        "https://creativecommons.org/licenses/by-sa/4.0/",
        "Free to share and change, if the authors are credited and the licence stays the same.",
    ),
    "CC0-1.0": Licence(
        "Creative Commons Zero 1.0 Universal",
        "https://creativecommons.org/publicdomain/zero/1.0/",
        "Free to use in any way; its authors have given up their rights.",
    ),
    "OGL-UK-3.0": Licence(
        "Open Government Licence 3.0",
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        "Free to use and change, as long as the source is acknowledged.",
    ),
    "MIT": Licence(
        "MIT licence",
        "https://spdx.org/licenses/MIT",
        "Free to use, change and pass on, as long as this licence stays with it.",
    ),
}
"""Licences by their SPDX identifiers, the usual one for data first."""
USUAL = next(iter(LICENCES))
WHICH = f"one of {', '.join(LICENCES)}"

ORCID = re.compile(r"(?:https?://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])")
DOI = re.compile(r"(?:doi:|https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/[^\s\"<>\\]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Author:
    """A person or an organisation.

    Attributes:
        name: Of a person *family name, given names*; of an organisation its name, with no comma.
        orcid: Sixteen digits in four groups; empty if there is none.
        affiliation: Where the person works; empty if it is not said.
    """

    name: str
    orcid: str = ""
    affiliation: str = ""

    @property
    def family(self) -> str:
        """The family name; empty for an organisation."""
        family, comma, _ = self.name.partition(",")
        return family.strip() if comma else ""

    @property
    def given(self) -> str:
        """Given names; empty for an organisation."""
        return self.name.partition(",")[2].strip()


@dataclass(frozen=True)
class Funder:
    """Who paid.

    Attributes:
        name: Of the organisation.
        award: Number of the grant; empty if there is none.
    """

    name: str
    award: str = ""


@dataclass(frozen=True)
class Credits:
    """What a bundle says of its origin.

    Attributes:
        authors: In their order; nobody, if nobody is named.
        licence: Of the results, as an SPDX identifier.
        doi: Of the results; empty if there is none yet.
        funders: Who paid.
    """

    authors: tuple[Author, ...] = ()
    licence: str = USUAL
    doi: str = ""
    funders: tuple[Funder, ...] = ()

    @property
    def named(self) -> tuple[Author, ...]:
        """The authors; the project's contributors, if nobody is named."""
        return self.authors or (Author(PROJECT),)


def orcid_of(text: str) -> str:
    """An ORCID as sixteen digits in groups.

    Raises:
        ValueError: If it is none, or its check digit is wrong.
    """
    found = ORCID.fullmatch(text.strip())
    if found is None:
        raise ValueError("sixteen digits in four groups, such as 0000-0002-1825-0097")
    total = 0
    for digit in found[1].replace("-", "")[:-1]:
        total = 2 * (total + int(digit))
    right = "0123456789X"[(12 - total % 11) % 11]
    if found[1][-1] != right:
        raise ValueError(f"another: a digit is mistyped, since its last should be {right}")
    return found[1]


def doi_of(text: str) -> str:
    """A DOI without its resolver.

    Raises:
        ValueError: If it is none.
    """
    found = DOI.fullmatch(text.strip())
    if found is None:
        raise ValueError("such as 10.5281/zenodo.1234567")
    return found[1]


def licence_of(text: str) -> str:
    """The SPDX identifier of a licence, however its letters are written.

    Raises:
        ValueError: If it is not one of :data:`LICENCES`.
    """
    known = {name.casefold(): name for name in LICENCES}
    if text.strip().casefold() not in known:
        raise ValueError(WHICH)
    return known[text.strip().casefold()]


def author_of(text: str) -> Author:
    """An author as an option names one: name, and after semicolons ORCID and affiliation.

    Raises:
        ValueError: If it is none; the message says what is right.
    """
    name, *rest = _pieces(text, 3)
    ids = [each for each in rest if re.match(r"https?://orcid|\d{4}-", each)]
    others = [each for each in rest if each not in ids]
    if len(ids) > 1 or len(others) > 1:
        raise ValueError("'Family, Given; ORCID; affiliation'")
    orcid = orcid_of(ids[0]) if ids else ""
    return sound(Author(name, orcid, others[0] if others else ""))


def funder_of(text: str) -> Funder:
    """A funder as an option names one: name, and after a semicolon the number of the grant.

    Raises:
        ValueError: If it is none; the message says what is right.
    """
    return Funder(*_pieces(text, 2))


def amended(
    known: Credits,
    authors: Sequence[Author] = (),
    licence: str = "",
    doi: str = "",
    funders: Sequence[Funder] = (),
) -> Credits:
    """Credits with what is given put in the place of what they say."""
    return Credits(
        tuple(authors) or known.authors,
        licence or known.licence,
        doi or known.doi,
        tuple(funders) or known.funders,
    )


def sound(author: Author) -> Author:
    """The author, whose name has both parts or none.

    Raises:
        ValueError: If not; the message says what is right.
    """
    if "," in author.name and not (author.family and author.given):
        raise ValueError("'Family, Given', or an organisation's name without a comma")
    return author


def _pieces(text: str, most: int) -> list[str]:
    """Parts of an option between semicolons."""
    parts = [part.strip() for part in text.split(";")]
    if not all(parts) or len(parts) > most or CONTROL.search(text) or len(text) > 900:
        raise ValueError("a name, and what else there is after semicolons")
    return parts
