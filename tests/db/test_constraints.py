"""What the databases refuse by constraints alone, whoever writes: every claim of the ledger.

The triggers are off. Each row differs in one thing from one that is accepted, so that nothing else
can be what refuses it. Nothing is committed: one store a database serves them all.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db import columns
from db.engine import Store, Unit, open_store
from tests.db.rows import (
    BED,
    CELL,
    IN_CELL,
    IN_OTHER_CELL,
    IN_RECEPTION,
    NOWHERE,
    OTHER_BED,
    OTHER_CELL,
    OUTSIDE,
    RECEPTION,
    RECORDED,
    REGISTERED,
    Standing,
    Values,
    annulment,
    fact,
    fill,
    movement,
    put,
    whereabouts,
)
from tests.stores import DATABASES, drop_store, fresh_store
from wingterm.errors import Conflict

KINDS = {"uq": "UNIQUE", "pk": "UNIQUE", "fk": "FOREIGN KEY", "ck": "CHECK"}
"""SQLite names the constraint for checks only; for the others it says of which kind it is."""

BACK_IN_CELL: Standing = (CELL, BED, 400, 4)
MOVE = movement(9, 1, 4, IN_RECEPTION, BACK_IN_CELL)
ANNUL = annulment(9, 1, 4, 3, IN_RECEPTION, IN_CELL)
FIRST = movement(9, 4, 1, NOWHERE, REGISTERED)
FACT = fact(9)
UNFACT = fact(9) | {"kind": "unfact", "annuls_seq": 8}

MOVEMENT_COLUMNS = (
    "person_id", "pseq", "from_place", "from_bed", "from_since", "from_depth", "to_place",
    "to_bed", "since", "depth",
)  # fmt: skip

ACCEPTED = {"move": MOVE, "annulment": ANNUL, "first": FIRST, "fact": FACT, "unfact": UNFACT}

REFUSED: list[tuple[str, Values, Values, str]] = [
    ("teleport: from another place", MOVE, {"from_place": OTHER_CELL}, "fk_entry_from"),
    ("teleport: from another bed", MOVE, {"from_bed": OTHER_BED}, "fk_entry_from"),
    ("from another time", MOVE, {"from_since": 299}, "fk_entry_from"),
    ("from another depth", MOVE, {"from_depth": 2, "depth": 3}, "fk_entry_from"),
    ("gap in the line", MOVE, {"pseq": 5, "prev_pseq": 4}, "fk_entry_from"),
    ("skips the previous", MOVE, {"pseq": 5}, "ck_entry_line"),
    ("hangs on nothing", MOVE, {"prev_pseq": None}, "ck_entry_line"),
    (
        "fork",
        movement(9, 1, 3, IN_CELL, (OTHER_CELL, OTHER_BED, 300, 3)),
        {},
        "uq_entry_pseq",
    ),
    ("before the previous one", MOVE, {"occurred_at": 250, "since": 250}, "ck_entry_move"),
    (
        "in the future",
        MOVE,
        {"occurred_at": RECORDED + 1, "since": RECORDED + 1},
        "ck_entry_move",
    ),
    ("since is not when it happened", MOVE, {"since": 401}, "ck_entry_move"),
    ("depth jumps", MOVE, {"depth": 5}, "ck_entry_move"),
    ("a move that annuls", MOVE, {"annuls_pseq": 3}, "ck_entry_move"),
    ("a move that restores", MOVE, {"restores_pseq": 2}, "ck_entry_move"),
    ("a move with a subject", MOVE, {"subject_kind": "person"}, "ck_entry_kind"),
    ("a kind of no meaning", MOVE, {"kind": "jump"}, "ck_entry_kind"),
    ("first not from outside", FIRST, {"from_place": RECEPTION}, "ck_entry_line"),
    ("first out of a bed", FIRST, {"from_bed": BED}, "ck_entry_line"),
    ("first with a past", FIRST, {"from_depth": 1, "depth": 2}, "ck_entry_line"),
    ("first after something", FIRST, {"prev_pseq": 0}, "ck_entry_line"),
    (
        "first is an annulment",
        FIRST,
        {"kind": "annul", "annuls_pseq": 2, "restores_pseq": 1},
        "ck_entry_",
    ),
    ("unknown person", FIRST, {"person_id": 5}, "fk_entry_person"),
    ("unknown place", MOVE, {"to_place": 99}, "fk_entry_to_place"),
    ("unknown bed", MOVE, {"to_bed": 99}, "fk_entry_to_bed"),
    ("unknown officer", MOVE, {"officer_id": 99}, "fk_entry_officer"),
    ("unknown request", MOVE, {"request_id": "none"}, "fk_entry_request"),
    ("unknown prison", MOVE, {"establishment_id": 99}, "fk_entry_establishment"),
    ("request line twice", MOVE, {"line": 3}, "uq_entry_line"),
    ("number in the book twice", MOVE, {"seq": 8}, "pk_entry"),
    (
        "annulling under the newest, from the newest",
        ANNUL,
        {"annuls_pseq": 2, "restores_pseq": 1, "to_place": OUTSIDE, "to_bed": 0, "since": 100},
        "fk_entry_",
    ),
    (
        "annulling under the newest, as if it were the newest",
        annulment(9, 1, 4, 2, IN_CELL, REGISTERED),
        {},
        "fk_entry_from",
    ),
    ("restoring a false place", ANNUL, {"to_place": OTHER_CELL}, "fk_entry_restores"),
    ("restoring a false bed", ANNUL, {"to_bed": OTHER_BED}, "fk_entry_restores"),
    ("restoring a false time", ANNUL, {"since": 201}, "fk_entry_restores"),
    ("restoring too early", ANNUL, {"restores_pseq": 1}, "ck_entry_annul"),
    ("annulling nothing", ANNUL, {"annuls_pseq": None}, "ck_entry_annul"),
    ("restoring nothing", ANNUL, {"restores_pseq": None}, "ck_entry_annul"),
    ("an annulment that goes deeper", ANNUL, {"depth": 4}, "ck_entry_annul"),
    (
        "annulling the registration",
        annulment(9, 3, 2, 1, REGISTERED, NOWHERE),
        {"restores_pseq": 0},
        "ck_entry_annul",
    ),
    ("a fact of a line", FACT, {"person_id": 1, "pseq": 4}, "ck_entry_"),
    *(
        (f"a fact with {name}", FACT, {name: 3}, "ck_entry_kind")
        for name in ("prev_pseq", "annuls_pseq", "restores_pseq")
    ),
    ("a fact about nothing", FACT, {"subject_id": None}, "ck_entry_kind"),
    ("a fact of no kind", FACT, {"fact_kind": None}, "ck_entry_kind"),
    ("a fact that withdraws", FACT, {"annuls_seq": 8}, "ck_entry_unfact"),
    ("a withdrawal of nothing", UNFACT, {"annuls_seq": None}, "ck_entry_unfact"),
    ("a withdrawal of what is not there", UNFACT, {"annuls_seq": 50}, "fk_entry_withdraws"),
    ("a fact withdrawn twice", UNFACT, {"annuls_seq": 7}, "uq_entry_withdrawn_once"),
    (
        "a withdrawal in another book",
        UNFACT,
        {"establishment_id": 1, "seq": 1},
        "fk_entry_withdraws",
    ),
    ("a short hash", MOVE, {"hash": "0" * 63}, "ck_entry_hash_length"),
    *((f"{name} is NULL", MOVE, {name: None}, "ck_entry_") for name in MOVEMENT_COLUMNS),
]


@pytest.fixture(scope="module", params=DATABASES)
def store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    folder: Path = tmp_path_factory.mktemp("constraints")
    where = fresh_store(folder, request.param)
    opened = open_store(where)
    try:
        fill(opened)
        yield opened
    finally:
        # A connection left open by what cannot be filled would be held against another test.
        opened.close()
        drop_store(where)


@pytest.fixture
def unit(store: Store) -> Iterator[Unit]:
    with store.write() as begun:
        begun.insert(columns.PERSON, [(4, "A0004AA", "Last", "First", "1990-01-01", "M", "last")])
        yield begun


def refuses(constraint: str, store: Store) -> str:
    """Give what the message must say on a database for a constraint's name or its beginning."""
    if store.dialect.name == "postgresql" or constraint.startswith("ck"):
        return constraint
    return KINDS[constraint[:2]]


@pytest.mark.parametrize("row", ACCEPTED.values(), ids=list(ACCEPTED))
def test_a_row_in_order_is_accepted(unit: Unit, row: Values) -> None:
    put(unit, columns.ENTRY, row)
    place = (row["establishment_id"], row["seq"])
    found = unit.one("SELECT kind, verb FROM entry WHERE establishment_id = ? AND seq = ?", place)
    assert found == (row["kind"], row["verb"])


@pytest.mark.parametrize(
    ("row", "change", "constraint"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED]
)
def test_an_entry_out_of_order_is_refused(
    store: Store, unit: Unit, row: Values, change: Values, constraint: str
) -> None:
    with pytest.raises(Conflict, match=refuses(constraint, store)):
        put(unit, columns.ENTRY, row | change)


def test_a_movement_is_annulled_once(store: Store, unit: Unit) -> None:
    put(unit, columns.ENTRY, ANNUL)
    again = annulment(10, 1, 5, 3, IN_CELL, IN_CELL) | {"from_depth": 2, "depth": 1}
    with pytest.raises(Conflict, match=refuses("uq_entry_annulled_once", store)):
        put(unit, columns.ENTRY, again)


def test_what_was_annulled_can_be_followed_by_another_move(unit: Unit) -> None:
    put(unit, columns.ENTRY, ANNUL)
    put(unit, columns.ENTRY, movement(10, 1, 5, IN_CELL, (RECEPTION, 0, 350, 3)))


@pytest.mark.parametrize(
    ("column", "longest"), [("verb", 20), ("front_end", 12), ("reason", 20), ("detail", 8000)]
)
def test_a_text_that_is_too_long_is_refused_alike(unit: Unit, column: str, longest: int) -> None:
    put(unit, columns.ENTRY, MOVE | {column: "x" * longest})
    with pytest.raises(Conflict):
        put(unit, columns.ENTRY, fact(10) | {column: "x" * (longest + 1)})


SHOWN: list[tuple[str, Values, str]] = [
    ("another place", {"place_id": CELL}, "fk_whereabouts_stands"),
    ("another bed", {"bed": BED, "bed_id": BED}, "fk_whereabouts_stands"),
    ("another time", {"since": 201}, "fk_whereabouts_stands"),
    ("another depth", {"depth": 3}, "fk_whereabouts_stands"),
    ("a number that is not there", {"pseq": 3}, "fk_whereabouts_stands"),
    ("the bed lost", {"bed": 0, "bed_id": None}, "fk_whereabouts_stands"),
    ("the bed held by nobody", {"bed_id": None}, "ck_whereabouts_bed"),
    ("no bed, yet one is held", {"bed": 0}, "ck_whereabouts_bed"),
    ("another bed held", {"bed_id": BED}, "ck_whereabouts_bed"),
    ("an origin that is not there", {"origin": 9}, "fk_whereabouts_origin"),
]


@pytest.mark.parametrize(
    ("change", "constraint"), [s[1:] for s in SHOWN], ids=[s[0] for s in SHOWN]
)
def test_whereabouts_show_nothing_that_the_ledger_does_not_hold(
    store: Store, unit: Unit, change: Values, constraint: str
) -> None:
    unit.run("DELETE FROM whereabouts WHERE person_id = 2", ())
    with pytest.raises(Conflict, match=refuses(constraint, store)):
        put(unit, columns.WHEREABOUTS, whereabouts(2, 2, IN_OTHER_CELL, 2) | change)


def test_whereabouts_show_a_standing_of_the_ledger(unit: Unit) -> None:
    unit.run("DELETE FROM whereabouts WHERE person_id = 2", ())
    put(unit, columns.WHEREABOUTS, whereabouts(2, 2, IN_OTHER_CELL, 2))


def test_a_person_has_one_whereabouts_row(store: Store, unit: Unit) -> None:
    with pytest.raises(Conflict, match=refuses("pk_whereabouts", store)):
        put(unit, columns.WHEREABOUTS, whereabouts(1, 2, IN_CELL, 2))


def test_a_bed_holds_one_person(store: Store, unit: Unit) -> None:
    put(unit, columns.ENTRY, movement(9, 3, 2, REGISTERED, IN_OTHER_CELL))
    unit.run("DELETE FROM whereabouts WHERE person_id = 3", ())
    with pytest.raises(Conflict, match=refuses("uq_whereabouts_bed", store)):
        put(unit, columns.WHEREABOUTS, whereabouts(3, 2, IN_OTHER_CELL, 2))


def test_an_update_cannot_take_a_person_out_of_the_ledger(unit: Unit) -> None:
    with pytest.raises(Conflict):
        unit.run("UPDATE whereabouts SET place_id = ? WHERE person_id = 1", (CELL,))


def test_two_people_swap_beds_by_delete_and_insert(unit: Unit) -> None:
    first, second = (OTHER_CELL, OTHER_BED, 400, 4), (CELL, BED, 400, 3)
    put(
        unit,
        columns.ENTRY,
        movement(9, 1, 4, IN_RECEPTION, first),
        movement(10, 2, 3, IN_OTHER_CELL, second),
    )
    gone = unit.run_many(
        "DELETE FROM whereabouts WHERE person_id = ? AND pseq = ?", [(1, 3), (2, 2)]
    )
    put(unit, columns.WHEREABOUTS, whereabouts(1, 4, first, 4), whereabouts(2, 3, second, 3))
    assert gone == 2


def test_a_stale_writer_finds_no_row_to_replace(unit: Unit) -> None:
    stale = [(1, 2), (2, 2)]
    gone = unit.run_many("DELETE FROM whereabouts WHERE person_id = ? AND pseq = ?", stale)
    assert gone == 1


@pytest.mark.parametrize(
    ("table", "columns_and_values"),
    [
        ("stay", "(1, 9, 2, 3, 1, 1, 2, 1, 2, 3, 0)"),
        ("fact_span", "(2, 99, 1, 1, 'person', 1, 'identity', '{}', 2, 3)"),
        ("place", "(9, 99, NULL, 'X', 'CELL', 'X')"),
        ("place", "(9, 2, 99, 'X', 'CELL', 'X')"),
        ("place", "(9, 2, NULL, 'RECP', 'RECEPTION', 'X')"),
        ("bed", "(9, 99, 1)"),
        ("bed", "(9, 3, 1)"),
        ("chain", f"(99, 0, '{'0' * 64}', 0)"),
        ("person", "(9, 'A0001AA', 'L', 'F', '1990-01-01', 'M', 'l')"),
        ("officer", "(9, 'tester', 'N', 'r', 2, 0, 1, '')"),
        ("officer", "(9, 'other', 'N', 'r', 99, 0, 1, '')"),
        ("request", "('setup', 'h', 'v', 1, 'cli', 1, '{}', '', '')"),
        ("request", "('new', 'h', 'v', 99, 'cli', 1, '{}', '', '')"),
        ("register_info", "(2, 'wingterm', 1, 'x', 1)"),
        ("establishment", "(9, 'REG', 'N', 'Europe/London')"),
    ],
)
def test_the_other_tables_hold_their_keys(unit: Unit, table: str, columns_and_values: str) -> None:
    with pytest.raises(Conflict):
        unit.run(f"INSERT INTO {table} VALUES {columns_and_values}", ())
