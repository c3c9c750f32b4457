"""Rows written past the program, to ask the databases themselves what they refuse.

Three people of one prison: person 1 has moved twice, person 2 lies in bed 2, person 3 is outside.
"""

from typing import Any

from db import columns
from db.columns import InsertInto
from db.dialects import Params
from db.engine import Store, Unit
from db.triggers import trigger_statements

Standing = tuple[int, int, int, int]
"""Place, bed, since, depth."""

OUTSIDE, RECEPTION, CELL, OTHER_CELL = 1, 2, 3, 4
BED, OTHER_BED = 1, 2
RECORDED = 10_000
PRISON = 2

REGISTERED: Standing = (OUTSIDE, 0, 100, 1)
IN_CELL: Standing = (CELL, BED, 200, 2)
IN_RECEPTION: Standing = (RECEPTION, 0, 300, 3)
IN_OTHER_CELL: Standing = (OTHER_CELL, OTHER_BED, 200, 2)
NOWHERE: Standing = (OUTSIDE, 0, 0, 0)

Values = dict[str, Any]


def movement(seq: int, person: int, pseq: int, before: Standing, after: Standing) -> Values:
    """Give the row of a move, in order; a test then changes what it is about."""
    values = blank(seq)
    values |= dict(zip(("from_place", "from_bed", "from_since", "from_depth"), before, strict=True))
    values |= dict(zip(("to_place", "to_bed", "since", "depth"), after, strict=True))
    return values | {
        "kind": "move",
        "verb": "move",
        "occurred_at": after[2],
        "person_id": person,
        "pseq": pseq,
        "prev_pseq": pseq - 1 if pseq > 1 else None,
    }


def annulment(
    seq: int, person: int, pseq: int, annuls: int, before: Standing, after: Standing
) -> Values:
    """Give the row that says a move never happened."""
    return movement(seq, person, pseq, before, after) | {
        "kind": "annul",
        "verb": "correct",
        "occurred_at": 900,
        "annuls_pseq": annuls,
        "restores_pseq": annuls - 1,
    }


def fact(seq: int) -> Values:
    """Give the row of a fact."""
    return blank(seq) | {
        "kind": "fact",
        "verb": "identity",
        "subject_kind": "person",
        "subject_id": 1,
        "fact_kind": "identity",
    }


def blank(seq: int) -> Values:
    """Give a row of the prison's book with everything NULL that may be."""
    values: Values = {name: None for name, _ in columns.ENTRY.columns}
    return values | {
        "establishment_id": PRISON,
        "seq": seq,
        "request_id": "setup",
        "line": seq,
        "part": 1,
        "officer_id": 1,
        "front_end": "cli",
        "occurred_at": 500,
        "recorded_at": RECORDED,
        "reason": "",
        "detail": "{}",
        "format": 1,
        "hash": "0" * 64,
    }


def whereabouts(person: int, pseq: int, standing: Standing, origin: int) -> Values:
    """Give the row that shows a standing."""
    place, bed, since, depth = standing
    return {
        "person_id": person,
        "pseq": pseq,
        "place_id": place,
        "bed": bed,
        "bed_id": bed or None,
        "since": since,
        "depth": depth,
        "origin": origin,
    }


def add(store: Store, into: InsertInto, *rows: Values) -> None:
    """Write rows in a transaction of their own."""
    with store.write() as unit:
        put(unit, into, *rows)
        unit.commit()


def put(unit: Unit, into: InsertInto, *rows: Values) -> None:
    """Write rows within a transaction."""
    ordered: list[Params] = [tuple(row[name] for name, _ in into.columns) for row in rows]
    unit.insert(into, ordered)


def fill(store: Store, *, belts: bool = False) -> None:
    """Write three people; take the triggers off, so that what refuses is a constraint."""
    with store.write() as unit:
        unit.insert(columns.ESTABLISHMENT, [(PRISON, "TST", "Test", "Europe/London")])
        unit.insert(columns.CHAIN, [(PRISON, 8, "0" * 64, RECORDED)])
        unit.insert(columns.OFFICER, [(1, "tester", "Test", "reception", PRISON, 0, RECORDED, "")])
        unit.insert(
            columns.PLACE,
            [
                (RECEPTION, PRISON, None, "RECP", "RECEPTION", "Reception"),
                (CELL, PRISON, None, "A-1", "CELL", "A-1"),
                (OTHER_CELL, PRISON, None, "A-2", "CELL", "A-2"),
            ],
        )
        unit.insert(columns.BED, [(BED, CELL, 1), (OTHER_BED, OTHER_CELL, 1)])
        unit.insert(
            columns.PERSON,
            [(p, f"A000{p}AA", "Last", "First", "1990-01-01", "M", "last") for p in (1, 2, 3)],
        )
        unit.insert(columns.REQUEST, [("setup", "0" * 64, "several", 1, "setup", 1, "{}", "", "")])
        put(
            unit,
            columns.ENTRY,
            movement(1, 1, 1, NOWHERE, REGISTERED),
            movement(2, 1, 2, REGISTERED, IN_CELL),
            movement(3, 1, 3, IN_CELL, IN_RECEPTION),
            movement(4, 2, 1, NOWHERE, REGISTERED),
            movement(5, 2, 2, REGISTERED, IN_OTHER_CELL),
            movement(6, 3, 1, NOWHERE, REGISTERED),
            fact(7),
            fact(8) | {"kind": "unfact", "annuls_seq": 7},
        )
        put(
            unit,
            columns.WHEREABOUTS,
            whereabouts(1, 3, IN_RECEPTION, 3),
            whereabouts(2, 2, IN_OTHER_CELL, 2),
            whereabouts(3, 1, REGISTERED, 1),
        )
        unit.commit()
    if not belts:
        take_belts_off(store)


def take_belts_off(store: Store) -> None:
    """Drop the triggers on entry."""
    on = "" if store.dialect.name == "sqlite" else " ON entry"
    names = [
        statement.split()[2]
        for statement in trigger_statements(store.dialect.name)
        if statement.startswith("CREATE TRIGGER")
    ]
    with store.write() as unit:
        for name in names:
            unit.run(f"DROP TRIGGER {name}{on}", ())
        unit.commit()
