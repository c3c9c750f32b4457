"""The command line's root: options that stand before a command. The commands are in `table`."""

import gc
from typing import Annotated

import typer

from wingterm import __version__
from wingterm.cli.edge import NAME, Root
from wingterm.cli.exits import MEANINGS
from wingterm.cli.plain import STYLE
from wingterm.cli.session import session_of, start

HELP = """Who is in the prison and where they are, now and at any past instant.

Without a command it opens the terminal.

Examples:
  wingterm practice
  wingterm find exam
  wingterm move A4242QZ A-1-004
  wingterm --demo roll --as-of "yesterday 06:00"
"""

EPILOG = "Exit codes:\n" + "\n".join(f"  {code:>3}  {MEANINGS[code]}" for code in MEANINGS)


app = typer.Typer(name=NAME, help=HELP, epilog=EPILOG, cls=Root, **STYLE)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"{NAME} {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    store: Annotated[
        str,
        typer.Option(
            "--store", metavar="WHERE", help="File or postgresql:// URL, for WINGTERM_STORE."
        ),
    ] = "",
    prison: Annotated[
        str, typer.Option("--prison", metavar="CODE", help="Which prison, for WINGTERM_PRISON.")
    ] = "",
    demo: Annotated[bool, typer.Option("--demo", help="Use the demo register.")] = False,
    seen: Annotated[
        list[str] | None,
        typer.Option(
            "--seen", metavar="NUMBER=N", help="Act only if N of `show --json` is so still."
        ),
    ] = None,
    version: Annotated[  # noqa: ARG001 - its callback answers
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Begin; without a command open the terminal."""
    start(context, store, prison, demo=demo)
    session_of(context).seen = seen or []
    if context.invoked_subcommand is None:
        from wingterm.cli.terminal import open_terminal

        raise typer.Exit(open_terminal(session_of(context)))


def run() -> None:
    """Run the command line and end with its exit code. Nothing leaves here as a traceback."""
    # What is loaded by now stays: no collection needs to look through it again.
    gc.freeze()
    try:
        app()
    finally:
        gc.freeze()
