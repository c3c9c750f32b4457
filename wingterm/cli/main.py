"""The command line's root: options that stand before a command, and every command by its name."""

import gc
import sys
from pathlib import Path
from typing import Annotated

import typer

from wingterm import __version__
from wingterm.cli import movements, notices, people, rolls, setup, terminal, transfers, trust
from wingterm.cli.exits import Exit
from wingterm.cli.session import session_of, start
from wingterm.errors import WingtermError

HELP = """Who is in the prison and where they are, now and at any past instant.

Without a command it opens the terminal. Examples:
  wingterm demo
  wingterm find exam
  wingterm move A4242QZ A-1-004
  wingterm --demo roll --as-of "yesterday 06:00"
"""

EPILOG = (
    "Exit codes: 0 done, 1 refused by a rule, 2 cannot be understood, 3 not found, 4 conflict, "
    "5 busy, 6 warnings to acknowledge, 7 not authorised, 8 not sound, 69 register unusable, "
    "70 fault of wingterm, 130 interrupted."
)

app = typer.Typer(
    help=HELP,
    epilog=EPILOG,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=False,
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"wingterm {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    store: Annotated[
        str, typer.Option("--store", help="Register: a file or postgresql:// URL [WINGTERM_STORE].")
    ] = "",
    prison: Annotated[str, typer.Option("--prison", help="Prison code [WINGTERM_PRISON].")] = "",
    demo: Annotated[bool, typer.Option("--demo", help="Use the demo register.")] = False,
    version: Annotated[  # noqa: ARG001 - its callback answers
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Begin; without a command open the terminal, or print this help where there is none."""
    start(context, store, prison, demo=demo)
    if context.invoked_subcommand is None:
        if sys.stdin.isatty() and sys.stdout.isatty():
            raise typer.Exit(terminal.open_terminal(session_of(context)))
        typer.echo(context.get_help())


for name, command in (
    ("terminal", terminal.terminal),
    ("demo", setup.demo),
    ("init", setup.init),
    ("find", people.find),
    ("show", people.show),
    ("receive", movements.receive),
    ("move", movements.move),
    ("swap", movements.swap),
    ("elsewhere", movements.elsewhere),
    ("back", movements.back),
    ("release", movements.release),
    ("correct", movements.correct),
    ("correct-fact", movements.correct_fact),
    ("roll", rolls.roll),
    ("list", rolls.listing),
    ("cells", rolls.cells),
    ("prisons", rolls.prisons),
    ("codes", rolls.codes),
    ("verify", trust.verify),
    ("receipt", trust.receipt),
    ("upgrade", setup.upgrade),
    ("about", setup.about),
):
    app.command(name)(command)
app.add_typer(people.person, name="person")
app.add_typer(transfers.transfer, name="transfer")
app.add_typer(setup.places, name="places")
app.add_typer(setup.officer, name="officer")


def run() -> int:
    """Run the command line; give its exit code. Nothing leaves here as a traceback."""
    # What is loaded so far stays: a collection at the end would only look through it.
    gc.freeze()
    try:
        app()
    except WingtermError as error:
        return int(notices.told(error))
    except KeyboardInterrupt:
        return int(Exit.INTERRUPTED)
    except BrokenPipeError:
        sys.stdout = None
        return int(Exit.DONE)
    except Exception as error:  # noqa: BLE001 - the last edge: staff get a sentence, not a traceback
        return int(notices.fault(error, _log()))
    return int(Exit.DONE)


def _log() -> Path:
    import platformdirs

    return Path(platformdirs.user_state_dir("wingterm")) / "faults.log"
