"""Particulars at the command line: recorded, ended, shown; and the lists of codes."""

import csv

import pytest

from tests.cli.conftest import Line
from wingterm.cli.exits import Exit
from wingterm.domain.particulars import KINDS
from wingterm.services.codes import LISTS, ROWS


def test_recorded_shown_and_ended(held: Line) -> None:
    out = held.do("record", "A1001AA", "alert", "--key", "XA", "comment=sets fires = often")
    assert out.startswith("A1001AA Arden, Robin: alert XA is on record. [WTI-")
    held.do("record", "A1001AA", "contact", "NAME=Kim Example", "next_of_kin=yes")
    held.do("record", "A1001AA", "contact", "--key", "1", "next_of_kin=")
    shown = held.do("particulars", "A1001AA")
    assert "Alert XA Arsonist  Active from: 2026-03-02; Comment: sets fires = often" in shown
    assert "Contact 1          Name: Kim Example  " in shown
    held.do("end", "A1001AA", "alert", "--key", "xa", "--why", "reviewed")
    read = held("particulars", "A1001AA", "--json").json["particulars"]
    assert [(one["kind"], one["key"], one["state"]) for one in read] == [
        ("alert", "XA", "ended"), ("contact", "1", "in force"),
    ]  # fmt: skip
    assert read[0]["values"]["why"] == "reviewed"


def test_shown_as_csv_as_of_and_as_believed(held: Line) -> None:
    before = held.small.clock.instant
    held.do("record", "A1001AA", "category", "category=C")
    rows = list(csv.DictReader(held.do("particulars", "A1001AA", "--csv").splitlines()))
    assert [(row["kind"], row["said"]) for row in rows] == [("category", "Category: C Cat C")]
    assert rows[0]["since"].endswith("Z")
    assert before < held.small.clock.instant
    for option in ("--as-of", "--known-at"):
        assert held.do("particulars", "A1001AA", option, "09:00") == "Nothing is on record.\n"


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (("record", "A1001AA", "photo", "reference"), Exit.USAGE, "names no field"),
        (("record", "A1001AA", "photo", "=x"), Exit.USAGE, "names no field"),
        (("record", "A1001AA", "shoe", "size=9"), Exit.REFUSED, "nothing that can be on record"),
        (("end", "A1001AA", "photo", "--why", "gone"), Exit.REFUSED, "no such record in force"),
        (("end", "A1001AA", "photo"), Exit.USAGE, "--why"),
        (("particulars", "A9999ZZ"), Exit.NOT_FOUND, "Nobody in this register"),
        (("codes", "colours"), Exit.USAGE, "not a list of codes"),
    ],
)
def test_what_cannot_be_done(held: Line, typed: tuple[str, ...], code: Exit, said: str) -> None:
    answer = held(*typed)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err


def test_every_kind_is_listed_with_its_fields(held: Line) -> None:
    found = {kind["kind"]: kind for kind in held("kinds", "--json").json["kinds"]}
    assert list(found) == list(KINDS)
    assert found["csra"]["fields"].split()[0] == "level*"
    assert (found["alert"]["key"], found["na"]["key"]) == ("code of alert_codes", "prison number")
    assert (found["alert"]["of"], found["csra"]["of"]) == ("person", "stay")
    assert len(held.do("kinds", "--csv").splitlines()) == len(KINDS) + 1
    assert held.do("kinds").count("\n") == len(KINDS) + 1


def test_every_list_of_codes_can_be_listed(held: Line) -> None:
    names = [row["list"] for row in held("codes", "--json").json["reasons"]]
    assert names == ["ADM", "CELL", "CRT", "REL", "TAP", "TRN", *LISTS, *ROWS]
    for name in names:
        assert held.do("codes", name, "--csv").count("\n") > 2, name
        assert held.do("codes", name).count("\n") > 2, name
    answer = held("codes", "TITLES", "--json").json["reasons"]
    assert {"type": "titles", "code": "DR", "description": "Dr"} in answer


def test_a_code_no_longer_in_use_is_not_listed(held: Line) -> None:
    assert "ENT" not in held.do("codes", "incentive_levels")
    assert "NO_RATING" not in held.do("codes", "csra_levels")
