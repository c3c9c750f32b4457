"""No way of finding people reads a table whole, however many there are."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

import pytest

from db.access import taken
from db.dialects import Value
from db.engine import Reader
from db.queries import access, find, on_record, search
from db.queries.access import Span
from db.queries.past import Moment
from db.surnames import surname_keys
from tests.registers import SmallRegister
from wingterm.domain.roles import Group

WAYS: dict[str, Callable[[Any], object]] = {
    "number": lambda reader: find.by_number(reader, "A0001AA"),
    "exact": lambda reader: search.here_by_number(reader, "A0001AA"),
    "here": lambda reader: search.here(reader, [1, 2]),
    "people": lambda reader: find.by_ids(reader, [1, 2]),
    "name": lambda reader: search.here_by_name(reader, "SMI", 50),
    "birth": lambda reader: search.by_birth(reader, "1990-05-03", 50),
    "cell": lambda reader: search.by_cell(reader, "A-1-001", 2, 50),
    "alias": lambda reader: search.by_alias(reader, "SMI", 50),
    "identifier": lambda reader: search.by_identifier(reader, ["PNC"], ["2002/0073319Z"], 50),
    "surnames": lambda reader: search.surnames_of(reader, surname_keys("SMITH")),
    "near": lambda reader: search.by_surnames(reader, ["SMITH, ", "SMYTH, "], 50),
    "aliases": lambda reader: search.aliases_of(reader, [1, 2]),
    "at a glance": lambda reader: on_record.said_of(
        reader, [1, 2], ["csra", "alert.XA"], Moment(1, 1)
    ),
    "who saw": lambda reader: access.log_of_person(reader, ["A0001AA"], [], Span(0, 9, 9)),
    "what was seen": lambda reader: access.log_of_officer(reader, "x", ["erasure"], Span(0, 9, 9)),
    "who changed": lambda reader: access.books_of_person(reader, [1, 2], Span(0, 9, 9)),
    "what was changed": lambda reader: access.books_of_officer(reader, "x", Span(0, 9, 9)),
    "all numbers": lambda reader: access.numbers_of(reader, "A0001AA"),
    "log": lambda reader: taken(reader, "a"),
    "taken in": lambda reader: on_record.taken_in(reader, [1, 2], Moment(1, 1)),
}


class Explaining:
    """A reader that keeps the plan of each question it is asked."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.sees = frozenset(Group)
        self.steps: list[str] = []

    def in_set(self, column: str) -> str:
        return self._reader.in_set(column)

    def as_set(self, values: Collection[Value]) -> object:
        return self._reader.as_set(values)

    def rows(self, sql: str, params: Sequence[object]) -> list[tuple[Any, ...]]:
        plan = self._reader.rows(f"EXPLAIN QUERY PLAN {sql}", tuple(params))
        self.steps += [str(step[3]) for step in plan]
        return self._reader.rows(sql, tuple(params))

    def one(self, sql: str, params: Sequence[object]) -> tuple[Any, ...] | None:
        return next(iter(self.rows(sql, params)), None)


@pytest.fixture
def explaining(small_file: SmallRegister) -> Iterator[Explaining]:
    """Give a reader of the small register."""
    with small_file.store.read() as reader:
        yield Explaining(reader)


@pytest.mark.parametrize("way", WAYS)
def test_each_way_goes_by_an_index(explaining: Explaining, way: str) -> None:
    WAYS[way](explaining)
    scanned = [step for step in explaining.steps if step.startswith("SCAN")]
    assert any(step.startswith("SEARCH") for step in explaining.steps), explaining.steps
    # The fifty that the index of names gave are gone through, in a question that has its own name.
    small = {"e", "json_each", "x"} | ({"f"} if way == "name" else set())
    assert {re.split(r"[ \d]", step)[1] for step in scanned} <= small, scanned
