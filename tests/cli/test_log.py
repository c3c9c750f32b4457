"""`wingterm log` by typed commands: who saw somebody, what an officer saw; proven by `verify`."""

import csv
import io
import json
import re

import pytest

from tests.accesses import accesses_in
from tests.cli.conftest import Line
from wingterm.services import opening

ADA, BOB = "A1001AA", "A1002AA"


@pytest.fixture
def seen(held: Line) -> Line:
    """Give a prison where somebody was shown, and everybody listed."""
    held.do("show", ADA)
    held.do("list", "population")
    return held


def test_who_saw_somebody_is_a_table_newest_first(seen: Line) -> None:
    said = seen.do("log", "--person", ADA.lower(), "--kind", "consultation").splitlines()
    assert said[0].split() == ["at", "kind", "officer", "what", "people", "where", "to", "whom"]
    (listed, shown) = (line.split() for line in said[1:3])
    assert listed[2:7] == ["consultation", "tester", "list", "population", "WTI"]
    assert shown[2:6] == ["consultation", "tester", "show", ADA]


def test_the_same_for_programs(seen: Line) -> None:
    found = seen("log", "--person", ADA, "--json").json
    assert found["more"] is False
    listed, shown = found["records"][:2]
    assert (shown["what"], shown["numbers"], shown["people"]) == ("show", [ADA], 1)
    assert ADA in listed["numbers"]
    assert {record["kind"] for record in found["records"]} == {"consultation", "collection"}
    rows = list(csv.DictReader(io.StringIO(seen.do("log", "--person", ADA, "--csv"))))
    assert rows[-1]["kind"] == "collection"
    lines = seen.do("log", "--officer", "tester", "--jsonl", "--limit", "3").splitlines()
    assert len([json.loads(line) for line in lines]) == 3


def test_only_some_and_that_there_are_more_is_said(seen: Line) -> None:
    answer = seen("log", "--officer", "tester", "--limit", "1")
    assert len(answer.out.splitlines()) == 2
    assert "There are older records" in answer.err
    none = seen("log", "--person", ADA, "--kind", "erasure")
    assert (none.code, none.out) == (0, "Nothing is in the log.\n")
    late = seen("log", "--person", ADA, "--from", "2030-01-01 00:00")
    assert late.out == "Nothing is in the log.\n"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ((), 2), (("--person", ADA, "--officer", "tester"), 2),
        (("--person", ADA, "--kind", "reading"), 2), (("--person", ADA, "--from", "25:00"), 2),
        (("--person", ADA, "--limit", "0"), 2), (("--person", "Z9999ZZ"), 3),
        (("--officer", "nobody"), 3),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused(held: Line, typed: tuple[str, ...], code: int) -> None:
    answer = held("log", *typed)
    assert (answer.code, answer.out) == (code, "")
    assert answer.err


def test_who_may_not_be_told_is_not(seen: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    seen.do("officer", "appoint", "jdoe", "--name", "J Doe", "--role", "wing-officer")
    before = accesses_in(seen.small.folder)
    monkeypatch.setattr(opening, "os_account", lambda: "jdoe")
    answer = seen("log", "--person", ADA)
    assert (answer.code, answer.out) == (7, "")
    assert accesses_in(seen.small.folder) == before


def test_verify_names_a_line_that_was_changed(seen: Line) -> None:
    assert seen("verify").out == "The register is whole.\n"
    (path,) = seen.small.folder.glob("access-*/*.log")
    path.write_text(path.read_text().replace('"purpose":"show"', '"purpose":"find"', 1))
    answer = seen("verify", "--json")
    assert answer.code == 8, answer
    (violation,) = answer.json["violations"]
    assert violation["rule"] == "access-file"
    searched = seen("log", "--person", ADA)
    assert "2026-03" in searched.out


def test_verify_tells_of_a_torn_line(seen: Line) -> None:
    (path,) = seen.small.folder.glob("access-*/*.log")
    with path.open("ab") as file:
        file.write(b'{"at"')
    seen.do("show", BOB)
    answer = seen("verify")
    assert (answer.code, answer.out) == (0, "The register is whole.\n")
    assert "torn by a stop" in answer.err
    assert [note["where"].split(",")[0] for note in seen("verify", "--json").json["notes"]] == [
        path.name
    ]


READS = (
    "show A1001AA", "particulars A1001AA", "history A1001AA", "find a", "find A1001AA",
    "goto A1001AA", "list population", "list in-reception --csv", "list population --jsonl",
    "cells", "cells --json", "cell-history A-1-001", "map A", "roll", "roll --json", "evacuation",
    "daily-state", "daily-state --json", "print roll-sheet", "print daily-state",
    "print movements", "print count-sheet", "check show", "check show --json", "check hints",
    "log --person A1001AA", "log --officer tester --csv", "disclose A1001AA --dry-run",
    "monthly", "officer list", "drafts",
)  # fmt: skip
"""Commands that only read; those whose answers name people are found by their answers."""
NUMBER = re.compile(r"\b[A-Z][0-9]{4}[A-Z]{2}\b")


def test_whoever_is_named_was_logged_before_and_else_is_not_named(seen: Line) -> None:
    seen.do("check", "open", "night")
    logged, named = [], 0
    for typed in READS:
        before = len(accesses_in(seen.small.folder))
        people = set(NUMBER.findall(seen(*typed.split()).out))
        new = accesses_in(seen.small.folder)[before:]
        assert people <= {number for line in new for number in line["people"]}, typed
        logged += [typed] if new else []
        named += bool(people)
    assert len(logged) >= 21, logged
    assert named >= 19
    (path,) = seen.small.folder.glob("access-*/*.log")
    path.unlink()
    path.mkdir()
    for typed in logged:
        answer = seen(*typed.split())
        assert answer.code not in (0, 1), (typed, answer)
        assert not NUMBER.search(answer.out), typed
        assert "access log" in answer.out + answer.err, (typed, answer)


def test_nothing_is_shown_where_it_cannot_be_written(seen: Line) -> None:
    (path,) = seen.small.folder.glob("access-*/*.log")
    path.unlink()
    path.mkdir()
    for typed in (("show", ADA), ("list", "population"), ("find", "a"), ("log", "--person", ADA)):
        answer = seen(*typed)
        assert answer.code not in (0, 1), answer
        assert answer.out == ""
        assert "access log" in answer.err
