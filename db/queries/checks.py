"""Roll checks: who is expected at a moment, how checks stand, and what was said of each."""

import json
from collections.abc import Collection
from typing import NamedTuple

from db.engine import Reader
from db.queries.past import Moment
from db.queries.people import PersonAt, due_back, people_then, sent_by, sent_then
from db.queries.roll_places import prison_then, roll_places
from wingterm.domain.checks.freeze import OnBooks, Present
from wingterm.domain.checks.kinds import CheckKind, KindPlan, read_kinds
from wingterm.domain.checks.record import SUBJECT, CheckFact
from wingterm.domain.checks.units import CheckUnit, read_units, usual_units
from wingterm.domain.places import PlaceKind
from wingterm.domain.roll import GONE
from wingterm.domain.times import FAR

_SETTLED = (
    "SELECT f.fact_kind, f.value FROM fact_span f WHERE f.subject_kind = 'establishment'"
    " AND f.subject_id = ? AND f.fact_kind IN ('check-units', 'check-kinds')"
    " AND f.from_at <= ? AND f.to_at > ? AND f.known_from <= ? AND f.retracted > ?"
)


def books_then(
    reader: Reader, prison: int, moment: Moment, sent: Collection[int] | None = None
) -> tuple[OnBooks, list[PersonAt]]:
    """Give what a prison expected at a moment, and the same people with their names.

    The same moment gives the same answer for ever, whatever is recorded afterwards; only numbers
    and names are as now known.

    Args:
        reader: the snapshot.
        prison: whose.
        moment: what it is of, and what was known.
        sent: of a check that was opened already: numbers of the entries that sent who was on the
            way to another prison and on the roll. None: as the register has it.
    """
    settings = prison_then(reader, prison, moment).settings
    people = [p for p in people_then(reader, prison, moment) if p.kind != PlaceKind.EN_ROUTE]
    if sent is not None:
        people += sent_by(reader, prison, sent)
    elif settings.en_route_on_roll:
        people += sent_then(reader, prison, moment)
    settled = settled_then(reader, prison, moment)
    return OnBooks(tuple(map(present, people)), settled.units, settled.kinds, settings), people


class Settled(NamedTuple):
    """What a prison had settled for its checks at a moment."""

    units: tuple[CheckUnit, ...]
    own: bool
    """Whether the list is the prison's own; else it is that of the usual units."""
    kinds: dict[CheckKind, KindPlan]


def settled_then(reader: Reader, prison: int, moment: Moment) -> Settled:
    """Give the units and kinds of a prison's checks at a moment."""
    as_of, known_at = moment
    held = {
        fact: json.loads(value)
        for fact, value in reader.rows(_SETTLED, (prison, as_of, as_of, known_at, known_at))
    }
    kinds = read_kinds(held.get("check-kinds"))
    own = read_units(held.get("check-units"))
    if own:
        return Settled(own, True, kinds)
    places = roll_places(reader, prison, moment).values()
    usual = usual_units((p.code, p.kind, p.name) for p in places if p.status not in GONE)
    return Settled(usual, False, kinds)


_KINDS = {str(kind): kind for kind in PlaceKind}


def present(person: PersonAt) -> Present:
    """Give somebody as a check expects them."""
    # By position: a prison has a thousand, and names cost half as much again.
    return Present(
        person.person, person.number, _KINDS[person.kind], person.place, person.cell, person.verb,
        person.since, due_back(person), person.entry,
    )  # fmt: skip


class CheckRow(NamedTuple):
    """How a roll check stands."""

    id: int
    establishment: int
    kind: str
    as_of: int
    opened_at: int
    ended_at: int
    """`FAR` while it is open."""
    state: str
    """`OPEN`, `DECLARED` or `ABANDONED`."""


_ROW = (
    "SELECT c.id, c.establishment_id, c.kind, c.as_of, c.opened_at, c.ended_at, c.state"
    " FROM roll_check c WHERE c.establishment_id = ?"
)


def open_checks(reader: Reader, prison: int) -> list[CheckRow]:
    """Give a prison's checks that have not ended, in order of opening."""
    rows = [CheckRow(*row) for row in reader.rows(f"{_ROW} AND c.ended_at = ?", (prison, FAR))]
    # Sorted here: asked for in order, SQLite reads every check that the prison ever had.
    return sorted(rows, key=lambda row: (row.opened_at, row.id))


def check_row(reader: Reader, prison: int, number: int) -> CheckRow | None:
    """Give a check of a prison by its number."""
    row = reader.one(f"{_ROW} AND c.id = ?", (prison, number))
    return CheckRow(*row) if row else None


def newest_check(reader: Reader, prison: int) -> CheckRow | None:
    """Give the check that a prison opened last."""
    row = reader.one(f"{_ROW} ORDER BY c.opened_at DESC, c.id DESC LIMIT 1", (prison,))
    return CheckRow(*row) if row else None


def check_of_request(reader: Reader, prison: int, request_id: str) -> int | None:
    """Give the check of a prison to which a request added an entry; None for none."""
    row = reader.one(
        "SELECT e.subject_id FROM entry e"
        " WHERE e.request_id = ? AND e.establishment_id = ? AND e.subject_kind = ? LIMIT 1",
        (request_id, prison, SUBJECT),
    )
    return int(row[0]) if row else None


def checks_between(reader: Reader, prison: int, first: int, last: int) -> list[CheckRow]:
    """Give a prison's checks opened from a first instant to a last one, in order."""
    rows = reader.rows(
        f"{_ROW} AND c.opened_at >= ? AND c.opened_at <= ? ORDER BY c.opened_at, c.id",
        (prison, first, last),
    )
    return [CheckRow(*row) for row in rows]


def facts_of_checks(reader: Reader, checks: Collection[int]) -> dict[int, list[CheckFact]]:
    """Give everything that was said of checks, by number, in order of the book."""
    found: dict[int, list[CheckFact]] = {number: [] for number in checks}
    for number, fact, value, *rest in reader.rows(
        "SELECT f.subject_id, f.fact_kind, f.value, f.from_at, e.recorded_at, e.officer_id, f.seq"
        " FROM fact_span f"
        " JOIN entry e ON e.establishment_id = f.establishment_id AND e.seq = f.seq"
        f" WHERE f.subject_kind = ? AND {reader.in_set('f.subject_id')} AND f.retracted = ?"
        " ORDER BY f.subject_id, f.seq",
        (SUBJECT, reader.as_set(checks), FAR),
    ):
        found[number].append(CheckFact(fact, json.loads(value), *rest))
    return found


def hash_of(reader: Reader, establishment: int, seq: int) -> str:
    """Give the hash of an entry: the head of its chain when it was the newest."""
    row = reader.one(
        "SELECT e.hash FROM entry e WHERE e.establishment_id = ? AND e.seq = ?",
        (establishment, seq),
    )
    return str(row[0]) if row else ""


def officer_names(reader: Reader, officers: Collection[int]) -> dict[int, tuple[str, str]]:
    """Give name and account of officers by id."""
    rows = reader.rows(
        f"SELECT o.id, o.name, o.account FROM officer o WHERE {reader.in_set('o.id')}",
        (reader.as_set(officers),),
    )
    return {int(officer): (str(name), str(account)) for officer, name, account in rows}
