"""How a command declares what can be typed after it, and how it ends: nothing here loads Typer.

A command is a function. Its parameters say `Annotated[str, Option("--name", help="...")]`, and
their defaults what holds where nothing was typed. From that one declaration `wingterm.cli.plain`
makes Typer's command, with its help and its refusals, and `wingterm.cli.straight` reads what is
typed plainly without loading Typer at all.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wingterm.cli.session import Session


class Says:
    """What is said of a parameter, besides its kind and its default."""

    names: tuple[str, ...] = ()
    """How an option is typed; none for what is known by its place."""

    def __init__(self, *, min: int | None = None, max: int | None = None, **more: object) -> None:
        """Keep the bounds of a number, and what Typer is told: `help`, `metavar` ..."""
        self.min = min
        self.max = max
        self.more = more


class Option(Says):
    """What is typed after its name, in any order: `--name TEXT`, or `--name` alone for a bool."""

    def __init__(
        self,
        *names: str,
        at_once: Callable[[], None] | None = None,
        min: int | None = None,
        max: int | None = None,
        **more: object,
    ) -> None:
        """Say how it is typed.

        Args:
            names: at least one, with its dashes.
            at_once: what answers the whole command line where this is given, whatever follows.
            min: least of a number.
            max: most of a number.
            more: as `Says` keeps it.
        """
        super().__init__(min=min, max=max, **more)
        self.names = names
        self.at_once = at_once


class Argument(Says):
    """What is typed without a name, in the order of the parameters; a list takes all the rest."""


class Context:
    """One run of the command line, as its commands see it."""

    def __init__(self) -> None:
        """Begin; the options before the command make the session."""
        self.session: Session | None = None
        self.invoked_subcommand: str | None = None
        """The command that follows the one at work, None for none."""
        self._to_close: list[Callable[[], None]] = []

    def call_on_close(self, close: Callable[[], None]) -> None:
        """Have something closed when the run ends, whatever happens."""
        self._to_close.append(close)

    def close(self) -> None:
        """End the run."""
        while self._to_close:
            self._to_close.pop()()


class Ended(Exception):
    """The command is over, and this is its exit code."""

    def __init__(self, code: int = 0) -> None:
        """Keep the code."""
        super().__init__(code)
        self.code = code


PIPED = "numbers"
"""Name of a parameter whose words are prison numbers: `-` among them stands for those of stdin."""


def call(function: Callable[..., None], context: Context | None, given: dict[str, Any]) -> None:
    """Run a command with what was typed; the one way to it, through Typer and without."""
    typed = given.get(PIPED)
    if typed and "-" in typed:
        from wingterm.cli.piped import spelled_out

        given = {**given, PIPED: spelled_out(typed, as_json=bool(given.get("json")))}
    if context is None:
        function(**given)
    else:
        function(context, **given)
