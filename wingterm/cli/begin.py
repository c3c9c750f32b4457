"""What stands before a command: which register, which prison, and what was seen."""

from typing import Annotated

from wingterm import __version__
from wingterm.cli import output
from wingterm.cli.declare import Context, Ended, Option
from wingterm.cli.session import NoInput, Quiet, session_of, silence, start

NAME = "wingterm"


def _version() -> None:
    output.line(f"{NAME} {__version__}")
    raise Ended


def begin(
    context: Context,
    store: Annotated[
        str,
        Option("--store", metavar="WHERE", help="File or postgresql:// URL, for WINGTERM_STORE."),
    ] = "",
    prison: Annotated[
        str, Option("--prison", metavar="CODE", help="Which prison, for WINGTERM_PRISON.")
    ] = "",
    demo: Annotated[bool, Option("--demo", help="Use the demo register.")] = False,
    seen: Annotated[
        list[str] | None,
        Option("--seen", metavar="NUMBER=N", help="Act only if N of `show --json` is so still."),
    ] = None,
    reason: Annotated[
        str,
        Option("--reason", metavar="TEXT", help="Why; scripts must. For WINGTERM_REASON."),
    ] = "",
    quiet: Quiet = False,
    no_input: NoInput = False,
    version: Annotated[  # noqa: ARG001 - what it does at once answers
        bool, Option("--version", at_once=_version, help="Print the version.")
    ] = False,
) -> None:
    """Begin; without a command open the terminal."""
    silence(context, quiet=quiet, no_input=no_input)
    start(context, store, prison, demo=demo, reason=reason)
    session_of(context).seen = seen or []
    if context.invoked_subcommand is None:
        from wingterm.cli.terminal import open_terminal

        raise Ended(open_terminal(session_of(context)))
