"""One unit of a roll check: its counts, its responses, its explanations, and who is expected."""

from typing import NamedTuple

from db.engine import Reader
from db.queries.particulars import by_ids
from wingterm.domain.checks.freeze import Present
from wingterm.domain.checks.record import Count, Explained, Method, UnitCheck, Welfare
from wingterm.domain.places import natural_key
from wingterm.domain.prison import Prison
from wingterm.services.checks.reading import Frozen, Read, frozen_of, read_of, unit_in
from wingterm.services.checks.sheet import UnitLine, unit_line
from wingterm.services.desk import Desk, authorise, officer_at
from wingterm.services.states import where_in_words


class NamedPerson(NamedTuple):
    """Somebody as a check names them."""

    number: str
    last_name: str
    first_name: str

    @property
    def shown(self) -> str:
        """Number and name; of somebody whom nobody can name, that."""
        return f"{self.number} {self.last_name}, {self.first_name}" if self.number else "unknown"


NOBODY_KNOWN = NamedPerson("", "", "")
"""Somebody there whom nobody can name."""


class OnList(NamedTuple):
    """Somebody on the frozen list of a unit."""

    number: str
    last_name: str
    first_name: str
    cell: str
    """Code of the cell whose bed they hold, empty without."""
    where: str
    """Where they were at the instant, in words."""
    since: int
    note: str
    """`in`: here with a bed in another unit; `no bed`; `out`: not expected here; else empty."""


class CountLine(NamedTuple):
    """A count of the unit."""

    counted: int | None
    """None for a first of two counts that must not be seen yet; it is told when the check ends."""
    by: str
    keyed_by: str
    at: int
    recorded_at: int
    method: Method
    again: bool
    missing: tuple[NamedPerson, ...]
    extra: tuple[NamedPerson, ...]
    comment: str


class WelfareLine(NamedTuple):
    """Responses that were had."""

    had: int | None
    """None while a second counter has yet to count: it would say what the first one counted."""
    without: tuple[NamedPerson, ...]
    by: str
    at: int
    recorded_at: int
    comment: str


class ExplanationLine(NamedTuple):
    """Why somebody is missing or extra."""

    person: NamedPerson
    what: Explained
    why: str
    by: str
    recorded_at: int
    holds: bool
    """Whether it is about the count that holds; a later count voids it."""


class UnitSheet(NamedTuple):
    """A unit of a check, whole."""

    prison: Prison
    check: int
    as_of: int
    line: UnitLine
    counts: tuple[CountLine, ...]
    welfare: tuple[WelfareLine, ...]
    explanations: tuple[ExplanationLine, ...]
    present: tuple[OnList, ...]
    """Everybody who is expected to be counted here, by cell and name."""
    out: tuple[OnList, ...]
    """Who holds a bed here and was somewhere else."""
    is_open: bool
    now: int

    @property
    def named(self) -> set[str]:
        """Prison numbers of everybody whom it names."""
        people = [p for c in self.counts for p in (*c.missing, *c.extra)]
        people += [p for w in self.welfare for p in w.without]
        people += [e.person for e in self.explanations]
        found = {one.number for one in people if one.number}
        return found | {one.number for one in (*self.present, *self.out)}


def unit_sheet(desk: Desk, prison: Prison, number: int | None, unit: str) -> UnitSheet:
    """Give a unit of a roll check.

    Args:
        desk: who asks; the consultation is logged before anybody is named.
        prison: whose.
        number: which check; None: the open one, else the newest.
        unit: code of the unit.

    Raises:
        NotFound: there is no such check, or it has no such unit.
    """
    with desk.store.read() as reader:
        now = reader.now()
        authorise(officer_at(desk, reader, now), "read")
        read = read_of(reader, prison, number)
        found = unit_in(read.check, unit)
        sheet = unit_sheet_in(reader, prison, read, frozen_of(reader, read.check), found, now)
    desk.consulted(sorted(sheet.named), f"check {prison.code} {sheet.check} {found.code}")
    return sheet


def unit_sheet_in(
    reader: Reader, prison: Prison, read: Read, frozen: Frozen, found: UnitCheck, now: int
) -> UnitSheet:
    """Give a unit of a check from a snapshot that is read already.

    Who calls it has authorised the officer and logs the consultation.
    """
    people = _people_said(reader, found)
    expected = next((u for u in frozen.expected.units if u.unit.code == found.code), None)
    # Nobody counts any more in a check that has ended: then a first count is for everybody to see.
    blind = found.blind and read.check.is_open
    unsaid = found.hides_responses and read.check.is_open
    return UnitSheet(
        prison=prison,
        check=read.check.id,
        as_of=read.check.as_of,
        line=unit_line(found, read.check, read),
        counts=tuple(_count(count, read, people, hidden=blind) for count in found.counts),
        welfare=tuple(_welfare(each, read, people, hidden=unsaid) for each in found.welfare),
        explanations=tuple(
            ExplanationLine(
                people[each.person],
                each.what,
                each.why,
                read.name(each.officer),
                each.recorded_at,
                each in found.standing_explanations,
            )
            for each in found.explanations
        ),
        present=_listed(frozen, expected.present if expected else []),
        out=_listed(frozen, expected.out if expected else [], out=True),
        is_open=read.check.is_open,
        now=now,
    )


def _people_said(reader: Reader, found: UnitCheck) -> dict[int, NamedPerson]:
    """Give by id everybody who is named in what was said of a unit; 0 is who nobody could name."""
    ids = {p for count in found.counts for p in (*count.missing, *count.extra)}
    ids |= {p for each in found.welfare for p in each.without}
    ids |= {each.person for each in found.explanations} - {0}
    return {0: NOBODY_KNOWN} | {
        person: NamedPerson(known.number, known.last_name, known.first_name)
        for person, known in by_ids(reader, sorted(ids)).items()
    }


def _welfare(
    welfare: Welfare, read: Read, people: dict[int, NamedPerson], *, hidden: bool
) -> WelfareLine:
    """Give how many responded; of what is hidden only who asked and when."""
    return WelfareLine(
        None if hidden else welfare.had,
        tuple(people[p] for p in welfare.without),
        read.name(welfare.by),
        welfare.at,
        welfare.recorded_at,
        "" if hidden else welfare.comment,
    )


def _count(count: Count, read: Read, people: dict[int, NamedPerson], *, hidden: bool) -> CountLine:
    """Give a count; of a hidden one who counted and when, and nothing of what."""
    strangers = [NOBODY_KNOWN] * count.strangers
    return CountLine(
        None if hidden else count.counted,
        read.name(count.by),
        read.name(count.keyed_by),
        count.at,
        count.recorded_at,
        count.method,
        count.again,
        () if hidden else tuple(people[p] for p in count.missing),
        () if hidden else (*(people[p] for p in count.extra), *strangers),
        "" if hidden else count.comment,
    )


def _listed(frozen: Frozen, people: list[Present], *, out: bool = False) -> tuple[OnList, ...]:
    def note(one: Present) -> str:
        if out:
            return "out"
        if not one.cell:
            return "no bed"
        return "in" if one.person in visiting else ""

    visiting = {p.person for unit in frozen.expected.units for p in unit.visiting}
    found = [(one, frozen.people[one.person]) for one in people]
    found.sort(key=lambda pair: (natural_key(pair[1].cell), pair[1].last_name, pair[1].first_name))
    return tuple(
        OnList(
            person.number,
            person.last_name,
            person.first_name,
            person.cell,
            where_in_words(person.kind, person.place, person.cell),
            person.since,
            note(one),
        )
        for one, person in found
    )
