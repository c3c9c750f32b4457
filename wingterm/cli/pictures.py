"""Pictures in letters: the map of a wing, the roll over the last days, occupancy."""

from typing import TYPE_CHECKING, Annotated

from wingterm.cli import output
from wingterm.cli.declare import Argument, Context, Option
from wingterm.cli.session import Csv, Json, session_of
from wingterm.errors import BadInput

if TYPE_CHECKING:
    from wingterm.services.pictures.charts import Chart
    from wingterm.services.pictures.wing_map import MapCell, WingMap

WIDTH = 79
"""Columns of what is printed."""


def roll_days(
    context: Context,
    days: Annotated[int, Option("--days", metavar="N", help="How many.")] = 14,
    wing: Annotated[
        str, Option("--wing", metavar="CODE", help="A wing; else the whole prison.")
    ] = "",
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Print the roll as each of the last days began.

    Newest first. The unlock roll as now known: what was entered late counts
    where it belongs, as in `wingterm roll --as-of`. Of a wing: who was inside and
    held a bed there. CNA, working capacity and signed operational capacity of
    each day stand as lines. Mind where the scale begins.

    Examples:
      wingterm roll-days
      wingterm roll-days --days 60 --wing A --csv
    """
    from wingterm.domain.times import iso
    from wingterm.services.pictures.charts import day_chart
    from wingterm.services.pictures.roll_days import DayRoll
    from wingterm.services.pictures.roll_days import roll_days as days_of

    session = session_of(context)
    found = days_of(session.desk, session.prison, days, wing)
    if json:
        output.as_json(
            ok=True,
            prison=found.prison.code,
            wing=found.wing,
            as_of=iso(session.desk.store.now()),
            lowest=found.lowest,
            highest=found.highest,
            days=[{**one._asdict(), "day": one.day.isoformat()} for one in found.days],
        )
    elif csv:
        output.as_csv(DayRoll._fields, [(one.day.isoformat(), *one[1:]) for one in found.days])
    else:
        of = f"wing {found.wing}, " if found.wing else ""
        output.line(f"Roll over {days} days of {of}{found.prison.name} ({found.prison.code})")
        output.line()
        _print_chart(day_chart(found, WIDTH))


def occupancy(
    context: Context,
    level: Annotated[str, Option("--level", metavar="LEVEL", help="wing or landing.")] = "wing",
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Print beds in use against capacity, as bars.

    A bar ends at working capacity when every place is in use. OVER: more beds in
    use than working capacity. OVER CNA: more than the certified normal
    accommodation. `wingterm roll` has every other figure.

    Examples:
      wingterm occupancy
      wingterm occupancy --level landing --json
    """
    from wingterm.domain.times import iso, shown_full
    from wingterm.services.pictures.charts import occupancy_chart, over_word
    from wingterm.services.roll import roll

    if level not in ("wing", "landing"):
        raise BadInput(f"--level {level} is not wing or landing.", field="level")
    session = session_of(context)
    sheet = roll(session.desk, session.prison)
    rows = [r for r in sheet.rows if r.level == 0 or (level == "landing" and r.kind != "CELL")]
    rows.append(sheet.totals)
    names = ("code", "kind", "beds_in_use", "working", "cna", "inactive", "over")
    told = [(*(getattr(row, name) for name in names[:-1]), over_word(row)) for row in rows]
    if json:
        output.as_json(
            ok=True, prison=sheet.prison.code, as_of=iso(sheet.as_of),
            rows=[dict(zip(names, line, strict=True)) for line in told],
        )  # fmt: skip
    elif csv:
        output.as_csv(names, told)
    else:
        at = shown_full(sheet.as_of, session.prison.timezone)
        output.line(f"Occupancy of {sheet.prison.name} ({sheet.prison.code}) as of {at}")
        output.line()
        _print_chart(occupancy_chart(rows, WIDTH))


def _print_chart(chart: "Chart") -> None:
    for line in (*chart.heads, *chart.rows):
        output.line(line.rstrip())


def wing_map(
    context: Context,
    wing: Annotated[str, Argument(metavar="WING", help="A wing, spur or landing.")],
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
