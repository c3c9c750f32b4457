"""Places: what a prison is made of, what is in use, who holds its beds."""

from typing import TYPE_CHECKING, Annotated

from wingterm.cli import output
from wingterm.cli.declare import Context, Option
from wingterm.cli.session import AsOf, Csv, Json, KnownAt, Session, session_of

if TYPE_CHECKING:
    from wingterm.cli.output import Cell
    from wingterm.services.places import CellLine, PlaceLine

STATUS = {
    "ACTIVE": "",
    "INACTIVE": "out of use",
    "ARCHIVED": "closed for good",
    "DRAFT": "not in use yet",
    "CONVERTED": "no cell",
}
"""Words for the status of a place (domain note 3.3)."""

NORMAL = "NORMAL_ACCOMMODATION"


def list_places(
    context: Context,
    out_of_use: Annotated[
        bool, Option("--out-of-use", help="Only what was itself taken out of use.")
    ] = False,
    certificates: Annotated[
        bool, Option("--certificates", help="Only where a change of it is awaited.")
    ] = False,
    as_of: AsOf = "",
    known_at: KnownAt = "",
    json: Json = False,
    csv: Csv = False,
) -> None:
    """List the places of the prison; add and change them.

    Without a command it lists them with their capacities, their status and what
    they are used for: now, or as of an instant.

    Examples:
      wingterm places
      wingterm places --out-of-use
      wingterm places --as-of "2026-03-01 09:00" --csv
    """
    if context.invoked_subcommand is not None:
        return
    from wingterm.services.places import PlaceLine
    from wingterm.services.places import places as places_of

    session = session_of(context)
    found = [
        place
        for place in places_of(
            session.desk,
            session.prison,
            as_of=session.instant(as_of, "as_of"),
            known_at=session.instant(known_at, "known_at"),
        )
        if (place.status == "INACTIVE" or not out_of_use)
        and (place.certificate or not certificates)
    ]
    if json:
        code = session.prison.code
        output.as_json(ok=True, prison=code, places=[_whole(place) for place in found])
    elif csv:
        output.as_csv(PlaceLine._fields, [tuple(_whole(place).values()) for place in found])
    elif out_of_use:
        _table_of_closed(session, found)
    else:
        header = ("code", "kind", "name", "CNA", "working", "max.", "status", "marks")
        output.table(header, [_row(place) for place in found])


def _whole(place: "PlaceLine") -> "dict[str, Cell]":
    """Give a place as JSON and CSV hold it."""
    from wingterm.domain.times import iso

    since = None if place.status_since is None else iso(place.status_since)
    return {**place._asdict(), "status_since": since}


def _row(place: "PlaceLine") -> "tuple[Cell, ...]":
    by = place.out_of_use_by
    status = STATUS[place.status] or (f"out of use by {by}" if by else "")
    if place.certificate:
        status = f"{status}, certificate awaited".removeprefix(", ")
    kind = "" if place.accommodation == NORMAL else place.accommodation
    marks = [kind, place.specialist, place.used_for, place.attributes, place.sex,
             place.categories, place.cell_mark]  # fmt: skip
    return (*place[:6], status, " ".join(mark for mark in marks if mark))


def _table_of_closed(session: Session, found: "list[PlaceLine]") -> None:
    """Print what is out of use: why, since when, until when."""
    from wingterm.domain.times import shown_full

    zone = session.prison.timezone
    rows = [
        (
            place.code, place.kind, place.reason,
            "" if place.status_since is None else shown_full(place.status_since, zone),
            place.expected_back, place.reference, place.description,
        )
        for place in found
    ]  # fmt: skip
    output.table(("code", "kind", "reason", "since", "expected back", "job", "description"), rows)


def cells(
    context: Context,
    under: Annotated[
        str, Option("--under", metavar="CODE", help="Below a wing, spur or landing.")
    ] = "",
    room: Annotated[bool, Option("--room", help="Only cells with room.")] = False,
    as_of: AsOf = "",
    known_at: KnownAt = "",
    json: Json = False,
    csv: Csv = False,
) -> None:
    """List cells: what they hold, the room left, and who.

    Examples:
      wingterm cells --under A-1
      wingterm cells --room
      wingterm cells --under A --as-of "yesterday 06:00"
    """
    from wingterm.services.places import cells as cells_of

    session = session_of(context)
    found = cells_of(
        session.desk,
        session.prison,
        under=under,
        with_room=room,
        as_of=session.instant(as_of, "as_of"),
        known_at=session.instant(known_at, "known_at"),
    )
    if json:
        output.as_json(ok=True, prison=session.prison.code, cells=[_cell(one) for one in found])
        return
    rows = [
        (
            cell.code, cell.capacity.cna, cell.capacity.working, cell.capacity.maximum, cell.room,
            cell.closed, cell.marks,
            "; ".join(f"{p.number} {p.last_name}, {p.first_name}" for p in cell.people),
        )
        for cell in found
    ]  # fmt: skip
    keys = ("closed", "marks", "people")
    if csv:
        output.as_csv(("code", "cna", "working", "maximum", "room", *keys), rows)
    else:
        output.table(("cell", "CNA", "working", "max.", "room", *keys), rows)


def _cell(cell: "CellLine") -> dict[str, object]:
    """Give a cell as JSON holds it."""
    from wingterm.domain.times import iso

    return {
        "code": cell.code,
        "landing": cell.landing,
        **cell.capacity._asdict(),
        "room": cell.room,
        "closed": cell.closed,
        "marks": cell.marks,
        "people": [{**p._asdict(), "since": iso(p.since)} for p in cell.people],
    }


def prisons(context: Context, json: Json = False, csv: Csv = False) -> None:
    """List the prisons of the register.

    Examples:
      wingterm prisons
    """
    from wingterm.services.prisons import prisons as all_prisons

    found = [(p.code, p.name, p.timezone) for p in all_prisons(session_of(context).desk)]
    keys = ("code", "name", "timezone")
    if json:
        output.as_json(ok=True, prisons=[dict(zip(keys, one, strict=True)) for one in found])
    elif csv:
        output.as_csv(keys, found)
    else:
        output.table(("code", "name", "time zone"), found)
