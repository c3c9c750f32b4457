"""The table of the prison population: who is in custody, by what is on record of them.

Published monthly in the field (practice note 4); here of any instant, as known at any instant.
"""

import functools
import json
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from db.engine import Reader
from db.queries.country import inside, outside_again, said, stays_began, who
from db.queries.past import Moment, as_believed
from db.queries.prisons import all_prisons
from wingterm.domain.ages import BANDS, NOT_RECORDED, age_band
from wingterm.domain.legal_status import LegalStatus, band_of, legal_status
from wingterm.domain.people import SEXES
from wingterm.domain.prison import Prison
from wingterm.domain.times import local_date
from wingterm.services.codes import code_list
from wingterm.services.country import sees_all, when
from wingterm.services.desk import Desk, authorise, officer_at


class Line(NamedTuple):
    """A row of a breakdown."""

    value: str
    """Code, empty for what is not on record."""
    words: str
    people: int


class Breakdown(NamedTuple):
    """The same people by one thing."""

    by: str
    """`prison`, `legal-status`, `sex`, `age` or `category`."""
    lines: tuple[Line, ...]
    """They add up to the population."""


class Cell(NamedTuple):
    """People who are alike in everything that the table tells."""

    prison: str
    legal_status: str
    sex: str
    age: str
    category: str
    people: int


class Monthly(NamedTuple):
    """The population of one prison or of all at an instant."""

    as_of: int
    known_at: int | None
    timezone: str
    prison: str
    """Code of the prison, empty for all."""
    population: int
    """Who is inside, as the roll counts them: in a cell, elsewhere, in reception or without one."""
    breakdowns: tuple[Breakdown, ...]
    cells: tuple[Cell, ...]
    """The same people by all of it at once; every breakdown is a sum of these."""


ASKED = ("legal-status", "category")
"""Kinds of facts of the stay that the table tells."""


def monthly(
    desk: Desk, prison: Prison | None = None, *, as_of: int | None = None,
    known_at: int | None = None,
) -> Monthly:  # fmt: skip
    """Give the population by prison, legal status, sex, age and security category.

    Ages are of the local day; dates of birth and sex as now known, the rest as of the instant and
    as then known, and only what was recorded in the stay of then. Nobody is named.

    Args:
        desk: who asks.
        prison: whose people; None for all prisons, for who may see them.
        as_of: as for `roll`.
        known_at: as for `roll`.

    Raises:
        NotAuthorised: all prisons, asked for by an officer of one among several.
        BadInput: an instant that has not come yet.
    """
    with desk.store.read() as reader:
        officer, now = officer_at(desk, reader, reader.now()), reader.now()
        authorise(officer, "read")
        prisons = all_prisons(reader)
        if prison is None:
            sees_all(officer, prisons)
        first = prison or (prisons[0] if prisons else None)
        zone = first.timezone if first else "UTC"
        instant = when(as_of, known_at, now, zone)
        moment = as_believed(instant, known_at)
        live = as_of is None and known_at is None
        book_of = inside(reader, moment, prison.id if prison else None, live=live)
        counted = _count(reader, book_of, moment, instant, zone)
    codes = {one.id: one.code for one in prisons}
    cells = tuple(
        Cell(codes[book], status, sex, age, category, people)
        for (book, status, sex, age, category), people in sorted(counted.items())
    )
    names = {one.code: one.name for one in prisons}
    return Monthly(
        instant, known_at, zone, prison.code if prison else "", len(book_of),
        tuple(_breakdowns(cells, names)), cells,
    )  # fmt: skip


Key = tuple[int, str, str, str, str]
"""Establishment, legal status, sex, age band, category."""


def _count(
    reader: Reader, book_of: dict[int, int], moment: Moment, instant: int, zone: str
) -> Counter[Key]:
    """Count people by everything that is asked."""
    if not book_of:
        return Counter()
    # In order of ids: whoever came together is kept together.
    people = reader.as_set(sorted(book_of))
    again = outside_again(reader, people)
    began = stays_began(reader, again, moment) if again else {}
    status: dict[int, str] = {}
    category: dict[int, str] = {}
    for person, fact, value, since in said(reader, people, ASKED, moment):
        if since >= began.get(person, since):
            if fact == "category":
                category[person] = _category(value)
            else:
                status[person] = _status(value)
    band = functools.cache(age_band(local_date(instant, zone)))
    return Counter(
        (book_of[person], status.get(person, ""), sex, band(born), category.get(person, ""))
        for person, sex, born in who(reader, people)
    )


@functools.cache
def _status(value: str) -> str:
    """Give the legal status of a fact; empty where it is ended or cannot be worked out."""
    held = json.loads(value)
    code = str(held.get("status", ""))
    if held.get("ended") or not code:
        return ""
    found = legal_status(code, band_of(code_list("imprisonment_statuses"), code))
    return found.value if found else ""


@functools.cache
def _category(value: str) -> str:
    held = json.loads(value)
    return "" if held.get("ended") else str(held.get("category", ""))


def _breakdowns(cells: Iterable[Cell], names: dict[str, str]) -> Iterable[Breakdown]:
    cells = list(cells)
    categories = code_list("security_categories")
    words = {
        "prison": names,
        "legal-status": {status.value: status.words for status in LegalStatus},
        "sex": dict(SEXES),
        "age": {band: band for band in BANDS},
        "category": {code.code: code.description for code in categories},
    }
    for by, known in words.items():
        at = Cell._fields.index(by.replace("-", "_"))
        people: Counter[str] = Counter()
        for cell in cells:
            people[str(cell[at])] += cell.people
        order = [value for value in known if people[value]]
        order += sorted(value for value in people if value not in known)
        yield Breakdown(
            by,
            tuple(Line(v, known.get(v, v) or NOT_RECORDED, people[v]) for v in order if people[v]),
        )
