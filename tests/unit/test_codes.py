"""The code lists that are shipped, and the reasons read from them."""

import csv
import subprocess
import sys
from importlib import resources

import pytest

from wingterm.domain.codes import Code, CodeList, Reason, ReasonCodes
from wingterm.services.codes import LISTS, ROWS, code_list, code_rows, reason_codes

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


@pytest.mark.parametrize("name", LISTS)
def test_every_list_has_codes_of_its_own_with_words(name: str) -> None:
    found = code_list(name)
    assert found.name == name
    assert len(found.active()) >= 3
    assert all(code.code and code.description for code in found)
    assert all(found.describe(code.code) == code.description for code in found)
    assert [code for code in found.active() if not code.active] == []


@pytest.mark.parametrize(
    ("name", "rows", "active"),
    [
        ("alert_codes", 213, 171),
        ("alert_flags", 39, 39),
        ("courts", 893, 893),
        ("csra_levels", 5, 3),
        ("imprisonment_statuses", 172, 152),
        ("imprisonment_status_bands", 17, 17),
        ("incentive_levels", 6, 5),
        ("non_association_reasons", 7, 7),
        ("non_association_restrictions", 3, 3),
        ("non_association_roles", 4, 4),
        ("out_of_order_reasons", 23, 9),
        ("prisons", 173, 125),
        ("release_date_types", 23, 23),
        ("security_categories", 19, 17),
    ],
)
def test_how_many_codes_a_list_has_and_how_many_are_in_use(
    name: str, rows: int, active: int
) -> None:
    assert (len(code_list(name)), len(code_list(name).active())) == (rows, active)


def test_no_list_holds_a_code_twice() -> None:
    shipped = ["alert_codes", "courts", "imprisonment_statuses", "out_of_order_reasons", "prisons"]
    assert [name for name in shipped if len(rows(f"{name}.csv")) != len(code_list(name))] == []


def test_security_categories_are_those_of_domain_note_4_7() -> None:
    held = code_list("security_categories")
    assert {code.code for code in held.active()} == set("ABCDPHEIJVQRSTUXZ")
    assert {code.code for code in held} - {code.code for code in held.active()} == {"K", "L"}


def test_an_alert_knows_its_type() -> None:
    hold = code_list("alert_codes").get("TAH")
    assert hold is not None
    assert hold.more["type_code"] == "T"


def test_the_lists_are_handed_out_with_the_reasons() -> None:
    assert reason_codes().list("titles") is code_list("titles")
    assert len(ReasonCodes([]).list("titles")) == 0
    with pytest.raises(KeyError):
        reason_codes().list("../titles")


def test_what_a_list_does_not_hold() -> None:
    colours = CodeList("colours", [Code("R", "Red"), Code("B", "Blue", active=False)])
    assert colours.get("G") is None
    assert colours.describe("G") == "G"
    assert [code.code for code in colours.active()] == ["R"]


@pytest.mark.parametrize("name", ROWS)
def test_lists_of_paths(name: str) -> None:
    assert len(code_rows(name)) == {"reception_reasons": 32}.get(name, 82)
    with pytest.raises(KeyError):
        code_rows("titles")


def test_every_file_is_read_by_some_list() -> None:
    lists = {file.name for file in FOLDER.iterdir() if file.name.endswith(".csv")}
    read = {f"{name}.csv" for name in (*LISTS, *ROWS)}
    shared = {"movement_reasons.csv", "cell_move_reasons.csv", "non_association_codes.csv"}
    assert lists <= read | shared


def test_reasons_are_had_without_reading_another_list() -> None:
    probe = """
import sys
opened = set()
sys.addaudithook(lambda event, args: opened.add(str(args[0])) if event == "open" else None)
from wingterm.services.codes import reason_codes
reason_codes()
print(sorted(name.rpartition("/")[2] for name in opened if name.endswith(".csv")))
"""
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['cell_move_reasons.csv', 'movement_reasons.csv']"
