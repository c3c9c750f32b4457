"""A register of one's own, the demo that is never taken for one, checkpoints, upgrades."""

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from db.checker import check_store
from db.engine import open_store
from db.schema import SCHEMA_NUMBER
from db.sqlite import driver
from tests.cli.conftest import Answer, Line
from wingterm.cli.exits import Exit
from wingterm.cli.main import app

PLACES = """code,kind,name,cna,working,maximum
A,WING,A wing,,,
A-1,LANDING,,,,
A-1-001,CELL,,1,1,2
WORKSHOP,AREA,Woodwork,,,
"""


def typed(*words: str) -> Answer:
    """Type a command in an empty home, nobody being at a terminal."""
    done = CliRunner().invoke(app, words)
    return Answer(done.exit_code, done.stdout, done.stderr)


def write(home: Path, text: str) -> str:
    file = home / "places.csv"
    file.write_text(text, encoding="utf-8")
    return str(file)


def init(file: str, *more: str) -> Answer:
    return typed("init", "--prison", "wti", "--name", "HMP Wingterm", "--places", file, *more)


def files(home: Path) -> list[str]:
    """Give every file where a user's registers are kept."""
    kept = home / "data"
    return sorted(str(path.relative_to(kept)) for path in kept.rglob("*") if path.is_file())


def test_a_register_of_ones_own(home: Path) -> None:
    made = init(write(home, PLACES), "--json")
    assert made.code == Exit.DONE, made
    assert list(made.json) == [
        "ok", "schema", "store", "prison", "places", "people", "officers", "without_cell",
        "population", "wings",
    ]  # fmt: skip
    store = Path(made.json["store"])
    assert store.stat().st_mode & 0o777 == 0o600
    assert files(home) == ["wingterm/register.db"]
    assert typed("roll", "--json").json["prison"] == "WTI"
    assert [place["code"] for place in typed("places", "--json").json["places"]] == [
        "A", "A-1", "A-1-001", "AT-LARGE", "COURT", "CSWAP", "EN-ROUTE", "HOSPITAL", "RECP",
        "TAP", "WORKSHOP",
    ]  # fmt: skip
    opened = open_store(str(store))
    assert check_store(opened) == []
    opened.close()


def test_every_fault_of_the_file_with_its_line_and_nothing_made(home: Path) -> None:
    file = write(
        home,
        "code,kind,name,cna,working,maximum\n"
        "A,WING,,,,\n"
        "A-9-001,CELL,,1,x,2\n"
        "B,HOUSE,,,,\n"
        "A,WING,,,,\n",
    )
    plain = init(file)
    assert (plain.code, plain.out) == (Exit.USAGE, "")
    faults = init(file, "--json").json
    assert list(faults) == ["ok", "schema", "file", "faults"]
    found = {(fault["line"], fault["field"]) for fault in faults["faults"]}
    assert {(3, "code"), (3, "working"), (4, "kind"), (5, "code")} <= found
    for fault in faults["faults"]:
        assert f"line {fault['line']}, {fault['field']}: {fault['sentence']}" in plain.err
    assert files(home) == []


@pytest.mark.parametrize("words", [
    ("--timezone", "Mars/Base"), ("--prison", "?"), ("--prison", "REG"), ("--name", ""),
])  # fmt: skip
def test_a_prison_that_cannot_be_leaves_nothing(home: Path, words: tuple[str, str]) -> None:
    refused = init(write(home, PLACES), *words)
    assert refused.code in (Exit.REFUSED, Exit.USAGE), refused
    assert refused.err
    assert files(home) == []


def test_a_register_is_never_made_over_another(home: Path) -> None:
    file = write(home, PLACES)
    assert init(file).code == Exit.DONE
    before = (home / "data" / "wingterm" / "register.db").read_bytes()
    assert init(file).code == Exit.UNUSABLE
    assert (home / "data" / "wingterm" / "register.db").read_bytes() == before


def test_without_a_register_what_to_do_is_said(home: Path) -> None:
    answer = typed("roll")
    assert answer.code == Exit.NOT_FOUND
    assert "wingterm init" in answer.err
    assert "wingterm demo" in answer.err


@pytest.mark.usefixtures("ready_demo")
def test_the_demo_is_used_until_there_is_a_register(home: Path) -> None:
    made = typed("demo")
    assert made.code == Exit.DONE, made
    assert "Roll of" in made.out
    shown = typed("roll", "--json")
    assert shown.json["prison"] == "DMO"
    assert "This is the demo" in shown.err
    assert typed("--demo", "roll", "--json").err == ""
    init(write(home, PLACES))
    own = typed("roll", "--json")
    assert (own.json["prison"], own.err) == ("WTI", "")
    assert typed("--demo", "roll", "--json").json["prison"] == "DMO"
    assert "whole" in typed("--demo", "verify").out


@pytest.mark.usefixtures("ready_demo")
def test_a_demo_of_an_earlier_version_is_made_anew_or_upgraded(home: Path) -> None:
    path = Path(typed("demo").out.splitlines()[0].split()[-1].rstrip("."))
    assert path.parent == home / "data" / "wingterm" / "demo"
    connection = driver.connect(path)
    connection.execute(f"PRAGMA user_version = {SCHEMA_NUMBER - 1}")
    connection.close()
    for words in (("demo",), ("--demo", "roll"), ("roll",)):
        answer = typed(*words)
        assert answer.code == Exit.UNUSABLE
        assert "`wingterm demo --reset`" in answer.err
        assert "`wingterm --demo upgrade`" in answer.err
    assert typed("demo", "--reset").code == Exit.DONE
    assert typed("--demo", "roll").code == Exit.DONE


@pytest.mark.usefixtures("ready_demo")
def test_a_register_that_was_named_is_never_replaced_by_the_demo(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed("demo")
    monkeypatch.setenv("WINGTERM_STORE", str(home / "not-there.db"))
    assert typed("roll").code == Exit.NOT_FOUND
    assert typed("--store", str(home / "nor-there.db"), "roll").code == Exit.NOT_FOUND


@pytest.mark.usefixtures("ready_demo")
def test_the_demo_never_touches_a_register_that_is_none(home: Path) -> None:
    assert init(write(home, PLACES)).code == Exit.DONE
    own = home / "data" / "wingterm" / "register.db"
    before = own.read_bytes()
    for reset in ((), ("--reset",)):
        answer = typed("demo", *reset, "--store", str(own))
        assert answer.code == Exit.UNUSABLE, answer
        assert "not a demo" in answer.err
        assert own.read_bytes() == before


@pytest.mark.usefixtures("ready_demo")
def test_practice_is_another_name_of_the_demo(home: Path) -> None:
    made = typed("practice")
    assert made.code == Exit.DONE, made
    assert "Roll of" in made.out
    assert typed("--demo", "roll", "--json").json["prison"] == "DMO"
    assert typed("demo").out == made.out


@pytest.mark.usefixtures("ready_demo")
def test_an_own_register_in_the_place_of_the_demo_is_never_removed(home: Path) -> None:
    assert init(write(home, PLACES)).code == Exit.DONE
    own = home / "data" / "wingterm" / "register.db"
    own.parent.chmod(0o700)
    place = own.parent / "demo" / "register.db"
    place.parent.mkdir(mode=0o700)
    own.rename(place)
    act = ("places", "add", "B", "--kind", "WING", "--request-id", "demo-000001")
    assert typed("--store", str(place), *act).code == Exit.DONE
    before = place.read_bytes()
    answer = typed("practice", "--reset")
    assert answer.code == Exit.UNUSABLE, answer
    assert "not a demo" in answer.err
    assert place.read_bytes() == before


@pytest.mark.usefixtures("ready_demo")
def test_the_demo_elsewhere_leaves_what_lies_beside_it(home: Path) -> None:
    (home / "letter.txt").write_text("kept")
    where = home / "try.db"
    assert typed("demo", "--store", str(where)).code == Exit.DONE
    made = where.stat().st_ino
    assert typed("demo", "--store", str(where)).code == Exit.DONE
    assert where.stat().st_ino == made
    assert typed("demo", "--reset", "--store", str(where)).code == Exit.DONE
    assert (home / "letter.txt").read_text() == "kept"
    assert [path.name for path in home.iterdir() if path.name.startswith(".")] == []
    assert typed("--store", str(where), "roll", "--json").json["prison"] == "DMO"


@pytest.mark.usefixtures("ready_demo")
def test_a_spoilt_demo_is_made_anew(home: Path) -> None:
    typed("demo")
    where = home / "data" / "wingterm" / "demo" / "register.db"
    where.write_bytes(os.urandom(9_000))
    assert typed("demo").code == Exit.UNUSABLE
    assert typed("demo", "--reset").code == Exit.DONE


def test_a_checkpoint_is_written_once_and_compared(held: Line, tmp_path: Path) -> None:
    file = str(tmp_path / "heads.json")
    assert "books are in" in held("verify", "--checkpoint", file).err
    assert held("verify", "--checkpoint", file).code == Exit.USAGE
    held.do("elsewhere", "A1001AA", "WORKSHOP")
    assert held("verify", "--against", file).code == Exit.DONE
    heads = json.loads(Path(file).read_text())
    heads["heads"][0][2] = "0" * 64
    Path(file).write_text(json.dumps(heads))
    answer = held("verify", "--against", file)
    assert answer.code == Exit.NOT_SOUND
    assert "[checkpoint-changed]" in answer.out


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"heads": [[1]]}', '{"heads": 7}', "[" * 5000])
def test_what_is_no_checkpoint_is_said(line: Line, tmp_path: Path, text: str) -> None:
    (tmp_path / "heads.json").write_text(text)
    answer = line("verify", "--against", str(tmp_path / "heads.json"))
    assert answer.code == Exit.USAGE
    assert "not a checkpoint" in answer.err


def test_what_this_is(line: Line) -> None:
    held = line("about", "--json").json["about"]
    assert held["register"] == line.small.where
    assert {"wingterm", "python", "database", "schema"} <= set(held)


def test_what_each_role_may(line: Line) -> None:
    out = line("officer", "roles").out
    assert "auditor" in out
    assert "transfer-out" in out


def test_an_upgrade_of_what_is_up_to_date_changes_nothing(line: Line) -> None:
    before = line.small.dump()
    assert line("upgrade").code == Exit.DONE
    assert line.small.dump() == before
    assert line("verify").code == Exit.DONE


def test_one_register_at_a_time(line: Line) -> None:
    assert line("--demo", "roll").code == Exit.USAGE
