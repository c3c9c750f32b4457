"""Past roll checks are found by the indexes that were made for them, never by reading all."""

from typing import Any

import pytest

from db.queries import check_past, checks
from tests.db.plans import steps_of_each
from tests.registers import START, SmallRegister

ASK: dict[str, Any] = {
    "checks_between": lambda r: checks.checks_between(r, 2, 0, START),
    "open_checks": lambda r: checks.open_checks(r, 2),
    "facts_of_checks": lambda r: checks.facts_of_checks(r, [1, 2, 3]),
    "openings": lambda r: check_past.openings(r, 2, 0, START),
    "settled_spans": lambda r: check_past.settled_spans(r, 2, "check-kinds", START),
    "entered_late": lambda r: check_past.entered_late(r, 2, 100, START),
}
OPENED = "c USING INDEX ix_roll_check_opened (establishment_id=? AND opened_at>? AND opened_at<?)"
FACTS = "f USING INDEX ix_fact_span_subject (subject_kind=? AND subject_id=?"
SEARCHED = {
    "checks_between": (OPENED,),
    "open_checks": ("c USING INDEX ix_roll_check_ended (establishment_id=? AND ended_at=?)",),
    "facts_of_checks": (f"{FACTS})", "e USING INDEX sqlite_autoindex_entry_"),
    "openings": (OPENED, f"{FACTS} AND fact_kind=?)"),
    "settled_spans": (f"{FACTS} AND fact_kind=? AND to_at>?)",),
    # The book from the oldest check on, and for each entry the checks in the time it came late by.
    "entered_late": ("k USING INDEX sqlite_autoindex_entry_", OPENED),
}
"""How SQLite goes about each question."""


@pytest.mark.parametrize("name", ASK)
def test_past_checks_are_searched_by_their_indexes(small_file: SmallRegister, name: str) -> None:
    with small_file.store.read() as reader:
        (steps,) = steps_of_each(reader, ASK[name])
    found = [step.replace("COVERING ", "").replace("EXISTS ", "") for step in steps]
    for wanted in SEARCHED[name]:
        assert any(step.startswith(f"SEARCH {wanted}") for step in found), "\n".join(steps)
    scanned = [s for s in steps if s.startswith("SCAN") and "json_each" not in s]
    assert not scanned, steps
