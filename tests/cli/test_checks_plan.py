"""What a prison settles for its roll checks: its units, from a file, and when each kind is due."""

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.cli.conftest import Answer, Line
from tests.cli.test_shapes import SHAPES, shape
from wingterm.cli.exits import Exit
from wingterm.cli.main import app


def load(line: Line, folder: Path, text: str, *more: str) -> Answer:
    file = folder / "units.csv"
    file.write_text(text, encoding="utf-8")
    line.small.clock.advance(60_000_000)
    return line("check", "units", str(file), *more)


def units(line: Line) -> list[tuple[str, str, str]]:
    found = line("check", "plan", "--json").json["units"]
    return [(unit["unit"], unit["name"], " ".join(unit["places"])) for unit in found]


def kind(line: Line, wanted: str) -> dict[str, Any]:
    found = line("check", "plan", "--json").json["kinds"]
    (one,) = [kind for kind in found if kind["kind"] == wanted]
    assert isinstance(one, dict)
    return one


def test_the_units_of_a_file_are_counted_in_its_order(held: Line, tmp_path: Path) -> None:
    usual = units(held)
    assert usual == [("A", "A", "A"), ("RECP", "Reception", "RECP"),
                     ("WORKSHOP", "WORKSHOP", "WORKSHOP")]  # fmt: skip
    done = load(
        held, tmp_path, "unit,name,places\nSHOP,Workshop and reception,WORKSHOP;recp\na-1,,\n"
    )
    assert (done.code, done.err) == (Exit.DONE, "")
    assert units(held) == [("SHOP", "Workshop and reception", "WORKSHOP RECP"),
                           ("A-1", "A-1", "A-1")]  # fmt: skip
    held.do("check", "open", "night")
    shown = held("check", "show", "--json").json
    assert [(unit["code"], unit["expected"]) for unit in shown["units"]] == [
        ("SHOP", 1), ("A-1", 2),
    ]  # fmt: skip
    held.do("check", "units", "--usual")
    assert units(held) == usual
    # The check that is open goes on as it was frozen.
    assert len(held("check", "show", "--json").json["units"]) == 2


def test_a_pipe_is_read(held: Line) -> None:
    typed = ["--store", held.small.where, "--prison", "WTI", "check", "units", "-"]
    done = CliRunner().invoke(app, typed, input="unit\nA-1\n")
    held.small.clock.advance(60_000_000)
    assert done.exit_code == Exit.DONE, done
    assert units(held) == [("A-1", "A-1", "A-1")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("unit,name\nA,\na,\n", "line 3, unit: a stands on line 2 too."),
        ("unit,name\n,x\n", "line 2, unit: It is empty."),
        ("unit\nA,more\n", "line 2: The line has more fields"),
        ("unit\n", "holds no unit"),
        ("code\nA\n", "must begin with the header unit"),
    ],
)
def test_a_fault_of_the_file_is_told(held: Line, tmp_path: Path, text: str, told: str) -> None:
    before = held.small.dump()
    answer = load(held, tmp_path, text)
    assert (answer.code, answer.out) == (Exit.USAGE, "")
    assert told in answer.err
    assert held.small.dump() == before


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("unit,places\nA,A-7\n", "unknown-place"), ("unit,places\nOUT,COURT\n", "unit-places"),
        ("unit\nREST\n", "unit-code"), ("unit,places\nX,A\nY,A\n", "unit-twice"),
    ],
)  # fmt: skip
def test_what_a_rule_refuses(held: Line, tmp_path: Path, text: str, code: str) -> None:
    answer = load(held, tmp_path, text, "--json")
    assert (answer.code, answer.err) == (Exit.REFUSED, "")
    assert code in {one["code"] for one in answer.json["objections"]}


@pytest.mark.parametrize("typed", [[], ["units.csv", "--usual"]])
def test_a_file_or_the_usual_ones(held: Line, typed: list[str]) -> None:
    assert held("check", "units", *typed).code == Exit.USAGE


def test_times_are_settled_and_the_rest_stays(held: Line) -> None:
    held.do("check", "times", "Lock-up", "21:00 7:45", "--late", "20", "--clear", "45",
            "--welfare", "yes")  # fmt: skip
    assert kind(held, "lock-up") == {
        "kind": "lock-up", "times": ["07:45", "21:00"], "late": 20, "clear": 45, "welfare": True,
    }  # fmt: skip
    held.do("check", "times", "lock-up", "")
    assert kind(held, "lock-up") == {
        "kind": "lock-up", "times": [], "late": 20, "clear": 45, "welfare": True,
    }  # fmt: skip
    assert kind(held, "night")["late"] == 30


@pytest.mark.parametrize(
    "typed",
    [["tea", "21:00"], ["night", "25:00"], ["night", "soon"], ["night", "21:00", "--late", "0"],
     ["night", "21:00", "--clear", "x"], ["night", "21:00", "--welfare", "maybe"]],
)  # fmt: skip
def test_what_means_nothing_is_refused(held: Line, typed: list[str]) -> None:
    before = held.small.dump()
    assert held("check", "times", *typed).code == Exit.REFUSED
    assert held.small.dump() == before


def test_the_plan_is_printed_within_a_page(held: Line) -> None:
    held.do("check", "times", "unlock", "07:45")
    text = held.do("check", "plan")
    assert max(map(len, text.splitlines())) <= 80
    assert "Units of Wingterm (WTI): the usual ones" in text
    assert "07:45" in text
    answer = held("check", "plan", "--json")
    kept = SHAPES["wingterm check plan --json"]
    assert isinstance(kept, dict)
    assert list(answer.json) == list(kept)
    assert shape(answer.json["units"]) == shape(kept["units"])
    assert shape(answer.json["kinds"]) == shape([{**kept["kinds"][0], "times": ["07:45"]}])


def test_who_counts_is_a_setting_of_the_prison(held: Line) -> None:
    shown = held("prison-settings", "--json").json["settings"]
    assert (shown["two_counters"], shown["recount_by_another"]) == (False, False)
    held.do("prison-settings", "--set", "two_counters=yes", "--set", "recount_by_another=yes")
    plan = held("check", "plan", "--json").json
    assert (plan["two_counters"], plan["recount_by_another"]) == (True, True)
    assert "two officers, neither seeing the other's number" in held("check", "plan").out


def test_a_wing_officer_settles_nothing(held: Line) -> None:
    # Somebody must go on appointing.
    held.do("officer", "appoint", "other", "--name", "Other", "--role", "administrator")
    held.do("officer", "appoint", "tester", "--name", "Test Officer", "--role", "wing-officer")
    assert held("check", "units", "--usual").code == Exit.NOT_AUTHORISED
    assert held("check", "times", "night", "21:00").code == Exit.NOT_AUTHORISED
    assert held("check", "plan").code == Exit.DONE
