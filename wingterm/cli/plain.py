"""Typer's commands, made of our declarations: for help, for what does not fit, and for completion.

Help looks as it is written in the docstrings, within eighty columns, commands in groups.
"""

import inspect
import sys
from collections import UserDict
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from wingterm.cli import declare, notices, output
from wingterm.cli.begin import NAME
from wingterm.cli.declare import Argument, Context, Option, Says
from wingterm.cli.edge import guarded
from wingterm.cli.exits import Exit
from wingterm.cli.table import SECTIONS, TABLE, below, loaded
from wingterm.errors import BadInput

USAGE_ERROR: type[Exception] = typer.BadParameter.__bases__[0]
"""Typer's error for words that do not fit; it has no public name of its own."""

_SURROGATES = range(0xD800, 0xE000)
"""What Python puts for bytes of an argument that are not UTF-8."""


class PlainCommand(TyperCommand):
    """A command whose help stands as it is written, and whose arguments are text."""

    def format_help_text(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - Typer's own
        """Write the docstring line by line: its examples must not be run together."""
        _write(formatter, self.help)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - Typer's own
        """Write what stands at the end, line by line."""
        _write(formatter, self.epilog)

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Name the arguments as the help below does, without braces."""
        return [piece.strip("{}") for piece in super().collect_usage_pieces(ctx)]

    def invoke(self, ctx: Any) -> Any:
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

    def __init__(self, **given: Any) -> None:
        """Know the commands below by name; each is built when it is asked for."""
        super().__init__(**given)
        self.commands = Below(self.words)

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Typer's own
        """Name the commands below, in the order of the table; none is built for it."""
        return list(self.commands)

    def format_help_text(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - Typer's own
        """Write the help line by line."""
        _write(formatter, self.help)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - Typer's own
        """Write what stands at the end, line by line."""
        _write(formatter, self.epilog)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - Typer's own
        """Write a line for each command, under the titles that the table has for the root's."""
        names = list(self.commands)
        width = max(map(len, names))
        titles = {"Commands": names} if self.words else {t: list(s) for t, s in SECTIONS.items()}
        for title, held in titles.items():
            with formatter.section(title):
                for name in filter(self.commands.__contains__, held):
                    line = TABLE[f"{self.words} {name}".lstrip()][1]
                    formatter.write(f"  {name:<{width}}  {line}\n")


class Root(PlainGroup):
    """The root of all commands."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,  # noqa: ARG002 - the program has one name, however it is started
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command and end the process with its exit code."""
        typed = list(sys.argv[1:] if args is None else args)

        def run() -> object:
            return self._typers(
                typed,
                complete_var=complete_var,
                windows_expand_args=windows_expand_args,
                **extra,
            )

        code = guarded(typed, run)
        if standalone_mode:
            sys.exit(int(code))
        return code

    def _typers(self, typed: list[str], **options: Any) -> object:
        """Let Typer run a command; what ends it in Typer's way ends it in ours."""
        try:
            return super().main(typed, NAME, standalone_mode=False, **options)
        except USAGE_ERROR as error:
            return _misused(error, as_json="--json" in typed)
        except typer.Abort:
            raise KeyboardInterrupt from None
        except SystemExit:
            # Typer's answer to a reader that went away.
            raise BrokenPipeError from None


class Below(UserDict[str, Any]):
    """The commands right below one, by name: a command is loaded and built when it is asked for."""

    def __init__(self, words: str) -> None:
        """Know their names."""
        super().__init__(dict.fromkeys(below(words)))
        self._start = f"{words} " if words else ""

    def __getitem__(self, name: str) -> Any:
        """Give a command, built."""
        if super().__getitem__(name) is None:
            self[name] = built(self._start + name)
        return super().__getitem__(name)


def built(words: str) -> Any:
    """Load a command and build it, with whatever is below it left for later."""
    found = loaded(words)
    name = words.rpartition(" ")[2]
    if not below(words):
        alone = typer.Typer(**STYLE)
        alone.command(name, cls=PlainCommand)(as_typer(found))
        return typer.main.get_command(alone)
    kind = type("PlainGroup", (PlainGroup,), {"words": words})
    if isinstance(found, str):
        return typer.main.get_group(typer.Typer(name=name, cls=kind, help=found, **STYLE))
    above = typer.Typer(name=name, cls=kind, **STYLE)
    above.callback(invoke_without_command=True)(as_typer(found))
    return typer.main.get_group(above)


def as_typer(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command as Typer wants it: the same, with its declarations in Typer's words."""

    def called(**given: Any) -> None:
        typers = given.pop("context", None)
        in_lines = given.pop("jsonl", False)
        if in_lines:
            given["csv"] = True
        with output.json_lines() if in_lines else nullcontext():
            declare.call(function, None if typers is None else _ours(typers), given)

    signature = inspect.signature(function)
    declared = []
    for each in signature.parameters.values():
        annotation = _in_typers_words(each.annotation)
        declared.append(each.replace(annotation=annotation, kind=each.KEYWORD_ONLY))
        if each.name == "csv":
            # The same rows, a line of JSON each.
            declared.append(declared[-1].replace(name="jsonl", annotation=_JSONL))
    called.__signature__ = signature.replace(parameters=declared)  # type: ignore[attr-defined]
    called.__annotations__ = {each.name: each.annotation for each in declared}
    called.__name__, called.__doc__ = function.__name__, function.__doc__
    return called


_JSONL = Annotated[bool, typer.Option("--jsonl", help="Answer as JSON lines.")]


def _ours(typers: typer.Context) -> Context:
    """Give our context of a run, which closes with Typer's of its root."""
    root = typers.find_root()
    context = root.obj
    if context is None:
        context = root.obj = Context()
        root.call_on_close(context.close)
    assert isinstance(context, Context)
    context.invoked_subcommand = typers.invoked_subcommand
    return context


def _in_typers_words(annotation: Any) -> Any:
    if annotation is Context:
        return typer.Context
    says = next(iter(getattr(annotation, "__metadata__", ())), None)
    if not isinstance(says, Says):
        return annotation
    told: dict[str, Any] = {**says.more, "min": says.min, "max": says.max}
    if isinstance(says, Argument):
        return Annotated[annotation.__origin__, typer.Argument(**told)]
    assert isinstance(says, Option)
    if says.at_once is not None:
        told |= {"callback": _at_once(says.at_once), "is_eager": True}
    return Annotated[annotation.__origin__, typer.Option(*says.names, **told)]


def _at_once(answer: Callable[[], None]) -> Callable[[bool], bool]:
    def told(asked: bool) -> bool:
        if asked:
            answer()
        return asked

    return told


STYLE: dict[str, Any] = {
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "add_completion": False,
}
"""What is so of every Typer application here."""


def _misused(error: Exception, *, as_json: bool) -> Exit:
    """Say what does not fit, and where to read more."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else NAME
    message = str(getattr(error, "format_message", lambda: error)())
    return notices.misused(message, f"See {command} --help", as_json=as_json)


def _write(formatter: Any, text: str | None) -> None:
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
