"""Questions in SQL that name outcomes as they were called before."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from scenarios.earlier_names import NOW, note_renamed

TOKEN = re.compile(r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\w+", re.DOTALL)
"""Comments, texts, quoted names and words."""
KEYWORDS = {"left"}
"""Words of SQL, which are names only in quotes."""


def in_current_names(question: str, taken: Callable[[], Collection[str]]) -> str:
    """Return a question with the outcomes' names of today; warn of each that is of before.

    Args:
        question: In SQL.
        taken: Gives names of the study itself, such as of levers and scenarios, which stay.
    """
    used: dict[str, None] = {}

    def current(token: re.Match[str]) -> str:
        text = token[0]
        quote = text[0] if text[0] in "'\"" else ""
        name = text.strip(quote) if quote else text
        if name not in NOW or (not quote and name in KEYWORDS) or name in taken():
            return text
        used[name] = None
        return f"{quote}{NOW[name]}{quote}"

    made = TOKEN.sub(current, question)
    for name in used:
        note_renamed(name)
    return made
