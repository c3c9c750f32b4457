"""The roll: headline, rows and the readings in force."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from wingterm.cli import output
from wingterm.cli.declare import Context, Option
from wingterm.cli.rolls_country import All, all_prisons
from wingterm.cli.session import AsOf, Csv, Json, KnownAt, session_of
from wingterm.errors import BadInput

if TYPE_CHECKING:
    from wingterm.domain.roll_records import Headline, RollRow, RollSheet

LEVELS = {
    "wing": ("WING",),
    "landing": ("WING", "SPUR", "LANDING"),
    "cell": ("WING", "SPUR", "LANDING", "CELL"),
}
"""How deep the rows go, and the kinds of place that have one then."""

COLUMNS = (
    "beds_in_use", "in_cell", "elsewhere", "out", "working", "available", "inactive",
    "held_apart", "cna", "maximum", "over_cells", "over_people",
)  # fmt: skip
"""The figures of a row, in order."""

SHOWN = {
    "beds_in_use": "beds", "in_cell": "in", "elsewhere": "else", "out": "out", "working": "work",
    "available": "avail", "inactive": "inact", "cna": "CNA", "maximum": "max", "over_cells": "over",
    "over_people": "by",
}  # fmt: skip
"""The figures of a table of 80 columns, and their heads."""


def roll(
    context: Context,
    level: Annotated[
        str, Option("--level", metavar="LEVEL", help="wing, landing or cell.")
    ] = "wing",
    every: All = False,
    as_of: AsOf = "",
    known_at: KnownAt = "",
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Print the roll, now or at any past instant.

    Headline figures, then a row for each wing, landing or cell. --known-at leaves
    out what was recorded later: the roll as it was believed then.

    Columns, with their older names:
      beds   Beds in use: who holds a bed here = in + else + out
      in     Currently in (currently in cell)
      else   Elsewhere inside the prison
      out    Currently out: at court, on temporary absence, at hospital
      work   Working capacity (operational capacity): usable places
      avail  Beds available (net vacancies): work - beds; may be below 0
      inact  Inactive cells (out of order)
      CNA    Certified normal accommodation (baseline)
      max    Maximum capacity
      over   Cells with more people than their CNA, and by how many

    --all prints a line for each prison instead: pop is the current population,
    recp in reception, none without a cell, way on the way there, large at large,
    op cap the signed operational capacity and room what it leaves (op cap - pop).
    It is for administrators and officers of the register.

    The lines below the table say which readings are in force: whether people in
    care and separation cells count in avail, and which cells count in inact.

    Examples:
      wingterm roll
      wingterm roll --level landing
      wingterm roll --all
      wingterm roll --as-of "yesterday 06:00"
      wingterm roll --as-of 06:00 --known-at 06:10 --json
    """
    from wingterm.services.roll import roll as roll_of

    if level not in LEVELS:
        raise BadInput(
            f"--level {level} is not wing, landing or cell.", "Use one of these.", field="level"
        )
    session = session_of(context)
    if every:
        all_prisons(session, as_of, known_at, json=json, csv=csv)
        return
    sheet = roll_of(
        session.desk,
        session.prison,
        as_of=session.instant(as_of, "as-of"),
        known_at=session.instant(known_at, "known-at"),
    )
    if json:
        output.as_json(ok=True, **_as_json(sheet, level))
    elif csv:
        output.as_csv(
            ("code", "kind", "status", *COLUMNS),
            [_as_cells(row) for row in [*_rows(sheet, level), sheet.totals]],
        )
    else:
        print_roll(sheet, level)


def print_roll(sheet: "RollSheet", level: str) -> None:
    """Print a roll: whose and when, the headline, the rows down to a level and their totals."""
    from wingterm.domain.times import shown_full

    zone = sheet.prison.timezone
    known = "" if sheet.known_at is None else f", as known at {shown_full(sheet.known_at, zone)}"
    title = f"Roll of {sheet.prison.name} ({sheet.prison.code})"
    output.line(f"{title} as of {shown_full(sheet.as_of, zone)}{known}")
    output.line()
    for line in _headline(sheet.headline):
        output.line(line)
    output.line()
    shown: list[tuple[str | int, ...]] = [
        ("  " * row.level + row.code, *_figures(row, SHOWN)) for row in _rows(sheet, level)
    ]
    shown.append(("Totals", *_figures(sheet.totals, SHOWN)))
    output.table(("place", *SHOWN.values()), shown)
    output.line()
    for line in sheet.readings:
        output.line(line)


def _headline(head: "Headline") -> tuple[str, ...]:
    signed = "not signed" if head.signed is None else str(head.signed)
    off_site = f"{head.out} (court {head.court}, absence {head.absence}, hospital {head.hospital})"
    lines: tuple[dict[str, int | str], ...] = (
        {
            "Unlock roll": head.unlock_roll,
            "Current population": head.population,
            "In today": head.in_today,
            "Out today": head.out_today,
        },
        {
            "In reception": head.in_reception,
            "No cell allocated": head.no_cell,
            "Elsewhere inside": head.elsewhere,
            "Incoming transfers": head.incoming,
        },
        {"Out": off_site, "Overnights": head.overnights, "Overdue": head.overdue},
        {
            "At large": head.at_large,
            "On the roll": head.on_roll,
            "Signed operational capacity": signed,
        },
    )
    return tuple("   ".join(f"{words} {n}" for words, n in line.items()) for line in lines)


def _rows(sheet: "RollSheet", level: str) -> "Sequence[RollRow]":
    return [row for row in sheet.rows if row.kind in LEVELS[level]]


def _as_cells(row: "RollRow") -> tuple[str | int, ...]:
    return (row.code, row.kind, row.status, *_figures(row, COLUMNS))


def _figures(row: "RollRow", columns: "Sequence[str] | dict[str, str]") -> tuple[int, ...]:
    return tuple(getattr(row, column) for column in columns)


def _as_json(sheet: "RollSheet", level: str) -> dict[str, object]:
    from wingterm.domain.times import iso

    return {
        "prison": sheet.prison.code,
        "as_of": iso(sheet.as_of),
        "known_at": None if sheet.known_at is None else iso(sheet.known_at),
        "headline": sheet.headline._asdict(),
        "rows": [row._asdict() for row in _rows(sheet, level)],
        "totals": sheet.totals._asdict(),
        "readings": list(sheet.readings),
    }
