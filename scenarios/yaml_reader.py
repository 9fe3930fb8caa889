"""Reading a YAML file as plain values, with the place of every key and value."""

from __future__ import annotations

import math
import re
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from scenarios.errors import InputError, Location, shown
from scenarios.input_files import UnreadableError, read_bounded

Trail = tuple[str | int, ...]
"""Keys and list places that lead from the top of a file to a value."""

STANDARD_TAG = "tag:yaml.org,2002:"

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What may stand in no text: it would steer the terminal that shows it, or turn its direction."""
HELP = (
    ("'\\t'", "a tab; indent with spaces"),
    ("another document", "a second document; a scenario file holds one"),
    (
        "mapping values are not allowed",
        "a colon that does not fit here; check the indentation, and quote text that holds ': '",
    ),
)
"""Plain words for what the YAML reader says of the commonest faults."""


@dataclass
class Source:
    """A YAML file as plain values.

    Attributes:
        file: The file as messages name it.
        values: Its keys and values; dates are still text.
        keys: Place of each key.
        indices: Place of each value; of its key, where it is empty.
        text: The whole text.
        faults: What is wrong with it, as far as it has been checked.
    """

    file: str
    values: dict[str, Any] = field(default_factory=dict)
    keys: dict[Trail, Location] = field(default_factory=dict)
    indices: dict[Trail, Location] = field(default_factory=dict)
    faults: list[InputError] = field(default_factory=list)
    text: str = ""

    def fault(self, location: Location, message: str) -> None:
        """Note a fault."""
        self.faults.append(InputError(message, location))

    def raise_first(self) -> None:
        """Raise the first fault in the order of the file, if there is any."""
        if self.faults:
            raise min(self.faults, key=lambda fault: fault.location or Location(self.file))

    def index_of(self, node: Node) -> Location:
        """Where a node begins."""
        mark = node.start_mark
        return Location(self.file, mark.line + 1, mark.column + 1)


def read(path: Path) -> Source:
    """Read a file of keys and values.

    Faults in single keys and values are noted in the source, so that the first of all faults in
    the file can be reported.

    Raises:
        InputError: If there is no such file, or if it is not UTF-8 text, not YAML, empty, or not
            a list of keys with values.
    """
    source = Source(shown(path))
    source.text = _text(path, source.file)
    top = _compose(source.text, source.file)
    if top is None:
        raise InputError(
            "the file is empty; it must hold keys such as name, title and description",
            Location(source.file),
        )
    if not isinstance(top, MappingNode):
        raise InputError(
            "the file is a list or plain text; it must hold keys with values, such as name: mine",
            source.index_of(top),
        )
    source.values = _value(top, (), source)
    return source


def _text(path: Path, file: str) -> str:
    if path.is_dir():
        raise InputError("this is a folder; name a .yaml file in it", Location(file))
    try:
        data = read_bounded(path)
    except FileNotFoundError:
        raise InputError("there is no such file; check its path", Location(file)) from None
    except UnreadableError as error:
        raise InputError(str(error), Location(file)) from None
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        raise InputError(
            "a byte that is not UTF-8 text; save the file in UTF-8", _after(before, file)
        ) from None


def _after(text: str, file: str) -> Location:
    """The place that follows a text."""
    return Location(file, text.count("\n") + 1, len(text) - (text.rfind("\n") + 1) + 1)


def _compose(text: str, file: str) -> Node | None:
    try:
        with warnings.catch_warnings(action="ignore"):
            node: Node | None = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        problem = error.problem or "it cannot be read"
        unfinished = "stream" in problem and error.context_mark
        mark = error.context_mark if unfinished else error.problem_mark
        where = Location(file, mark.line + 1, mark.column + 1) if mark else Location(file)
        raise InputError(_plain(problem), where) from None
    except ReaderError as error:
        message = "a character that YAML does not allow; remove it"
        raise InputError(message, _after(text[: error.position], file)) from None
    except RecursionError:
        raise InputError("nested too deeply; see the library's files", Location(file)) from None
    return node


def _plain(problem: str) -> str:
    for part, message in HELP:
        if part in problem:
            return message
    words = problem.replace("<", "").replace(">", "").replace("stream end", "the end of the file")
    return f"not valid YAML ({words}); check brackets, quotes and indentation here and just above"


def _value(node: Node, trail: Trail, source: Source) -> Any:
    """A node as a plain value; its place, and what is wrong with it, go into the source."""
    source.indices.setdefault(trail, source.index_of(node))
    tag = str(node.tag)
    if node.anchor:
        source.fault(source.index_of(node), "an anchor or alias; write the value out instead")
    elif not tag.startswith(STANDARD_TAG):
        source.fault(source.index_of(node), f"a tag, {tag}; write the value alone")
    elif isinstance(node, MappingNode):
        return _mapping(node, trail, source)
    elif isinstance(node, SequenceNode):
        return [_value(item, (*trail, index), source) for index, item in enumerate(node.value)]
    elif isinstance(node, ScalarNode):
        return _scalar(node, tag.removeprefix(STANDARD_TAG), source)
    return None


def _mapping(node: MappingNode, trail: Trail, source: Source) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key, here = key_node.value, source.index_of(key_node)
        if not isinstance(key, str) or str(key_node.tag) != f"{STANDARD_TAG}str":
            source.fault(here, "a key that is not a word; keys are words such as name or days")
            continue
        inner = (*trail, key)
        if key in values:
            first = source.keys[inner].line
            source.fault(here, f"{key!r} is given twice, first on line {first}; keep one of them")
            continue
        source.keys[inner] = here
        if value_node.value == "":
            source.indices[inner] = here
        values[key] = _value(value_node, inner, source)
    return values


def _scalar(node: ScalarNode, kind: str, source: Source) -> Any:
    text = str(node.value)
    match kind:
        case "null":
            return None
        case "bool":
            return text.lower() == "true"
        case "int" | "float":
            return _number(text, kind, node, source)
        case _:
            if found := CONTROL.search(text):
                named = f"U+{ord(found[0]):04X}"
                source.fault(source.index_of(node), f"a control character, {named}; remove it")
            return text


def _number(text: str, kind: str, node: ScalarNode, source: Source) -> int | float | None:
    try:
        number = float(text)
        if math.isfinite(number):
            return int(text) if kind == "int" else number
    except ValueError:
        pass
    message = f"{text[:40]} is not a number that can be used; write digits, such as 9000 or 0.25"
    source.fault(source.index_of(node), message)
    return None
