"""The command line's root: options that stand before a command, and every command by its name."""

import gc
from collections.abc import Callable
from typing import Annotated, ClassVar

import typer

from wingterm import __version__
from wingterm.cli import (
    checks_plan,
    contingency,
    corrections,
    drafts,
    endings,
    goto,
    keys,
    movements,
    officers,
    out,
    paper,
    particulars,
    people,
    pictures,
    place_status,
    places,
    prison_setup,
    reception,
    rolls,
    rolls_days,
    rolls_history,
    rolls_lists,
    serve,
    setup,
    terminal,
    transfers,
    trust,
)
from wingterm.cli.edge import NAME, Root
from wingterm.cli.exits import MEANINGS
from wingterm.cli.plain import PlainCommand, group
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


class Wingterm(Root):
    """The commands, in the groups in which help shows them."""

    sections: ClassVar[dict[str, tuple[str, ...]]] = {
        "Start": ("terminal", "keys", "serve", "practice", "demo", "init"),
        "People": ("find", "goto", "show", "person", "particulars", "record", "end", "kinds",
                   "drafts"),
        "Movements": (
            "receive", "recall", "recapture", "move", "swap", "elsewhere", "back", "court",
            "absence", "hospital", "transfer", "release", "escape", "abscond", "fail-to-return",
            "death", "remove-body", "discharge-hospital", "correct", "correct-fact",
        ),
        "The roll": (
            "check", "roll", "roll-days", "occupancy", "list", "map", "daily-state", "evacuation",
            "cells", "history", "cell-history", "print", "contingency",
        ),
        "The prison": (
            "prisons", "prison-open", "prison-settings", "places", "codes", "officer",
        ),
        "The register": ("verify", "receipt", "upgrade", "about"),
    }  # fmt: skip


COMMANDS: dict[str, Callable[..., None]] = {
    "terminal": terminal.terminal,
    "serve": serve.serve,
    "practice": setup.practice,
    "demo": setup.demo,
    "init": setup.init,
    "find": people.find,
    "goto": goto.goto,
    "show": people.show,
    "particulars": particulars.particulars,
    "record": particulars.record,
    "end": particulars.end,
    "kinds": particulars.kinds,
    "receive": reception.receive,
    "recall": reception.recall,
    "recapture": reception.recapture,
    "move": movements.move,
    "swap": movements.swap,
    "elsewhere": movements.elsewhere,
    "back": movements.back,
    "court": out.court,
    "absence": out.absence,
    "hospital": out.hospital,
    "release": endings.release,
    "escape": endings.escape,
    "abscond": endings.abscond,
    "fail-to-return": endings.fail_to_return,
    "death": endings.death,
    "remove-body": endings.remove_body,
    "discharge-hospital": endings.discharge_hospital,
    "correct": corrections.correct,
    "correct-fact": corrections.correct_fact,
    "roll": rolls.roll,
    "list": rolls_lists.listing,
    "map": pictures.wing_map,
    "roll-days": pictures.roll_days,
    "occupancy": pictures.occupancy,
    "daily-state": rolls_days.daily_state,
    "evacuation": rolls_days.evacuation,
    "contingency": contingency.contingency,
    "history": rolls_history.history,
    "cell-history": rolls_history.cell_history,
    "cells": places.cells,
    "prisons": places.prisons,
    "prison-open": prison_setup.prison_open,
    "prison-settings": prison_setup.prison_settings,
    "codes": particulars.codes,
    "verify": trust.verify,
    "receipt": trust.receipt,
    "upgrade": setup.upgrade,
    "about": setup.about,
    "keys": keys.keys,
}
"""Commands that stand alone, by name."""

GROUPS: dict[str, typer.Typer] = {
    "check": checks_plan.check,
    "drafts": drafts.drafts,
    "person": people.person,
    "print": paper.paper,
    "transfer": transfers.transfer,
    "places": place_status.places,
    "officer": officers.officer,
}
"""Commands with commands below them."""

app = group(HELP, cls=Wingterm, epilog=EPILOG, name=NAME)


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
        raise typer.Exit(terminal.open_terminal(session_of(context)))


for _name, _command in COMMANDS.items():
    app.command(_name, cls=PlainCommand)(_command)
for _name, _group in GROUPS.items():
    app.add_typer(_group, name=_name)


def run() -> None:
    """Run the command line and end with its exit code. Nothing leaves here as a traceback."""
    # What is loaded by now stays: no collection needs to look through it again.
    gc.freeze()
    try:
        app()
    finally:
        gc.freeze()
