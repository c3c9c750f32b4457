"""Who saw a person's record, and what an officer saw, as rows; for those whose role is told."""

from collections.abc import Callable
from threading import Thread
from typing import NamedTuple

from screens.empty import NOTHING_SEEN
from screens.parts.line_list import Row
from screens.parts.tables import Column, Table
from screens.reports import Answers, Report, Told
from screens.session import Session
from screens.specs import Field
from screens.specs.base import PERSON
from wingterm.domain.times import TimeNotUnderstood, parse_instant
from wingterm.errors import BadInput, NotFound
from wingterm.services.access_collect import collect
from wingterm.services.access_search import Accessed, WhoSaw, what_saw, who_saw
from wingterm.services.people import PersonRecord

MOST = 500
"""How many records are shown; a command gives all."""
WAIT_S = 1.0
"""How long a key waits for the newest lines: what cannot be taken in by then is there later."""
ABOUT = (
    "Shown, given away, joined and erased as it was written down before; recorded and changed as "
    "the books tell. A list is one record of all on it."
)

SEEN = Table(
    Column("When", 17), Column("Kind", 12), Column("Officer", 16, 30), Column("What", 24, 60),
    Column("People", -6),
)  # fmt: skip


class _Asked(NamedTuple):
    """One of the two questions."""

    ask: Callable[..., WhoSaw]
    whose: str
    field: str
    """The field that says whose."""


def _told(session: Session, asked: _Asked, answers: Answers) -> Told:
    late = _take_in(session)
    try:
        found = asked.ask(
            session.desk,
            asked.whose,
            since=_instant(session, answers, "from"),
            until=_instant(session, answers, "to"),
            most=MOST,
            take_in=False,
        )
    except NotFound as error:
        raise BadInput(error.message, error.hint, field=asked.field) from None
    rows = [_row(n, one, session) for n, one in enumerate(found.records)]
    heads = (*([f" {late}"] if late else []), SEEN.at(session.width).head)
    more = f"the newest {MOST}" if found.more else f"{len(rows)}"
    return Told(f"{found.whose}: {more}", heads, rows)


def _take_in(session: Session) -> str:
    """Take in what this host wrote, as far as that is quick; say so where it is not."""
    late: list[str] = []

    def take_in() -> None:
        try:
            late.extend(collect(session.desk).faults)
        except Exception as error:  # noqa: BLE001 - the edge of a thread: nobody else would see it
            late.append(str(error))

    # Others may be writing to the register, and a key does not wait for them.
    thread = Thread(target=take_in, daemon=True)
    thread.start()
    thread.join(WAIT_S)
    if thread.is_alive():
        return "The newest records are still on their way here: F5 reads again."
    return f"The newest records are not here: {late[0]}" if late else ""


def _row(number: int, one: Accessed, session: Session) -> Row:
    row = one.row
    text = SEEN.at(session.width).row({
        "When": f" {session.full_time(row.at)}", "Kind": row.kind,
        "Officer": row.name or row.officer, "What": row.purpose, "People": str(row.people),
    })  # fmt: skip
    where = row.terminal or row.origin or row.front_end
    to = f" to {row.recipient}" if row.recipient else ""
    whom = f": {', '.join(one.people)}" if one.people else ""
    full = f"{row.purpose}{to}, by {row.officer} at {where}, {row.reference}{whom}"
    return Row(f"{number}/{row.number}", text, seek=f"{row.officer} {row.reference}", full=full)


def _instant(session: Session, answers: Answers, field: str) -> int | None:
    typed = answers.get(field, "")
    if not typed:
        return None
    try:
        return parse_instant(typed, session.now(), session.prison.timezone)
    except TimeNotUnderstood as error:
        raise BadInput(str(error), field=field) from None


def _who_saw(session: Session, answers: Answers) -> Told:
    return _told(session, _Asked(who_saw, answers["person"], "person"), answers)


def _what_saw(session: Session, answers: Answers) -> Told:
    return _told(session, _Asked(what_saw, answers["officer"], "officer"), answers)


def by_person(record: PersonRecord) -> Report:
    """Give the report of who saw a person's record, newest first."""

    def read(session: Session, answers: Answers) -> Told:
        return _told(session, _Asked(who_saw, record.number, ""), answers)

    title = f"Who saw {record.shown}"
    return Report(
        title, f"log --person {record.number}", read, NOTHING_SEEN, live=False, about=ABOUT
    )


_TIMES = (
    Field("from", "From", "empty: ever; yesterday HH:MM"),
    Field("to", "To", "empty: now; YYYY-MM-DD HH:MM"),
)
ACCESS_REPORTS = {
    "who-saw": Report(
        "Who saw a record",
        "log --person NUMBER",
        _who_saw,
        NOTHING_SEEN,
        asks=(PERSON, *_TIMES),
        live=False,
        about=ABOUT,
    ),
    "what-saw": Report(
        "What an officer saw",
        "log --officer ACCOUNT",
        _what_saw,
        NOTHING_SEEN,
        asks=(
            Field(
                "officer", "Officer", "account, as in `wingterm officer list`", required=True,
                longest=64,
            ),
            *_TIMES,
        ),
        live=False,
        about=ABOUT,
    ),
}  # fmt: skip
"""Both by name, for the menu of lists."""
