"""The roll of every prison, and the table of the population."""

from typing import TYPE_CHECKING, Annotated

from wingterm.cli import output
from wingterm.cli.declare import Context, Option
from wingterm.cli.session import AsOf, Csv, Json, KnownAt, Session, session_of
from wingterm.errors import BadInput

if TYPE_CHECKING:
    from wingterm.services.country import Country
    from wingterm.services.monthly import Monthly

All = Annotated[bool, Option("--all", help="Every prison of the register.")]

SHOWN = {
    "code": "prison", "population": "pop", "in_cell": "in", "elsewhere": "else",
    "in_reception": "recp", "no_cell": "none", "out": "out", "incoming": "way", "at_large": "large",
    "signed": "op cap", "room": "room",
}  # fmt: skip
"""The figures of a table of 80 columns, and their heads."""


def all_prisons(session: Session, as_of: str, known_at: str, *, json: bool, csv: bool) -> None:
    """Print a line for each prison of the register, and their totals."""
    from wingterm.domain.times import iso
    from wingterm.services.country import PrisonLine, country

    found = country(
        session.desk,
        as_of=instant(session, as_of, "as-of"),
        known_at=instant(session, known_at, "known-at"),
    )
    if json:
        output.as_json(
            ok=True,
            as_of=iso(found.as_of),
            known_at=None if found.known_at is None else iso(found.known_at),
            prisons=[line._asdict() for line in found.prisons],
            totals=found.totals._asdict(),
        )
    elif csv:
        output.as_csv(PrisonLine._fields, [*found.prisons, found.totals])
    else:
        _print(found)


def _print(found: "Country") -> None:
    output.line(f"Roll of all prisons as of {_when(found.as_of, found.known_at, found.timezone)}")
    output.line()
    lines = [*found.prisons, found.totals._replace(code="Totals")]
    output.table(
        tuple(SHOWN.values()), [tuple(getattr(line, figure) for figure in SHOWN) for line in lines]
    )
    unsigned = sum(line.signed is None for line in found.prisons)
    if unsigned:
        output.line(f"Without a signed operational capacity: {unsigned}.")


def _when(as_of: int, known_at: int | None, zone: str) -> str:
    from wingterm.domain.times import shown_full

    known = "" if known_at is None else f", as known at {shown_full(known_at, zone)}"
    return f"{shown_full(as_of, zone)}{known}"


def monthly(
    context: Context,
    every: All = False,
    as_of: AsOf = "",
    known_at: KnownAt = "",
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Print the population by legal status, sex, age, category.

    The monthly table of the field, now or at any past instant: as of 00:00 of
    the first of a month it is that of the month before. It tells of everybody
    whom the roll counts as population, by prison too, and each part adds up to
    that. Legal status and category are of the instant and of the stay of then;
    what is not on record is counted as not recorded. Nobody is named.

    --json has the same people by all of it at once, too.

    Examples:
      wingterm monthly
      wingterm monthly --as-of "2026-03-01 00:00"
      wingterm monthly --all --csv
    """
    from wingterm.services.monthly import monthly as table_of

    session = session_of(context)
    zone = "" if every else session.prison.timezone
    table = table_of(
        session.desk,
        None if every else session.prison,
        as_of=instant(session, as_of, "as-of", zone),
        known_at=instant(session, known_at, "known-at", zone),
    )
    if json:
        output.as_json(ok=True, **_as_json(table))
    elif csv:
        output.as_csv(
            ("by", "value", "words", "people"),
            [
                ("population", "", "", table.population),
                *((part.by, *line) for part in table.breakdowns for line in part.lines),
            ],
        )
    else:
        _print_monthly(table)


def _as_json(table: "Monthly") -> dict[str, object]:
    from wingterm.domain.times import iso

    return {
        "prison": table.prison,
        "as_of": iso(table.as_of),
        "known_at": None if table.known_at is None else iso(table.known_at),
        "population": table.population,
        "breakdowns": {
            part.by: [line._asdict() for line in part.lines] for part in table.breakdowns
        },
        "cells": [cell._asdict() for cell in table.cells],
    }


def _print_monthly(table: "Monthly") -> None:
    of = table.prison or "all prisons"
    when = _when(table.as_of, table.known_at, table.timezone)
    output.line(f"Population of {of} as of {when}: {table.population}")
    for part in table.breakdowns:
        output.line()
        rows = [(line.value or "-", line.words, line.people) for line in part.lines]
        shown = sum(line.people for line in part.lines)
        output.table((part.by, "", "people"), [*rows, ("Total", "", shown)])


def instant(session: Session, text: str, field: str, zone: str = "") -> int | None:
    """Read a typed time, in the time of the first prison where none is meant; None for none.

    Raises:
        BadInput: it means nothing, or two things; the message says what to type.
    """
    if not text:
        return None
    from wingterm.domain.times import TimeNotUnderstood, parse_instant

    try:
        return parse_instant(text, session.desk.store.now(), zone or session.timezone)
    except (TimeNotUnderstood, OverflowError) as error:
        raise BadInput(str(error), field=field) from None
