"""The past is read by short ranges of the index, however long it is."""

from typing import Any

import pytest

from db.engine import Reader
from db.queries import crossings, people, roll_places
from db.queries.past import CLASSES, STAYS_THEN, as_believed, stays_then
from tests.registers import START, SmallRegister
from wingterm.domain.stays import span_class
from wingterm.domain.times import FAR


def test_sqlite_reads_a_range_for_each_class(small_file: SmallRegister) -> None:
    sql = STAYS_THEN.format(columns="s.place_id", joins="JOIN bed b ON b.id = s.bed")
    with small_file.store.read() as reader:
        plan = reader.rows(f"EXPLAIN QUERY PLAN {sql}", stays_then(2, as_believed(START, START)))
    steps = [str(step[3]) for step in plan]
    searched = "SEARCH s USING COVERING INDEX ix_stay_past"
    by = "(establishment_id=? AND span_class=? AND from_at>? AND from_at<?)"
    assert f"{searched} {by}" in steps, steps


def test_people_of_now_are_counted_from_an_index_alone(small_file: SmallRegister) -> None:
    with small_file.store.read() as reader:
        plan = reader.rows(f"EXPLAIN QUERY PLAN {people.PLACES_NOW}", (2,))
        plan += reader.rows(f"EXPLAIN QUERY PLAN {people.BEDS_NOW}", (2, 2))
    steps = [str(step[3]) for step in plan if str(step[3]).startswith("SEARCH s ")]
    searched = "SEARCH s USING COVERING INDEX ix_stay_open (establishment_id=? AND place_id"
    assert [step.startswith(searched) for step in steps] == [True, True], steps


def test_there_is_a_class_for_every_stay_that_can_be() -> None:
    assert span_class(0, FAR) < CLASSES
    assert span_class(START, START) == 0


ASK: dict[str, Any] = {
    "tallies_now": lambda r: people.tallies_now(r, 2),
    "tallies_then": lambda r: people.tallies_then(r, 2, as_believed(START, START)),
    "inside_then": lambda r: people.inside_then(r, 2, as_believed(START, START)),
    "crossings": lambda r: crossings.crossings(r, 2, START, as_believed(START, None)),
    "crossed": lambda r: crossings.crossed(r, 2, START, as_believed(START, None)),
    "away_now": lambda r: people.away_now(r, 2),
    "away_then": lambda r: people.away_then(r, 2, as_believed(START, START)),
    "people_now": lambda r: people.people_now(r, 2),
    "people_then": lambda r: people.people_then(r, 2, as_believed(START, START)),
    "sent_now": lambda r: people.sent_now(r, 2),
    "sent_then": lambda r: people.sent_then(r, 2, as_believed(START, START)),
    "roll_places": lambda r: roll_places.roll_places(r, 2, as_believed(START, START)),
    "around": lambda r: roll_places.around(r, 2, as_believed(START, START)),
    "places_since": lambda r: roll_places.places_since(r, 2, roll_places.Head(1, "")),
    "prison_then": lambda r: roll_places.prison_then(r, 2, as_believed(START, START)),
}


@pytest.mark.parametrize("name", ASK)
def test_no_question_of_the_roll_reads_a_whole_history(
    small_file: SmallRegister, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ledger, the stays and the facts are only searched by an index, never scanned."""
    sent: list[tuple[str, Any]] = []
    with small_file.store.read() as reader:
        real = Reader.rows

        def noted(_: Reader, sql: str, params: Any) -> list[tuple[Any, ...]]:
            sent.append((sql, params))
            return [(0,) * 8] if name == "around" else []

        monkeypatch.setattr(Reader, "rows", noted)
        monkeypatch.setattr(Reader, "each", noted)
        ASK[name](reader)
        monkeypatch.undo()
        steps = [
            str(step[3])
            for sql, params in sent
            for step in real(reader, f"EXPLAIN QUERY PLAN {sql}", params)
        ]
    scanned = {step.split()[1] for step in steps if step.startswith("SCAN")}
    assert steps
    assert scanned <= SMALL, steps


SMALL = {"c", "q", "t", "40"}
"""Aliases of what does not grow with time: places, prisons, the classes of lateness."""
