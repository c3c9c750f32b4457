"""The past is read by short ranges of the index, however long it is."""

from typing import Any

import pytest

from db.queries import crossings, people, roll_places
from db.queries.past import CLASSES, STAYS_THEN, as_believed, stays_then
from tests.db.plans import steps_of, steps_of_each
from tests.registers import START, SmallRegister
from wingterm.domain.stays import span_class
from wingterm.domain.times import FAR


def test_sqlite_reads_a_range_for_each_class(small_file: SmallRegister) -> None:
    sql = STAYS_THEN.format(columns="s.place_id", joins="JOIN bed b ON b.id = s.bed")
    with small_file.store.read() as reader:
        steps = steps_of(reader, sql, stays_then(2, as_believed(START, START)))
    searched = "SEARCH s USING COVERING INDEX ix_stay_past"
    by = "(establishment_id=? AND span_class=? AND from_at>? AND from_at<?)"
    assert f"{searched} {by}" in steps, steps


def test_people_of_now_are_counted_from_an_index_alone(small_file: SmallRegister) -> None:
    with small_file.store.read() as reader:
        plan = steps_of(reader, people.PLACES_NOW, (2,)) + steps_of(reader, people.BEDS_NOW, (2, 2))
    steps = [step for step in plan if step.startswith("SEARCH s ")]
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
    small_file: SmallRegister, name: str
) -> None:
    """The ledger, the stays and the facts are only searched by an index, never scanned."""
    answer = [(0,) * 8] if name == "around" else []
    with small_file.store.read() as reader:
        steps = [step for of in steps_of_each(reader, ASK[name], answer) for step in of]
    scanned = {step.split()[1] for step in steps if step.startswith("SCAN")}
    assert steps
    assert scanned <= SMALL, steps


SMALL = {"c", "q", "t", "40"}
"""Aliases of what does not grow with time: places, prisons, the classes of lateness."""
