"""Every command about places: what it does, and how the lists show it."""

from pathlib import Path

import pytest

from tests.cli.conftest import Line
from wingterm.cli.exits import Exit

FILE = """code,kind,name,cna,working,maximum,accommodation,status
C,WING,C wing,,,,CARE_AND_SEPARATION,
C-1,LANDING,,,,,,
C-1-001,CELL,,0,0,1,,
C-1-002,CELL,,1,1,1,,draft
"""


def place(line: Line, code: str, *more: str, prison: str = "WTI") -> dict[str, object]:
    """Give a place as JSON has it."""
    found = line("places", *more, "--json", prison=prison).json["places"]
    return next(one for one in found if one["code"] == code)


def listed(line: Line, *typed: str) -> list[str]:
    """Give the codes that a table shows."""
    return [row.split()[0] for row in line("places", *typed).out.splitlines()[1:]]


def test_out_of_use_and_back(line: Line) -> None:
    line.do(
        "places", "out-of-use", "A-1-001", "--reason", "damaged", "--until", "2026-04-01",
        "--reference", "PFM-1", "--description", "door", "--comment", "seen at unlock",
    )  # fmt: skip
    held = place(line, "A-1-001")
    assert (held["status"], held["reason"], held["expected_back"], held["out_of_use_by"]) == (
        "INACTIVE", "Damage", "2026-04-01", "A-1-001",
    )  # fmt: skip
    assert held["status_since"] == "2026-03-02T09:01:00.000000Z"
    assert listed(line, "--out-of-use") == ["A-1-001"]
    shown = line("places", "--out-of-use").out
    for words in ("Damage", "2026-04-01", "PFM-1", "door", "2026-03-02 09:01"):
        assert words in shown
    assert "out of use" in line("places").out
    line.do("places", "into-use", "A-1-001")
    assert listed(line, "--out-of-use") == []
    assert place(line, "A-1-001", "--as-of", "09:01")["status"] == "INACTIVE"
    assert place(line, "A-1-001", "--known-at", "09:00")["status"] == "ACTIVE"


def test_what_lies_in_it_says_so(line: Line) -> None:
    line.do("places", "out-of-use", "A", "--reason", "PEST")
    row = next(row for row in line("places").out.splitlines() if row.startswith("A-1-001"))
    assert row.endswith("out of use by A")
    cells = line("cells", "--json").json["cells"]
    assert {(cell["room"], cell["closed"]) for cell in cells} == {(0, "A out of use: Pest control")}
    assert "A out of use: Pest control" in line("cells").out
    assert line("cells", "--room", "--json").json["cells"] == []


def test_closed_and_converted(line: Line) -> None:
    line.do("places", "close", "A-1-001", "--why", "knocked through")
    line.do("places", "convert", "A-1-002", "--to", "office")
    assert place(line, "A-1-001")["description"] == "knocked through"
    assert place(line, "A-1-002")["reason"] == "Office"
    shown = line("places").out
    assert "closed for good" in shown
    assert "no cell" in shown
    assert line("places", "into-use", "A-1-001").code == Exit.REFUSED


def test_a_warning_about_the_signed_figure(line: Line) -> None:
    line.do("places", "signed", "6")
    shown = line("prison-settings", "--json").json["settings"]
    assert shown["signed"] == 6
    close = ("places", "close", "A-1-003", "--why", "sold")
    assert line(*close).code == Exit.WARNED
    line.do(*close, "--ack", "signed-capacity=agreed with the region")
    assert line("places", "signed", "6").code == Exit.REFUSED


def test_marks_and_names(line: Line) -> None:
    line.do("places", "mark", "A-1-001", "specialist=DRY;CSU", "cell-mark=A1/1", "sex=m")
    line.do("places", "mark", "A-1-001", "sex=")
    held = place(line, "A-1-001")
    assert (held["specialist"], held["cell_mark"], held["sex"]) == ("DRY;CSU", "A1/1", "")
    assert held["accommodation"] == "NORMAL_ACCOMMODATION"
    line.do("places", "rename", "A-1", "The Twos")
    assert place(line, "A-1")["name"] == "The Twos"
    assert "DRY;CSU A1/1" in line("places").out
    assert "Dry cell" in line("cells").out
    wrong = line("places", "mark", "A-1-001", "sex")
    assert (wrong.code, "names no mark" in wrong.err) == (Exit.USAGE, True)
    assert line("places", "mark", "A-1-001", "colour=red").code == Exit.REFUSED


def test_a_certificate(line: Line) -> None:
    line.do("places", "certificate-request", "A-1", "--change", "two more", "--reference", "CC-1")
    assert listed(line, "--certificates") == ["A-1"]
    assert "certificate awaited" in line("places").out
    capacity = ("places", "capacity", "A-1-001", "--cna", "1", "--working", "1", "--maximum", "2")
    assert line(*capacity).code == Exit.REFUSED
    line.do("places", "certificate-settle", "A-1", "--approved", "--decision", "inspected")
    assert listed(line, "--certificates") == []
    line.do(*capacity)


def test_a_file_of_places_is_loaded_whole_or_not_at_all(line: Line, tmp_path: Path) -> None:
    file = tmp_path / "c.csv"
    file.write_text(FILE.replace("C-1-002,CELL,,1", "C-1-002,CELL,,x"), encoding="utf-8")
    before = line.small.dump()
    refused = line("places", "load", str(file))
    assert refused.code == Exit.USAGE
    assert "line 5, cna" in refused.err
    assert line.small.dump() == before
    file.write_text(FILE, encoding="utf-8")
    line.do("places", "load", str(file))
    assert place(line, "C-1-001")["accommodation"] == "CARE_AND_SEPARATION"
    assert place(line, "C-1-002")["status"] == "DRAFT"
    assert line("places", "load", str(file)).code == Exit.REFUSED


def test_a_second_prison_with_its_places(line: Line, tmp_path: Path) -> None:
    file = tmp_path / "c.csv"
    file.write_text(FILE, encoding="utf-8")
    line.do("prison-open", "thi", "--name", "Third", "--places", str(file), prison="")
    codes = [row.split()[0] for row in line("prisons").out.splitlines()[1:]]
    assert codes == ["EXI", "THI", "WTI"]
    assert place(line, "C-1-001", prison="THI")["maximum"] == 1
    line.do("prison-open", "FOI", "--name", "Fourth", prison="")
    assert place(line, "CSWAP", prison="FOI")["kind"] == "NO_CELL"
    before = line.small.dump()
    assert line("prison-open", "FOI", "--name", "Again", prison="").code == Exit.REFUSED
    file.write_text(FILE + "C-2,CELL,,1,1,1,,\nC-2,CELL,,1,1,1,,\n", encoding="utf-8")
    faults = line("prison-open", "FII", "--name", "Fifth", "--places", str(file), prison="")
    assert faults.code == Exit.USAGE
    assert line.small.dump() == before


def test_settings_of_the_prison(line: Line) -> None:
    line.do("prison-settings", "--set", "explain-moves=yes", "--set", "absence_on_roll_days=3")
    held = line("prison-settings", "--json").json["settings"]
    assert (held["explain_moves"], held["absence_on_roll_days"], held["signed"]) == (True, 3, None)
    then = line("prison-settings", "--as-of", "09:00", "--json").json["settings"]
    assert (then["explain_moves"], then["absence_on_roll_days"]) == (False, 7)
    row = next(r for r in line("prison-settings").out.splitlines() if r.startswith("explain_moves"))
    assert row.split() == ["explain_moves", "yes", "no"]
    assert line("prison-settings", "--set", "colour=red").code == Exit.REFUSED
    assert line("prison-settings", "--set", "colour").code == Exit.USAGE


@pytest.mark.parametrize("typed", [
    ("places", "signed", "-1"), ("places", "out-of-use", "A-1-001"), ("places", "close", "A"),
    ("places", "certificate-settle", "A"), ("places", "load", "/nowhere/at/all.csv"),
    ("places", "--as-of", "soon"), ("prison-open", "THI"),
])  # fmt: skip
def test_what_is_no_such_command(line: Line, typed: tuple[str, ...]) -> None:
    before = line.small.dump()
    answer = line(*typed)
    assert (answer.code, answer.out) == (Exit.USAGE, "")
    assert line.small.dump() == before
