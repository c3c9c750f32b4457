"""Night arrivals and finding people on the command line."""

from tests.cli.conftest import Line
from wingterm.cli.exits import Exit


def test_a_night_arrival_from_no_number_to_a_given_one(line: Line) -> None:
    made = line("person", "create", "--temporary")
    assert made.code == Exit.DONE
    assert "TMP0001 Unknown, Unknown" in made.out + made.err
    assert line("find", "tmp0001", "--json").json["people"][0]["date_of_birth"] == "unknown"
    given = line("person", "number", "TMP0001", "A1234BC")
    assert given.code == Exit.DONE
    assert "A1234BC" in given.out + given.err
    found = line("find", "TMP0001", "--json").json["people"]
    assert [(one["number"], one["how"]) for one in found] == [("A1234BC", "was TMP0001")]
    assert line("person", "number", "A1234BC").code == Exit.REFUSED


def test_without_temporary_everything_must_be_said(line: Line) -> None:
    refused = line("person", "create")
    assert refused.code == Exit.REFUSED
    assert "Enter the last name." in refused.out + refused.err


def test_a_search_says_how_somebody_was_found(line: Line) -> None:
    line("person", "create", "Example", "Robin", "--born", "1990-04-12", "--sex", "M")
    for text in ("exmaple", "12/04/1990"):
        assert "Example" in line("find", text).out
    assert "sounds or looks alike" in line("find", "exmaple").out
    assert line("find", "exmaple", "--csv").out.splitlines()[0].endswith(',"how"')
    assert "Nobody." in line("find", "somebody").out
