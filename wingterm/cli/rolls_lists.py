"""The people behind the figures of the roll."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from wingterm.cli import output
from wingterm.cli.declare import Argument, Context
from wingterm.cli.session import AsOf, Csv, Json, KnownAt, session_of

if TYPE_CHECKING:
    from wingterm.services.lists import ListedPerson


def listing(
    context: Context,
    figure: Annotated[str, Argument(metavar="FIGURE", help="Whose figure; see above.")],
    as_of: AsOf = "",
    known_at: KnownAt = "",
    json: Json = False,
    csv: Csv = False,
) -> None:
    """List the people behind a figure of the roll.

    Figures: population, unlock-roll, beds-in-use, in-cell, elsewhere,
    in-reception, no-cell, incoming, in-today, out-today, out, court, absence,
    hospital, overnights, overdue, at-large, on-roll, held-apart, without-order.

    Those out are shown with destination, escort, officers and when they are due
    back. held-apart: in care and separation cells, left out of beds available.
    without-order: held until an order comes, none being on record; no roll counts
    them. population, in-cell, in-reception, no-cell, incoming and in-today show
    CSRA and alert flags. Names are as they are known now.

    Examples:
      wingterm list in-reception
      wingterm list overdue
      wingterm list without-order
      wingterm list out-today --csv
      wingterm list population --as-of "yesterday 06:00"
    """
    from wingterm.services.lists import AT_A_GLANCE, OUT_FIGURES, ListedPerson, people_behind

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
        output.as_json(
            ok=True, prison=prison.code, figure=figure, people=[as_plain(one) for one in people]
        )
    elif csv:
        output.as_csv(
            ListedPerson._fields,
            [tuple(as_plain(one).values()) for one in people],
        )
    elif not people:
        output.line("Nobody.")
    elif figure in OUT_FIGURES:
        print_out(people, prison.timezone)
    else:
        print_people(people, prison.timezone, glance=figure in AT_A_GLANCE)


def as_plain(person: "ListedPerson") -> dict[str, str | int | None]:
    """Give somebody as JSON has them."""
    from wingterm.domain.times import iso

    plain = person._asdict()
    for name in ("since", "due_back", "hold_until"):
        if plain[name] is not None:
            plain[name] = iso(plain[name])
    return plain


def print_people(people: "Sequence[ListedPerson]", timezone: str, *, glance: bool) -> None:
    """Print where people are and why; at a glance with CSRA and alert flags."""
    from wingterm.domain.times import shown_full

    header = ("number", "last name", "first name", "born", "place", "cell", "since", "note")
    more = ("CSRA", "flags") if glance else ()
    rows = [
        (*p[:6], shown_full(p.since, timezone), p.note, *((p.csra, p.flags) if glance else ()))
        for p in people
    ]
    output.table((*header, *more), rows)


def print_out(people: "Sequence[ListedPerson]", timezone: str) -> None:
    """Print where people are who are off site, with whom, and when they are due back."""
    from wingterm.domain.times import shown_full

    header = (
        "number", "last name", "first name", "born", "place", "cell", "since", "due back",
        "destination", "escort", "officers", "note",
    )  # fmt: skip
    output.table(
        header,
        [
            (
                *p[:6],
                shown_full(p.since, timezone),
                shown_full(p.due_back, timezone) if p.due_back is not None else "not said",
                p.destination,
                p.escort,
                p.officers,
                p.note.removeprefix(f"to {p.destination}; "),
            )
            for p in people
        ],
    )
