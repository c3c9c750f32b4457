"""The past is read by short ranges of the index, however long it is."""

from db.queries.past import CLASSES, STAYS_THEN, as_believed, stays_then
from tests.registers import START, SmallRegister
from wingterm.domain.stays import late_class
from wingterm.domain.times import FAR


def test_sqlite_reads_a_range_for_each_class(small_file: SmallRegister) -> None:
    sql = STAYS_THEN.format(columns="s.place_id", joins="JOIN bed b ON b.id = s.bed")
    with small_file.store.read() as reader:
        plan = reader.rows(f"EXPLAIN QUERY PLAN {sql}", stays_then(2, as_believed(START, START)))
    steps = [str(step[3]) for step in plan]
    wanted = "SEARCH s USING INDEX ix_stay_past (establishment_id=? AND late_class=? AND to_at>?)"
    assert wanted in steps, steps


def test_there_is_a_class_for_every_stay_that_can_be() -> None:
    assert late_class(0, FAR) < CLASSES
    assert late_class(START, START) == 0
