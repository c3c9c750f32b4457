"""A register of one's own begun with who is in the prison: whole or not at all."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from db.checker import check_store
from db.engine import open_store
from tests.cli.conftest import Answer
from wingterm.cli.exits import Exit
from wingterm.cli.main import app

PLACES = """code,kind,name,cna,working,maximum
A,WING,A wing,,,
A-1,LANDING,,,,
A-1-001,CELL,,1,2,2
A-1-002,CELL,,1,1,1
"""
PEOPLE = """last_name,first_name,date_of_birth,sex,number,cell,received,authority,legal_status,csra
Example,Robin,1990-04-12,M,A4242QZ,A-1-001,2025-11-03,Leeds Crown Court,TRL,HIGH_GENERAL
O'Sample,Zo\u00eb,12/04/1991,M,,A-1-001,2025-12-01 16:20,,,STANDARD
\u0141ukasik,Jo,1985-01-02,M,,,,unknown,,
"""


def typed(*words: str) -> Answer:
    """Type a command in an empty home, nobody being at a terminal."""
    done = CliRunner().invoke(app, words)
    return Answer(done.exit_code, done.stdout, done.stderr)


def init(home: Path, people: str, *more: str, places: str = PLACES) -> Answer:
    """Begin a register with two files."""
    for name, text in (("places.csv", places), ("people.csv", people)):
        (home / name).write_text(text, encoding="utf-8")
    return typed(
        "init", "--prison", "WTI", "--name", "HMP Wingterm", "--places", str(home / "places.csv"),
        "--people", str(home / "people.csv"), *more,
    )  # fmt: skip


def nothing_made(home: Path) -> bool:
    """Whether no register lies where a user's is kept."""
    return not any(path.is_file() for path in (home / "data").rglob("*"))


def test_who_is_in_is_in_the_roll(home: Path) -> None:
    made = init(home, PEOPLE, "--json")
    assert made.code == Exit.DONE, made
    assert (made.json["places"], made.json["people"]) == (4, 3)
    head = typed("roll", "--json").json["headline"]
    assert (head["population"], head["in_reception"], head["in_today"]) == (3, 1, 1)
    before = typed("roll", "--as-of", "2025-11-15 12:00", "--json").json["headline"]
    assert (before["population"], before["unlock_roll"]) == (1, 1)
    robin = typed("show", "A4242QZ", "--json").json["person"]
    assert (robin["bed_cell"], robin["last_name"]) == ("A-1-001", "Example")
    store = open_store(made.json["store"])
    assert check_store(store) == []
    store.close()


def test_it_is_one_act_with_the_places(home: Path) -> None:
    made = init(home, PEOPLE, "--json")
    store = open_store(made.json["store"])
    with store.read() as reader:
        acts = reader.rows(
            "SELECT DISTINCT request_id FROM entry WHERE verb IN ('receive', 'capacity', 'record')",
            (),
        )
    store.close()
    assert len(acts) == 1


def test_every_fault_with_its_line_and_field_and_nothing_made(home: Path) -> None:
    wrong = PEOPLE.replace("12/04/1991,M", "31/02/1991,X").replace(",TRL,", ",NONE,")
    plain = init(home, wrong)
    assert (plain.code, plain.out) == (Exit.USAGE, "")
    told = init(home, wrong, "--json").json
    assert told["file"].endswith("people.csv")
    found = [(fault["line"], fault["field"]) for fault in told["faults"]]
    assert found == [(2, "legal_status"), (3, "date_of_birth"), (3, "sex")]
    for fault in told["faults"]:
        assert f"line {fault['line']}, {fault['field']}: {fault['sentence']}" in plain.err
    assert nothing_made(home)


def test_what_only_the_rules_find_is_told_with_the_line_of_the_file(home: Path) -> None:
    refused = init(home, PEOPLE.replace("HIGH_GENERAL", "HIGH_SPECIFIC"))
    assert refused.code == Exit.REFUSED, refused
    assert "people.csv, line 2, csra: HIGH_SPECIFIC must say who is at risk." in refused.err
    assert nothing_made(home)


def test_faults_of_the_file_and_what_the_rules_find_are_told_at_once(home: Path) -> None:
    wrong = PEOPLE.replace("HIGH_GENERAL", "HIGH_SPECIFIC").replace("12/04/1991", "31/02/1991")
    refused = init(home, wrong)
    assert refused.code == Exit.USAGE, refused
    assert "line 2, csra: HIGH_SPECIFIC" in refused.err
    assert "line 3, date_of_birth: " in refused.err
    assert nothing_made(home)


def test_a_bed_for_two_is_told_with_all_its_lines_once(home: Path) -> None:
    crowded = PEOPLE.replace(",,,unknown,,", ",A-1-001,,unknown,,")
    refused = init(home, crowded)
    assert refused.code == Exit.USAGE, refused
    assert "people.csv, line 4, cell: A-1-001 holds 2; it stands on lines 2, 3, 4." in refused.err
    assert "has 1 fault;" in refused.err
    assert nothing_made(home)


def test_faults_of_the_places_come_first(home: Path) -> None:
    told = init(home, "last_name\n", "--json", places=PLACES.replace("WING", "HOUSE"))
    assert told.code == Exit.USAGE
    assert json.loads(told.out)["file"].endswith("places.csv")
    assert nothing_made(home)


@pytest.mark.parametrize("words", [("--timezone", "Mars/Base"), ("--prison", "?")])
def test_a_prison_that_cannot_be_leaves_nothing(home: Path, words: tuple[str, str]) -> None:
    refused = init(home, PEOPLE, *words)
    assert refused.code in (Exit.REFUSED, Exit.USAGE), refused
    assert nothing_made(home)
