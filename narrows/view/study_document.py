"""What is written of a study that comes with the project: its page among the documents."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import escape

from runs.reporting.generated_sections import DOCS, marks

CARRIED = Path(__file__).with_name("study_documents")
"""What a wheel has of the documents, which stand outside the packages."""
TEXTS, FIGURES = (
    (CARRIED / "studies", CARRIED / "figures")
    if CARRIED.is_dir()
    else (DOCS / "studies", DOCS / "figures" / "studies")
)
IN_SHORT = "**In short.**"
BELOW = 2
"""Levels by which headings go down, since they stand below that of the study."""


@dataclass(frozen=True)
class StudyDocument:
    """The prose of one study, as HTML that we made from our own text.

    Attributes:
        question: What is asked, in more words.
        in_short: The answer in words.
        discussion: All that follows the table of the answer, with figures.
    """

    question: str
    in_short: str
    discussion: str


def study_document(name: str, labels: Mapping[str, str]) -> StudyDocument | None:
    """What the documents say of a study; None if they do not know it.

    Args:
        name: Of the study.
        labels: What points are called, by name; tables and sentences use them.
    """
    return _read(name, tuple(labels.items())) if re.fullmatch(r"[a-z0-9-]+", name) else None


@cache
def _read(name: str, labels: tuple[tuple[str, str], ...]) -> StudyDocument | None:
    try:
        text = (TEXTS / f"{name}.md").read_text(encoding="utf-8")
    except OSError:
        return None
    design, (_, end) = marks("design")[0], marks("answer")
    asked, _, rest = text.partition(design)
    short, _, after = rest.partition(marks("design")[1])[2].partition(marks("answer")[0])
    reader = _reader(FIGURES / name)
    question = asked.partition("\n")[2]
    discussion = _with_labels(after.partition(end)[2], labels)
    return StudyDocument(*(
        reader.render(_unmarked(part)).strip()
        for part in (question, short.replace(IN_SHORT, ""), discussion)
    ))  # fmt: skip


def _with_labels(text: str, labels: Sequence[tuple[str, str]]) -> str:
    """Text whose tables and lists of claims call points by their labels."""
    for point, label in sorted(labels, key=lambda each: -len(each[0])):
        text = text.replace(f"| {point} |", f"| {label} |").replace(f"`{point}`", label)
        claimed = rf"(?<=[:;] ){re.escape(point)}(?= on )"
        text = re.sub(claimed, label.replace("\\", r"\\"), text)
    return text


def _unmarked(text: str) -> str:
    """Text without the marks of its generated parts."""
    return re.sub(r"<!--.*?-->", "", text)


def _reader(figures: Path) -> MarkdownIt:
    """Markdown to HTML: figures stand in it, headings go down, links to other files are words."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.add_render_rule("image", _image_rule(figures))
    reader.add_render_rule("table_open", lambda *_: SCROLLED)
    reader.add_render_rule("table_close", lambda *_: "</table></div>\n")
    for each in ("heading_open", "heading_close"):
        reader.add_render_rule(each, _lower)
    for each in ("link_open", "link_close"):
        reader.add_render_rule(each, _nothing)
    return reader


def _nothing(*_: Any) -> str:
    return ""


SCROLLED = '<div class="st-scroll" tabindex="0" role="region" aria-label="Table"><table>'


def _lower(_: Any, tokens: Sequence[Token], index: int, *__: Any) -> str:
    token = tokens[index]
    level = int(token.tag[1:]) + BELOW
    return f"</h{level}>\n" if token.nesting < 0 else f"<h{level}>"


def _image_rule(figures: Path) -> Any:
    """A figure of this study, as part of the text; of any other file, its words."""

    def image(_: Any, tokens: Sequence[Token], index: int, *__: Any) -> str:
        token = tokens[index]
        path, words = figures / Path(str(token.attrGet("src"))).name, escape(token.content)
        if not path.is_file():
            return f"[{words}]"
        inside = base64.b64encode(path.read_bytes()).decode("ascii")
        return f'<img alt="{words}" src="data:image/png;base64,{inside}">'

    return image
