"""How help looks: as it is written in the docstrings, within eighty columns, commands in groups."""

import inspect
from collections import UserDict
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from wingterm.cli.table import SECTIONS, TABLE, below, loaded
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

    words = ""
    """Its words in the table of commands; none for the root."""

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 - Typer's own
        """Know the commands below by name; each is built when it is asked for."""
        super().__init__(**given)
        self.commands = Below(self.words)

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - Typer's own
        """Name the commands below, in the order of the table; none is built for it."""
        return list(self.commands)

    def format_help_text(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002 - Typer's own
        """Write the help line by line."""
        _write(formatter, self.help)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002 - Typer's own
        """Write what stands at the end, line by line."""
        _write(formatter, self.epilog)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002 - Typer's own
        """Write a line for each command, under the titles that the table has for the root's."""
        names = list(self.commands)
        width = max(map(len, names))
        titles = {"Commands": names} if self.words else {t: list(s) for t, s in SECTIONS.items()}
        for title, held in titles.items():
            with formatter.section(title):
                for name in filter(self.commands.__contains__, held):
                    line = TABLE[f"{self.words} {name}".lstrip()][1]
                    formatter.write(f"  {name:<{width}}  {line}\n")


class Below(UserDict[str, Any]):
    """The commands right below one, by name: a command is loaded and built when it is asked for."""

    def __init__(self, words: str) -> None:
        """Know their names."""
        super().__init__(dict.fromkeys(below(words)))
        self._start = f"{words} " if words else ""

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - Typer's own
        """Give a command, built."""
        if super().__getitem__(name) is None:
            self[name] = built(self._start + name)
        return super().__getitem__(name)


def built(words: str) -> Any:  # noqa: ANN401 - Typer's own
    """Load a command and build it, with whatever is below it left for later."""
    found = loaded(words)
    name = words.rpartition(" ")[2]
    if not below(words):
        alone = typer.Typer(**STYLE)
        alone.command(name, cls=PlainCommand)(found)
        return typer.main.get_command(alone)
    kind = type("PlainGroup", (PlainGroup,), {"words": words})
    if isinstance(found, str):
        return typer.main.get_group(typer.Typer(name=name, cls=kind, help=found, **STYLE))
    above = typer.Typer(name=name, cls=kind, **STYLE)
    above.callback(invoke_without_command=True)(found)
    return typer.main.get_group(above)


STYLE: dict[str, Any] = {
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "add_completion": False,
}
"""What is so of every Typer application here."""


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
