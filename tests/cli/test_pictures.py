"""Pictures at the command line: letters for people, JSON and CSV for programs."""

import csv
import io

from tests.cli.conftest import Line

ADA, BEN = "A1001AA", "A1002AA"


def test_the_map_is_printed_with_its_legend(held: Line) -> None:
    printed = held("map", "A")
    assert printed.code == 0
    lines = printed.out.splitlines()
    assert lines[0].startswith("Map of A, Wingterm (WTI), 2026-03-02 ")
    assert " A-1 |01 1|02 1|03 .|" in lines or " A-1 |01 1|02+1|03 .|" in lines
    assert lines[-1].startswith("H CSRA high")
    assert all(len(line) <= 80 for line in lines)


def test_the_map_as_json_and_csv_has_each_cell_with_its_people(held: Line) -> None:
    held.do("court", ADA, "--to", "Leeds Crown Court")
    (unit,) = held("map", "a-1", "--json").json["units"]
    assert unit["beds_in_use"] == sum(len(cell["people"]) for cell in unit["cells"]) > 0
    first = unit["cells"][0]
    assert (first["code"], first["use"], first["letters"]) == ("A-1-001", "single", "o")
    assert first["people"][0]["where"] == "At court"
    rows = list(csv.DictReader(io.StringIO(held("map", "A", "--csv").out)))
    assert {row["cell"] for row in rows} == {"A-1-001", "A-1-002", "A-1-003"}
    assert [row["number"] for row in rows if row["cell"] == "A-1-001"] == [ADA]
    assert [row["use"] for row in rows if row["cell"] == "A-1-003"] == ["free"]


def test_a_wing_that_is_none_is_bad_input(held: Line) -> None:
    for command in (("map", "Z"), ("map", "WORKSHOP")):
        refused = held(*command)
        assert refused.code == 2
        assert "has no wing or landing" in refused.err
    assert held("roll-days", "--wing", "Z").code == 3
    assert held("roll-days", "--days", "0").code == 2
    assert held("occupancy", "--level", "cell").code == 2


def test_the_roll_over_days_is_the_unlock_roll_of_each(held: Line) -> None:
    held.small.clock.advance(3 * 24 * 3_600_000_000)
    told = held("roll-days", "--days", "5", "--json").json
    assert [day["day"] for day in told["days"]] == [f"2026-03-0{n}" for n in (5, 4, 3, 2, 1)]
    for day in told["days"]:
        roll = held("roll", "--as-of", f"{day['day']} 00:00", "--json").json
        assert day["population"] == roll["headline"]["unlock_roll"]
    assert (told["lowest"], told["highest"]) == (0, 3)
    printed = held("roll-days", "--days", "5").out
    assert "The scale begins at 0" in printed
    assert all(len(line) <= 80 for line in printed.splitlines())
    rows = list(csv.DictReader(io.StringIO(held("roll-days", "--wing", "A", "--csv").out)))
    assert len(rows) == 14
    assert rows[0]["signed"] == ""


def test_occupancy_has_the_figures_of_the_roll(held: Line) -> None:
    rolled = {row["code"]: row for row in held("roll", "--level", "landing", "--json").json["rows"]}
    told = {
        row["code"]: row for row in held("occupancy", "--level", "landing", "--json").json["rows"]
    }
    assert set(told) == {*rolled, ""}
    for code, row in rolled.items():
        for figure in ("beds_in_use", "working", "cna", "inactive"):
            assert told[code][figure] == row[figure]
    printed = held("occupancy").out
    assert "#" in printed
    assert "Totals" in printed
    assert [row["code"] for row in csv.DictReader(io.StringIO(held("occupancy", "--csv").out))] == [
        "A", "",
    ]  # fmt: skip
