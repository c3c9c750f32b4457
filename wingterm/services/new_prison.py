"""Begin a prison as it stands today: its places, who is in it, its officers, in one act.

The files are read whole and every fault is told; what the rules say of the rest is told with the
lines of the files too. Afterwards the roll is held against what the files said.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from wingterm.clock import Clock, IdSource
from wingterm.domain.outcomes import Objection, Outcome, Receipt, Refused, Warned
from wingterm.domain.places import PlaceKind
from wingterm.domain.prison import Prison
from wingterm.domain.requests import AddPlace, OpenPrison, Request
from wingterm.services.act import carry_out
from wingterm.services.aside import Aside, aside
from wingterm.services.csv_input import Fault
from wingterm.services.desk import Desk, authorise, officer_at, os_account
from wingterm.services.judge import Judged, judge
from wingterm.services.officers_file import OfficersFile
from wingterm.services.people_file import Known, PeopleFile
from wingterm.services.prisons import prisons
from wingterm.services.roll import roll
from wingterm.services.setup import start_register
from wingterm.settings import Settings

RECEPTION = "reception"
"""What the report calls those who have no cell."""


class Begin(NamedTuple):
    """What a prison is to begin with, as it was read; faulty rows left out."""

    opening: OpenPrison
    places: tuple[AddPlace, ...] = ()
    people: PeopleFile | None = None
    officers: OfficersFile | None = None
    expected: int | None = None
    """How many people there must be, counted otherwise; None: nobody said."""

    @property
    def since(self) -> int | None:
        """From which instant on the prison is there: before the first of its people came."""
        return self.people.earliest if self.people else None

    @property
    def opened(self) -> OpenPrison:
        """The request that opens the prison."""
        return replace(self.opening, at=self.since)

    @property
    def requests(self) -> list[Request]:
        """Everything after the opening: places, people, officers."""
        return [
            *(replace(place, at=self.since) for place in self.places),
            *(self.people.requests if self.people else ()),
            *(self.officers.officers if self.officers else ()),
        ]

    @property
    def unexpected(self) -> Objection | None:
        """What stands against another number of people than expected; None for nothing."""
        many = self.people.people if self.people else 0
        if self.expected in (None, many):
            return None
        return Objection(
            "not-expected",
            f"The file has {many} people; {self.expected} were expected.",
            "Find who is missing or too many, or mend the figure.",
            "expect",
        )


class WingCount(NamedTuple):
    """How many people a wing has."""

    wing: str
    """Its code; `reception` for those without a cell."""
    file: int
    """By the file."""
    register: int | None
    """By the roll afterwards; None where nothing was written."""
    beds: int
    """Working capacity of its cells."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What the beginning of a prison came to."""

    outcome: Outcome | Judged
    faults: tuple[tuple[str, Fault], ...] = ()
    """What the rules found in rows of the files: `people` or `officers`, and line and field."""
    wings: tuple[WingCount, ...] = ()
    population: int | None = None
    """By the roll afterwards; None where nothing was written."""

    @property
    def against(self) -> Refused | Warned | None:
        """What stood against it; None for nothing."""
        return self.outcome if isinstance(self.outcome, Refused | Warned) else None

    @property
    def agrees(self) -> bool:
        """Whether the roll is what the file said, where there is one."""
        return all(wing.register in (None, wing.file) for wing in self.wings)


def new_register(
    settings: Settings,
    begin: Begin,
    *,
    ids: IdSource,
    name: str = "",
    clock: Clock | None = None,
    rehearse: bool = False,
) -> Begun:
    """Make a register with its first prison, whole or not at all.

    Args:
        settings: where.
        begin: what the prison begins with.
        ids: where request ids come from.
        name: of the first administrator, whose account runs this process; empty: the account's.
        clock: None for the store's own clock.
        rehearse: whether to do all of it aside and keep nothing.

    Raises:
        StoreUnsafe: something lies there already, or the place is not safe.
        BadInput: the account or name cannot be kept.
    """
    if begin.unexpected and not rehearse:
        return Begun(Refused((begin.unexpected,)))
    account = os_account()
    with _making(settings, rehearse) as made:
        desk = start_register(
            made.settings, clock, ids, account, name or account, durable=not rehearse
        )
        try:
            outcome: Outcome = carry_out(desk, [begin.opened])
            if isinstance(outcome, Receipt) and begin.requests:
                outcome = carry_out(desk, begin.requests)
            begun = _begun(desk, begin, outcome, before=0)
        finally:
            desk.store.close()
        if begun.against is None and not rehearse:
            made.publish()
    return _as_expected(begin, begun)


@contextmanager
def _making(settings: Settings, rehearse: bool) -> Iterator[Aside]:
    """Give where to make a register; a rehearsal for a server is held in a file."""
    if not (rehearse and settings.on_server):
        with aside(settings) as made:
            yield made
        return
    with TemporaryDirectory(prefix="wingterm-") as folder:
        store = str(Path(folder) / "rehearsal" / "register.db")
        with aside(settings._replace(store=store)) as made:
            yield made


def open_prison(
    desk: Desk, begin: Begin, *, request_id: str | None = None, rehearse: bool = False
) -> Begun:
    """Add a prison to a register, with everything in one act.

    Args:
        desk: who asks.
        begin: what the prison begins with.
        request_id: as of `carry_out`.
        rehearse: whether the rules are asked and nothing is done.

    Raises:
        NotAuthorised, IdUsed, Conflict, StoreBusy, CommitDoubtful: as of `carry_out`.
    """
    if begin.unexpected and not rehearse:
        return Begun(Refused((begin.unexpected,)))
    requests = [begin.opened, *begin.requests]
    if rehearse:
        return _as_expected(begin, _begun(desk, begin, judge(desk, requests), before=1))
    return _begun(desk, begin, carry_out(desk, requests, request_id), before=1)


def known_by(desk: Desk, numbers: Collection[str], but: str) -> dict[str, Known]:
    """Give whom a register knows by some prison numbers; they are not told to anybody.

    Args:
        desk: who asks.
        numbers: prison numbers.
        but: a request id; whom that request made known is left out, so that the same file sent
            again is the same request.

    Raises:
        NotAuthorised: the officer may not read.
    """
    with desk.store.read() as reader:
        authorise(officer_at(desk, reader, reader.now()), "read")
        rows = reader.rows(
            "SELECT p.number, p.last_name, p.first_name, p.date_of_birth FROM person p"
            f" WHERE {reader.in_set('p.number')} AND NOT EXISTS (SELECT 1 FROM entry e"
            "   WHERE e.person_id = p.id AND e.pseq = 1 AND e.request_id = ?)",
            (reader.as_set(set(numbers)), but),
        )
    return {str(number): Known(*map(str, names)) for number, *names in rows}


def _as_expected(begin: Begin, begun: Begun) -> Begun:
    """Object to another number of people than expected where all else was rehearsed well."""
    if begin.unexpected and begun.against is None:
        return replace(begun, outcome=Refused((begin.unexpected,)))
    return begun


def _begun(desk: Desk, begin: Begin, outcome: Outcome | Judged, *, before: int) -> Begun:
    """Give what came of it, with the roll where it was done; `before` requests led the act."""
    if isinstance(outcome, Refused):
        kept, faults = _by_file(begin, outcome, before)
        return Begun(Refused(kept), faults) if kept else Begun(outcome, faults)
    if isinstance(outcome, Warned) or (isinstance(outcome, Receipt) and outcome.repeated):
        return Begun(outcome)
    prison = next((p for p in prisons(desk) if p.code == begin.opening.code), None)
    written = isinstance(outcome, Receipt) and prison is not None
    counts, population = _counted(desk, prison) if written and prison else ({}, None)
    return Begun(outcome, (), _wings(begin, counts if written else None), population)


def _by_file(
    begin: Begin, refused: Refused, before: int
) -> tuple[tuple[Objection, ...], tuple[tuple[str, Fault], ...]]:
    """Part objections: those to what was typed or to places, and those to rows of files."""
    people = before + len(begin.places)
    officers = people + (len(begin.people.requests) if begin.people else 0)
    kept: list[Objection] = []
    faults: list[tuple[str, Fault]] = []
    for objection in refused.objections:
        if objection.line > officers and begin.officers:
            line = begin.officers.lines[objection.line - officers - 1]
            faults.append(("officers", Fault(line, objection.field, objection.sentence)))
        elif objection.line > people and begin.people:
            faults.append(("people", begin.people.fault_of(objection, people)))
        else:
            kept.append(objection)
    return tuple(kept), tuple(faults)


def _counted(desk: Desk, prison: Prison) -> tuple[dict[str, int], int]:
    """Give the people of each wing by the roll, those without a cell, and all of them."""
    sheet = roll(desk, prison)
    counts = {row.code: row.beds_in_use for row in sheet.rows if row.level == 0}
    counts[RECEPTION] = sheet.headline.in_reception
    return counts, sheet.headline.population


def _wings(begin: Begin, counts: dict[str, int] | None) -> tuple[WingCount, ...]:
    """Give each wing with the people of the file in it, and last those without a cell."""
    placed = begin.people.placed if begin.people else ()
    file = Counter(one.cell.partition("-")[0] or RECEPTION for one in placed)
    beds: Counter[str] = Counter()
    for place in begin.places:
        if place.kind == PlaceKind.CELL and not place.draft:
            beds[place.code.partition("-")[0]] += place.working
    tops = [place.code for place in begin.places if place.kind == PlaceKind.WING]
    names = [*tops, *sorted(beds.keys() - set(tops)), RECEPTION]
    return tuple(
        WingCount(name, file[name], None if counts is None else counts.get(name, 0), beds[name])
        for name in names
    )
