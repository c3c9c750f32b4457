"""Set up: a register of one's own, the demo, upgrades, and what this program is."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wingterm.cli import notices, output
from wingterm.cli.acts import told
from wingterm.cli.exits import Exit
from wingterm.cli.place_acts import read_or_tell, tell_faults
from wingterm.cli.quick import can_show
from wingterm.cli.rolls import print_roll
from wingterm.cli.session import Json, Session, reachable, session_of
from wingterm.cli.terminal import open_terminal

if TYPE_CHECKING:
    from wingterm.domain.requests import AddPlace
    from wingterm.services.people_file import PeopleFile


def init(
    context: typer.Context,
    prison: Annotated[
        str, typer.Option("--prison", metavar="CODE", help="Code of the prison, such as WTI.")
    ],
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="Name of the prison.")],
    file: Annotated[
        Path,
        typer.Option("--places", metavar="FILE", help="Its places: a CSV file, see above."),
    ],
    people: Annotated[
        Path | None,
        typer.Option("--people", metavar="FILE", help="Who is in it: a CSV file, see above."),
    ] = None,
    officer: Annotated[
        str, typer.Option("--officer", metavar="NAME", help="Your name; else your account.")
    ] = "",
    timezone: Annotated[
        str, typer.Option("--timezone", metavar="ZONE", help="Time zone.")
    ] = "Europe/London",
    json: Json = False,
) -> None:
    r"""Make a register of your own, with a prison and its people.

    You become its first administrator. The file of places has the header
    code,kind,name,cna,working,maximum and a line for each place: a WING, SPUR,
    LANDING, CELL or AREA, below the one that it is part of; `places load` tells
    more. The file of people has the header last_name,first_name,date_of_birth,sex
    and, as far as known: number, cell, received, reason, authority, reference,
    dated, came_from, legal_status, category, csra, alias. Both are checked whole:
    a register is made without a fault in them, or not at all.

    Examples:
      wingterm init --prison WTI --name "HMP Wingterm" --places places.csv
      wingterm init --prison WTI --name "HMP Wingterm" \
        --places places.csv --people people.csv
    """
    from wingterm.clock import random_ids, system_clock
    from wingterm.domain.outcomes import Receipt, Refused
    from wingterm.domain.requests import OpenPrison
    from wingterm.services.new_register import new_register

    settings = session_of(context).settings
    code = prison.strip().upper()
    found = read_or_tell(file, code, as_json=json)
    held = _who_is_in(people, code, timezone, found, system_clock(), as_json=json)
    opening = OpenPrison(prison="REG", code=code, name=name, timezone=timezone)
    with reachable():
        outcome = new_register(
            settings, opening, found, held.requests if held else (),
            since=held.earliest if held else None, ids=random_ids, name=officer,
        )  # fmt: skip
    if isinstance(outcome, Refused) and people and held:
        of_people = [o for o in outcome.objections if o.line > len(found)]
        if of_people:
            faults = tuple(held.fault_of(o, len(found)) for o in of_people)
            tell_faults(people, faults, as_json=json)
            raise typer.Exit(Exit.REFUSED)
    if not isinstance(outcome, Receipt):
        raise typer.Exit(told(outcome, as_json=json, lines=True))
    many = held.people if held else 0
    if json:
        output.as_json(
            ok=True, store=settings.shown_store, prison=code, places=len(found), people=many
        )
    else:
        said = f"{len(found)} places and {many} people" if people else f"{len(found)} places"
        output.line(f"{name} ({code}) has {said}, in {settings.shown_store}.")


def _who_is_in(
    file: Path | None,
    prison: str,
    timezone: str,
    places: "tuple[AddPlace, ...]",
    now: int,
    *,
    as_json: bool,
) -> "PeopleFile | None":
    """Give the people of a file; with a fault in it tell all of them and end the command."""
    from wingterm.domain.times import known_timezone
    from wingterm.errors import BadInput
    from wingterm.services.people_file import read_people_file

    if file is None:
        return None
    if not known_timezone(timezone):
        raise BadInput(f"There is no time zone {timezone}.", "Give one such as Europe/London.")
    read = read_people_file(file, prison, timezone, places, now)
    if read.faults:
        tell_faults(file, read.faults, as_json=as_json)
        raise typer.Exit(Exit.USAGE)
    return read


Reset = Annotated[bool, typer.Option("--reset", help="Make it anew.")]
Elsewhere = Annotated[
    str, typer.Option("--store", metavar="PATH", help="Keep the demo there instead.")
]


def practice(context: typer.Context, reset: Reset = False, store: Elsewhere = "") -> None:
    """Open the terminal on an invented prison, to learn on.

    It has a register of its own, made on first use; yours is never touched. Every
    screen of it says PRACTICE. In the terminal F9 goes there and back. Other
    commands work on it after --demo. Where there is no terminal it says where it
    is, and prints its roll.

    Examples:
      wingterm practice
      wingterm practice --reset
      wingterm --demo roll
    """
    _practise(context, store, reset=reset)


def demo(context: typer.Context, reset: Reset = False, store: Elsewhere = "") -> None:
    """Open the invented prison: another name of practice.

    Examples:
      wingterm demo
      wingterm demo --reset
      wingterm --demo roll
    """
    _practise(context, store, reset=reset)


def _practise(context: typer.Context, store: str, *, reset: bool) -> None:
    """Open the practice register in the terminal; where there is none print its roll."""
    from wingterm.services.demo import open_demo
    from wingterm.services.roll import roll as roll_of

    session = session_of(context)
    before = context.parent.params.get("store") if context.parent else ""
    settings = session.settings.demo()
    if store or before:
        settings = replace(settings, store=store or str(before))
    with reachable():
        open_demo(settings, reset=reset, progress=notices.progress("Making the demo")).store.close()
    shown = Session(settings)
    context.call_on_close(shown.close)
    if can_show():
        raise typer.Exit(open_terminal(shown))
    output.line(f"The demo register is {settings.store}.")
    output.line()
    print_roll(roll_of(shown.desk, shown.prison), "wing")


def upgrade(context: typer.Context) -> None:
    """Bring an older register to this version's schema.

    Whole or not at all. A file is copied first; the checker looks at the result.

    Examples:
      wingterm upgrade
    """
    from wingterm.services.setup import upgrade_register

    with reachable():
        copy, violations = upgrade_register(session_of(context).settings)
    if copy:
        output.line(f"Upgraded. The register as it was is {copy}.")
    else:
        output.line("The register has this version's schema.")
    if violations:
        notices.notice(f"{violations} do not fit: see `wingterm verify`.")
        raise typer.Exit(Exit.NOT_SOUND)


def about(context: typer.Context, json: Json = False) -> None:
    """Say which version this is, and where the register is.

    Examples:
      wingterm about
    """
    from wingterm import __version__
    from wingterm.services.about import facts

    found = [("wingterm", __version__), ("python", sys.version.partition(" ")[0])]
    with reachable():
        found += facts(session_of(context).settings)
    if json:
        output.as_json(ok=True, about=dict(found))
    else:
        output.table(("what", "which"), found)
