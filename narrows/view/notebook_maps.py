"""The map as a widget that needs no server: the page's own drawing, in one module."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from narrows.view import map as map_widget
from narrows.view.map import Maps

STATIC = Path(__file__).with_name("static")
MODULES = STATIC / "map"
WIDGET = Path(map_widget.__file__).with_name("map.js")
IMPORTED = re.compile(r'from "\./(\w+)\.js"')
FIRST = "panes"
HOME = re.compile(r"^const HOME = .*$", re.MULTILINE)
LOADER = """const TEXTS = {texts};
const addresses = {{}};
for (const [name, text] of Object.entries(TEXTS)) {{
  const put = (_, other) => `from "${{addresses[other]}}"`;
  const linked = text.replace(/from "\\.\\/(\\w+)\\.js"/g, put);
  addresses[name] = URL.createObjectURL(new Blob([linked], {{ type: "text/javascript" }}));
}}
const HOME = addresses.{first};"""
WANTED = ("Tokens", "Elements", "Maps")
"""Parts of the page's style sheet that its components need outside the page."""


@cache
def module() -> str:
    """The map's module with all that it draws with inside it."""
    texts = {name: (MODULES / f"{name}.js").read_text(encoding="utf-8") for name in _in_order()}
    loader = LOADER.format(texts=json.dumps(texts), first=FIRST)
    joined = WIDGET.read_text(encoding="utf-8")
    made, count = HOME.subn(lambda _: loader, joined)
    if count != 1:
        raise ValueError("map.js names its modules otherwise; adapt HOME")
    return made


@cache
def style() -> str:
    """The page's colours, elements and maps, without what dresses a whole page."""
    text = (STATIC / "custom.css").read_text(encoding="utf-8")
    parts = re.split(r"^/\* ", text, flags=re.MULTILINE)
    return "\n".join(f"/* {part}" for part in parts if part.startswith(WANTED))


def _in_order() -> list[str]:
    """Names of the modules, each after those that it imports."""
    found: list[str] = []

    def add(name: str) -> None:
        text = (MODULES / f"{name}.js").read_text(encoding="utf-8")
        for other in IMPORTED.findall(text):
            if other not in found:
                add(other)
        found.append(name)

    add(FIRST)
    return found


class NotebookMaps(Maps):
    """Two worlds in step, in a notebook."""

    _esm: str = module()  # type: ignore[assignment]
    _css = style()
