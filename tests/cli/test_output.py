"""Tables, JSON and CSV: plain, aligned, and nothing in them acts on a reader."""

import csv
import io
import json

import pytest

from tests.cli.conftest import Line
from wingterm.cli import output


def test_words_to_the_left_numbers_to_the_right(capsys: pytest.CaptureFixture[str]) -> None:
    output.table(("place", "beds", "note"), [("A", 9, "x"), ("B-10", 120, "")])
    assert capsys.readouterr().out.splitlines() == [
        "place  beds  note",
        "A         9  x",
        "B-10    120",
    ]


def test_wide_and_combined_characters_keep_the_columns(
    capsys: pytest.CaptureFixture[str],
) -> None:
    output.table(("name", "cell"), [("Zoë", "A"), ("Zoe\u0308", "B"), ("\u738b", "C")])
    assert capsys.readouterr().out.splitlines() == [
        "name  cell",
        "Zoë   A",
        "Zoe\u0308   B",
        "\u738b    C",
    ]


def test_an_empty_table_is_its_header(capsys: pytest.CaptureFixture[str]) -> None:
    output.table(("name", "cell"), [])
    assert capsys.readouterr().out == "name  cell\n"


def test_nothing_printed_acts_on_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    hostile = "a\x1b[2Jb\u202ec\nd\x9be\ud800"
    output.line(hostile)
    output.table(("x",), [(hostile,)])
    output.as_csv(("x",), [(hostile,)])
    printed = capsys.readouterr().out
    assert not set(printed) & set("\x1b\u202e\x9b\ud800")
    assert len(printed.splitlines()) == 5


def test_json_is_ascii(capsys: pytest.CaptureFixture[str]) -> None:
    output.as_json(ok=True, name="Zoë \u202e\x1b")
    printed = capsys.readouterr().out
    assert printed.isascii()
    assert "\x1b" not in printed
    assert json.loads(printed) == {"ok": True, "schema": 1, "name": "Zoë \u202e\x1b"}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", " =1", "\t=1", "\uff1d1"])
def test_csv_holds_no_formula(capsys: pytest.CaptureFixture[str], text: str) -> None:
    output.as_csv(("x", "n"), [(text, -1)])
    held = capsys.readouterr().out
    assert held.startswith('"x","n"\n"\'')
    assert held.endswith('"-1"\n')


def test_csv_is_read_again_as_it_was(held: Line) -> None:
    rows = list(csv.DictReader(io.StringIO(held("roll", "--csv", "--level", "cell").out)))
    keys = ["code", "kind", "status", "beds_in_use", "in_cell", "elsewhere", "out", "working",
            "available", "inactive", "held_apart", "cna", "maximum", "over_cells",
            "over_people"]  # fmt: skip
    assert list(rows[0]) == keys
    assert rows[-1]["kind"] == "TOTAL"
    cells = [row for row in rows if row["kind"] == "CELL"]
    assert sum(int(row["beds_in_use"]) for row in cells) == int(rows[-1]["beds_in_use"]) == 2


@pytest.mark.parametrize(("level", "kinds"), [
    ("wing", {"WING"}), ("landing", {"WING", "LANDING"}), ("cell", {"WING", "LANDING", "CELL"}),
])  # fmt: skip
def test_the_roll_goes_as_deep_as_asked(held: Line, level: str, kinds: set[str]) -> None:
    rows = held("roll", "--json", "--level", level).json["rows"]
    assert {row["kind"] for row in rows} == kinds


def test_the_keys_of_json_are_as_documented(held: Line) -> None:
    held.do("elsewhere", "A1001AA", "WORKSHOP", "--request-id", "mine")
    keys = {
        ("receipt", "mine"): ["ok", "schema", "receipt", "asked"],
        ("roll",): [
            "ok",
            "schema",
            "prison",
            "as_of",
            "known_at",
            "headline",
            "rows",
            "totals",
            "readings",
        ],
        ("list", "population"): ["ok", "schema", "prison", "figure", "people"],
        ("find", "a"): ["ok", "schema", "people", "more"],
        ("show", "A1001AA"): ["ok", "schema", "person"],
        ("cells",): ["ok", "schema", "prison", "cells"],
        ("places",): ["ok", "schema", "prison", "places"],
        ("prisons",): ["ok", "schema", "prisons"],
        ("codes", "REL"): ["ok", "schema", "reasons"],
        ("officer", "list"): ["ok", "schema", "officers"],
        ("verify",): ["ok", "schema", "violations", "notes"],
        ("about",): ["ok", "schema", "about"],
    }
    for typed, expected in keys.items():
        answer = held(*typed, "--json")
        assert answer.code == 0, answer
        assert list(answer.json) == expected, typed
        assert answer.json["ok"] is True
        assert answer.err == ""


def test_nobody_is_said(line: Line) -> None:
    assert line("list", "population").out == "Nobody.\n"
    assert line("find", "nobody").out.startswith("Nobody.")
    assert line("find", "nobody", "--json").json["people"] == []


def test_what_is_left_out_is_said(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wingterm.cli.people_found.FOUND_MAX", 1)
    for first in ("Robin", "Kim"):
        line.do("person", "create", "Example", first, "--born", "1990-04-12", "--sex", "M")
    answer = line("find", "example")
    assert len(answer.out.splitlines()) == 2
    assert "first 1" in answer.err
    assert line("find", "example", "--json").json["more"] is True
