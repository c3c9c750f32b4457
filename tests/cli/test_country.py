"""The roll of all prisons and the table of the population at the command line."""

import csv
import io

from tests.cli.conftest import Line

WIDTH = 80


def test_a_line_for_each_prison_and_their_totals(held: Line) -> None:
    held.do("court", "A1001AA", "--to", "Leeds Crown Court")
    told = held("roll", "--all", prison="").out
    assert "Roll of all prisons as of 2026-03-02" in told
    rows = [row.split() for row in told.splitlines()]
    assert ["WTI", "2", "1", "0", "1", "0", "1", "0", "0"] in rows
    assert ["Totals", "2", "1", "0", "1", "0", "1", "0", "0"] in rows
    assert max(map(len, told.splitlines())) <= WIDTH
    found = held("roll", "--all", "--json", prison="").json
    assert [line["code"] for line in found["prisons"]] == ["EXI", "WTI"]
    assert found["totals"]["population"] == 2
    plain = list(csv.DictReader(io.StringIO(held("roll", "--all", "--csv", prison="").out)))
    assert [(row["code"], row["population"]) for row in plain] == [
        ("EXI", "0"), ("WTI", "2"), ("", "2")
    ]  # fmt: skip


def test_the_roll_of_all_prisons_is_of_an_instant_too(held: Line) -> None:
    held.small.clock.advance(3_600_000_000)
    held.do("court", "A1001AA", "--to", "Leeds Crown Court")
    before = held("roll", "--all", "--as-of", "09:30", "--json", prison="").json
    assert (before["totals"]["out"], before["totals"]["in_cell"]) == (0, 2)
    assert held("roll", "--all", "--as-of", "23:30", prison="").code != 0


def test_the_table_of_the_population(held: Line) -> None:
    held.do("record", "A1001AA", "legal-status", "status=SENT03")
    told = held("monthly").out
    assert "Population of WTI as of 2026-03-02 09:0" in told
    rows = [row.split() for row in told.splitlines()]
    assert ["SENTENCED", "Sentenced", "1"] in rows
    assert ["-", "not", "recorded", "2"] in rows
    assert rows.count(["Total", "3"]) == 5
    found = held("monthly", "--all", "--json", prison="").json
    assert (found["prison"], found["population"]) == ("", 3)
    assert sum(cell["people"] for cell in found["cells"]) == 3
    plain = list(csv.DictReader(io.StringIO(held("monthly", "--csv").out)))
    assert plain[0] == {"by": "population", "value": "", "words": "", "people": "3"}
    assert {row["by"] for row in plain[1:]} == set(found["breakdowns"])
