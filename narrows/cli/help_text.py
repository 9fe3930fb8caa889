"""Help as plain text: a usage line, what the command does, its arguments and its options."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from typer.core import TyperCommand, TyperGroup

OPTIONS = "[OPTIONS]"
DEFAULT = re.compile(r"\[default: \((.*)\)\]$", re.DOTALL)
"""A default in words, which is in brackets twice."""


class PlainCommand(TyperCommand):
    """A command whose help names arguments and flags as they are typed."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The command's arguments in their order, then that there are options."""
        return [*map(usage, _arguments(self.get_params(ctx))), OPTIONS]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write arguments, then options."""
        parameters = self.get_params(ctx)
        arguments = [(_name(each), each.help or "") for each in _arguments(parameters)]
        records = (
            each.get_help_record(ctx) for each in parameters if each.param_type_name == "option"
        )
        options = [
            (name, DEFAULT.sub(r"[default: \1]", said)) for name, said in filter(None, records)
        ]
        for title, rows in (("Arguments", arguments), ("Options", options)):
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)


class PlainGroup(TyperGroup):
    """The program, whose help lists its commands by what they are for; a name may be two words."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the first words name, its name, and the words after them."""
        if " ".join(args[:2]) in self.commands:
            args = [" ".join(args[:2]), *args[2:]]
        return super().resolve_command(ctx, args)

    def collect_usage_pieces(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """A command and what belongs to it."""
        return ["COMMAND", "..."]

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write each group of commands under its name, with the first line of their help."""
        named = [(name, self.commands[name]) for name in self.list_commands(ctx)]
        widest = max(len(name) for name, _ in named)
        groups: dict[str, list[tuple[str, Any]]] = {}
        for name, command in named:
            groups.setdefault(_purpose(command), []).append((name, command))
        for purpose, commands in groups.items():
            with formatter.section(purpose):
                formatter.write_dl([(name.ljust(widest), _first_line(of)) for name, of in commands])


def _arguments(parameters: Iterable[Any]) -> list[Any]:
    return [each for each in parameters if each.param_type_name == "argument"]


def usage(argument: Any) -> str:
    """How an argument stands in the usage line: in brackets if it may be left out."""
    name = f"{_name(argument)}{'...' if argument.nargs == -1 else ''}"
    return name if argument.required else f"[{name}]"


def _name(argument: Any) -> str:
    return str(argument.metavar or argument.name.upper())


def _purpose(command: Any) -> str:
    return str(getattr(command, "rich_help_panel", None) or "Commands")


def _first_line(command: Any) -> str:
    return str(command.help or "").strip().splitlines()[0]
