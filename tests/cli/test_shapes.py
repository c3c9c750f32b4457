"""The JSON that docs/cli.md shows is the JSON that is printed; CSV has a line for each."""

import csv
import json
import re

import pytest

from db.sqlite import driver
from tests.cli.conftest import Line
from tests.cli.reference import commands
from tests.packaging.conftest import ROOT
from wingterm.cli.exits import Exit

PAGE = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")

SHAPES: dict[str, object] = {
    name: json.loads(block)
    for part in re.split(r"^###* ", PAGE, flags=re.MULTILINE)
    for name in [part.partition("\n")[0]]
    for block in re.findall(r"^```json\n(.*?)^```", part, re.DOTALL | re.MULTILINE)
}
"""What the page says that answers look like, by heading."""

TRIED = [
    ("wingterm find --json", "find A1001AA"),
    ("wingterm roll --json", "roll"),
    ("wingterm roll --json", "roll --level cell --known-at now"),
    ("wingterm list --json", "list in-today"),
    ("wingterm cell-history --json", "cell-history A-1-001"),
    ("wingterm cells --json", "cells --under A-1"),
    ("wingterm prisons --json", "prisons"),
    ("wingterm places --json", "places"),
    ("wingterm prison-settings --json", "prison-settings"),
    ("wingterm codes --json", "codes REL"),
    ("wingterm codes --json", "codes titles"),
    ("wingterm kinds --json", "kinds"),
    ("wingterm officer list --json", "officer list"),
    ("wingterm officer show --json", "officer show tester"),
    ("wingterm officer roles --json", "officer roles"),
    ("wingterm about --json", "about"),
    ("Receipts", "move A1003AA A-1-003"),
    ("Receipts", "release A1003AA --reason CR --yes"),
    ("Receipts", "places add CHAPEL --kind AREA"),
    ("Refusals", "move A1003AA A-1-001"),
    ("Warnings", "move A1003AA A-1-002"),
    ("Errors", "show Z9999ZZ"),
    ("Errors", "roll --colour"),
    ("Errors", "release A1003AA --reason CR"),
]
"""Headings with commands whose answers must look like that."""


def shape(value: object) -> object:
    """Give the keys of an answer, in order; of a list, those of its first."""
    if isinstance(value, dict):
        return [(key, shape(held)) for key, held in value.items()]
    if isinstance(value, list):
        assert value, "an example must show what a list holds"
        return [shape(value[0])]
    return None


@pytest.mark.parametrize(("heading", "typed"), TRIED)
def test_json_is_as_the_page_shows_it(held: Line, heading: str, typed: str) -> None:
    answer = held(*typed.split(), "--json")
    assert shape(answer.json) == shape(SHAPES[heading])
    assert answer.json["ok"] is (answer.code == Exit.DONE)
    assert answer.err == ""


def test_json_of_a_receipt_asked_for_later(held: Line) -> None:
    held.do("elsewhere", "A1001AA", "WORKSHOP", "--request-id", "mine")
    assert shape(held("receipt", "mine", "--json").json) == shape(SHAPES["wingterm receipt --json"])


def test_json_of_a_record(held: Line) -> None:
    held.do("person", "merge", "A1004AA", "--into", "A1001AA", "--why", "the same prints")
    for number in ("A1001AA", "A1004AA"):
        assert shape(held("show", number, "--json").json) == shape(SHAPES["wingterm show --json"])


def test_json_of_particulars(held: Line) -> None:
    held.do("record", "A1001AA", "alert", "--key", "XA", "comment=sets fires")
    answer = held("particulars", "A1001AA", "--json")
    assert shape(answer.json) == shape(SHAPES["wingterm particulars --json"])


def test_json_of_what_does_not_fit(held: Line) -> None:
    def rename(old: str, new: str) -> None:
        # The library that the program uses: the locks of another would not be seen.
        with driver.connect(held.small.where) as connection:
            connection.execute("UPDATE person SET last_name = ? WHERE last_name = ?", (new, old))
        connection.close()

    held.do("show", "A1001AA")
    (log,) = held.small.folder.glob("access-*/*.log")
    with log.open("ab") as torn:
        torn.write(b'{"at"')
    held.do("show", "A1001AA")
    rename("Arden", "Forged")
    answer = held("verify", "--json")
    rename("Forged", "Arden")
    assert answer.code == Exit.NOT_SOUND
    assert shape(answer.json) == shape(SHAPES["wingterm verify --json"])


def test_json_of_a_new_register(line: Line, home: object, tmp_path: object) -> None:
    places = f"{tmp_path}/places.csv"
    with open(places, "w", encoding="utf-8") as file:
        file.write("code,kind,name,cna,working,maximum\nA,WING,,,,\n")
    answer = line(
        "--store", f"{home}/new.db", "init", "--prison", "WTI", "--name", "Wingterm",
        "--places", places, "--json", prison="",
    )  # fmt: skip
    assert shape(answer.json) == shape(SHAPES["wingterm init --json"])


def test_every_shape_of_the_page_is_tried() -> None:
    tried = {heading for heading, _ in TRIED}
    tried |= {f"wingterm {name} --json" for name in (
        "receipt", "verify", "init", "particulars", "show")}  # fmt: skip
    # In test_rolls, whose people have come and gone.
    tried |= {f"wingterm {name} --json" for name in ("daily-state", "evacuation", "history")}
    # In the tests of roll checks, whose register has one that has been counted.
    tried |= {f"wingterm check {name} --json" for name in (
        "show", "show --unit", "list", "history", "chart", "hints", "due", "plan")}  # fmt: skip
    assert set(SHAPES) == tried


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("find a", 1), ("roll --level cell", 6), ("list population", 3), ("list incoming", 0),
        ("cells", 3), ("places", 13), ("prisons", 2), ("officer list", 1), ("officer roles", 8),
        ("codes CELL", 6),
    ],
)  # fmt: skip
def test_csv_has_a_header_and_a_line_each(held: Line, typed: str, rows: int) -> None:
    answer = held(*typed.split(), "--csv")
    assert (answer.code, answer.err) == (Exit.DONE, "")
    read = list(csv.reader(answer.out.splitlines()))
    assert len(read) == rows + 1
    assert {len(row) for row in read} == {len(read[0])}
    assert all(line.startswith('"') and line.endswith('"') for line in answer.out.splitlines())


def test_the_tables_of_options_say_what_help_says() -> None:
    rows = re.findall(r"^\| `(--[^`]+)` \| (.+?) \|$", PAGE, re.MULTILINE)
    assert len(rows) > 10
    helped = " ".join(" ".join(text.split()) for _, text in commands())
    assert not [f"{option} {said}" for option, said in rows if f"{option} {said}" not in helped]
