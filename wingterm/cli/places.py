"""Places: what a prison is made of, who holds its beds, and how that changes."""

from dataclasses import asdict
from typing import Annotated

import typer

from wingterm.cli import output
from wingterm.cli.acts import perform
from wingterm.cli.plain import PlainCommand, group
from wingterm.cli.session import At, Csv, Json, RequestId, session_of

places = group(
    """List the places of the prison; add and change them.

    Without a command it lists them with their capacities.

    Examples:
      wingterm places
      wingterm places --csv
    """,
    invoke_without_command=True,
)

Cna = Annotated[
    int,
    typer.Option(
        "--cna",
        metavar="N",
        min=0,
        max=99,
        show_default=False,
        help="Certified normal accommodation.",
    ),
]
Working = Annotated[
    int,
    typer.Option(
        "--working", metavar="N", min=0, max=99, show_default=False, help="Places usable now."
    ),
]
Maximum = Annotated[
    int,
    typer.Option(
        "--maximum",
        metavar="N",
        min=0,
        max=99,
        show_default=False,
        help="Maximum capacity: its beds.",
    ),
]


@places.callback()
def list_places(context: typer.Context, json: Json = False, csv: Csv = False) -> None:
    """List the places, unless a command follows."""
    if context.invoked_subcommand is not None:
        return
    from wingterm.services.places import PlaceLine
    from wingterm.services.places import places as places_of

    session = session_of(context)
    found = places_of(session.desk, session.prison)
    if json:
        output.as_json(
            ok=True, prison=session.prison.code, places=[place._asdict() for place in found]
        )
    elif csv:
        output.as_csv(PlaceLine._fields, found)
    else:
        output.table(("code", "kind", "name", "CNA", "working", "max."), found)


@places.command("add", cls=PlainCommand)
def add_place(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="Code, such as A-1-004.")],
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help="WING, SPUR, LANDING, CELL or AREA.")
    ],
    name: Annotated[str, typer.Option("--name", metavar="TEXT", help="Name to show.")] = "",
    cna: Cna = 0,
    working: Working = 0,
    maximum: Maximum = 0,
    at: At = "",
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Add a place; a cell comes with its capacities and beds.

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


@places.command("capacity", cls=PlainCommand)
def capacity(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CELL", help="Cell code.")],
    cna: Cna,
    working: Working,
    maximum: Maximum,
    at: At = "",
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Say what a cell holds, from a time on.

    Examples:
      wingterm places capacity A-1-004 --cna 1 --working 2 --maximum 2
      wingterm places capacity A-1-004 --cna 1 --working 0 --maximum 2 --at 09:00
    """
    from wingterm.domain.requests import SetCapacity

    session = session_of(context)
    request = SetCapacity(
        prison=session.prison.code, code=code, cna=cna, working=working, maximum=maximum,
        at=session.instant(at, "at"),
    )  # fmt: skip
    perform(session, [request], request_id, as_json=json)


def cells(
    context: typer.Context,
    under: Annotated[
        str, typer.Option("--under", metavar="CODE", help="Below a wing, spur or landing.")
    ] = "",
    room: Annotated[bool, typer.Option("--room", help="Only cells with room.")] = False,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """List cells: what they hold, the room left, and who.

    Examples:
      wingterm cells --under A-1
      wingterm cells --room
    """
    from wingterm.domain.times import iso
    from wingterm.services.places import cells as cells_of

    session = session_of(context)
    found = cells_of(session.desk, session.prison, under=under, with_room=room)
    if json:
        held = [
            {
                "code": cell.code,
                "landing": cell.landing,
                **asdict(cell.capacity),
                "room": cell.room,
                "people": [{**p._asdict(), "since": iso(p.since)} for p in cell.people],
            }
            for cell in found
        ]
        output.as_json(ok=True, prison=session.prison.code, cells=held)
        return
    rows = [
        (
            cell.code, cell.capacity.cna, cell.capacity.working, cell.capacity.maximum, cell.room,
            "; ".join(f"{p.number} {p.last_name}, {p.first_name}" for p in cell.people),
        )
        for cell in found
    ]  # fmt: skip
    if csv:
        output.as_csv(("code", "cna", "working", "maximum", "room", "people"), rows)
    else:
        output.table(("cell", "CNA", "working", "max.", "room", "people"), rows)


def prisons(context: typer.Context, json: Json = False, csv: Csv = False) -> None:
    """List the prisons of the register.

    Examples:
      wingterm prisons
    """
    from wingterm.services.places import prisons as all_prisons

    found = [(p.code, p.name, p.timezone) for p in all_prisons(session_of(context).desk)]
    keys = ("code", "name", "timezone")
    if json:
        output.as_json(ok=True, prisons=[dict(zip(keys, one, strict=True)) for one in found])
    elif csv:
        output.as_csv(keys, found)
    else:
        output.table(("code", "name", "time zone"), found)
