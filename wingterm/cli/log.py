"""Who saw what: the log of whose record was shown, passed on, joined, erased, made and changed."""

from typing import TYPE_CHECKING, Annotated

from wingterm.cli import notices, output
from wingterm.cli.declare import Context, Option
from wingterm.cli.session import Csv, Json, Session, session_of
from wingterm.errors import BadInput

if TYPE_CHECKING:
    from wingterm.services.access_search import Accessed, WhoSaw

HEAD = (
    "at", "kind", "officer", "name", "terminal", "origin", "front_end", "what", "people",
    "numbers", "recipient", "reference",
)  # fmt: skip
LIMIT = 1_000
"""Most records where nobody says how many; `MOST` of the service."""


def log(
    context: Context,
    person: Annotated[
        str, Option("--person", metavar="NUMBER", help="Who saw this person's record.")
    ] = "",
    officer: Annotated[
        str, Option("--officer", metavar="ACCOUNT", help="What this officer saw.")
    ] = "",
    kind: Annotated[
        list[str] | None, Option("--kind", metavar="KIND", help="Only of a kind; repeatable.")
    ] = None,
    since: Annotated[str, Option("--from", metavar="TIME", help="From when on.")] = "",
    until: Annotated[str, Option("--to", metavar="TIME", help="Before when.")] = "",
    limit: Annotated[
        int, Option("--limit", metavar="N", help="Most records, the newest first.")
    ] = LIMIT,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Say who saw a person's record, or what an officer saw.

    Six kinds, as section 62 of the Data Protection Act 2018 has them: collection
    and alteration, as the books tell; consultation, disclosure, combination and
    erasure, as they were written down before anything was shown or done. Of an
    officer also sign-on and sign-off at shared terminals. For auditors, duty
    governors and administrators; that you ask is written too.

    Examples:
      wingterm log --person A4242QZ
      wingterm log --person A4242QZ --kind consultation --from "yesterday 00:00"
      wingterm log --officer jdoe --csv
      wingterm log --officer jdoe --kind sign-on --kind sign-off
    """
    from wingterm.services.access_search import what_saw, who_saw

    if bool(person) == bool(officer):
        raise BadInput(
            "Ask for a person or for an officer.", "Give --person NUMBER, or --officer ACCOUNT.",
            field="person",
        )  # fmt: skip
    session = session_of(context)
    ask, whose = (who_saw, person) if person else (what_saw, officer)
    start, end = _instant(session, since, "from"), _instant(session, until, "to")
    found = ask(session.desk, whose, kinds=kind or (), since=start, until=end, most=limit)
    _answer(session, found, json=json, csv=csv)


def _answer(session: Session, found: "WhoSaw", *, json: bool, csv: bool) -> None:
    if json:
        output.as_json(ok=True, records=[_as_json(one) for one in found.records], more=found.more)
        return
    if csv:
        output.as_csv(HEAD, map(_cells, found.records))
    else:
        _print(session, found)
    _tell(found)


def _instant(session: Session, text: str, field: str) -> int | None:
    """Read a typed time where no one prison is meant; None for none.

    Raises:
        BadInput: it means nothing, or two things.
    """
    if not text:
        return None
    from wingterm.domain.times import TimeNotUnderstood, parse_instant

    try:
        return parse_instant(text, session.desk.store.now(), session.timezone)
    except (TimeNotUnderstood, OverflowError) as error:
        raise BadInput(str(error), field=field) from None


def _print(session: Session, found: "WhoSaw") -> None:
    from wingterm.domain.times import shown_full

    if not found.records:
        output.line("Nothing is in the log.")
        return
    timezone = session.timezone
    rows = [
        (
            shown_full(row.at, timezone, seconds=True), row.kind, row.officer, row.purpose,
            ", ".join(people) if len(people) in (1, 2) else str(row.people),
            row.terminal or row.origin, row.recipient,
        )
        for row, people in found.records
    ]  # fmt: skip
    output.table(("at", "kind", "officer", "what", "people", "where", "to whom"), rows)


def _tell(found: "WhoSaw") -> None:
    """Say what the answer leaves out."""
    if found.more:
        notices.notice("There are older records: ask with --to, or with a larger --limit.")
    for fault in found.faults:
        notices.notice(f"The log of this host was not searched to its end: {fault}")


def _cells(one: "Accessed") -> tuple[str | int, ...]:
    from wingterm.domain.times import iso

    row = one.row
    return (
        iso(row.at), row.kind, row.officer, row.name, row.terminal, row.origin, row.front_end,
        row.purpose, row.people, " ".join(one.people), row.recipient, row.reference,
    )  # fmt: skip


def _as_json(one: "Accessed") -> dict[str, object]:
    told: dict[str, object] = dict(zip(HEAD, _cells(one), strict=True))
    return told | {"numbers": list(one.people)}
