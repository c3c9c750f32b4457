"""The roll, the lists behind it, cells, places, prisons and codes."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from wingterm.cli import output
from wingterm.cli.session import AsOf, Csv, Json, KnownAt, session_of
from wingterm.errors import BadInput

if TYPE_CHECKING:
    from wingterm.domain.roll import RollRow, RollSheet

LEVELS = {"wing": ("WING",), "landing": ("WING", "SPUR", "LANDING"),
          "cell": ("WING", "SPUR", "LANDING", "CELL")}  # fmt: skip
COLUMNS = ("beds_in_use", "in_cell", "elsewhere", "working", "available", "cna", "maximum",
           "over_cells", "over_people")  # fmt: skip
HEADINGS = ("in use", "in cell", "elsewh.", "working", "avail.", "CNA", "max.", "over", "by")


def roll(
    context: typer.Context,
    level: Annotated[str, typer.Option("--level", help="wing, landing or cell.")] = "wing",
    as_of: AsOf = "",
    known_at: KnownAt = "",
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Print the roll: headline figures, then a row for each wing, landing or cell.

    Examples:
      wingterm roll
      wingterm roll --level landing
      wingterm roll --as-of "2026-03-02 06:00"
      wingterm roll --as-of "2026-03-02 06:00" --known-at "2026-03-02 06:10" --json
    """
    from wingterm.services.roll import roll as roll_of

    if level not in LEVELS:
        raise BadInput(f"--level {level} is not wing, landing or cell.", field="level")
    session = session_of(context)
    sheet = roll_of(
        session.desk,
        session.prison,
        as_of=session.instant(as_of, "as-of"),
        known_at=session.instant(known_at, "known-at"),
    )
    rows = [row for row in sheet.rows if row.kind in LEVELS[level]]
    if json:
        output.as_json(_as_json(sheet, rows))
    elif csv:
        output.as_csv(("code", "kind", *COLUMNS), [_cells(row) for row in [*rows, sheet.totals]])
    else:
        _print(sheet, rows)


def _cells(row: "RollRow") -> tuple[str | int, ...]:
    return (row.code or "TOTAL", row.kind, *(getattr(row, column) for column in COLUMNS))


def _as_json(sheet: "RollSheet", rows: "Sequence[RollRow]") -> dict[str, object]:
    from wingterm.domain.times import iso

    return {
        "prison": sheet.prison.code,
        "as_of": iso(sheet.as_of),
        "known_at": None if sheet.known_at is None else iso(sheet.known_at),
        "headline": asdict(sheet.headline),
        "rows": [asdict(row) for row in rows],
        "totals": asdict(sheet.totals),
    }


def _print(sheet: "RollSheet", rows: "Sequence[RollRow]") -> None:
    from wingterm.domain.times import shown_full

    zone, head = sheet.prison.timezone, sheet.headline
    known = f", as known at {shown_full(sheet.known_at, zone)}" if sheet.known_at else ""
    title = f"Roll of {sheet.prison.name} ({sheet.prison.code})"
    output.line(f"{title} as of {shown_full(sheet.as_of, zone)}{known}")
    output.line()
    output.line(
        f"Unlock roll {head.unlock_roll}   Current population {head.population}   "
        f"In today {head.in_today}   Out today {head.out_today}"
    )
    output.line(
        f"In reception {head.in_reception}   Elsewhere inside {head.elsewhere}   "
        f"Incoming transfers {head.incoming}"
    )
    output.line()
    printed = [("  " * row.level + row.code, *_cells(row)[2:]) for row in rows]
    output.table(("place", *HEADINGS), [*printed, ("Totals", *_cells(sheet.totals)[2:])])


def listing(
    context: typer.Context,
    figure: Annotated[str, typer.Argument(metavar="FIGURE", help="Which figure's people.")],
    as_of: AsOf = "",
    known_at: KnownAt = "",
    json: Json = False,
    csv: Csv = False,
) -> None:
    """List the people behind a figure of the roll.

    Figures: population, beds-in-use, in-cell, elsewhere, in-reception, incoming, in-today, out-today.

    Examples:
      wingterm list in-reception
      wingterm list out-today --csv
      wingterm list population --as-of "2026-03-02 06:00"
    """
    from wingterm.domain.times import iso, shown_full
    from wingterm.services.roll import ListedPerson, people_behind

    session = session_of(context)
    prison = session.prison
    people = people_behind(
        session.desk,
        prison,
        figure,
        as_of=session.instant(as_of, "as-of"),
        known_at=session.instant(known_at, "known-at"),
    )
    if json:
        held = [{**one._asdict(), "since": iso(one.since)} for one in people]
        output.as_json({"prison": prison.code, "figure": figure, "people": held})
    elif csv:
        output.as_csv(
            ListedPerson._fields,
            [one._replace(since=iso(one.since)) for one in people],  # type: ignore[arg-type]
        )
    elif not people:
        output.line("Nobody.")
    else:
        output.table(
            ("number", "last name", "first name", "born", "place", "cell", "since", "note"),
            [(*one[:6], shown_full(one.since, prison.timezone), one.note) for one in people],
        )


def cells(
    context: typer.Context,
    under: Annotated[str, typer.Option("--under", help="Wing or landing code.")] = "",
    room: Annotated[bool, typer.Option("--room", help="Only cells with room.")] = False,
    json: Json = False,
) -> None:
    """List cells with what they hold, the room left, and who holds their beds.

    Examples:
      wingterm cells --under A-1
      wingterm cells --room
    """
    from wingterm.services.places import cells as cells_of

    session = session_of(context)
    found = cells_of(session.desk, session.prison, under=under, with_room=room)
    if json:
        output.as_json({"cells": [
            {"code": c.code, "landing": c.landing, "room": c.room, **asdict(c.capacity),
             "people": [{"number": p.number, "state": p.state} for p in c.people]}
            for c in found
        ]})  # fmt: skip
        return
    output.table(
        ("cell", "CNA", "working", "max.", "room", "people"),
        [
            (c.code, c.capacity.cna, c.capacity.working, c.capacity.maximum, c.room,
             "; ".join(f"{p.number} {p.last_name}, {p.first_name}" for p in c.people))
            for c in found
        ],
    )  # fmt: skip


def prisons(context: typer.Context, json: Json = False) -> None:
    """List the prisons of the register.

    Examples:
      wingterm prisons
    """
    from wingterm.services.places import prisons as all_prisons

    found = all_prisons(session_of(context).desk)
    if json:
        output.as_json({"prisons": [asdict(prison) for prison in found]})
    else:
        output.table(("code", "name", "time zone"), [(p.code, p.name, p.timezone) for p in found])


def codes(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="TYPE", help="ADM, REL, TRN or CELL.")],
    json: Json = False,
) -> None:
    """List the reason codes in use: ADM (reception), REL (release), TRN (transfer), CELL (cell move).

    Examples:
      wingterm codes REL
    """
    from wingterm.services.codes import reason_codes

    found = reason_codes().active_for(kind.strip().upper())
    if not found:
        raise BadInput(f"{kind} is not a type of reason.", "Use ADM, REL, TRN or CELL.")
    if json:
        output.as_json({"reasons": [asdict(reason) for reason in found]})
    else:
        output.table(("code", "meaning"), [(r.code, r.description) for r in found])
