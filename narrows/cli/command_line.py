"""The command as it was typed, and the place in it that a fault is about."""

from __future__ import annotations

import difflib
import re
import shlex
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from narrows.option_bounds import BOUNDS

if TYPE_CHECKING:
    from typer import TyperException

    from scenarios.errors import InputError

PROGRAM = "narrows"
CLOSE = 0.7
"""How alike a wrong and a right option must be for the right one to be meant."""

NUMBER = re.compile(r"[-+]?[\d_.,]+(?:[eE][-+]?\d+)?")


class CommandLine:
    """The words after ``narrows``.

    Args:
        words: As the shell split them.
        flags: Options that take no value.
    """

    def __init__(self, words: Sequence[str], flags: Collection[str] = ()) -> None:
        self.words = tuple(words)
        self.flags = frozenset(flags)

    def column(self, index: int, offset: int = 0) -> int:
        """Column of the word at ``index``, from 1; just past the end if there is none."""
        before = [PROGRAM, *self.words[:index]]
        return sum(len(shlex.quote(word)) + 1 for word in before) + 1 + offset

    def arguments(self) -> list[int]:
        """Places of the words that are neither options nor their values, without the command."""
        indices, takes_value, only_arguments = [], False, False
        for index, word in enumerate(self.words):
            if takes_value:
                takes_value = False
            elif word == "--" and not only_arguments:
                only_arguments = True
            elif word.startswith("-") and not only_arguments:
                takes_value = "=" not in word and word not in self.flags
            else:
                indices.append(index)
        return indices[1:]

    def column_of_value(self, option: str) -> int:
        """Column of the value given to ``option``, of the option if it stands alone."""
        for index in reversed(range(len(self.words))):
            word = self.words[index]
            if word == option:
                return self.column(min(index + 1, len(self.words) - 1))
            if word.startswith(f"{option}="):
                return self.column(index, len(option) + 1)
        return self.column(len(self.words))

    def value_of(self, option: str) -> str:
        """The value given to ``option``, quoted unless it looks like a number; empty if none is."""
        value = None
        for index, word in enumerate(self.words):
            if word == option:
                value = self.words[index + 1] if index + 1 < len(self.words) else ""
            elif word.startswith(f"{option}="):
                value = word.partition("=")[2]
        if value is None:
            return ""
        return value if NUMBER.fullmatch(value) else repr(value)

    def at_option(self, option: str, message: str) -> InputError:
        """A fault of the value of an option."""
        return _fault(message, self.column_of_value(option))

    def at_option_itself(self, option: str, message: str) -> InputError:
        """A fault of an option, whatever its value."""
        return _fault(message, self._column_of(option))

    def at_argument(self, number: int, message: str) -> InputError:
        """A fault of the argument with this number, from 0; past the last, of the end."""
        indices = self.arguments()
        index = indices[number] if number < len(indices) else len(self.words)
        return _fault(message, self.column(index))

    def from_typer(self, error: TyperException) -> InputError:
        """A fault that was found while options were read."""
        message = error.format_message()
        option = getattr(error, "option_name", None)
        parameter = getattr(error, "param", None)
        if named := re.match(r"No such command '(.*?)'\.(?: Did you mean '(.*)'\?)?", message):
            return _fault(_unknown("command", *named.groups()), self._column_of(named[1]))
        if named := re.match(r"Got unexpected extra argument\S* \((.*?)[ )]", message):
            what = f"unexpected argument {named[1]!r}; {self._help()}"
            return _fault(what, self._column_of(named[1]))
        if message.startswith("No such option") and option:
            near = _near(option, getattr(error, "possibilities", None) or ())
            return _fault(_unknown("option", option, near), self._column_of(option))
        if option in self.flags:
            return self.at_option(option, f"{option} takes no value; give it alone")
        if option:
            return self.at_option(option, f"{option} lacks a value; give one after it")
        if parameter is not None and error.message:
            name = parameter.opts[0]
            if name in BOUNDS:
                return self.at_option(name, BOUNDS[name].fault(name, self.value_of(name)))
            wanted = error.message.split(",")[0].lower()
            return self.at_option(name, f"{name} has a wrong value; {wanted}")
        return _fault(f"{_plain(message)}; {self._help()}", self.column(len(self.words)))

    def _help(self) -> str:
        command = [word for word in self.words[:1] if not word.startswith("-")]
        return f"see {' '.join([PROGRAM, *command, '--help'])}"

    def _column_of(self, word: str) -> int:
        indices = [index for index, each in enumerate(self.words) if each.split("=")[0] == word]
        return self.column(indices[-1] if indices else len(self.words))


def _fault(message: str, column: int) -> InputError:
    from scenarios.errors import InputError, Location

    return InputError(message, Location("command line", 1, column))


def _unknown(what: str, name: str, near: str | None) -> str:
    return f"unknown {what} {name!r}; {f'did you mean {near!r}?' if near else 'see narrows --help'}"


def _near(option: str, known: Iterable[str]) -> str | None:
    """The known option that is meant; dashes, which all have, make none of them alike."""
    names = {name.lstrip("-"): name for name in known}
    close = difflib.get_close_matches(option.lstrip("-"), names, n=1, cutoff=CLOSE)
    return names[close[0]] if close else None


def _plain(message: str) -> str:
    text = message.rstrip(".").replace("argument '", "").replace("'", "")
    return text[0].lower() + text[1:]
