"""The checker on batches: whole they pass; what was changed behind the program's back is named."""

from collections.abc import Iterator

import pytest

from db.checker import check_snapshot
from tests.registers import SmallRegister, open_small_register
from tests.services.bulk_files import PEOPLE, run


@pytest.fixture(scope="module")
def shared() -> Iterator[SmallRegister]:
    """Give a register with a batch in it."""
    found = open_small_register()
    run(found, PEOPLE, "receive", batch="people")
    assert found.violations() == []
    yield found
    found.close()


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("batch-id", "UPDATE batch SET name = 'others'"),
        ("batch-id", "UPDATE batch SET digest = 'x'"),
        ("batch-part", "DELETE FROM batch_part"),
        ("batch-part", "UPDATE batch_part SET part = 2"),
        ("batch-part", "UPDATE batch_part SET recorded_at = recorded_at + 1"),
        ("batch-part", "UPDATE batch_part SET row_numbers = '[[1,5]]'"),
        ("batch-part", "UPDATE batch_part SET row_numbers = '[]'"),
        ("batch-part", "UPDATE batch SET row_count = 3"),
        ("batch-part", "UPDATE batch_part SET request_id = (SELECT max(id) FROM request)"),
        ("unreadable", "UPDATE batch_part SET row_numbers = 'x'"),
    ],
)
def test_a_change_of_a_batch_is_named(shared: SmallRegister, rule: str, change: str) -> None:
    with shared.store.write() as unit:
        unit.run(change, ())
        found = {violation.rule for violation in check_snapshot(unit, sqlite=True)}
    assert rule in found
