"""Particulars of people: record, end and show them; and the code lists that they are made of."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

from wingterm.cli import output
from wingterm.cli.acts import common, perform
from wingterm.cli.declare import Argument, Context, Option
from wingterm.cli.movements import Number
from wingterm.cli.session import (
    Ack,
    AsOf,
    At,
    Comment,
    Csv,
    Json,
    KnownAt,
    RequestId,
    session_of,
)
from wingterm.errors import BadInput

if TYPE_CHECKING:
    from wingterm.services.particulars import ParticularLine

What = Annotated[str, Argument(metavar="KIND", help="What it is; `wingterm kinds` lists them.")]
Key = Annotated[
    str,
    Option("--key", metavar="KEY", help="Which one: a code, a number, or another person's number."),
]

SHOWN = ("label", "said", "state", "since", "officer", "entry")
"""Columns of a person's particulars."""


def record(
    context: Context,
    number: Number,
    what: What,
    fields: Annotated[
        list[str] | None,
        Argument(metavar="[FIELD=VALUE]...", help="What is so; `unknown` is a value."),
    ] = None,
    key: Key = "",
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Put something on record of a person.

    An alert, a category, a contact ... What is not named stays as it is;
    `FIELD=` takes a field away. Without a key a counted kind gets its next
    number.

    Examples:
      wingterm record A4242QZ alert --key XA comment="sets fires"
      wingterm record A4242QZ contact name="Kim Example" next_of_kin=yes
      wingterm record A4242QZ arrest date=unknown place=Leeds
    """
    from wingterm.domain.requests import RecordParticular

    session = session_of(context)
    held = common(session, at, comment, ack)
    request = RecordParticular(
        prison=held.prison, person=number, fact=what, key=key, values=_parted(fields or ()),
        at=held.at, comment=held.comment, acknowledged=held.acknowledged,
    )  # fmt: skip
    perform(session, [request], request_id, as_json=json)


def _parted(typed: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Part `FIELD=VALUE`.

    Raises:
        BadInput: one of them names no field.
    """
    read = []
    for text in typed:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise BadInput(f"{text} names no field.", "Write FIELD=VALUE.", field="values")
        read.append((name.strip().lower(), value))
    return tuple(read)


def end(
    context: Context,
    number: Number,
    what: What,
    why: Annotated[str, Option("--why", metavar="TEXT", help="Why it is no longer so.")],
    key: Key = "",
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Say that something on record is no longer so.

    It stays readable. A non-association is closed for both people.

    Examples:
      wingterm end A4242QZ alert --key XA --why "reviewed, no longer needed"
      wingterm end A4242QZ na --key A4243QZ --why "settled"
    """
    from wingterm.domain.requests import EndParticular

    session = session_of(context)
    held = common(session, at, comment, ack)
    request = EndParticular(
        prison=held.prison, person=number, fact=what, key=key, why=why, at=held.at,
        comment=held.comment, acknowledged=held.acknowledged,
    )  # fmt: skip
    perform(session, [request], request_id, as_json=json)


def particulars(
    context: Context,
    number: Number,
    as_of: AsOf = "",
    known_at: KnownAt = "",
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Show what else is on record of somebody.

    Besides identity and movements: what is in force, what was ended, and what
    belongs to an earlier stay.

    Examples:
      wingterm particulars A4242QZ
      wingterm particulars A4242QZ --as-of "2026-03-02 09:00" --json
    """
    from wingterm.services.particulars import particulars as on_record

    session = session_of(context)
    found = on_record(
        session.desk,
        number,
        session.instant(as_of, "as-of"),
        session.instant(known_at, "known-at"),
    )
    if json:
        output.as_json(ok=True, particulars=[_as_json(line) for line in found])
        return
    if csv:
        from wingterm.domain.times import iso

        rows = [(line.kind, line.key, *_row(line, iso(line.since))) for line in found]
        output.as_csv(("kind", "key", *SHOWN), rows)
        return
    if not found:
        output.line("Nothing is on record.")
        return
    from wingterm.domain.times import shown_full

    zone = session.prison.timezone
    output.table(
        ("what", "on record", "state", "since", "officer", "entry"),
        [_row(line, shown_full(line.since, zone)) for line in found],
    )


def _row(line: "ParticularLine", since: str) -> tuple[str, ...]:
    return line.label, line.said, line.state, since, line.officer, line.entry


def _as_json(line: "ParticularLine") -> dict[str, object]:
    from wingterm.domain.times import iso

    held = line._asdict()
    del held["label"], held["typed"]
    return held | {
        "since": iso(line.since),
        "recorded_at": iso(line.recorded_at),
        "values": dict(line.values),
    }


def kinds(
    context: Context,  # noqa: ARG001 - every command takes it
    json: Json = False,
    csv: Csv = False,
) -> None:
    """List what can be on record of a person.

    With the fields of each kind; those that must be given have a star.

    Examples:
      wingterm kinds
    """
    from wingterm.domain.particulars import KINDS

    keys = {"one": "", "code": "code", "person": "prison number", "number": "number"}
    found = [
        {
            "kind": kind.word,
            "label": kind.label,
            "key": f"code of {kind.codes}" if kind.codes else keys[kind.keyed],
            "of": "stay" if kind.of_stay else "person",
            "fields": " ".join(f"{f.name}{'*' * f.required}" for f in kind.fields),
        }
        for kind in KINDS.values()
    ]
    if json:
        output.as_json(ok=True, kinds=found)
    elif csv:
        output.as_csv(tuple(found[0]), [tuple(kind.values()) for kind in found])
    else:
        output.table(tuple(found[0]), [tuple(kind.values()) for kind in found])


def codes(
    context: Context,  # noqa: ARG001 - every command takes it
    name: Annotated[
        str, Argument(metavar="[LIST]", help="Type of reason, or name of a list.")
    ] = "",
    json: Json = False,
    csv: Csv = False,
) -> None:
    """List the codes in use of a list; without a name, the lists.

    ADM for receptions, REL for releases, TRN for transfers, CRT and TAP for
    going out, CELL for cell moves; others go by name.

    Examples:
      wingterm codes
      wingterm codes REL
      wingterm codes alert_codes
    """
    header, rows = _codes(name.strip())
    if json:
        output.as_json(ok=True, reasons=[dict(zip(header, row, strict=True)) for row in rows])
    elif csv:
        output.as_csv(header, rows)
    elif header == CODE:
        output.table(("code", "meaning"), [row[1:] for row in rows])
    else:
        output.table(header, rows)


CODE = ("type", "code", "description")
REASONS = ("ADM", "CELL", "CRT", "REL", "TAP", "TRN")


def _codes(name: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Give the header and the rows of a list.

    Raises:
        BadInput: there is no such list.
    """
    from wingterm.services.codes import LISTS, ROWS, code_list, code_rows, reason_codes

    if not name:
        return ("list",), [(each,) for each in (*REASONS, *LISTS, *ROWS)]
    if name.upper() in REASONS:
        found = reason_codes().active_for(name.upper())
        return CODE, [(r.type, r.code, r.description) for r in found]
    if name.lower() in LISTS:
        held = code_list(name.lower()).active()
        return CODE, [(name.lower(), code.code, code.description) for code in held]
    if name.lower() in ROWS:
        paths = code_rows(name.lower())
        return tuple(paths[0]), [tuple(row.values()) for row in paths]
    raise BadInput(f"{name} is not a list of codes.", "`wingterm codes` lists them.")
