"""Count sheets: who is named where, and that nobody is told what to write."""

import os
import re
from pathlib import Path

import pytest

from tests.accesses import accesses, forget
from tests.registers import MINUTE, SmallRegister
from tests.services.filled import (
    ALONE,
    AT_WORK,
    MOVED_OUT,
    SECOND,
    SHARING,
    SUCCESSOR,
    WAITING,
    done,
)
from tests.services.moves import ABSENT, AT_LARGE, DEAD, IN_COURT, IN_HOSPITAL, fill_all
from tests.services.paper_prison import read_back
from wingterm.actions import ACTIONS
from wingterm.domain import requests as asked
from wingterm.domain.text import columns_of
from wingterm.errors import NotAuthorised, NotFound
from wingterm.services.checks.sheet import check_sheet
from wingterm.services.paper.counts import APART, unit_paper, whole_paper
from wingterm.services.paper.layout import LINES, WIDTH, Sheet
from wingterm.services.paper.text import as_text, text_pages
from wingterm.services.sheets.count_sheet import CountSheets, OnCount, count_sheets

GOLDEN = Path(__file__).parents[1] / "golden"
WRITE = os.environ.get("WINGTERM_GOLDEN") == "write"


@pytest.fixture
def prison(small_file: SmallRegister) -> SmallRegister:
    """A prison with people everywhere; two of wing A somewhere else."""
    fill_all(small_file)
    done(small_file, asked.Elsewhere(prison="WTI", person=SECOND, to="WORKSHOP"))
    done(small_file, asked.CourtOut(
        prison="WTI", person=SUCCESSOR, destination="York",
        due_back=small_file.clock.instant + 300 * MINUTE,
    ))  # fmt: skip
    return small_file


def counts_of(small: SmallRegister, unit: str = "") -> CountSheets:
    return count_sheets(small.desk, small.prison("WTI"), unit)


def paper_of(small: SmallRegister, unit: str = "") -> Sheet:
    sheets = counts_of(small, unit)
    return unit_paper(sheets, sheets.units[0]) if unit else whole_paper(sheets)


def numbers(people: tuple[OnCount, ...]) -> list[str]:
    return [one.number for one in people]


def box(text: str, label: str) -> list[str]:
    """Give what stands in a box below its label, line by line."""
    lines = text.splitlines()
    at = next(n for n, line in enumerate(lines) if line[:1] == "|" and f"| {label} " in line)
    begins = lines[at].index(f"| {label} ") + 1
    ends = lines[at].index("|", begins)
    inside: list[str] = []
    for line in lines[at + 1 :]:
        if line[begins - 1] == "+":
            return inside
        inside.append(line[begins:ends])
    raise AssertionError(label)


# What they say ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "unit"), [("count_unit", "A"), ("count_whole", "")])
def test_text_letter_by_letter(prison: SmallRegister, name: str, unit: str) -> None:
    """`WINGTERM_GOLDEN=write` writes what is kept anew."""
    sheet = paper_of(prison, unit)
    text = as_text(sheet).replace(sheet.stamp.head, "<head>")
    file = GOLDEN / f"paper_{name}.txt"
    if WRITE:
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


def test_everybody_is_named_where_they_are_expected(prison: SmallRegister) -> None:
    wing, reception, workshop = counts_of(prison).units
    assert (wing.code, reception.code, workshop.code) == ("A", "RECP", "WORKSHOP")
    assert numbers(wing.here) == [ALONE, SHARING]
    assert [(one.number, one.cell, one.where) for one in wing.named_out] == [
        (SECOND, "A-1-002", "At WORKSHOP"), (SUCCESSOR, "A-1-003", "At court"),
    ]  # fmt: skip
    assert [(one.number, one.cell) for one in workshop.named_in] == [(SECOND, "A-1-002")]
    assert numbers(workshop.without_bed) == [AT_WORK]
    assert set(numbers(reception.without_bed)) == {WAITING, MOVED_OUT, DEAD}
    assert {one.number: one.where for one in reception.without_bed}[DEAD] == "In reception; died"


def test_those_on_the_roll_outside_are_on_the_whole_sheet_alone(prison: SmallRegister) -> None:
    assert set(numbers(counts_of(prison).outside)) == {
        ABSENT, AT_LARGE, IN_COURT, IN_HOSPITAL, SUCCESSOR,
    }  # fmt: skip
    for unit in ("A", "RECP", "WORKSHOP"):
        assert IN_COURT not in as_text(paper_of(prison, unit))


def test_it_expects_what_a_check_opened_at_once_would(prison: SmallRegister) -> None:
    sheets = counts_of(prison)
    done(prison, asked.OpenCheck(prison="WTI", kind="lock-up"))
    check = check_sheet(prison.desk, prison.prison("WTI"))
    assert [(u.code, u.expected) for u in sheets.units] == [
        (u.code, u.expected) for u in check.units
    ]
    assert (sheets.population, sheets.roll) == (check.expected, check.roll)
    assert set(numbers(sheets.outside)) == {one.number for one in check.outside}


def test_units_are_those_of_the_prisons_plan(prison: SmallRegister) -> None:
    units = (("SHOP", "The shop", "WORKSHOP"), ("UP", "Upstairs", "A-1"))
    done(prison, asked.SetCheckUnits(prison="WTI", units=units))
    assert [unit.code for unit in counts_of(prison).units] == ["SHOP", "UP", "REST"]
    assert counts_of(prison, " up ").units[0].name == "Upstairs"


def test_a_unit_that_is_not_there_is_refused_with_those_that_are(prison: SmallRegister) -> None:
    with pytest.raises(NotFound, match="no unit z") as refused:
        counts_of(prison, "z")
    assert "A, RECP, WORKSHOP" in refused.value.hint


# Nobody is told what to write ---------------------------------------------------------------------


@pytest.mark.parametrize("unit", ["A", "RECP", "WORKSHOP"])
@pytest.mark.parametrize(
    "label", ["COUNTED", "RESPONSES HAD", "DATE COUNTED", "TIME COUNTED", "SIGNATURE"]
)
def test_the_boxes_of_a_unit_are_empty(prison: SmallRegister, unit: str, label: str) -> None:
    inside = box(as_text(paper_of(prison, unit)), label)
    assert len(inside) >= 2
    assert not "".join(inside).strip()


def test_no_number_on_a_units_sheet_is_how_many_are_expected(prison: SmallRegister) -> None:
    """Filled up to a number that stands nowhere else."""
    done(prison, *(
        asked.Register(
            prison="WTI", number=f"B{n:04}BB", last_name="Many", first_name="X", sex="M",
            date_of_birth=f"19{n:02}-01-01",
        )
        for n in range(40, 70)
    ))  # fmt: skip
    done(prison, *(
        asked.Receive(prison="WTI", person=f"B{n:04}BB", authority="Leeds") for n in range(40, 70)
    ))  # fmt: skip
    reception = counts_of(prison, "RECP").units[0]
    assert reception.expected == 33
    sheet = paper_of(prison, "RECP")
    of = sheet.stamp
    for pages in (text_pages(sheet), read_back(sheet)):
        text = " ".join(pages).replace(of.head, "")
        assert not re.search(r"(?<![\w:-])33(?![\w:-])", text)


def test_the_whole_sheet_has_empty_boxes_for_what_is_counted(prison: SmallRegister) -> None:
    text = as_text(paper_of(prison))
    row = next(line for line in text.splitlines() if line.startswith("| A "))
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert cells == ["A", "2", "", "", "", ""]
    for label in ("COUNTED, all units", "DIFFERENCE", "ROLL CORRECT AT", "DECLARED BY"):
        assert not "".join(box(text, label)).strip()


def test_two_counters_get_a_sheet_each(prison: SmallRegister) -> None:
    assert APART not in paper_of(prison, "A").about
    done(prison, asked.SetPrison(prison="WTI", values=(("two_counters", "yes"),)))
    assert APART in paper_of(prison, "A").about


def test_the_keys_on_the_paper_are_those_of_the_terminal(prison: SmallRegister) -> None:
    keys = {(key, screen) for action in ACTIONS for key in action.keys for screen in action.screens}
    assert ("ctrl+r", "board") in keys
    for key, screen in (("c", "check"), ("n", "check")):
        assert (key, screen) in keys
    assert "Ctrl+R, this unit, c;" in " ".join(as_text(paper_of(prison, "A")).split())
    assert "Ctrl+R, n to open it, c" in " ".join(as_text(paper_of(prison)).split())


# Pages --------------------------------------------------------------------------------------------


def test_a_wing_of_several_pages_loses_nobody(small_file: SmallRegister) -> None:
    cells = [f"A-{landing}-{n:03}" for landing in (2, 10) for n in range(1, 61)]
    done(small_file, *(
        asked.AddPlace(prison="WTI", code=f"A-{n}", kind="LANDING") for n in (2, 10)
    ))  # fmt: skip
    done(small_file, *(
        asked.AddPlace(prison="WTI", code=cell, kind="CELL", cna=1, working=1, maximum=1)
        for cell in cells
    ))  # fmt: skip
    people = [f"B{n:04}BB" for n in range(len(cells))]
    done(small_file, *(
        asked.Register(
            prison="WTI", number=number, last_name="Many", first_name="X", sex="M",
            date_of_birth=f"{1930 + n % 60}-{1 + n // 60:02}-01",
        )
        for n, number in enumerate(people)
    ))  # fmt: skip
    done(small_file, *(
        asked.Receive(prison="WTI", person=number, cell=cell, authority="Leeds")
        for number, cell in zip(people, cells, strict=True)
    ))  # fmt: skip
    sheet = paper_of(small_file, "A")
    text = text_pages(sheet)
    assert len(text) >= 3
    for pages in (list(text), read_back(sheet)):
        found = re.findall(r"B\d{4}BB", " ".join(pages))
        assert found == people, "in natural order of the cells, each once"
        assert "COUNTED" in pages[0]
        assert "THERE AND NOT ON THIS LIST" in pages[-1]
    assert "A-2 (continued)" in text[1]


def test_text_fits_the_page(prison: SmallRegister) -> None:
    for unit in ("", "A", "RECP", "WORKSHOP"):
        for page in text_pages(paper_of(prison, unit)):
            lines = page.removesuffix("\n").split("\n")
            assert len(lines) == LINES
            assert max(map(columns_of, lines)) <= WIDTH


def test_hostile_names_of_units_and_people_act_on_nothing(prison: SmallRegister) -> None:
    sheets = counts_of(prison)
    name = "\x1b[2J\u202e| COUNTED |\r\n\f12 " + "W" * 60
    people = tuple(one._replace(last_name=name, where=name) for one in sheets.units[0].here)
    unit = sheets.units[0]._replace(name=name, here=people)
    hostile = sheets._replace(units=(unit, *sheets.units[1:]), outside=people)
    for sheet in (unit_paper(hostile, unit), whole_paper(hostile)):
        for page in text_pages(sheet):
            assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", page)
            lines = page.removesuffix("\n").split("\n")
            assert len(lines) == LINES
            assert max(map(columns_of, lines)) <= WIDTH
        assert len(read_back(sheet)) >= 1
    assert not "".join(box(as_text(unit_paper(hostile, unit)), "COUNTED")).strip()


def test_every_page_names_the_state_it_shows(prison: SmallRegister) -> None:
    for unit in ("", "A"):
        sheet = paper_of(prison, unit)
        of = sheet.stamp
        for pages in (text_pages(sheet), read_back(sheet)):
            for page in pages:
                assert f"Book WTI-{of.entry} {of.head}" in " ".join(page.split())


# Who is told --------------------------------------------------------------------------------------


def test_consultation_is_logged_with_everybody_named(prison: SmallRegister) -> None:
    forget(prison.desk)
    whole, unit = counts_of(prison), counts_of(prison, "A").units[0]
    logged = accesses(prison.desk)
    assert [(line["purpose"], sorted(line["people"])) for line in logged] == [
        ("print count-sheet WTI", sorted(numbers(whole.outside))),
        ("print count-sheet WTI A", sorted(numbers(unit.people))),
    ]
    assert len(unit.people) == 4


def test_who_may_not_read_may_not_print(prison: SmallRegister) -> None:
    nobody = prison.desk._replace(account="nobody")
    with pytest.raises(NotAuthorised):
        count_sheets(nobody, prison.prison("WTI"), "A")
