"""Movements through a prison's gate, by where they lead from and to, whatever their verb.

A crossing leads from what is not inside this prison to what is, or the other way. So going on from
court to hospital is none, nor is a death until the body is taken out of the prison.
"""

from typing import NamedTuple

from db.engine import Reader
from db.queries.past import Moment
from db.queries.people import BED, MADE_BY, PERSON, PersonAt, people_at
from wingterm.domain.places import INSIDE

_KINDS = ", ".join(f"'{kind}'" for kind in INSIDE)
_WITHIN = (
    "(CASE WHEN {0}.establishment_id = e.establishment_id"
    f" AND {{0}}.kind IN ({_KINDS}) THEN 1 ELSE 0 END)"
)
TO, FROM = _WITHIN.format("t"), _WITHIN.format("f")
"""Whether a movement `e` leads to a place `t`, or from a place `f`, inside the prison whose book it
is in: 1 or 0."""

_OF_THE_DAY = (
    " WHERE e.establishment_id = ? AND e.occurred_at >= ? AND e.occurred_at <= ?"
    f" AND e.kind = 'move' AND e.recorded_at <= ? AND {TO} <> {FROM}"
    " AND NOT EXISTS (SELECT 1 FROM entry a WHERE a.person_id = e.person_id"
    "   AND a.annuls_pseq = e.pseq AND a.recorded_at <= ?)"
)


class Crossing(NamedTuple):
    """That somebody went through the gate."""

    person: int
    came: int
    """1 in, -1 out."""


def crossed(reader: Reader, prison: int, since: int, moment: Moment) -> list[Crossing]:
    """Give the same movements as `crossings`, in no order, as far as a count needs them."""
    rows = reader.rows(
        f"SELECT e.person_id, {TO} - {FROM} FROM entry e"
        f" JOIN place t ON t.id = e.to_place JOIN place f ON f.id = e.from_place{_OF_THE_DAY}",
        _parameters(prison, since, moment),
    )
    return [Crossing(*row) for row in rows]


def _parameters(prison: int, since: int, moment: Moment) -> tuple[int, ...]:
    return prison, since, moment.as_of, moment.known_at, moment.known_at


def crossings(reader: Reader, prison: int, since: int, moment: Moment) -> list[PersonAt]:
    """Give the movements through a prison's gate from an instant up to a moment, in order of time.

    Movements that were annulled by then are left out. Rows, not people: out and in again are two.
    Who comes in or goes out does so in this prison's book. The prison at the other end is the
    sender of an arrival, and of a transfer its destination.
    """
    made_by = MADE_BY.format(row="e", depth="from_depth")
    sender = (
        "(SELECT x.code FROM entry s JOIN establishment x ON x.id = s.establishment_id"
        f" WHERE s.person_id = e.person_id AND s.pseq = {made_by})"
    )
    rows = reader.each(
        f"SELECT {PERSON}, t.kind, t.code, {BED.format(bed='e.to_bed', cell='th')},"
        " e.occurred_at, e.reason,"
        " CASE WHEN t.kind = 'EN_ROUTE' THEN te.code WHEN f.kind <> 'EN_ROUTE' THEN ''"
        f"  WHEN e.verb = 'cancel-transfer' THEN fe.code ELSE {sender} END,"
        " e.verb, e.detail, CASE WHEN e.from_bed = 0 THEN f.code ELSE fh.code END, f.kind, n.name,"
        f" bk.code || '-' || e.seq, p.id, {TO} - {FROM}"
        " FROM entry e JOIN person p ON p.id = e.person_id"
        " JOIN place t ON t.id = e.to_place JOIN establishment te ON te.id = t.establishment_id"
        " JOIN bed tb ON tb.id = e.to_bed JOIN place th ON th.id = tb.place_id"
        " JOIN place f ON f.id = e.from_place JOIN establishment fe ON fe.id = f.establishment_id"
        " JOIN bed fb ON fb.id = e.from_bed JOIN place fh ON fh.id = fb.place_id"
        " JOIN officer n ON n.id = e.officer_id"
        " JOIN establishment bk ON bk.id = e.establishment_id"
        f"{_OF_THE_DAY} ORDER BY e.occurred_at, e.seq",
        _parameters(prison, since, moment),
    )
    return people_at(rows)
