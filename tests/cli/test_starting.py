"""A prison begins as it stands: rehearsed, in a register of its own or beside others."""

from pathlib import Path

import pytest

from db.checker import check_store
from db.engine import open_store
from tests.cli.conftest import Answer, Line
from tests.cli.test_init_people import PEOPLE, PLACES, init, nothing_made, typed
from tests.packaging.conftest import ROOT
from wingterm.cli.exits import Exit
from wingterm.services.opening_files import HEADERS

OFFICERS = "account,name,role\njdoe,J. Doe,wing-officer\nkroe,K. Roe,reception\n"
OTHERS = """last_name,first_name,date_of_birth,sex,number,cell,received
Alder,Jo,1985-01-02,M,A5001AA,A-1-001,2026-01-05
Beech,Kim,1986-02-03,M,,A-1-002,
"""


def write(home: Path, **files: str) -> list[str]:
    """Write files; give the options that name them."""
    options = []
    for kind, text in files.items():
        path = home / f"{kind}.csv"
        path.write_text(text, encoding="utf-8")
        options += [f"--{kind}", str(path)]
    return options


def test_the_templates_make_a_register(home: Path) -> None:
    files = {kind: typed("init", "--template", kind).out for kind in HEADERS}
    for kind, text in files.items():
        header = text.splitlines()[0].replace('"', "")
        assert header == ",".join(HEADERS[kind])
    words = ("init", "--prison", "WTI", "--name", "HMP Wingterm")
    refused = typed(*words, *write(home, **files))
    assert "people.csv, line 2: This is the example of the template; take it out." in refused.err
    assert nothing_made(home)
    files["people"] = files["people"].replace("Robin", "Rowan")
    made = typed(*words, *write(home, **files))
    assert made.code == Exit.DONE, made
    assert "4 places, 1 person, 1 officer; in " in made.out
    assert "XA Arsonist" in typed("particulars", "A4242QZ").out
    assert typed("verify").code == Exit.DONE
    assert "jdoe" in typed("officer", "list").out


def test_a_template_that_is_none(home: Path) -> None:
    refused = typed("init", "--template", "cells")
    assert (refused.code, refused.out) == (Exit.USAGE, "")
    assert "places, people, officers" in refused.err
    assert typed("init", "--prison", "WTI").code == Exit.USAGE


@pytest.mark.parametrize("column", HEADERS["people"])
def test_every_column_is_described(column: str) -> None:
    section = (ROOT / "docs" / "cli.md").read_text().partition("## A people file")[2]
    section = section.partition("## Roll checks")[0]
    assert column in section.replace("|", ",").replace(" ", "").replace("\n", ",").split(","), (
        "docs/cli.md, A people file"
    )


def test_a_rehearsal_says_what_will_be_and_keeps_nothing(home: Path) -> None:
    rehearsed = init(home, PEOPLE, "--expect", "3", "--dry-run")
    assert rehearsed.code == Exit.DONE, rehearsed
    assert nothing_made(home)
    assert "No cell: line 4, \u0141ukasik, Jo\n" in rehearsed.out
    table, last = rehearsed.out.splitlines()[:4], rehearsed.out.splitlines()[-1]
    assert [row.split() for row in table] == [
        ["wing", "file", "register", "beds"],
        ["A", "2", "2", "3"], ["reception", "1", "1", "0"], ["all", "3", "3", "3"],
    ]  # fmt: skip
    assert last == "HMP Wingterm (WTI): 4 places, 3 people; nothing was kept."
    told = init(home, PEOPLE, "--json", "--dry-run").json
    made = init(home, PEOPLE, "--json", "--expect", "3").json
    assert told | {"store": made["store"]} == made
    assert (made["population"], made["without_cell"]) == (3, 1)


@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_another_number_of_people_than_expected(home: Path, more: tuple[str, ...]) -> None:
    refused = init(home, PEOPLE, "--expect", "4", *more)
    assert (refused.code, refused.out) == (Exit.REFUSED, "")
    assert "The file has 3 people; 4 were expected." in refused.err
    assert nothing_made(home)


def test_officers_with_faults(home: Path) -> None:
    wrong = OFFICERS + "jdoe,Other,wing-officer\n,Nobody,cook\nx y,Blank,auditor\n"
    refused = init(home, PEOPLE, *write(home, officers=wrong))
    assert refused.code == Exit.USAGE, refused
    for where in (
        "line 4, account: jdoe stands on line 2 too.", "line 5, account: ", "line 5, role: ",
        "line 6, account: Give the operating system account.",
    ):  # fmt: skip
        assert f"officers.csv, {where}" in refused.err
    assert nothing_made(home)


# Another prison of a register --------------------------------------------------------------------


def opened(line: Line, home: Path, people: str, *more: str) -> Answer:
    """Open a prison with people."""
    files = write(home, places=PLACES, people=people, officers=OFFICERS)
    return line("prison-open", "NEW", "--name", "HMP New", *files, *more, prison="")


def test_a_second_prison_is_one_act_with_its_people(held: Line, home: Path) -> None:
    before = held.small.dump()
    told = opened(held, home, OTHERS, "--dry-run", "--expect", "2")
    assert told.code == Exit.DONE, told
    assert told.out.splitlines()[-1].endswith("2 officers; nothing was kept.")
    assert held.small.dump() == before
    made = opened(held, home, OTHERS, "--json", "--request-id", "mine")
    assert made.code == Exit.DONE, made
    assert made.json["population"] == 2
    assert [wing["register"] for wing in made.json["wings"]] == [2, 0]
    head = held("roll", "--json", prison="NEW").json["headline"]
    assert (head["population"], head["in_today"]) == (2, 1)
    assert len(held("receipt", "mine", "--json").json["receipt"]["lines"]) == 1 + 4 + 4 + 2
    again = opened(held, home, OTHERS, "--request-id", "mine")
    assert (again.code, again.out) == (
        Exit.DONE, "Request mine was done before; nothing was done now.\n",
    )  # fmt: skip
    assert held("roll", "--json", prison="NEW").json["headline"]["population"] == 2


def test_who_is_known_and_outside_is_received_under_their_number(held: Line, home: Path) -> None:
    here = "Dogwood,Robin,1990-04-12,M,A1004AA,A-1-001,\n"
    header = OTHERS.splitlines()[0]
    other = opened(held, home, f"{header}\n{here.replace('1990', '1991')}")
    assert other.code == Exit.USAGE, other
    assert "line 2, number: A1004AA is in the register with other names" in other.err
    assert "Dogwood" not in other.err
    inside = opened(held, home, f"{header}\n{here.replace('1004', '1001').replace('Dogw', 'Ard')}")
    assert inside.code != Exit.DONE
    made = opened(held, home, f"{header}\n{here}")
    assert made.code == Exit.DONE, made
    known = held("show", "A1004AA", "--json").json["person"]
    assert (known["last_name"], known["bed_cell"], known["prison"]) == (
        "Dogwood", "A-1-001", "NEW",
    )  # fmt: skip


def test_a_fault_of_the_rules_in_a_second_prison_has_its_line(held: Line, home: Path) -> None:
    header = OTHERS.splitlines()[0]
    refused = opened(held, home, f"{header}\nArden,Robin,1990-04-12,M,A1001AA,A-1-001,\n")
    assert refused.code == Exit.REFUSED, refused
    assert "people.csv, line 2, person: A1001AA Arden, Robin is not outside" in refused.err
    assert "NEW" not in held("prisons").out


def test_what_is_begun_verifies(home: Path) -> None:
    made = init(home, PEOPLE, "--json", *write(home, officers=OFFICERS))
    store = open_store(made.json["store"])
    assert check_store(store) == []
    store.close()
