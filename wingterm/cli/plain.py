"""How help looks: as it is written in the docstrings, within eighty columns, commands in groups."""

import inspect
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup

from wingterm.errors import BadInput

_SURROGATES = range(0xD800, 0xE000)
"""What Python puts for bytes of an argument that are not UTF-8."""


class PlainCommand(TyperCommand):
    """A command whose help stands as it is written, and whose arguments are text."""

    def format_help_text(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002 - Typer's own
        """Write the docstring line by line: its examples must not be run together."""
        _write(formatter, self.help)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002 - Typer's own
        """Write what stands at the end, line by line."""
        _write(formatter, self.epilog)

    def collect_usage_pieces(self, ctx: Any) -> list[str]:  # noqa: ANN401 - Typer's own
        """Name the arguments as the help below does, without braces."""
        return [piece.strip("{}") for piece in super().collect_usage_pieces(ctx)]

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - Typer's own
        """Refuse arguments that are not text, then run the command."""
        for name, value in ctx.params.items():
            for text in value if isinstance(value, list | tuple) else [value]:
                if isinstance(text, str):
                    _refuse_bytes(name, text)
        return super().invoke(ctx)


class PlainGroup(TyperGroup):
    """A group of commands whose help stands as it is written."""

    sections: ClassVar[dict[str, tuple[str, ...]]] = {}
    """Titles with the names of commands, as they are shown; empty: all in one."""

    def format_help_text(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002 - Typer's own
        """Write the help line by line."""
        _write(formatter, self.help)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002 - Typer's own
        """Write what stands at the end, line by line."""
        _write(formatter, self.epilog)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002 - Typer's own
        """Write a line for each command, the commands below a group too."""
        width = max(len(name) for name in self.commands)
        for title, names in (self.sections or {"Commands": tuple(self.commands)}).items():
            with formatter.section(title):
                for name in names:
                    short = _first_line(self.commands[name])
                    formatter.write(f"  {name:<{width}}  {short}\n")


def group(help_text: str, **more: Any) -> typer.Typer:  # noqa: ANN401 - Typer's own
    """Give a group of commands in the style of all of them."""
    return typer.Typer(
        help=help_text,
        cls=more.pop("cls", PlainGroup),
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        **more,
    )


def _first_line(command: Any) -> str:  # noqa: ANN401 - Typer's own
    return inspect.cleandoc(command.help or "").partition("\n")[0].rstrip(".")


def _write(formatter: Any, text: str | None) -> None:  # noqa: ANN401 - Typer's own
    if not text:
        return
    formatter.write("\n")
    for line in inspect.cleandoc(text).splitlines():
        formatter.write(f"  {line}\n" if line else "\n")


def _refuse_bytes(name: str, text: str) -> None:
    if text.isascii():
        return
    for position, character in enumerate(text, start=1):
        if ord(character) in _SURROGATES:
            raise BadInput(
                f"What was typed for {name.replace('_', '-')} is not text (position {position}).",
                "Type it in UTF-8.",
                field=name.replace("_", "-"),
            )
