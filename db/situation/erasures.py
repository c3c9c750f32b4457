"""Read what may be erased of people, since when, and what holds it."""

import json
from collections.abc import Collection, Mapping, Sequence

from db.access_erasure import SAYING
from db.engine import Reader
from wingterm.domain import requests as asked
from wingterm.domain.chain import GENESIS, sealed
from wingterm.domain.retention import (
    FACT,
    HOLD,
    OF_PEOPLE,
    REMOVED,
    RULES,
    Erases,
    Sealed,
    is_erased,
    marker,
)
from wingterm.domain.situation import Situation
from wingterm.domain.standing import OUTSIDE_PLACE
from wingterm.domain.times import FAR

COLUMNS = (
    "format", "establishment_id", "seq", "kind", "verb", "request_id", "line", "part",
    "officer_id", "front_end", "occurred_at", "recorded_at", "person_id", "pseq", "from_place",
    "from_bed", "from_since", "from_depth", "to_place", "to_bed", "since", "depth", "annuls_pseq",
    "subject_kind", "subject_id", "fact_kind", "annuls_seq", "reason", "detail",
)  # fmt: skip
"""What the hash of an entry covers, in order (docs/architecture.md, "The hash")."""
_DETAIL, _FACT = COLUMNS.index("detail"), COLUMNS.index("fact_kind")
_ENTRIES = (
    f"SELECT {', '.join(f'e.{name}' for name in COLUMNS)}, e.hash, COALESCE(b.hash, '{GENESIS}')"
    " FROM entry e LEFT JOIN entry b"
    " ON b.establishment_id = e.establishment_id AND b.seq = e.seq - 1"
)
KEPT = ("merged",)
"""Facts of people that no rule erases, besides those that say what was erased."""


def rules_in_force(reader: Reader) -> dict[str, int]:
    """Give the rules that erase something, with their years."""
    row = reader.one(
        "SELECT f.value FROM fact_span f WHERE f.subject_kind = 'establishment'"
        " AND f.subject_id = 1 AND f.fact_kind = 'retention' AND f.to_at = ? AND f.retracted = ?",
        (FAR, FAR),
    )
    return {str(k): int(v) for k, v in json.loads(row[0])["rules"].items()} if row else {}


def log_rows(reader: Reader, rows: Collection[int]) -> dict[int, tuple[int, str]]:
    """Give of rows of who saw what the newest instant of all up to each, and its hash."""
    found = {}
    for row in rows:
        said = reader.one(
            f"SELECT (SELECT MAX(a.at) FROM access a WHERE a.id <= b.id AND {SAYING}), b.hash"
            " FROM access b WHERE b.id = ?",
            (row,),
        )
        if said:
            found[row] = (int(said[0] or 0), str(said[1]))
    return found


def read_erasures(reader: Reader, situation: Situation, erases: list[asked.Erase]) -> None:
    """Read what stands for and against erasing the people of an act."""
    situation.retention = rules_in_force(reader)
    rule_of = {erase.person.strip().upper(): erase.rule.strip().lower() for erase in erases}
    people = {
        person.id: rule_of[person.number]
        for person in situation.people.values()
        if rule_of.get(person.number) in OF_PEOPLE
    }
    ids = reader.as_set(people)
    same = records_of(reader, people)
    situation.outside_since = outside_since(reader, same)
    situation.received = received(reader, same)
    situation.on_hold = holds(reader, same)
    for person, count in reader.rows(
        "SELECT f.subject_id, COUNT(*) FROM fact_span f WHERE f.subject_kind = 'person'"
        f" AND {reader.in_set('f.subject_id')} AND f.fact_kind LIKE '{FACT}%'"
        " GROUP BY f.subject_id",
        (ids,),
    ):
        situation.erasures[person] = count
    for person, rule in people.items():
        situation.erasable[person] = list(_erasable(reader, person, rule))


def records_of(reader: Reader, people: Collection[int]) -> dict[int, list[int]]:
    """Give all records of each person, their own among them: merged ones are of one person."""
    stands = {int(one): int(into) for one, into in reader.rows(_MERGED, ())}
    of_one: dict[int, list[int]] = {}
    for person, into in stands.items():
        of_one.setdefault(into, [into]).append(person)
    return {person: of_one.get(stands.get(person, person), [person]) for person in people}


_MERGED = "SELECT m.person_id, m.into_id FROM merged m ORDER BY m.person_id"


def outside_since(reader: Reader, same: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """Give since when each person is outside by all their records; nobody who is not."""
    everybody = reader.as_set({one for records in same.values() for one in records})
    where = {
        person: (place, since)
        for person, place, since in reader.rows(
            "SELECT w.person_id, w.place_id, w.since FROM whereabouts w"
            f" WHERE {reader.in_set('w.person_id')}",
            (everybody,),
        )
    }
    return {
        person: max(where[one][1] for one in records)
        for person, records in same.items()
        if all(where[one][0] == OUTSIDE_PLACE for one in records)
    }


def received(reader: Reader, same: Mapping[int, Sequence[int]]) -> set[int]:
    """Give who was ever received, by any of their records; corrected movements do not count."""
    everybody = reader.as_set({one for records in same.values() for one in records})
    here = {
        int(person)
        for (person,) in reader.rows(
            "SELECT w.person_id FROM whereabouts w"
            " JOIN entry o ON o.person_id = w.person_id AND o.pseq = w.origin"
            f" WHERE o.verb <> 'register' AND {reader.in_set('w.person_id')}",
            (everybody,),
        )
    }
    return {person for person, records in same.items() if not here.isdisjoint(records)}


def holds(reader: Reader, same: Mapping[int, Sequence[int]]) -> dict[int, str]:
    """Give why people are held from being erased, by any record of theirs."""
    everybody = reader.as_set({one for records in same.values() for one in records})
    why: dict[int, str] = {}
    for person, value in reader.rows(
        "SELECT f.subject_id, f.value FROM fact_span f WHERE f.subject_kind = 'person'"
        f" AND {reader.in_set('f.subject_id')} AND f.fact_kind LIKE '{HOLD}.%'"
        " AND f.to_at = ? AND f.retracted = ? ORDER BY f.subject_id, f.fact_kind DESC",
        (everybody, FAR, FAR),
    ):
        said = json.loads(value)
        if not said.get("ended"):
            why[person] = str(said.get("reason", ""))
    found = {
        person: [why[one] for one in records if one in why] for person, records in same.items()
    }
    return {person: reasons[0] for person, reasons in found.items() if reasons}


def _erasable(reader: Reader, person: int, rule: str) -> list[Sealed]:
    """Give the entries of a person that a rule erases and that hold any words."""
    all_of = RULES[rule].erases is Erases.ALL
    facts = {
        (book, seq): fact
        for book, seq, fact in reader.rows(
            "SELECT DISTINCT f.establishment_id, f.seq, f.fact_kind FROM fact_span f"
            " WHERE f.subject_kind = 'person' AND f.subject_id = ?",
            (person,),
        )
        if fact not in KEPT and not fact.startswith(FACT) and (all_of or fact != "identity")
    }
    seqs = reader.as_set({seq for _, seq in facts})
    rows = reader.rows(f"{_ENTRIES} WHERE e.person_id = ? AND e.detail <> '{{}}'", (person,))
    for column in ("seq", "annuls_seq"):
        found = reader.rows(
            f"{_ENTRIES} WHERE e.subject_kind = 'person' AND e.subject_id = ?"
            f" AND {reader.in_set(f'e.{column}')}",
            (person, seqs),
        )
        at = COLUMNS.index(column)
        rows += [row for row in found if (row[1], row[at]) in facts]
    once = {(row[1], row[2]): row for row in rows if not is_erased(str(row[_DETAIL]))}
    return [_sealed(list(row), rule) for _, row in sorted(once.items())]


def _sealed(row: list[object], rule: str) -> Sealed:
    """Give what proves an entry once it is erased."""
    *columns, its_hash, before = row
    is_movement = columns[_FACT] is None
    columns[_DETAIL] = marker(rule, str(columns[_DETAIL]), movement=is_movement)
    if columns[_FACT] not in (None, "identity"):
        columns[_FACT] = REMOVED
    book, seq = columns[1], columns[2]
    assert isinstance(book, int)
    assert isinstance(seq, int)
    return Sealed(book, seq, str(its_hash), sealed(str(before), columns))
