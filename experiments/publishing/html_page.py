"""Pages that open from disk without a network: figures stand in them, nothing is fetched or run."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

TEMPLATE = "page.html"


def page(
    kind: str, title: str, text: str, facts: Sequence[str] = (), figures: Path | None = None
) -> str:
    """A page of HTML.

    Args:
        kind: What sort of page it is.
        title: Its heading.
        text: Markdown below the heading; HTML in it is shown, not obeyed.
        facts: Lines that stand out, in plain text.
        figures: Folder of the SVG figures that the text may show; no other image is.
    """
    body = Markup(_reader(figures).render(text))  # noqa: S704
    return _template().render(kind=kind, title=title, body=body, facts=facts)


@cache
def _template() -> Template:
    """The frame of all pages, which escapes what is put into it."""
    folder = FileSystemLoader(Path(__file__).parent)
    made = Environment(
        loader=folder, autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    return made.get_template(TEMPLATE)


def _reader(figures: Path | None) -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    drawn = {path.name: path for path in figures.glob("*.svg")} if figures else {}
    reader.add_render_rule("image", _image_rule(drawn))
    reader.add_render_rule("table_open", lambda *_: '<div class="wide"><table>')
    reader.add_render_rule("table_close", lambda *_: "</table></div>\n")
    return reader


def _image_rule(drawn: Mapping[str, Path]) -> Any:
    def image(_: Any, tokens: Any, index: int, *__: Any) -> str:
        token = tokens[index]
        words, path = escape(token.content), drawn.get(Path(str(token.attrGet("src"))).name)
        if path is None:
            return f"[{words}]"
        inside = base64.b64encode(path.read_bytes()).decode("ascii")
        return f'<img alt="{words}" src="data:image/svg+xml;base64,{inside}">'

    return image
