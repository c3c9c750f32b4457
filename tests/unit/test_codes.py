"""The code lists that are shipped, and the reasons read from them."""

import csv
from importlib import resources

import pytest

from wingterm.domain.codes import Reason, ReasonCodes
from wingterm.services.codes import reason_codes

FOLDER = resources.files("fixtures") / "codes"


def rows(name: str) -> list[dict[str, str]]:
    """Give the rows of a shipped code list."""
    return list(csv.DictReader((FOLDER / name).read_text(encoding="utf-8").splitlines()))


def test_every_row_of_the_lists_is_a_reason_of_its_own() -> None:
    movements = [(row["movement_type"], row["code"]) for row in rows("movement_reasons.csv")]
    cell_moves = [("CELL", row["code"]) for row in rows("cell_move_reasons.csv")]
    assert (len(movements), len(cell_moves)) == (240, 12)
    assert len(set(movements + cell_moves)) == 252
    assert all(reason_codes().get(*pair) for pair in movements + cell_moves)


@pytest.mark.parametrize("kind", ["ADM", "REL", "TRN", "CRT", "TAP", "CELL"])
def test_reasons_in_use_by_code(kind: str) -> None:
    found = reason_codes().active_for(kind)
    assert found
    assert all(reason.type == kind and reason.active for reason in found)
    assert [reason.code for reason in found] == sorted(reason.code for reason in found)


def test_how_many_reasons_are_in_use() -> None:
    active = {kind: len(reason_codes().active_for(kind)) for kind in ("ADM", "CELL", "TRN")}
    assert active["CELL"] == 6
    listed = [row for row in rows("movement_reasons.csv") if row["active"] == "Y"]
    assert len(listed) == 171
    assert active["ADM"] == sum(row["movement_type"] == "ADM" for row in listed)


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        ("ADM-N", "Unconvicted Remand"),
        ("ADM-INT", "Transfer In from Other Establishment"),
        ("REL-CR", "Conditional Release (CJA91) -SH Term>1YR"),
        ("TRN-NOTR", "Normal Transfer"),
        ("CELL-SS", "Someone's safety"),
        ("CELL-ADM", "Administrative"),
        ("ADM-NOPE", "ADM-NOPE"),
        ("", ""),
    ],
)
def test_reasons_in_words(pair: str, words: str) -> None:
    assert reason_codes().describe(pair) == words


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("ADM", "N"),
        ("ADM", "INT"),
        ("REL", "CR"),
        ("TRN", "NOTR"),
        ("CELL", "GM"),
        ("CELL", "RAIM"),
    ],
)
def test_reasons_that_the_verbs_stand_on_are_in_use(kind: str, code: str) -> None:
    reason = reason_codes().get(kind, code)
    assert reason is not None
    assert reason.active


def test_a_code_means_what_its_type_says() -> None:
    codes = ReasonCodes([Reason("REL", "X", "one", True), Reason("TRN", "X", "two", False)])
    assert codes.describe("REL-X") == "one"
    assert codes.describe("TRN-X") == "two"
    assert codes.active_for("TRN") == ()
    assert codes.get("ADM", "X") is None


def test_the_lists_are_read_once() -> None:
    assert reason_codes() is reason_codes()


def test_the_source_of_every_list_is_named() -> None:
    named = (FOLDER / "README.md").read_text(encoding="utf-8")
    lists = [file.name for file in FOLDER.iterdir() if file.name.endswith(".csv")]
    assert lists
    assert [name for name in lists if f"| {name} |" not in named] == []
