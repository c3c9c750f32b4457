"""Each verb from the command line, end to end, with the roll after each step."""

import pytest

from tests.cli.conftest import Line


def test_a_day_of_a_prison(held: Line) -> None:
    # population, in reception, elsewhere, incoming, in today, out today
    assert held.figures() == (3, 1, 0, 0, 3, 0)
    held.do("move", "A1003AA", "A-1-002", "--ack", "over-cna=no single cell is free")
    assert held.figures() == (3, 0, 0, 0, 3, 0)
    held.do("elsewhere", "A1001AA", "A1003AA", "WORKSHOP")
    assert held.figures() == (3, 0, 2, 0, 3, 0)
    held.do("back", "A1001AA", "A1003AA")
    assert held.figures() == (3, 0, 0, 0, 3, 0)
    held.do("swap", "A1001AA", "A1003AA")
    assert held("show", "A1001AA", "--json").json["person"]["place"] == "A-1-002"
    assert held("show", "A1003AA", "--json").json["person"]["place"] == "A-1-001"
    held.do("transfer", "out", "A1002AA", "--to", "EXI", "--yes")
    assert held.figures() == (2, 0, 0, 0, 3, 1)
    assert held.figures("EXI") == (0, 0, 0, 1, 0, 0)
    held.do("transfer", "arrive", "A1002AA", "B-1-001", prison="EXI")
    assert held.figures("EXI") == (1, 0, 0, 0, 1, 0)
    held.do("release", "A1003AA", "--reason", "CR", "--yes")
    assert held.figures() == (1, 0, 0, 0, 3, 2)
    held.do("correct", "A1003AA", "--why", "wrong person at the gate")
    assert held.figures() == (2, 0, 0, 0, 3, 1)
    assert "whole" in held.do("verify")


def test_a_transfer_that_turns_back(held: Line) -> None:
    held.do("transfer", "out", "A1001AA", "A1002AA", "--to", "EXI", "--yes")
    assert held.figures() == (1, 1, 0, 0, 3, 2)
    assert held.figures("EXI")[3] == 2
    held.do("transfer", "cancel", "A1001AA", "A-1-001")
    held.do("transfer", "cancel", "A1002AA")
    assert held.figures() == (3, 2, 0, 0, 5, 2)
    assert held.figures("EXI")[3] == 0


def test_several_people_are_received_as_one_act(held: Line) -> None:
    held.do("transfer", "out", "A1001AA", "A1002AA", "--to", "EXI", "--yes")
    out = held.do("transfer", "arrive", "A1001AA", "A1002AA", prison="EXI")
    assert out.count("EXI-") == 2
    assert held.figures("EXI") == (2, 2, 0, 0, 2, 0)


def test_what_happened_earlier_is_told_with_its_time(held: Line) -> None:
    before = held("roll", "--json").json["as_of"]
    held.small.clock.advance(3_600_000_000)
    held.do("elsewhere", "A1001AA", "WORKSHOP", "--at", "09:30", "--comment", "told late")
    then = held("roll", "--json", "--as-of", "09:45").json["headline"]
    assert then["elsewhere"] == 1
    believed = held("roll", "--json", "--as-of", "09:45", "--known-at", "09:45").json["headline"]
    assert believed["elsewhere"] == 0
    assert held("roll", "--json", "--as-of", before).json["headline"]["elsewhere"] == 0


def test_a_swap_is_undone_as_one_act(held: Line) -> None:
    held.do("swap", "A1001AA", "A1002AA")
    held.do("correct", "A1001AA", "A1002AA", "--why", "called off")
    assert held("show", "A1001AA", "--json").json["person"]["place"] == "A-1-001"
    assert held("show", "A1002AA", "--json").json["person"]["place"] == "A-1-002"


def test_the_right_cell_is_put_in_at_the_time_of_the_wrong_one(held: Line) -> None:
    held.do("move", "A1003AA", "A-1-003")
    wrong = held("show", "A1003AA", "--json").json["person"]["since"]
    held.do("correct", "A1003AA", "--why", "the next cell", "--put-in", "A-1-002",
            "--ack", "over-cna=both asked")  # fmt: skip
    person = held("show", "A1003AA", "--json").json["person"]
    assert (person["place"], person["since"]) == ("A-1-002", wrong)


def test_put_in_counts_back_over_as_many_as_are_corrected(held: Line) -> None:
    held.do("move", "A1003AA", "A-1-003")
    oldest = held("show", "A1003AA", "--json").json["person"]["since"]
    held.do("elsewhere", "A1003AA", "WORKSHOP")
    held.do("correct", "A1003AA", "--why", "all wrong", "--last", "2", "--put-in", "A-1-002",
            "--ack", "over-cna=both asked")  # fmt: skip
    person = held("show", "A1003AA", "--json").json["person"]
    assert (person["place"], person["since"]) == ("A-1-002", oldest)


def test_a_forgotten_move_is_put_in(held: Line) -> None:
    held.small.clock.advance(3_600_000_000)
    held.do("elsewhere", "A1001AA", "WORKSHOP")
    held.do(
        "correct", "A1001AA", "--why", "a move was forgotten",
        "--again", "move A-1-003 at 09:30", "--again", "elsewhere WORKSHOP at 09:40",
    )  # fmt: skip
    person = held("show", "A1001AA", "--json").json["person"]
    assert (person["place"], person["bed_cell"]) == ("WORKSHOP", "A-1-003")
    assert held.figures() == (3, 1, 1, 0, 3, 0)


def test_a_record_is_made_and_amended(line: Line) -> None:
    made = line.do("person", "create", "Example", "Robin", "--born", "12/04/1990", "--sex", "M")
    number = line("find", "example", "--json").json["people"][0]["number"]
    assert number in made
    line.do("person", "amend", number, "--last", "Sample")
    assert line("show", number, "--json").json["person"]["last_name"] == "Sample"
    entry = line("show", number, "--json").json["person"]["history"][0]["entry"]
    assert entry.startswith("WTI-")


def test_a_fact_is_withdrawn(held: Line) -> None:
    amended = held("person", "amend", "A1001AA", "--last", "Ash", "--json").json
    (reference,) = amended["receipt"]["lines"][0]["entries"]
    held.do("correct-fact", reference, "--why", "typed for the wrong person")
    assert held("show", "A1001AA", "--json").json["person"]["last_name"] == "Arden"


def test_places_are_added_and_changed(line: Line) -> None:
    line.do(
        "places", "add", "A-1-009", "--kind", "CELL", "--cna", "1", "--working", "1",
        "--maximum", "2",
    )  # fmt: skip
    line.do("places", "capacity", "A-1-009", "--cna", "1", "--working", "2", "--maximum", "2")
    places = line("places", "--json").json["places"]
    (cell,) = [place for place in places if place["code"] == "A-1-009"]
    assert (cell["cna"], cell["working"], cell["maximum"]) == (1, 2, 2)
    assert "A-1-009" in line.do("cells", "--room")


def test_an_officer_is_appointed_and_cut_off(line: Line) -> None:
    appoint = ("officer", "appoint", "jdoe", "--name", "J. Doe", "--role", "wing-officer")
    line.do(*appoint)
    in_force = {
        o["account"]: o["in_force"] for o in line("officer", "list", "--json").json["officers"]
    }
    assert in_force["jdoe"] == "yes"
    line.do(*appoint, "--ends", "now")
    line.small.clock.advance(1_000_000)
    in_force = {
        o["account"]: o["in_force"] for o in line("officer", "list", "--json").json["officers"]
    }
    assert in_force["jdoe"] == "no"


@pytest.mark.parametrize("figure", ["population", "in-cell", "in-reception", "in-today"])
def test_a_figure_and_its_list_agree(held: Line, figure: str) -> None:
    expected = {"population": 3, "in-cell": 2, "in-reception": 1, "in-today": 3}[figure]
    assert len(held("list", figure, "--json").json["people"]) == expected
    assert len(held("list", figure, "--csv").out.splitlines()) == expected + 1
    assert len(held("list", figure).out.splitlines()) == expected + 1


def test_the_same_request_twice_is_once(held: Line) -> None:
    request = ("elsewhere", "A1001AA", "WORKSHOP", "--request-id", "mine-1")
    first = held(*request)
    before = held.small.dump()
    second = held(*request)
    assert (first.code, second.code) == (0, 0)
    assert "done before" in second.out
    assert held.small.dump() == before
    recorded, asked, *done = held("receipt", "mine-1").out.splitlines()
    assert recorded.startswith("Done, recorded ")
    assert asked.startswith("By Test Officer (tester), cli, ")
    assert done == first.out.splitlines()
    assert held("receipt", "mine-1", "--json").json["receipt"]["repeated"] is True
