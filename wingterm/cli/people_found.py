"""People: find them by whatever is known, and show everything that is known of one."""

from typing import TYPE_CHECKING, Annotated

from wingterm.cli import notices, output
from wingterm.cli.declare import Argument, Context
from wingterm.cli.session import Csv, Json, session_of
from wingterm.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wingterm.services.desk import Desk
    from wingterm.services.people import FoundPerson, HistoryLine, PersonRecord

FOUND_MAX = 50
"""Most people that a search gives."""

NAMED_MAX = 20
"""Most numbers that are named as nobody's."""


def find(
    context: Context,
    text: Annotated[
        str, Argument(metavar="TEXT", help="What is known: see above; - reads several from stdin.")
    ],
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Find people by whatever is known of them.

    Prison number; how the surname begins, or `surname, first`, other names too
    and what sounds or looks alike; date of birth; PNC, CRO or another identity
    number; cell. Accents and capitals do not matter. `-` stands for the lines of
    standard input, each of which is looked for.

    Examples:
      wingterm find A4242QZ
      wingterm find exam
      wingterm find "example, r"
      wingterm find 12/04/1990
      wingterm find A-1-004
      wingterm find - --csv
    """
    from wingterm.cli.piped import WORD, texts
    from wingterm.services.people import FoundPerson

    desk = session_of(context).desk
    if text == WORD:
        _find_each(desk, texts(), json=json, csv=csv)
        return
    shown, more = _found(desk, text)
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


def _found(desk: "Desk", text: str) -> "tuple[tuple[FoundPerson, ...], bool]":
    """Give whom a text finds, as many as are shown, and whether there are more."""
    from wingterm.services.people import find as found_by

    # One more than is shown, so that what is left out can be said.
    found = found_by(desk, text, limit=FOUND_MAX + 1)
    return found[:FOUND_MAX], len(found) > FOUND_MAX


def _find_each(desk: "Desk", texts: "Sequence[str]", *, json: bool, csv: bool) -> None:
    """Print whom each of several texts finds, with the text."""
    from wingterm.services.people import FoundPerson

    found = [(text, *_found(desk, text)) for text in texts]
    if json:
        each = [
            {"text": text, "people": [one._asdict() for one in people], "more": more}
            for text, people, more in found
        ]
        output.as_json(ok=True, found=each)
        return
    rows = [(text, *one) for text, people, _ in found for one in people]
    if csv:
        output.as_csv(("text", *FoundPerson._fields), rows)
    elif rows:
        header = ("text", "number", "last name", "first name", "born", "prison", "place", "cell")
        output.table(header, [row[: len(header)] for row in rows])
    for text, people, more in found:
        if not people:
            notices.notice(f"{text}: nobody.")
        elif more:
            notices.notice(f"{text}: the first {FOUND_MAX} are shown; send more letters.")


def show(
    context: Context,
    people: Annotated[
        list[str], Argument(metavar="NUMBER...", help="Prison numbers; - reads them from stdin.")
    ],
    json: Json = False,
) -> None:
    """Show who somebody is, where they are, and every movement.

    Of a record that is merged into another, that one is shown, with the lines
    of both. Of several people all are shown, or who is nobody is told.

    Examples:
      wingterm show A4242QZ
      wingterm show A4242QZ --json
      wingterm list overdue --csv | wingterm show - --json
    """
    from wingterm.cli.piped import WORD, spelled_out
    from wingterm.services.prisons import prisons

    session = session_of(context)
    numbers = spelled_out(people, as_json=json) if WORD in people else people
    records = _records(session.desk, numbers)
    if json:
        # Several, or a pipe however many it sends: scripts read one shape or the other.
        told = [_as_json(record) for record in records]
        alone = len(people) == 1 and WORD not in people
        output.as_json(ok=True, **({"person": told[0]} if alone else {"people": told}))
        return
    zones = {prison.code: prison.timezone for prison in prisons(session.desk)}
    for number, record in zip(numbers, records, strict=True):
        if record is not records[0]:
            output.line()
        if number.strip().upper() in {one.number for one in record.merged}:
            notices.notice(f"{number.strip().upper()} is the same person as {record.number}.")
        _print(record, zones.get(record.prison) or session.timezone)


def _records(desk: "Desk", numbers: "Sequence[str]") -> "list[PersonRecord]":
    """Give the records of people.

    Raises:
        NotFound: nobody has one of the numbers; of several all that are nobody's are named.
    """
    from wingterm.services.people import show as record_of

    if len(numbers) == 1:
        return [record_of(desk, numbers[0])]
    found, nobody = [], []
    for number in numbers:
        try:
            found.append(record_of(desk, number))
        except NotFound as error:
            nobody.append(number.strip().upper())
            hint = error.hint
    if nobody:
        more = f" and {len(nobody) - NAMED_MAX} more" if len(nobody) > NAMED_MAX else ""
        named = ", ".join(nobody[:NAMED_MAX])
        raise NotFound(f"Nobody in this register has the numbers {named}{more}.", hint)
    return found


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
