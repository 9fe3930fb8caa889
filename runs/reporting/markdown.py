"""Pieces of Markdown that reports share."""

from __future__ import annotations


def table(header: list[str], rows: list[list[str]]) -> list[str]:
    """A table, one line a row."""
    lines = [header, ["---"] * len(header), *rows]
    return [f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines]


def capital(text: str) -> str:
    """A sentence with a capital letter at its beginning."""
    return text[0].upper() + text[1:]
