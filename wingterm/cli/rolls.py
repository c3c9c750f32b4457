"""The roll, and the people behind its figures."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from wingterm.cli import output
from wingterm.cli.session import AsOf, Csv, Json, KnownAt, session_of
from wingterm.errors import BadInput

if TYPE_CHECKING:
    from wingterm.domain.roll_records import RollRow, RollSheet

LEVELS = {
    "wing": ("WING",),
    "landing": ("WING", "SPUR", "LANDING"),
    "cell": ("WING", "SPUR", "LANDING", "CELL"),
}
"""How deep the rows go, and the kinds of place that have one then."""

COLUMNS = (
    "beds_in_use", "in_cell", "elsewhere", "working", "available", "cna", "maximum",
    "over_cells", "over_people",
)  # fmt: skip
"""The figures of a row, in order."""

HEADINGS = ("in use", "in cell", "elsewh.", "working", "avail.", "CNA", "max.", "over", "by")
"""The same, as a table has them."""


def roll(
    context: typer.Context,
    level: Annotated[
        str, typer.Option("--level", metavar="LEVEL", help="wing, landing or cell.")
    ] = "wing",
    as_of: AsOf = "",
    known_at: KnownAt = "",
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Print the roll, now or at any past instant.

    Headline figures, then a row for each wing, landing or cell. --known-at leaves
    out what was recorded later: the roll as it was believed then.

    Examples:
      wingterm roll
      wingterm roll --level landing
      wingterm roll --as-of "yesterday 06:00"
      wingterm roll --as-of 06:00 --known-at 06:10 --json
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
    if json:
        output.as_json(ok=True, **_as_json(sheet, level))
    elif csv:
        output.as_csv(
            ("code", "kind", *COLUMNS),
            [_as_cells(row) for row in [*_rows(sheet, level), sheet.totals]],
        )
    else:
        print_roll(sheet, level)


def print_roll(sheet: "RollSheet", level: str) -> None:
    """Print a roll: whose and when, the headline, the rows down to a level and their totals."""
    from wingterm.domain.times import shown_full

    zone, head = sheet.prison.timezone, sheet.headline
    known = "" if sheet.known_at is None else f", as known at {shown_full(sheet.known_at, zone)}"
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
    shown: list[tuple[str | int, ...]] = [
        ("  " * row.level + row.code, *_figures(row)) for row in _rows(sheet, level)
    ]
    output.table(("place", *HEADINGS), [*shown, ("Totals", *_figures(sheet.totals))])


def _rows(sheet: "RollSheet", level: str) -> "Sequence[RollRow]":
    return [row for row in sheet.rows if row.kind in LEVELS[level]]


def _as_cells(row: "RollRow") -> tuple[str | int, ...]:
    return (row.code, row.kind, *_figures(row))


def _figures(row: "RollRow") -> tuple[int, ...]:
    return tuple(getattr(row, column) for column in COLUMNS)


def _as_json(sheet: "RollSheet", level: str) -> dict[str, object]:
    from wingterm.domain.times import iso

    return {
        "prison": sheet.prison.code,
        "as_of": iso(sheet.as_of),
        "known_at": None if sheet.known_at is None else iso(sheet.known_at),
        "headline": asdict(sheet.headline),
        "rows": [asdict(row) for row in _rows(sheet, level)],
        "totals": asdict(sheet.totals),
    }


def listing(
    context: typer.Context,
    figure: Annotated[str, typer.Argument(metavar="FIGURE", help="Whose figure; see above.")],
    as_of: AsOf = "",
    known_at: KnownAt = "",
    json: Json = False,
    csv: Csv = False,
) -> None:
    """List the people behind a figure of the roll.

    Figures: population, beds-in-use, in-cell, elsewhere, in-reception, incoming,
    in-today, out-today. Names are as they are known now.

    Examples:
      wingterm list in-reception
      wingterm list out-today --csv
      wingterm list population --as-of "yesterday 06:00"
    """
    from wingterm.domain.times import iso, shown_full
    from wingterm.services.lists import ListedPerson, people_behind

    session = session_of(context)
    prison, figure = session.prison, figure.strip().lower()
    people = people_behind(
        session.desk,
        prison,
        figure,
        as_of=session.instant(as_of, "as-of"),
        known_at=session.instant(known_at, "known-at"),
    )
    if json:
        held = [{**one._asdict(), "since": iso(one.since)} for one in people]
        output.as_json(ok=True, prison=prison.code, figure=figure, people=held)
    elif csv:
        output.as_csv(ListedPerson._fields, [(*p[:6], iso(p.since), p.note) for p in people])
    elif not people:
        output.line("Nobody.")
    else:
        header = ("number", "last name", "first name", "born", "place", "cell", "since", "note")
        output.table(
            header, [(*p[:6], shown_full(p.since, prison.timezone), p.note) for p in people]
        )
