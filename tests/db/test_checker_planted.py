"""Each rule of the checker reports the fault planted for it, and names the row."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import pytest

from db.checker.chains import content_hash
from db.checker.check import violations
from db.checker.records import GENESIS, ChainRow, Entry, Violation
from db.sqlite import driver
from tests.db import checker_sample as story
from tests.db.checker_author import NORTH, Author, columns_of

REHASH = "rehash"
"""A step that makes all hashes again, as somebody would who covers their tracks."""


class LooseTables:
    """The tables without any constraint, so that any fault can be planted."""

    def __init__(self, author: Author) -> None:
        self.connection = driver.connect(":memory:")
        for table, rows in author.tables().items():
            columns = columns_of(table, rows)
            marks = ", ".join("?" * len(columns))
            self.connection.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
            self.connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)

    def rows(self, sql: str, params: Sequence[Any], /) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = self.connection.execute(sql, tuple(params)).fetchall()
        return rows

    def change(self, *steps: str) -> None:
        for step in steps:
            if step == REHASH:
                self._rehash()
            else:
                assert self.connection.execute(step).rowcount > 0, step

    def _rehash(self) -> None:
        last: dict[int, str] = {}
        columns = ", ".join(Entry._fields)
        for row in self.rows(f"SELECT {columns} FROM entry ORDER BY establishment_id, seq", ()):
            entry = Entry(*row)
            book, seq = entry.establishment_id, entry.seq
            last[book] = content_hash(last.get(book, GENESIS), entry)
            key = (last[book], book, seq)
            self.rows("UPDATE entry SET hash = ? WHERE establishment_id = ? AND seq = ?", key)
            self.rows("DELETE FROM chain WHERE establishment_id = ?", (book,))
            end = ChainRow(book, seq, last[book], entry.recorded_at)
            self.rows("INSERT INTO chain VALUES (?, ?, ?, ?)", end)

    def check(self) -> list[Violation]:
        found = list(violations(self, sqlite=True))
        self.connection.close()
        return found


class Fault(NamedTuple):
    """Something to plant in the tables, and what the checker must say."""

    rule: str
    where: str
    steps: tuple[str, ...]
    also: str
    """Other rules that the fault breaks too."""


def fault(rule: str, where: str, *steps: str, also: str = "") -> Fault:
    return Fault(rule, where, steps, also)


def line(change: str, person: int, pseq: int) -> str:
    """Give the step that changes an entry of a person's line."""
    return f"UPDATE entry SET {change} WHERE person_id = {person} AND pseq = {pseq}"


def north(change: str, seq: int) -> str:
    """Give the step that changes an entry of the first prison's book."""
    return f"UPDATE entry SET {change} WHERE establishment_id = {NORTH} AND seq = {seq}"


# fmt: off
PLANTED = [
    fault("chain-gap", "entry NTH-24",
          "DELETE FROM entry WHERE establishment_id = 2 AND seq = 23",
          also="annul-restores chain-hash depth line-from line-gap stay-differs stay-extra"),
    fault("chain-hash", "entry NTH-12", north("reason = 'ADM-N'", 12)),
    fault("chain-hash", "entry NTH-12", north("hash = 'ff'", 12)),
    fault("chain-hash", "entry NTH-12", north("format = 1.5", 12), also="chain-format"),
    fault("chain-format", "entry NTH-12", north("format = 2", 12), REHASH),
    fault("chain-head", "chain NTH", "UPDATE chain SET seq = seq - 1 WHERE establishment_id = 2"),
    fault("chain-head", "chain NTH", "DELETE FROM chain WHERE establishment_id = 2"),
    fault("chain-head", "chain 9", "INSERT INTO chain VALUES (9, 0, '', 0)"),
    fault("chain-clock", "entry NTH-19",
          north("recorded_at = recorded_at - 7200000000", 19),
          REHASH,
          also="future request-differs stay-differs"),
    fault("entry-shape", "entry NTH-31",
          north("kind = 'note'", 31), REHASH, also="bed-count span-differs unfact-target"),
    fault("entry-shape", "entry NTH-17",
          "UPDATE entry SET person_id = NULL WHERE person_id = 4",
          REHASH,
          also="line-gap stay-extra"),
    fault("request-unknown", "entry NTH-21", "DELETE FROM request WHERE id LIKE '%9'"),
    fault("request-differs", "entry NTH-21",
          "UPDATE request SET officer_id = 7 WHERE id LIKE '%9'"),
    fault("request-receipt", "request 000000000000000000000000000000000009",
          "UPDATE request SET outcome = '{}' WHERE id LIKE '%9'"),
    fault("request-receipt", "entry NTH-21",
          "UPDATE request SET outcome = '{\"lines\":[]}' WHERE id LIKE '%9'"),
    fault("line-gap", "person 2, pseq 3",
          "DELETE FROM entry WHERE person_id = 2 AND pseq = 2",
          also="chain-gap chain-hash depth line-from stay-differs stay-extra"),
    fault("line-gap", "person 2, pseq 3", line("prev_pseq = 1", 2, 3)),
    fault("line-gap", "person 4",
          "DELETE FROM entry WHERE person_id = 4", REHASH, also="chain-gap stay-extra"),
    fault("line-from", "person 3, pseq 6", line("from_place = 6", 3, 6), REHASH),
    fault("line-first", "person 4, pseq 1",
          "UPDATE entry SET verb = 'release' WHERE person_id = 4",
          REHASH,
          also="entry-chain verb-place"),
    fault("line-first", "person 2, pseq 3",
          line("verb = 'register'", 2, 3), REHASH, also="verb-place"),
    fault("line-clock", "person 3, pseq 7",
          line("recorded_at = recorded_at - 14400000000", 3, 7),
          REHASH,
          also="future request-differs stay-differs"),
    fault("since-order", "person 2, pseq 3",
          line("occurred_at = from_since - 1, since = from_since - 1", 2, 3),
          REHASH,
          also="stay-differs whereabouts-differs"),
    fault("future", "person 2, pseq 3",
          line("occurred_at = recorded_at + 1, since = recorded_at + 1", 2, 3),
          REHASH,
          also="stay-differs whereabouts-differs"),
    fault("verb-place", "person 2, pseq 3", line("verb = 'receive'", 2, 3), REHASH),
    fault("annul-not-newest", "person 3, pseq 5",
          line("annuls_pseq = 3, restores_pseq = 2", 3, 5), REHASH, also="annul-restores"),
    fault("annul-restores", "person 3, pseq 9",
          line("since = since + 1", 3, 9), REHASH, also="stay-differs whereabouts-differs"),
    fault("depth", "person 2, pseq 3",
          line("depth = depth + 1", 2, 3), REHASH, also="whereabouts-differs"),
    fault("bed-wrong-cell", "person 2, pseq 2",
          line("to_bed = 3", 2, 2), REHASH, also="bed-overlap line-from stay-differs"),
    fault("person-unknown", "person 99",
          "INSERT INTO whereabouts VALUES (99, 1, 1, 0, NULL, 1, 1, 1)",
          also="line-gap"),
    fault("whereabouts-missing", "whereabouts of person 2",
          "DELETE FROM whereabouts WHERE person_id = 2"),
    fault("whereabouts-stale", "whereabouts of person 2",
          "UPDATE whereabouts SET pseq = 2 WHERE person_id = 2"),
    fault("whereabouts-differs", "whereabouts of person 2",
          "UPDATE whereabouts SET place_id = 6 WHERE person_id = 2"),
    fault("whereabouts-differs", "whereabouts of person 2",
          "UPDATE whereabouts SET bed_id = NULL WHERE person_id = 2"),
    fault("origin-differs", "whereabouts of person 3",
          "UPDATE whereabouts SET origin = 9 WHERE person_id = 3"),
    fault("bed-shared-now", "bed 2",
          "UPDATE whereabouts SET bed = 2 WHERE person_id = 3", also="whereabouts-differs"),
    fault("stay-missing", "stay of person 2, pseq 3",
          "DELETE FROM stay WHERE person_id = 2 AND pseq = 3"),
    fault("stay-extra", "stay of person 2, pseq 4",
          "INSERT INTO stay VALUES (2, 4, 2, 8, 2, 1, 2, 3, 4, 5, 0)"),
    fault("stay-differs", "stay of person 2, pseq 2",
          "UPDATE stay SET span_class = 0 WHERE person_id = 2 AND pseq = 2"),
    fault("stay-differs", "stay of person 2, pseq 2",
          "UPDATE stay SET establishment_id = 3 WHERE person_id = 2 AND pseq = 2"),
    fault("stay-two-open", "person 2",
          "UPDATE stay SET to_at = 253402300799999999 WHERE person_id = 2 AND pseq = 2",
          also="stay-differs"),
    fault("span-differs", "span of entry REG-3",
          "DELETE FROM fact_span WHERE subject_kind = 'officer'"),
    fault("span-differs", "span of entry REG-3",
          "UPDATE fact_span SET value = '{}' WHERE subject_kind = 'officer'"),
    fault("span-differs", "span of entry REG-3",
          "UPDATE fact_span SET known_from = 1 WHERE subject_kind = 'officer'"),
    fault("person-differs", "person 2", "UPDATE person SET last_name = 'Bowen' WHERE id = 2"),
    fault("person-differs", "person 2",
          "UPDATE person SET search_name = 'BOWEN, SAM' WHERE id = 2"),
    fault("person-differs", "person 2", "DELETE FROM person WHERE id = 2"),
    fault("person-differs", "person 99",
          "INSERT INTO person VALUES (99, 'A9999AA', 'X', 'Y', '', 'M', 'X, Y')",
          also="counter-behind"),
    fault("person-number", "person 3",
          "UPDATE entry SET detail = replace(detail, 'A0003AA', 'A9003AA')"
          " WHERE subject_kind = 'person' AND subject_id = 3 AND establishment_id = 3",
          REHASH,
          also="person-differs span-differs"),
    fault("person-number", "person 3",
          "UPDATE entry SET detail = replace(detail, 'A0003AA', 'TMP0003')"
          " WHERE subject_kind = 'person' AND subject_id = 3 AND establishment_id = 3",
          REHASH,
          also="person-differs span-differs"),
    fault("search-key-differs", "search key NAME ODELL, ZOE of person 2",
          "DELETE FROM search_key WHERE kind = 'NAME'"),
    fault("search-key-differs", "search key PNC 2002/0073319Z of person 3",
          "UPDATE search_key SET person_id = 3 WHERE kind = 'PNC'"),
    fault("surname-key-differs", "surname key BRWN of BROWN",
          "DELETE FROM surname_key WHERE key = 'BRWN'"),
    fault("surname-key-differs", "surname key S:B650 of BROWN",
          "UPDATE surname_key SET key = 'S:B651' WHERE key = 'S:B650'"),
    fault("surname-key-differs", "surname key EVNS of EVANS",
          "DELETE FROM surname_key WHERE surname = 'EVANS'"),
    fault("merged-differs", "merged 5 into 4", "DELETE FROM merged"),
    fault("merged-differs", "merged 5 into 2", "UPDATE merged SET into_id = 2"),
    fault("place-differs", "place 4", "UPDATE place SET kind = 'AREA' WHERE id = 4"),
    fault("bed-count", "place 7", "DELETE FROM bed WHERE id = 6"),
    fault("bed-count", "place 12", "INSERT INTO bed VALUES (7, 12, 2)", also="counter-behind"),
    fault("bed-count", "bed 0", "UPDATE bed SET number = 1 WHERE id = 0"),
    fault("officer-differs", "officer 1", "UPDATE officer SET role = 'auditor'"),
    fault("establishment-differs", "establishment 2",
          "UPDATE establishment SET timezone = 'UTC' WHERE id = 2"),
    fault("counter-behind", "counter person",
          "UPDATE counter SET next_value = 5 WHERE name = 'person'"),
    fault("counter-behind", "counter bed", "DELETE FROM counter WHERE name = 'bed'"),
    fault("register-info", "register_info", "UPDATE register_info SET application = 'other'"),
    fault("unreadable", "lines",
          line("from_since = 'x', since = 'y'", 2, 2), also="chain-hash line-from since-order"),
    fault("unreadable", "lines",
          "UPDATE stay SET person_id = 'x' WHERE person_id = 2 AND pseq = 2", also="stay-missing"),
    fault("unfact-target", "entry NTH-33", north("annuls_seq = 12", 33), REHASH,
          also="span-differs"),
    fault("fact-value", "officer 1",
          "UPDATE entry SET detail = 'x' WHERE subject_kind = 'officer'",
          REHASH,
          also="span-differs"),
]
# fmt: on


@pytest.mark.parametrize("fault", PLANTED, ids=lambda fault: f"{fault.rule}: {fault.steps[0]}")
def test_a_planted_fault_is_named(fault: Fault) -> None:
    tables = LooseTables(story.sample())
    tables.change(*fault.steps)
    found = tables.check()
    assert (fault.rule, fault.where) in {(v.rule, v.where) for v in found}
    assert {v.rule for v in found} == {fault.rule, *fault.also.split()}
