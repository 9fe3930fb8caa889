"""Pages with made parts: what stands between marks is made, the rest is left as written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
"""Folder of the documents."""


class PageError(ValueError):
    """The page lacks a mark."""


def marks(name: str) -> tuple[str, str]:
    """The lines between which a made part stands."""
    return f"<!-- made: {name} -->", f"<!-- end: {name} -->"


def rewritten(page: str, parts: Mapping[str, str]) -> str:
    """The page with each part put between its marks.

    Raises:
        PageError: If a mark is missing.
    """
    for name, text in parts.items():
        first, last = marks(name)
        if first not in page or last not in page:
            raise PageError(f"the page lacks {first} or {last}; put them back, one below the other")
        before, rest = page.split(first, 1)
        after = rest.split(last, 1)[1]
        page = f"{before}{first}\n\n{text}\n\n{last}{after}"
    return page


def standalone(title: str, parts: Mapping[str, str]) -> str:
    """A page of made parts alone, each under its heading."""
    sections = (f"## {heading}\n\n{text}" for heading, text in parts.items())
    return "\n\n".join([f"# {title}", *sections]) + "\n"
