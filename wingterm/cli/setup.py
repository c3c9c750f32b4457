"""Set up: a register of one's own, the demo, places, officers, upgrades, and what this program is."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from wingterm.cli import notices, output
from wingterm.cli.acts import perform, told
from wingterm.cli.exits import Exit
from wingterm.cli.session import At, Json, RequestId, Session, session_of
from wingterm.errors import BadInput

places = typer.Typer(
    help="List, add and change places.", rich_markup_mode=None, no_args_is_help=True
)
officer = typer.Typer(
    help="Appoint officers and list them.", rich_markup_mode=None, no_args_is_help=True
)


def init(
    context: typer.Context,
    prison: Annotated[str, typer.Option("--code", help="Code of the prison, such as WTI.")],
    name: Annotated[str, typer.Option("--name", help="Name of the prison.")],
    file: Annotated[
        Path, typer.Option("--places", help="CSV: code,kind,name,cna,working,maximum.")
    ],
    officer_name: Annotated[
        str, typer.Option("--officer", help="Your name, as the first administrator.")
    ] = "",
    timezone: Annotated[str, typer.Option("--timezone", help="Time zone.")] = "Europe/London",
) -> None:
    """Make a register of your own, with one prison. The file is checked whole before anything is made.

    Kinds of place: WING, SPUR, LANDING, CELL, AREA; a place stands after the one above it.

    Examples:
      wingterm init --code WTI --name "HMP Wingterm" --places places.csv --officer "A. Example"
    """
    from wingterm.clock import random_ids
    from wingterm.domain.outcomes import Receipt
    from wingterm.domain.requests import OpenPrison
    from wingterm.services.act import carry_out
    from wingterm.services.desk import os_account
    from wingterm.services.places_file import read_places_file
    from wingterm.services.setup import start_register

    session = session_of(context)
    code = prison.strip().upper()
    read = read_places_file(file, code)
    if read.faults:
        for fault in read.faults:
            notices.notice(f"{file}, line {fault.line}, {fault.field or 'whole'}: {fault.sentence}")
        raise BadInput(f"{file} has {len(read.faults)} faults; nothing was made.", file=str(file))
    account = os_account()
    opening = OpenPrison(prison="REG", code=code, name=name, timezone=timezone)
    desk = start_register(session.settings, None, random_ids, account, officer_name or account)
    for requests in ([opening], list(read.places)):
        if requests:
            outcome = carry_out(desk, requests)
            if not isinstance(outcome, Receipt):
                raise typer.Exit(told(outcome, as_json=False, lines=True))
    output.line(f"{name} ({code}) has {len(read.places)} places in {session.settings.store}.")


def demo(
    context: typer.Context,
    reset: Annotated[bool, typer.Option("--reset", help="Make it anew.")] = False,
) -> None:
    """Open the terminal on an invented prison. It has a register of its own; yours is never touched.

    Other commands work on it with --demo: wingterm --demo roll

    Examples:
      wingterm demo
      wingterm demo --reset
    """
    from wingterm.services.demo import open_demo

    session = session_of(context)
    if session.settings.store != session.settings.demo().store:
        session = Session(session.settings.demo())
    desk = open_demo(session.settings, reset=reset)
    if sys.stdin.isatty() and sys.stdout.isatty():
        from wingterm.cli.terminal import open_terminal

        raise typer.Exit(open_terminal(session))
    desk.store.close()
    output.line(f"The demo register is {session.settings.store}")
    output.line("Open it in a terminal with `wingterm demo`, or use it so: wingterm --demo roll")


@places.command("list")
def list_places(context: typer.Context, json: Json = False) -> None:
    """List the places of the prison with their capacities.

    Examples:
      wingterm places list
    """
    from wingterm.services.places import places as places_of

    session = session_of(context)
    found = places_of(session.desk, session.prison)
    if json:
        output.as_json({"places": [place._asdict() for place in found]})
    else:
        output.table(("code", "kind", "name", "CNA", "working", "max."), found)


@places.command("add")
def add_place(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="Code, such as A-1-004.")],
    kind: Annotated[str, typer.Option("--kind", help="WING, SPUR, LANDING, CELL or AREA.")],
    name: Annotated[str, typer.Option("--name", help="Name to show.")] = "",
    cna: Annotated[int, typer.Option("--cna", help="Certified normal accommodation.")] = 0,
    working: Annotated[int, typer.Option("--working", help="Working capacity.")] = 0,
    maximum: Annotated[int, typer.Option("--maximum", help="Maximum capacity.")] = 0,
    at: At = "",
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Add a place.

    Examples:
      wingterm places add A-1-011 --kind CELL --cna 1 --working 2 --maximum 2
      wingterm places add CHAPEL --kind AREA --name Chapel
    """
    from wingterm.domain.requests import AddPlace

    session = session_of(context)
    request = AddPlace(
        prison=session.prison.code, code=code, kind=kind, name=name, cna=cna, working=working,
        maximum=maximum, at=session.instant(at, "at"),
    )  # fmt: skip
    perform(session, [request], request_id, as_json=json)


@places.command("capacity")
def capacity(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CELL", help="Cell code.")],
    cna: Annotated[int, typer.Option("--cna", help="Certified normal accommodation.")],
    working: Annotated[int, typer.Option("--working", help="Working capacity.")],
    maximum: Annotated[int, typer.Option("--maximum", help="Maximum capacity.")],
    at: At = "",
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Say what a cell holds, from a time on.

    Examples:
      wingterm places capacity A-1-004 --cna 1 --working 2 --maximum 2
    """
    from wingterm.domain.requests import SetCapacity

    session = session_of(context)
    request = SetCapacity(
        prison=session.prison.code, code=code, cna=cna, working=working, maximum=maximum,
        at=session.instant(at, "at"),
    )  # fmt: skip
    perform(session, [request], request_id, as_json=json)


@officer.command("appoint")
def appoint(
    context: typer.Context,
    account: Annotated[str, typer.Argument(metavar="ACCOUNT", help="Operating system account.")],
    name: Annotated[str, typer.Option("--name", help="The officer's name.")],
    role: Annotated[str, typer.Option("--role", help="See `wingterm officer roles`.")],
    ends: Annotated[str, typer.Option("--ends", help="Until when; else open.")] = "",
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Make or change an officer's record; who leaves is cut off with --ends now.

    Examples:
      wingterm officer appoint jdoe --name "J. Doe" --role wing-officer
      wingterm officer appoint jdoe --name "J. Doe" --role wing-officer --ends now
    """
    from wingterm.domain.requests import AppointOfficer

    session = session_of(context)
    request = AppointOfficer(
        prison=session.prison.code, account=account, name=name, role=role,
        ends=session.instant(ends, "ends"),
    )  # fmt: skip
    perform(session, [request], request_id, as_json=json)


@officer.command("list")
def list_officers(context: typer.Context, json: Json = False) -> None:
    """List the officers of the register.

    Examples:
      wingterm officer list
    """
    from wingterm.services.officers import officers

    found = officers(session_of(context).desk)
    if json:
        output.as_json({"officers": [one._asdict() for one in found]})
    else:
        output.table(("account", "name", "role", "prison", "in force"), found)


@officer.command("roles")
def roles() -> None:
    """List the roles and what each may do.

    Examples:
      wingterm officer roles
    """
    from wingterm.domain.roles import ROLES

    output.table(("role", "may"), [(role, " ".join(sorted(may))) for role, may in ROLES.items()])


def upgrade(context: typer.Context) -> None:
    """Bring an older register to this version's schema, whole or not at all; a file is copied first.

    Examples:
      wingterm upgrade
    """
    from wingterm.services.setup import upgrade_register

    session = session_of(context)
    copy, violations = upgrade_register(session.settings)
    if copy:
        output.line(f"Upgraded. The register as it was is {copy}")
    else:
        output.line("The register has this version's schema.")
    if violations:
        notices.notice(f"The checker found {violations} things that do not fit: wingterm verify")
        raise typer.Exit(Exit.NOT_SOUND)


def about(context: typer.Context) -> None:
    """Say which version this is, of what it is made, and where the register is.

    Examples:
      wingterm about
    """
    from wingterm import __version__
    from wingterm.services.about import facts

    output.table(
        ("what", "which"), [("wingterm", __version__), *facts(session_of(context).settings)]
    )
