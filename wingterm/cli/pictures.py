"""Pictures in letters: the map of a wing."""

from typing import TYPE_CHECKING, Annotated

import typer

from wingterm.cli import output
from wingterm.cli.session import Csv, Json, session_of

if TYPE_CHECKING:
    from wingterm.services.pictures.wing_map import MapCell, WingMap

WIDTH = 80
"""Columns of what is printed."""


def wing_map(
    context: typer.Context,
    wing: Annotated[str, typer.Argument(metavar="WING", help="A wing, spur or landing.")],
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Print a wing as a map of its cells.

    A box for each cell: the end of its code, how many hold its beds, and below
    that the marks of those people, the most dangerous first. The last lines say
    what the letters mean. --json and --csv have each cell with its people and
    their marks in words.

    Examples:
      wingterm map A
      wingterm map A-1 --json
    """
    from wingterm.domain.times import shown_full
    from wingterm.services.pictures.boxes import LEGEND, picture
    from wingterm.services.pictures.wing_map import wing_map as map_of

    session = session_of(context)
    found = map_of(session.desk, session.prison, wing)
    if json:
        output.as_json(ok=True, **_as_json(found))
    elif csv:
        output.as_csv(
            ("cell", "use", "closed", "number", "last_name", "first_name", "where", "csra",
             "flags", "letters", "apart"),
            [row for cell in found.cells for row in _as_rows(cell)],
        )  # fmt: skip
    else:
        at = shown_full(found.as_of, session.prison.timezone)
        output.line(f"Map of {found.code}, {session.prison.name} ({session.prison.code}), {at}")
        output.line()
        for line in picture(found, WIDTH, roomy=True).lines:
            output.line(line)
        output.line()
        for line in LEGEND:
            output.line(line)


def _as_rows(cell: "MapCell") -> list[tuple[str, ...]]:
    """Give a row for each person of a cell, one without a person for an empty cell."""
    about = (cell.code, cell.use.value, cell.closed)
    people = [
        (p.number, p.last_name, p.first_name, p.where, p.csra, p.flags, p.letters,
         " ".join(p.apart))
        for p in cell.people
    ]  # fmt: skip
    return [(*about, *one) for one in people or [("",) * 8]]


def _as_json(found: "WingMap") -> dict[str, object]:
    from wingterm.domain.times import iso

    return {
        "prison": found.prison.code,
        "as_of": iso(found.as_of),
        "code": found.code,
        "units": [
            {
                "code": unit.code,
                "beds_in_use": unit.beds_in_use,
                "working": unit.working,
                "cells": [_cell(cell) for cell in unit.cells],
            }
            for unit in found.units
        ],
    }


def _cell(cell: "MapCell") -> dict[str, object]:
    return {
        "code": cell.code,
        "use": cell.use.value,
        "room_for": cell.room_for,
        "working": cell.working,
        "cna": cell.cna,
        "closed": cell.closed,
        "marks": cell.marks,
        "letters": cell.letters,
        "people": [person._asdict() for person in cell.people],
    }
