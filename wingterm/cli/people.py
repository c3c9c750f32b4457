"""People: make a record, change it, find it, show it."""

from typing import TYPE_CHECKING, Annotated

from wingterm.cli import notices, output
from wingterm.cli.acts import common, perform
from wingterm.cli.declare import Argument, Context, Option
from wingterm.cli.movements import Number
from wingterm.cli.session import Ack, At, Comment, Csv, Json, RequestId, session_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wingterm.services.people import HistoryLine, PersonRecord

PERSON = "Make and change a person's record."
"""Help of `person`."""

FOUND_MAX = 50
"""Most people that a search gives."""


def create(
    context: Context,
    last: Annotated[str, Argument(metavar="[LAST]", help="Last name.")] = "",
    first: Annotated[str, Argument(metavar="[FIRST]", help="First name.")] = "",
    born: Annotated[str, Option("--born", metavar="DATE", help="YYYY-MM-DD or DD/MM/YYYY.")] = "",
    sex: Annotated[str, Option("--sex", metavar="CODE", help="M, F, NK or NS.")] = "",
    number: Annotated[
        str, Option("--number", metavar="NUMBER", help="Prison number; else issued.")
    ] = "",
    temporary: Annotated[
        bool,
        Option("--temporary", help="A number such as TMP0001; what is left out is unknown."),
    ] = False,
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    r"""Make a record for a person who has none.

    They stay outside until they are received. Of a night arrival whose number
    is not known, names, date of birth and sex may be left out with --temporary.

    Examples:
      wingterm person create Example Robin --born 1990-04-12 --sex M
      wingterm person create Example Robin --born 12/04/1990 --sex M \
        --number A4242QZ
      wingterm person create Example --temporary
    """
    from wingterm.domain.requests import Register

    session = session_of(context)
    held = common(session, at, comment, ack)
    request = Register(
        prison=held.prison, last_name=last, first_name=first, date_of_birth=born, sex=sex,
        number=number, temporary=temporary, at=held.at, comment=held.comment,
        acknowledged=held.acknowledged,
    )  # fmt: skip
    perform(session, [request], request_id, as_json=json)


def give_number(
    context: Context,
    temporary: Annotated[
        str, Argument(metavar="TMPNUMBER", help="The temporary number, such as TMP0001.")
    ],
    number: Annotated[
        str, Argument(metavar="[NUMBER]", help="Prison number; else the next is issued.")
    ] = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Give a prison number to a night arrival.

    It takes the place of the temporary number, once; `find` still finds them by
    the temporary one.

    Examples:
      wingterm person number TMP0001
      wingterm person number TMP0001 A4242QZ
    """
    from wingterm.domain.requests import GiveNumber

    session = session_of(context)
    held = common(session, "", comment, ack)
    request = GiveNumber(
        prison=held.prison, person=temporary, number=number, comment=held.comment,
        acknowledged=held.acknowledged,
    )  # fmt: skip
    perform(session, [request], request_id, as_json=json)


def amend(
    context: Context,
    number: Number,
    last: Annotated[str, Option("--last", metavar="NAME", help="Last name.")] = "",
    first: Annotated[str, Option("--first", metavar="NAME", help="First name.")] = "",
    born: Annotated[str, Option("--born", metavar="DATE", help="Date of birth.")] = "",
    sex: Annotated[str, Option("--sex", metavar="CODE", help="M, F, NK or NS.")] = "",
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Say that somebody's names, date of birth or sex are others.

    From the time given on; what is not named stays as it is.

    Examples:
      wingterm person amend A4242QZ --last Sample
      wingterm person amend A4242QZ --born 1990-04-13 --at "2026-03-02 09:00"
    """
    from wingterm.domain.requests import Amend

    session = session_of(context)
    held = common(session, at, comment, ack)
    request = Amend(
        prison=held.prison, person=number, last_name=last, first_name=first, date_of_birth=born,
        sex=sex, at=held.at, comment=held.comment, acknowledged=held.acknowledged,
    )  # fmt: skip
    perform(session, [request], request_id, as_json=json)


def find(
    context: Context,
    text: Annotated[str, Argument(metavar="TEXT", help="What is known: see above.")],
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Find people by whatever is known of them.

    Prison number; how the surname begins, or `surname, first`, other names too
    and what sounds or looks alike; date of birth; PNC, CRO or another identity
    number; cell. Accents and capitals do not matter.

    Examples:
      wingterm find A4242QZ
      wingterm find exam
      wingterm find "example, r"
      wingterm find 12/04/1990
      wingterm find A-1-004
    """
    from wingterm.services.people import FoundPerson
    from wingterm.services.people import find as found_by

    # One more than is shown, so that what is left out can be said.
    found = found_by(session_of(context).desk, text, limit=FOUND_MAX + 1)
    shown, more = found[:FOUND_MAX], len(found) > FOUND_MAX
    if json:
        output.as_json(ok=True, people=[one._asdict() for one in shown], more=more)
        return
    if csv:
        output.as_csv(FoundPerson._fields, shown)
    elif shown:
        header = ("number", "last name", "first name", "born", "prison", "place", "cell", "how")
        output.table(header, shown)
    else:
        output.line("Nobody. Type fewer letters of the surname, or something else that is known.")
    if more:
        notices.notice(f"The first {FOUND_MAX} are shown; type more letters.")


def show(context: Context, number: Number, json: Json = False) -> None:
    """Show who somebody is, where they are, and every movement.

    Of a record that is merged into another, that one is shown, with the lines
    of both.

    Examples:
      wingterm show A4242QZ
      wingterm show A4242QZ --json
    """
    from wingterm.services.people import show as record_of

    session = session_of(context)
    record = record_of(session.desk, number)
    if json:
        output.as_json(ok=True, person=_as_json(record))
        return
    if number.strip().upper() in {one.number for one in record.merged}:
        notices.notice(f"{number.strip().upper()} is the same person as {record.number}.")
    from wingterm.services.places import prisons

    zones = {prison.code: prison.timezone for prison in prisons(session.desk)}
    _print(record, zones.get(record.prison) or session.timezone)


def _as_json(record: "PersonRecord") -> dict[str, object]:
    from wingterm.domain.times import iso

    return {
        "number": record.number,
        "last_name": record.last_name,
        "first_name": record.first_name,
        "date_of_birth": record.date_of_birth,
        "sex": record.sex,
        "state": record.state,
        "seen": record.pseq,
        "prison": record.prison,
        "kind": str(record.kind),
        "place": record.place,
        "bed_cell": record.bed_cell,
        "since": iso(record.since),
        "came_from": record.came_from,
        "died": record.died,
        "hold_until": None if record.hold_until is None else iso(record.hold_until),
        "out": _out_as_json(record),
        "history": [_line_as_json(line) for line in record.history],
        "merged": [
            {
                **one._asdict(),
                "since": iso(one.since),
                "history": [_line_as_json(line) for line in one.history],
            }
            for one in record.merged
        ],
    }


def _line_as_json(line: "HistoryLine") -> dict[str, object]:
    from wingterm.domain.times import iso

    times = {"occurred_at": iso(line.occurred_at), "recorded_at": iso(line.recorded_at)}
    return {**line._asdict(), **times}


def _out_as_json(record: "PersonRecord") -> dict[str, object] | None:
    from wingterm.domain.times import iso

    if record.out is None:
        return None
    due = record.out.due_back
    return {**record.out._asdict(), "due_back": None if due is None else iso(due)}


def _out_in_words(record: "PersonRecord", zone: str) -> str:
    """Say where somebody who is out went, with whom, and when they are due back."""
    from wingterm.domain.times import shown_full

    assert record.out is not None
    parts = [f"To {record.out.destination}"]
    if record.out.due_back is not None:
        parts.append(f"due back {shown_full(record.out.due_back, zone)}")
    if record.out.escort:
        parts.append(f"escort {record.out.escort}")
    if record.out.officers:
        parts.append(f"officers {record.out.officers}")
    return "; ".join(parts)


def _print(record: "PersonRecord", zone: str) -> None:
    from wingterm.domain.times import shown_full

    output.line(f"{record.shown}, born {record.date_of_birth}, {record.sex}")
    where = f"{record.where}, {record.prison}" if record.prison else record.where
    output.line(f"{where} since {shown_full(record.since, zone)}")
    if record.hold:
        output.line(f"{record.hold[0].upper()}{record.hold[1:]}")
    if record.out is not None:
        output.line(_out_in_words(record, zone))
    output.line()
    _print_line(record.history, zone)
    for one in record.merged:
        output.line()
        output.line(f"Also on record as {one.shown}, born {one.date_of_birth}, {one.sex}")
        since = shown_full(one.since, zone)
        output.line(f"since {since}, by {one.officer} [{one.entry}]: {one.why}")
        output.line()
        _print_line(one.history, zone)


def _print_line(history: "Sequence[HistoryLine]", zone: str) -> None:
    """Print the entries of a line, newest first."""
    from wingterm.domain.times import shown_full

    output.table(
        ("entry", "when", "what", "to", "reason", "officer", "note"),
        [
            (
                line.entry,
                shown_full(line.occurred_at, zone),
                f"{line.verb} (never happened)" if line.corrected else line.verb,
                line.went_to,
                line.reason,
                line.officer,
                line.note,
            )
            for line in history
        ],
    )
