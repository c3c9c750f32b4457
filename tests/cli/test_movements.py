"""Every way in and out of a prison from the command line, end to end."""

import json
from typing import Any

import pytest

from tests.cli.conftest import Line
from tests.registers import COURT
from wingterm.cli.exits import Exit

ONE, TWO, WAITING, OUTSIDE = (f"A100{n}AA" for n in range(1, 5))
"""In A-1-001, in A-1-002, in reception, outside."""


def person(line: Line, number: str = ONE) -> dict[str, Any]:
    """Give somebody's record."""
    found: dict[str, Any] = line("show", number, "--json").json["person"]
    return found


def detail(line: Line, number: str) -> dict[str, Any]:
    """Give what somebody's last movement says besides."""
    with line.small.store.read() as reader:
        row = reader.one(
            "SELECT e.detail FROM person p JOIN whereabouts w ON w.person_id = p.id"
            " JOIN entry e ON e.person_id = w.person_id AND e.pseq = w.pseq WHERE p.number = ?",
            (number,),
        )
    assert row is not None
    kept: dict[str, Any] = json.loads(str(row[0]))
    return kept


def test_received_on_an_order(held: Line) -> None:
    held.do(
        "receive", OUTSIDE, "A-1-003", "--authority", COURT, "--reference", "T1", "--dated",
        "2026-03-01", "--from", COURT, "--reason", "V",
    )  # fmt: skip
    assert person(held, OUTSIDE)["place"] == "A-1-003"
    assert detail(held, OUTSIDE) == {
        "authority": COURT, "reference": "T1", "dated": "2026-03-01", "came_from": COURT,
    }  # fmt: skip


def test_nobody_is_received_without_an_order_but_held(held: Line) -> None:
    answer = held("receive", OUTSIDE)
    assert answer.code == Exit.REFUSED
    assert "no valid order, no reception" in answer.err
    assert held("receive", OUTSIDE, "--hold-until", "2026-03-10 12:00").code == Exit.REFUSED
    assert held("receive", OUTSIDE, "--hold-until", "soon").code == Exit.USAGE
    held.do("receive", OUTSIDE, "--hold-until", "2026-03-03 12:00")
    assert detail(held, OUTSIDE) == {"hold_until": 1_772_539_200_000_000}


def test_court_and_back(held: Line) -> None:
    held.do(
        "court", ONE, TWO, "--to", "York Crown Court", "--reason", "TRIAL", "--escort", "P",
        "--officers", "Hale", "--due", "17:30",
    )  # fmt: skip
    found = person(held)
    assert (found["state"], found["out"]) == (
        "At court, bed in A-1-001",
        {
            "destination": "York Crown Court", "due_back": "2026-03-02T17:30:00.000000Z",
            "escort": "P", "officers": "Hale",
        },
    )  # fmt: skip
    shown = held("show", ONE).out
    assert "To York Crown Court; due back 2026-03-02 17:30; escort P; officers Hale" in shown
    held.do("back", ONE, TWO)
    assert (person(held)["place"], person(held)["out"]) == ("A-1-001", None)


def test_the_bed_is_given_up(held: Line) -> None:
    held.do("court", ONE, "--to", "York", "--give-up-bed")
    held.do("move", WAITING, "A-1-001")
    held.do("back", ONE)
    assert person(held)["place"] == "RECP"


def test_absence_wants_a_time_and_ends_late_or_never(held: Line) -> None:
    assert held("absence", ONE, "--to", "home", "--reason", "R3").code == Exit.USAGE
    held.do("absence", ONE, "--to", "home", "--reason", "R3", "--due", "12:00")
    assert held("fail-to-return", TWO, "--yes").code == Exit.REFUSED
    held.do("fail-to-return", ONE, "--yes")
    assert person(held)["state"] == "At large"
    assert held("receive", ONE, "--authority", COURT).code == Exit.REFUSED
    held.do("recapture", ONE, "A-1-001", "--reason", "A")
    assert person(held)["place"] == "A-1-001"


def test_hospital_under_a_bed_watch_and_for_good(held: Line) -> None:
    assert held("hospital", ONE, "--to", "Infirmary").code == Exit.USAGE
    held.do("hospital", ONE, "--to", "Infirmary", "--officers", "Hale, Obi")
    assert person(held)["out"]["officers"] == "Hale, Obi"
    held.do("discharge-hospital", ONE, "--to", "Rampton", "--yes")
    assert person(held)["state"] == "Outside"
    discharge = ("discharge-hospital", OUTSIDE, "--to", "Rampton", "--yes")
    assert held(*discharge).code == Exit.REFUSED
    held.do(*discharge, "--authority", COURT)
    assert [h["verb"] for h in person(held, OUTSIDE)["history"]] == [
        "discharge-hospital", "receive", "register",
    ]  # fmt: skip


def test_released_at_court_and_recalled(held: Line) -> None:
    held.do("court", ONE, "--to", "York")
    assert held("release", ONE, "--reason", "BL", "--yes").code == Exit.REFUSED
    held.do("release", ONE, "--reason", "BL", "--without-return", "--to", "Hostel", "--yes")
    assert person(held)["history"][0]["went_to"] == "OUTSIDE: Hostel"
    held.do("recall", ONE, "A-1-001", "--authority", "Secretary of State", "--reason", "B")
    assert (person(held)["place"], detail(held, ONE)) == (
        "A-1-001", {"authority": "Secretary of State"},
    )  # fmt: skip


def test_escaped_and_absconded(held: Line) -> None:
    held.do("escape", ONE, "--yes", "--comment", "over the wall")
    held.do("abscond", TWO, "--yes")
    assert [person(held, n)["history"][0]["reason"] for n in (ONE, TWO)] == ["Escape", "Abscond"]
    held.do("recapture", ONE, TWO, prison="EXI")
    assert person(held, TWO)["prison"] == "EXI"


def test_died_and_taken_away(held: Line) -> None:
    assert held("remove-body", ONE, "--yes").code == Exit.REFUSED
    held.do("death", ONE, "--found-by", "K. Hale", "--yes")
    assert (person(held)["state"], person(held)["died"]) == ("Died; in cell A-1-001", True)
    assert detail(held, ONE) == {"found_by": "K. Hale"}
    held.do("remove-body", ONE, "--yes")
    assert person(held)["state"] == "Died"


def test_a_coach_of_which_a_part_arrives(held: Line) -> None:
    people = (ONE, TWO, WAITING)
    out = ("transfer", "out", *people, "--to", "EXI", "--coach", "GX12", "--yes")
    held.do(*out, "--escort", "P")
    held.do("transfer", "arrive", "--coach", "gx12", "--except", TWO, "--except", WAITING,
            prison="EXI")  # fmt: skip
    assert [person(held, n)["kind"] for n in people] == ["RECEPTION", "EN_ROUTE", "EN_ROUTE"]
    held.do("transfer", "cancel", "--coach", "GX12", "--except", TWO)
    assert person(held, WAITING)["prison"] == "WTI"
    held.do("transfer", "arrive", "--coach", "GX12", prison="EXI")
    assert person(held, TWO)["prison"] == "EXI"


def test_a_coach_that_is_sent_on(held: Line) -> None:
    held.do("prison-open", "NTI", "--name", "Northern")
    held.do("transfer", "out", ONE, TWO, "--to", "EXI", "--coach", "GX12", "--yes")
    answer = held("transfer", "redirect", "--coach", "GX12", "--to", "EXI")
    assert "already" in answer.out
    held.do("transfer", "redirect", "--coach", "GX12", "--to", "NTI", "--except", TWO)
    assert [(person(held, n)["prison"], person(held, n)["came_from"]) for n in (ONE, TWO)] == [
        ("NTI", "WTI"), ("EXI", "WTI"),
    ]  # fmt: skip
    held.do("transfer", "arrive", "--coach", "GX12", prison="NTI")
    held.do("transfer", "cancel", "--coach", "GX12")
    assert [person(held, n)["prison"] for n in (ONE, TWO)] == ["NTI", "WTI"]
    held.do("transfer", "out", ONE, "--to", "EXI", "--yes", prison="NTI")
    refused = held("transfer", "redirect", ONE, "--to", "NTI")
    assert (refused.code, "did not send" in refused.err) == (Exit.REFUSED, True)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("arrive", Exit.USAGE), ("arrive A1001AA --coach GX12", Exit.USAGE),
        ("arrive A1001AA --except A1002AA", Exit.USAGE), ("cancel --coach", Exit.USAGE),
        ("arrive --coach GX99", Exit.NOT_FOUND), ("redirect --to EXI", Exit.USAGE),
        ("arrive --coach GX12 --except A1003AA", Exit.USAGE),
        ("arrive --coach GX12 --except A1001AA --except A1002AA", Exit.NOT_FOUND),
    ],
)  # fmt: skip
def test_a_coach_that_is_not_there(held: Line, typed: str, code: Exit) -> None:
    held.do("transfer", "out", ONE, TWO, "--to", "EXI", "--coach", "GX12", "--yes")
    before = held.small.dump()
    answer = held("transfer", *typed.split(), prison="EXI")
    assert answer.code == code
    assert answer.err
    assert held.small.dump() == before


def test_out_of_the_register(held: Line) -> None:
    assert "keeps a register of its own" in held.do("transfer", "out", ONE, "--to", "LEI", "--yes")
    assert person(held)["history"][0]["went_to"] == "LEI, outside this register"


def test_brought_to_another_prison_from_court(held: Line) -> None:
    held.do("court", ONE, "--to", "York")
    held.do("transfer", "arrive", ONE, "B-1-001", prison="EXI")
    assert (person(held)["prison"], person(held)["place"]) == ("EXI", "B-1-001")
    assert "whole" in held.do("verify")


def test_what_happened_instead_is_any_verb(held: Line) -> None:
    held.small.clock.advance(3 * 3_600_000_000)
    held.do("release", ONE, "--reason", "CR", "--yes")
    held.do(
        "correct", ONE, "--why", "they went to court",
        "--again", "court to 'York Crown Court' due 17:30 at 09:30",
        "--again", "release reason NG without-return yes at 11:00",
    )  # fmt: skip
    found = [h["verb"] for h in person(held)["history"] if not h["corrected"]]
    assert found[:2] == ["release", "court-out"]


@pytest.mark.parametrize(
    "typed",
    [
        "release A1001AA --reason CR",
        "transfer out A1001AA --to EXI",
        "escape A1001AA",
        "abscond A1001AA",
        "fail-to-return A1001AA",
        "death A1001AA",
        "remove-body A1001AA",
        "discharge-hospital A1001AA --to Rampton",
    ],
)
def test_what_ends_a_time_in_prison_must_be_confirmed(held: Line, typed: str) -> None:
    before = held.small.dump()
    answer = held(*typed.split())
    assert answer.code == Exit.USAGE
    assert "--yes" in answer.err
    assert held.small.dump() == before
