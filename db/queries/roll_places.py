"""A prison's places, settings and signed capacity as they were at a moment, for the roll."""

import functools
import json
from collections import defaultdict
from functools import partial
from typing import Any, NamedTuple

from db.engine import Reader
from db.queries.past import Moment
from wingterm.domain.places import Capacity, PlaceKind
from wingterm.domain.prison_settings import PrisonSettings, read_settings
from wingterm.domain.roll import ACTIVE, RollPlace
from wingterm.domain.times import FAR

_FORCE = " AND f.from_at <= ? AND f.to_at > ? AND f.known_from <= ? AND f.retracted > ?"
_PLACES = (
    "SELECT q.id, q.parent_id, q.code, q.kind, q.name FROM place q WHERE q.establishment_id = ?"
)
_OF_PLACES = (
    # In this order: one range of the index for all that is said of a place, which is little.
    " FROM place q CROSS JOIN fact_span f WHERE q.establishment_id = ?"
    " AND f.subject_kind = 'place' AND f.subject_id = q.id"
)
_SAID = (
    "SELECT f.subject_id, f.fact_kind, CASE WHEN f.fact_kind = 'place'"
    # What is still so is what the place's own row says.
    f" AND f.to_at = {FAR} AND f.retracted = {FAR} THEN '' ELSE f.value END{_OF_PLACES}{_FORCE}"
)
_AROUND = (
    "SELECT "
    + ", ".join(
        f"COALESCE(MAX(f.{at}) FILTER (WHERE f.{at} <= ?), {-FAR}),"
        f" COALESCE(MIN(f.{at}) FILTER (WHERE f.{at} > ?), {FAR})"
        for at in ("from_at", "to_at", "known_from", "retracted")
    )
    + _OF_PLACES
)
_PRISON = (
    "SELECT f.fact_kind, f.value FROM fact_span f WHERE f.subject_kind = 'establishment'"
    f" AND f.subject_id = ? AND f.fact_kind IN ('settings', 'signed'){_FORCE}"
)
_SINCE = (
    "SELECT c.seq, c.hash, CASE WHEN EXISTS (SELECT 1 FROM entry o"
    "  WHERE o.establishment_id = c.establishment_id AND o.seq = ? AND o.hash = ?)"
    " AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.establishment_id = c.establishment_id"
    "  AND e.seq > ? AND e.subject_kind = 'place') THEN 1 ELSE 0 END"
    " FROM chain c WHERE c.establishment_id = ?"
)
NOT_YET = "DRAFT"
"""Status of a place before it was made: the roll of then has no row for it."""


class Head(NamedTuple):
    """The newest entry of a book: its hash stands for all entries up to it."""

    seq: int
    hash: str


class PrisonThen(NamedTuple):
    """What a prison said of itself at a moment."""

    settings: PrisonSettings
    signed: int | None
    """Signed operational capacity (domain note 3.2)."""


class Around(NamedTuple):
    """The moments around one at which the same was so of a prison's places."""

    first: Moment
    end: Moment
    """Not this one any more, in either time."""

    def holds(self, moment: Moment) -> bool:
        """Whether a moment is one of them."""
        (first, known), (end, ended) = self
        return first <= moment.as_of < end and known <= moment.known_at < ended


def around(reader: Reader, prison: int, moment: Moment) -> Around:
    """Give the moments around one between which nothing changes in what is said of its places."""
    as_of, known_at = moment
    (row,) = reader.rows(_AROUND, (*[as_of] * 4, *[known_at] * 4, prison))
    begun, begins, ended, ends, known, becomes_known, retracted, is_retracted = row
    return Around(
        Moment(max(begun, ended), max(known, retracted)),
        Moment(min(begins, ends), min(becomes_known, is_retracted)),
    )


def roll_places(reader: Reader, prison: int, moment: Moment) -> dict[int, RollPlace]:
    """Give a prison's places by id, with capacity, status and marks of a moment."""
    as_of, known_at = moment
    rows = reader.rows(_PLACES, (prison,))
    said: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for place, fact, value in reader.rows(_SAID, (prison, as_of, as_of, known_at, known_at)):
        said[fact][place] = value
    ids = [row[0] for row in rows]
    facts = (map(said[fact].get, ids) for fact in ("place", "capacity", "status", "marks"))
    return dict(zip(ids, map(_made, rows, *facts), strict=True))


def places_since(reader: Reader, prison: int, head: Head) -> tuple[Head, bool]:
    """Give the head of a prison's book, and whether nothing was said of its places after another.

    What is said of a place is in the book of its prison.
    """
    row = reader.one(_SINCE, (*head, head.seq, prison))
    return (Head(row[0], row[1]), bool(row[2])) if row else (Head(0, ""), False)


_KINDS = {str(kind): kind for kind in PlaceKind}
_place = partial(tuple.__new__, RollPlace)
"""Makes a place of all its fields, as quickly as it can be: a prison has a thousand."""


@functools.lru_cache(maxsize=256)
def _capacity(value: str) -> Capacity:
    """Give one capacity for all cells that have it: most of a prison hold as many."""
    held = json.loads(value)
    return Capacity(held["cna"], held["working"], held["maximum"])


def _made(
    row: tuple[Any, ...], made: str | None, capacity: str | None, status: str | None,
    marks: str | None,
) -> RollPlace:  # fmt: skip
    """Make a place of its row and of what the facts of a moment say."""
    id_, parent, code, kind, name = row
    own, why, accommodation = ACTIVE, "", ""
    if made is None:
        own = NOT_YET
    elif made:
        name = json.loads(made)["name"]
    if status is not None:
        said = json.loads(status)
        own, why = said.get("status") or own, said.get("reason") or ""
    if marks is not None:
        accommodation = json.loads(marks).get("accommodation") or ""
    holds = None if capacity is None else _capacity(capacity)
    return _place((id_, parent, code, _KINDS[kind], name, holds, own, why, accommodation))


def prison_then(reader: Reader, prison: int, moment: Moment) -> PrisonThen:
    """Give the settings and the signed capacity of a prison at a moment."""
    as_of, known_at = moment
    said = dict(reader.rows(_PRISON, (prison, as_of, as_of, known_at, known_at)))
    return PrisonThen(
        _settings(said.get("settings", "{}")), json.loads(said.get("signed", "{}")).get("signed")
    )


@functools.lru_cache(maxsize=256)
def _settings(value: str) -> PrisonSettings:
    """Give what settings say: one roll after the other is read by the same."""
    return read_settings(json.loads(value))
