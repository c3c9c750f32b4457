"""Who saw what: of a person, and by an officer, for those who may ask (docs/access-log.md)."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from db.engine import Reader
from db.queries import access as questions
from db.queries.access import AccessRow, Span
from wingterm.domain.access import EVERYBODY, FROM_BOOKS, Kind
from wingterm.domain.roles import Group
from wingterm.domain.times import FAR
from wingterm.errors import BadInput, NotFound
from wingterm.services.access_collect import collect
from wingterm.services.desk import LOOK_UP, Desk, authorise, authorise_group, officer_at

MOST = 1_000
"""How many records are given where nobody says how many."""
MOST_MAX = 1_000_000
NAMED = 20
"""Most people of one record who are named one by one; of a longer list only how many is told."""
EARLIEST = -(2**62)


class Accessed(NamedTuple):
    """One record."""

    row: AccessRow
    people: tuple[str, ...]
    """Prison numbers of whom it is about; empty where they are more than `NAMED`."""


@dataclass(frozen=True, slots=True)
class WhoSaw:
    """What was found, the newest first."""

    whose: str
    """The prison number, or the account."""
    records: tuple[Accessed, ...]
    more: bool
    """Whether there are older ones."""
    faults: tuple[str, ...]
    """Where the log of this host does not go on as it should: what came after was not searched."""


def who_saw(
    desk: Desk,
    number: str,
    *,
    kinds: Collection[str] = (),
    since: int | None = None,
    until: int | None = None,
    most: int = MOST,
    take_in: bool = True,
) -> WhoSaw:
    """Give who saw, recorded, changed or passed on what is on record of somebody.

    Args:
        desk: who asks; that they ask is logged before anything is given.
        number: a prison number that they have or had.
        kinds: of which kinds; none: of all.
        since: from when on.
        until: before when.
        most: how many.
        take_in: whether what this host wrote up to here is taken in first.

    Raises:
        NotAuthorised: the officer's role is not told who saw what.
        NotFound: nobody has the number.
        BadInput: a kind that is none, or a number of records that is none.
    """
    wanted, limit = number.strip().upper(), _most(most)
    of_kinds = _kinds(kinds)
    collected = _collected(desk) if take_in else ()
    span = Span(EARLIEST if since is None else since, FAR if until is None else until, limit + 1)
    with desk.store.read() as reader:
        _may(desk, reader)
        numbers, people = questions.numbers_of(reader, wanted)
        if not people:
            raise NotFound(f"Nobody has the number {wanted}.", LOOK_UP)
        rows = _of_log(of_kinds, lambda some: questions.log_of_person(
            reader, {*numbers, EVERYBODY}, some, span
        ))  # fmt: skip
        rows += _of_books(of_kinds, questions.books_of_person(reader, people, span))
        found = _newest(reader, rows, limit)
    desk.opened([wanted, *_named(found)], "log")
    return WhoSaw(wanted, found, len(rows) > limit, collected)


def what_saw(
    desk: Desk,
    account: str,
    *,
    kinds: Collection[str] = (),
    since: int | None = None,
    until: int | None = None,
    most: int = MOST,
    take_in: bool = True,
) -> WhoSaw:
    """Give what an officer saw, recorded, changed or passed on.

    Args:
        desk: who asks; whoever is named is logged before anything is given.
        account: of the officer.
        kinds: of which kinds; none: of all.
        since: from when on.
        until: before when.
        most: how many.
        take_in: whether what this host wrote up to here is taken in first.

    Raises:
        NotAuthorised: the officer's role is not told who saw what.
        NotFound: nobody ever had the account here.
        BadInput: a kind that is none, or a number of records that is none.
    """
    wanted, limit = account.strip(), _most(most)
    of_kinds = _kinds(kinds)
    collected = _collected(desk) if take_in else ()
    span = Span(EARLIEST if since is None else since, FAR if until is None else until, limit + 1)
    with desk.store.read() as reader:
        _may(desk, reader)
        rows = _of_log(of_kinds, lambda some: questions.log_of_officer(reader, wanted, some, span))
        rows += _of_books(of_kinds, questions.books_of_officer(reader, wanted, span))
        known = rows or reader.one("SELECT 1 FROM officer WHERE account = ?", (wanted,))
        if not known:
            raise NotFound(
                f"There is no officer {wanted}.", "`wingterm officer list` lists the accounts."
            )
        found = _newest(reader, rows, limit)
    desk.opened(_named(found), f"log {wanted}")
    return WhoSaw(wanted, found, len(rows) > limit, collected)


def _collected(desk: Desk) -> tuple[str, ...]:
    """Take in what was written up to here, once it is known that the officer may ask."""
    with desk.store.read() as reader:
        _may(desk, reader)
    return collect(desk).faults


def _may(desk: Desk, reader: Reader) -> None:
    officer = officer_at(desk, reader, reader.now())
    authorise(officer, "read")
    authorise_group(officer, Group.ACCESS_LOG)


def _most(most: int) -> int:
    if not 1 <= most <= MOST_MAX:
        raise BadInput(
            f"{most} records cannot be given.",
            f"Give a number from 1 to {MOST_MAX}.",
            field="limit",
        )
    return most


def _kinds(typed: Iterable[str]) -> frozenset[str]:
    """Read kinds as typed; none are all."""
    found = {kind.strip().lower() for kind in typed}
    wrong = sorted(found - set(Kind))
    if wrong:
        raise BadInput(
            f"{wrong[0]} is no kind of record.", f"The kinds are {', '.join(Kind)}.", field="kind"
        )
    return frozenset(found)


def _of_log(
    wanted: frozenset[str], ask: Callable[[frozenset[str]], list[AccessRow]]
) -> list[AccessRow]:
    """Ask the log, unless only what the books say is wanted."""
    in_log = wanted - FROM_BOOKS
    return [] if wanted and not in_log else ask(in_log if wanted else frozenset())


def _of_books(wanted: frozenset[str], rows: list[AccessRow]) -> list[AccessRow]:
    return [row for row in rows if not wanted or row.kind in wanted]


def _newest(reader: Reader, rows: list[AccessRow], most: int) -> tuple[Accessed, ...]:
    """Give the newest of some rows, with whom each is about."""
    newest = sorted(rows, key=lambda row: row.at, reverse=True)[:most]
    lines = {row.reference: _line(row) for row in newest}
    wanted = [line for line in lines.values() if line]
    people = questions.people_of(reader, wanted, NAMED) if wanted else {}
    return tuple(
        Accessed(row, people.get(lines[row.reference]) or ((row.number,) if row.number else ()))
        for row in newest
    )


def _named(found: Iterable[Accessed]) -> list[str]:
    """Give all whom an answer names; that everybody was given away names nobody."""
    names = dict.fromkeys(number for one in found for number in one.people)
    return [number for number in names if number != EVERYBODY]


def _line(row: AccessRow) -> int:
    """Give the number of the line of the log that a row is of, 0 for none."""
    name, _, number = row.reference.rpartition("-")
    return int(number) if name == "access" and number.isdecimal() else 0
