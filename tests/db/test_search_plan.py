"""Whoever is found by the start of a name is read from an index, where names lie together."""

from typing import Any

import pytest

from db.engine import Reader
from db.queries import search
from tests.registers import SmallRegister


def test_a_list_of_names_is_read_from_an_index_alone(
    small_file: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[str, Any]] = []
    with small_file.store.read() as reader:
        real = Reader.rows

        def noted(_: Reader, sql: str, given: Any) -> list[tuple[Any, ...]]:
            sent.append((sql, given))
            return []

        monkeypatch.setattr(Reader, "rows", noted)
        search.here_by_name(reader, "SMI", 50)
        monkeypatch.undo()
        ((sql, given),) = sent
        steps = [str(step[3]) for step in real(reader, f"EXPLAIN QUERY PLAN {sql}", given)]
    named = "SEARCH q USING COVERING INDEX ix_person_search_name (search_name>? AND search_name<?)"
    assert named in steps, steps
    assert not [step for step in steps if step.startswith("SCAN") and step != "SCAN f"], steps
