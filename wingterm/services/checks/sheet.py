"""A roll check on one sheet: each unit, what is expected, what was counted, by whom, how long."""

from collections.abc import Iterator
from typing import NamedTuple

from db.engine import Reader
from db.queries.checks import hash_of
from db.queries.particulars import by_ids
from db.queries.people import PersonAt
from wingterm.domain.checks.kinds import NAMES, CheckKind
from wingterm.domain.checks.record import (
    DECLARED,
    CheckState,
    Explained,
    Method,
    RollCheck,
    UnitCheck,
    UnitState,
)
from wingterm.domain.prison import Prison
from wingterm.services.checks.beside import Beside, beside
from wingterm.services.checks.reading import Frozen, Read, frozen_of, read_of
from wingterm.services.desk import Desk, authorise, officer_at
from wingterm.services.states import where_in_words


class UnitLine(NamedTuple):
    """A unit of a check, as everybody may see it."""

    code: str
    name: str
    residential: bool
    beds: int
    named_out: int
    named_in: int
    without_bed: int
    expected: int
    """beds - named out + named in + without bed."""
    state: UnitState
    counted: int | None
    """None before it was counted, and while a second counter has yet to count blind."""
    difference: int | None
    method: Method | None
    counted_by: str
    """Name of the officer who counted; of a first of two counts too."""
    keyed_by: str
    counted_at: int | None
    keyed_at: int | None
    """The machine's time; later than `counted_at` where it was counted on paper."""
    counts: int
    """How many counts were handed in."""
    recounts: int
    explained: int
    """People missing or extra who are named with a reason."""
    responses: int | None
    """Responses had, by the last record of them; None where nobody recorded any, and while a
    second counter has yet to count."""
    responses_hidden: bool
    """Whether responses are on record whose number must not be seen yet."""
    no_response: int
    """People of whom it was ever recorded in this check that they gave none."""
    standing_since: int
    """Since when it stands as it does."""


class OutsideLine(NamedTuple):
    """Somebody on the roll who is not inside."""

    number: str
    last_name: str
    first_name: str
    where: str
    """Where they are, in words."""
    since: int


class ExplainedLine(NamedTuple):
    """Somebody who is explained as missing or extra, as who declares the roll sees them."""

    unit: str
    """Code of the unit that differs."""
    number: str
    """Empty for somebody whom nobody can name; so are the names."""
    last_name: str
    first_name: str
    what: Explained
    why: str
    by: str
    """Name of the officer who said it."""

    @property
    def shown(self) -> str:
        """Number and name; of somebody whom nobody can name, that."""
        return f"{self.number} {self.last_name}, {self.first_name}" if self.number else "unknown"


class Ending(NamedTuple):
    """How a check ended."""

    declared: bool
    """Whether the roll was declared correct; else it was abandoned."""
    by: str
    """Name of the officer."""
    role: str
    """Their role when they declared, empty for one that was abandoned."""
    at: int
    why: str
    entry: str
    """Reference of the entry, `WTI-17`."""
    head: str
    """Hash of that entry: the head of the prison's chain at that moment."""


class CheckSheet(NamedTuple):
    """A roll check as everybody may see it."""

    prison: Prison
    id: int
    kind: CheckKind
    opened_as: CheckKind
    as_of: int
    opened_at: int
    opened_by: str
    in_charge: str
    state: CheckState
    overdue: bool
    """Whether it should have been declared by now and was not."""
    overdue_at: int
    wants_welfare: bool
    units: tuple[UnitLine, ...]
    expected: int
    """The sum of the units: everybody inside."""
    counted: int
    """The sum of what was counted so far."""
    roll: int
    """On the roll: inside, and outside by name."""
    outside: tuple[OutsideLine, ...]
    explained: tuple[ExplainedLine, ...]
    """Everybody whose explanation holds, by unit in the order of the list: what is declared."""
    off_roll: int
    """People inside who are not on the roll."""
    escalated_why: str
    ending: Ending | None
    took: int | None
    """Microseconds from opening to "roll correct"."""
    beside: Beside
    sound: bool
    """Whether the frozen list is still what was frozen, by the hash of each unit's people."""
    now: int
    """When this was read."""

    @property
    def name(self) -> str:
        """The check in words: `Lock-up check 17`."""
        return f"{NAMES[self.kind]} check {self.id}"

    @property
    def found_nowhere(self) -> tuple[ExplainedLine, ...]:
        """Who is explained as missing in a unit and as extra in none: it is not said who saw them.

        Somebody whom nobody can name is nobody in particular, and so takes no one off this list.
        """
        found = {one.number for one in self.explained if one.what is Explained.EXTRA}
        missing = (one for one in self.explained if one.what is Explained.MISSING)
        return tuple(one for one in missing if one.number not in found)

    @property
    def missed_nowhere(self) -> tuple[ExplainedLine, ...]:
        """Who is explained as extra, by name, and as missing in no unit.

        They were out, or the unit that expects them counted them too.
        """
        missing = {one.number for one in self.explained if one.what is Explained.MISSING}
        extra = (one for one in self.explained if one.what is Explained.EXTRA and one.number)
        return tuple(one for one in extra if one.number not in missing)

    @property
    def counted_units(self) -> int:
        """How many units have been counted."""
        return sum(unit.counted is not None for unit in self.units)

    @property
    def difference(self) -> int:
        """Sum of the differences of the units counted so far."""
        return sum(unit.difference or 0 for unit in self.units)

    @property
    def word(self) -> str:
        """How it stands, in capitals: its state, or that it is overdue."""
        return "OVERDUE" if self.overdue else self.state.value

    @property
    def holds_until(self) -> int | None:
        """The instant at which it becomes overdue without an entry; None where it does not."""
        return None if self.ending or self.overdue else self.overdue_at


def check_sheet(desk: Desk, prison: Prison, number: int | None = None) -> CheckSheet:
    """Give a roll check.

    Args:
        desk: who asks; the consultation is logged before anybody is named.
        prison: whose.
        number: which; None: the open one, else the newest.

    Raises:
        NotFound: there is no such check.
    """
    with desk.store.read() as reader:
        now = reader.now()
        authorise(officer_at(desk, reader, now), "read")
        sheet = sheet_in(reader, prison, read_of(reader, prison, number), now)
    named = {line.number for line in sheet.outside}
    named |= {one.number for one in sheet.explained if one.number}
    named |= {line.number for line in (*sheet.beside.since, *sheet.beside.late)}
    desk.consulted(sorted(named), f"check {prison.code} {sheet.id}")
    return sheet


def sheet_in(reader: Reader, prison: Prison, read: Read, now: int) -> CheckSheet:
    """Give the sheet of a check from a snapshot that is read already.

    Who calls it has authorised the officer and logs the consultation.
    """
    check, frozen = read.check, frozen_of(reader, read.check)
    return CheckSheet(
        prison=prison,
        id=check.id,
        kind=check.kind,
        opened_as=check.opened_as,
        as_of=check.as_of,
        opened_at=check.opened_at,
        opened_by=read.name(check.opened_by),
        in_charge=read.name(check.in_charge),
        state=check.state,
        overdue=check.is_open and now >= check.overdue_at,
        overdue_at=check.overdue_at,
        wants_welfare=check.wants_welfare,
        units=tuple(unit_line(unit, check, read) for unit in check.units),
        expected=check.expected,
        counted=check.counted,
        roll=check.roll,
        outside=tuple(_outside(frozen)),
        explained=tuple(_explained(reader, read)),
        off_roll=check.off_roll,
        escalated_why=check.escalated.value["why"] if check.escalated else "",
        ending=_ending(reader, prison, read),
        took=check.took,
        beside=beside(reader, read, frozen),
        sound=is_sound(check, frozen),
        now=now,
    )


def unit_line(unit: UnitCheck, check: RollCheck, read: Read) -> UnitLine:
    """Give a unit of a check; a first of two counts is not told."""
    last = unit.counts[-1] if unit.counts else None
    unsaid = unit.hides_responses and check.is_open
    stood = [
        *(count.recorded_at for count in unit.counts[-1:]),
        *(one.recorded_at for one in unit.explanations[-1:]),
    ]
    return UnitLine(
        code=unit.code,
        name=unit.name,
        residential=unit.residential,
        beds=unit.beds,
        named_out=unit.named_out,
        named_in=unit.named_in,
        without_bed=unit.without_bed,
        expected=unit.expected,
        state=unit.state,
        counted=unit.counted,
        difference=unit.difference,
        method=unit.last.method if unit.last else None,
        counted_by=read.name(last.by) if last else "",
        keyed_by=read.name(last.keyed_by) if last else "",
        counted_at=last.at if last else None,
        keyed_at=last.recorded_at if last else None,
        counts=len(unit.counts),
        recounts=unit.recounts,
        explained=len(unit.standing_explanations),
        responses=unit.welfare[-1].had if unit.welfare and not unsaid else None,
        responses_hidden=bool(unit.welfare) and unsaid,
        no_response=len({person for each in unit.welfare for person in each.without}),
        standing_since=max(stood, default=check.opened_at),
    )


def _outside(frozen: Frozen) -> list[OutsideLine]:
    people = [frozen.people[one.person] for one in frozen.expected.outside]
    return [
        OutsideLine(p.number, p.last_name, p.first_name, _where(p), p.since)
        for p in sorted(people, key=lambda p: (p.kind, p.last_name, p.first_name, p.number))
    ]


def _explained(reader: Reader, read: Read) -> Iterator[ExplainedLine]:
    """Give whose explanations hold; nothing more is read where nobody is explained."""
    standing = [(unit.code, one) for unit in read.check.units for one in unit.standing_explanations]
    ids = sorted({one.person for _, one in standing} - {0})
    names = by_ids(reader, ids) if ids else {}
    for unit, one in standing:
        known = names.get(one.person)
        who = (known.number, known.last_name, known.first_name) if known else ("", "", "")
        yield ExplainedLine(unit, *who, one.what, one.why, read.name(one.officer))


def _where(person: PersonAt) -> str:
    words = where_in_words(person.kind, person.place, person.cell)
    return f"{words} (died)" if person.verb == "death" else words


def _ending(reader: Reader, prison: Prison, read: Read) -> Ending | None:
    ended = read.check.ended
    if ended is None:
        return None
    return Ending(
        declared=ended.fact == DECLARED,
        by=ended.value.get("name") or read.name(ended.officer),
        role=ended.value.get("role", ""),
        at=ended.recorded_at,
        why=ended.value.get("why", ""),
        entry=f"{prison.code}-{ended.seq}",
        head=hash_of(reader, prison.id, ended.seq),
    )


def is_sound(check: RollCheck, frozen: Frozen) -> bool:
    """Whether what the register says of then is what was frozen, unit by unit."""
    then = [(unit.unit.code, unit.digest) for unit in frozen.expected.units]
    return then == [(unit.code, unit.digest) for unit in check.units]
