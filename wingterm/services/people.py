"""Show a person's record: who they are, where, and how they came there."""

import json
from typing import NamedTuple

from db.engine import Reader
from db.queries import find as questions
from db.queries import merged, newest
from db.queries.find import FoundRow, HistoryRow
from db.queries.merged import MergedRow
from db.queries.past import as_believed
from wingterm.domain.places import OUT, PlaceKind
from wingterm.domain.roles import Group
from wingterm.services.at_a_glance import HELD, ORDERED, hold_of, ordered_since
from wingterm.services.belongs import overdue_at
from wingterm.services.codes import reason_codes
from wingterm.services.desk import Desk, authorise, officer_at
from wingterm.services.find import FoundPerson, find
from wingterm.services.states import IN_HISTORY, came_to, hold_in_words, verbs_now, where_in_words
from wingterm.services.whose import nobody_has, typed_number

__all__ = (
    "FoundPerson",
    "HistoryLine",
    "MergedRecord",
    "OutRecord",
    "PersonRecord",
    "find",
    "show",
    "where_in_words",
)


class HistoryLine(NamedTuple):
    """One entry of a person's line, in words."""

    entry: str
    """Reference in its book, `WTI-12`."""
    verb: str
    occurred_at: int
    recorded_at: int
    came_from: str
    went_to: str
    reason: str
    note: str
    """Comment, or why it was corrected."""
    officer: str
    corrected: bool
    """Whether it never happened."""
    request_id: str
    corrected_by: str
    """Reference of the entry that says so, empty when it stands."""


class OutRecord(NamedTuple):
    """What was said when somebody went out: to court, on temporary absence, to hospital."""

    destination: str
    due_back: int | None
    """Instant at which they are due back, None where nobody said."""
    escort: str
    """Code of the escort, empty for none."""
    officers: str
    """Names of the officers who went with them."""


class MergedRecord(NamedTuple):
    """Another record of the same person, whose number is used no longer."""

    number: str
    last_name: str
    first_name: str
    date_of_birth: str
    sex: str
    since: int
    """Instant from which it is so."""
    why: str
    entry: str
    """Reference of the fact that says so, `WTI-12`."""
    officer: str
    history: tuple[HistoryLine, ...]
    """Its own line, newest first."""

    @property
    def shown(self) -> str:
        """The words by which staff know the record."""
        return f"{self.number} {self.last_name}, {self.first_name}"


class PersonRecord(NamedTuple):
    """Everything that the register holds of a person's identity and places."""

    number: str
    last_name: str
    first_name: str
    date_of_birth: str
    sex: str
    prison: str
    """Code of the prison that has them, or to which they are on the way; empty outside."""
    kind: PlaceKind
    """Kind of the place where they are."""
    place: str
    bed_cell: str
    since: int
    came_from: str
    """Of somebody on the way: the prison that sent them; else empty."""
    pseq: int
    """Number of the newest entry of their line, by which a screen knows that it is out of date."""
    history: tuple[HistoryLine, ...]
    """Newest first."""
    swapped_with: str
    """Prison number of the partner when the last standing movement is a swap; else empty."""
    verbs: tuple[str, ...]
    """Verbs that make sense now, as the ledger calls them."""
    out: OutRecord | None = None
    """Of somebody who is out; else None."""
    died: bool = False
    """Whether they are recorded as having died."""
    hold_until: int | None = None
    """Of somebody held without an order: until when (practice note 1.4, B3); else None."""
    hold: str = ""
    """The same in words, with OVERDUE when that has passed."""
    recorded_at: int = 0
    """Instant at which something was last put on record of them, or withdrawn."""
    merged: tuple[MergedRecord, ...] = ()
    """Other records of the same person, merged into this one."""

    @property
    def shown(self) -> str:
        """The words by which staff know the person."""
        return f"{self.number} {self.last_name}, {self.first_name}"

    @property
    def state(self) -> str:
        """Where the person is, as words, and that they are held there without an order."""
        return f"{self.where}; {self.hold}" if self.hold else self.where

    @property
    def where(self) -> str:
        """Where the person is, as words."""
        words = where_in_words(self.kind, self.place, self.bed_cell)
        if not self.died:
            return words
        gone = self.kind is PlaceKind.OUTSIDE
        return "Died" if gone else f"Died; {words[0].lower()}{words[1:]}"

    def overdue_from(self, instant: int) -> int | None:
        """Give the instant to come from which they are overdue, None where there is none."""
        back = overdue_at(self.out.due_back) if self.out is not None else None
        coming = (at for at in (back, self.hold_until) if at is not None and at > instant)
        return min(coming, default=None)

    def time_of_oldest(self, last: int) -> int | None:
        """Give when the oldest of the `last` newest movements is said to have happened.

        Where somebody was put instead of a movement that never happened, they were put then.
        """
        standing = [
            line
            for line in self.history
            if not line.corrected and line.verb not in ("correct", "register")
        ]
        return standing[:last][-1].occurred_at if standing else None


def show(desk: Desk, number: str) -> PersonRecord:
    """Give a person's record; by a temporary number also that of who has another one by now.

    By the number of a record that is merged into another, that one is given.

    Raises:
        BadInput: not a prison number.
        NotFound: nobody has it.
    """
    wanted = typed_number(number)
    with desk.store.read() as reader:
        now = reader.now()
        authorise(officer_at(desk, reader, now), "read")
        wanted = questions.numbers_now(reader, [wanted]).get(wanted, wanted)
        wanted = merged.stands_for(reader, wanted)
        person = questions.by_number(reader, wanted)
        if person is None:
            raise nobody_has(wanted)
        line = questions.history(reader, person.person)
        last = next(e for e in line if e.kind == "move" and e.annulled_by is None)
        swapped = last.verb == "swap"
        others = questions.in_one_act(reader, last.request_id, person.person) if swapped else []
        hold = _hold(reader, person, line, last, now)
        recorded = newest.recorded(reader, "person", [person.person])
        same = tuple(_merged(reader, row) for row in merged.merged_into(reader, person.person))
    desk.opened([wanted, *(one.number for one in same)], "show")
    record = _record(person, line, last, others)._replace(
        recorded_at=recorded.get(person.person, 0),
        merged=same,
    )
    if hold is None:
        return record
    return record._replace(hold_until=hold, hold=_hold_in_words(hold, now, person.timezone))


def _merged(reader: Reader, row: MergedRow) -> MergedRecord:
    return MergedRecord(
        *row[1:7],
        why=str(json.loads(row.value).get("why", "")),
        entry=f"{row.book}-{row.seq}",
        officer=row.officer,
        history=tuple(history_line(entry) for entry in questions.history(reader, row.person)),
    )


def _hold(
    reader: Reader, person: FoundRow, line: list[HistoryRow], last: HistoryRow, now: int
) -> int | None:
    """Give until when somebody is held for whom no order is on record; None for anybody else.

    None too where whoever reads is not told of orders.
    """
    if Group.LEGAL not in reader.sees:
        return None
    stands = (e for e in line if e.kind == "move" and e.annulled_by is None)
    taken_in = next((e for e in stands if e.verb in ORDERED), None)
    if taken_in is None or person.kind not in HELD or last.verb == "death":
        return None
    until = hold_of(taken_in.detail)
    if until is None:
        return None
    moment = as_believed(now, None)
    ordered = ordered_since(reader, person.person, taken_in.occurred_at, moment)
    return None if ordered else until


def _hold_in_words(until: int, now: int, timezone: str) -> str:
    words = hold_in_words(until, now, timezone)
    return f"held without an order{', ' if until <= now else ' '}{words}"


def _record(
    person: FoundRow, line: list[HistoryRow], last: HistoryRow, others: list[str]
) -> PersonRecord:
    """Put a record together.

    Args:
        person: who, and where.
        line: their entries, newest first.
        last: the newest movement that stands.
        others: whom else its act was about, when it is a swap.
    """
    kind = PlaceKind(person.kind)
    return PersonRecord(
        number=person.number,
        last_name=person.last_name,
        first_name=person.first_name,
        date_of_birth=person.date_of_birth,
        sex=person.sex,
        prison="" if kind is PlaceKind.OUTSIDE else person.prison,
        kind=kind,
        place=person.place,
        bed_cell=person.cell,
        since=person.since,
        came_from=_sender(person, last) if kind is PlaceKind.EN_ROUTE else "",
        pseq=person.pseq,
        history=tuple(history_line(entry) for entry in line),
        swapped_with=_partner(last, others),
        verbs=verbs_now(kind, person.cell, last.verb, corrected=last.verb != "register"),
        out=_out(line) if kind in OUT else None,
        died=last.verb in ("death", "remove-body"),
    )


def _sender(person: FoundRow, last: HistoryRow) -> str:
    """Give the prison that sent somebody on the way; a redirection names it."""
    return str(json.loads(last.detail).get("sender") or person.came_from)


def _out(line: list[HistoryRow]) -> OutRecord:
    """Give what was said when somebody who is out went there; a death changes no place."""
    went = next(e for e in line if e.kind == "move" and e.annulled_by is None and e.verb != "death")
    said = json.loads(went.detail)
    return OutRecord(
        destination=str(said.get("destination", "")),
        due_back=said.get("due_back"),
        escort=str(said.get("escort", "")),
        officers=str(said.get("officers", "")),
    )


def history_line(entry: HistoryRow) -> HistoryLine:
    """Give an entry of a person's line in words."""
    detail = json.loads(entry.detail)
    return HistoryLine(
        entry=f"{entry.book}-{entry.seq}",
        verb=entry.verb,
        occurred_at=entry.occurred_at,
        recorded_at=entry.recorded_at,
        came_from=IN_HISTORY.get(entry.from_kind, entry.from_place),
        went_to=came_to(
            entry.verb, entry.to_kind, entry.to_place, entry.to_cell, entry.to_prison, detail
        ),
        reason=reason_codes().describe(entry.reason) if entry.reason else "",
        note=str(detail.get("why") or detail.get("comment") or ""),
        officer=entry.officer,
        corrected=entry.annulled_by is not None,
        request_id=entry.request_id,
        # A correction lies in the book that holds what it corrects.
        corrected_by=f"{entry.book}-{entry.annulled_by}" if entry.annulled_by else "",
    )


def _partner(last: HistoryRow, partners: list[str]) -> str:
    """Give who swapped with the person, as the entry itself says."""
    named = str(json.loads(last.detail).get("with", "")) if last.verb == "swap" else ""
    return named if named in partners else ""
