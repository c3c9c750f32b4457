"""Printed paper: what each sheet says, of which state, and who is told that it was printed."""

import os
from pathlib import Path

import pytest

from tests.accesses import accesses, forget
from tests.registers import ACCOUNT, SmallRegister
from tests.services.days import at
from tests.services.filled import done
from tests.services.paper_prison import (
    FIFTH,
    FIRST,
    FOURTH,
    NAMES,
    SECOND,
    THIRD,
    TOMORROW,
    people_to_print,
    read_back,
    said,
)
from wingterm.domain import requests as asked
from wingterm.domain.people import read_day
from wingterm.domain.text import columns_of
from wingterm.errors import BadInput, NotAuthorised
from wingterm.services.paper.layout import LINES, WIDTH, Sheet
from wingterm.services.paper.sheets import day_paper, movements_paper, roll_paper
from wingterm.services.paper.text import as_text, text_pages
from wingterm.services.sheets.day import day_sheet
from wingterm.services.sheets.movements import Due, MovementList, movements
from wingterm.services.sheets.roll_sheet import RollSheet, roll_sheet

GOLDEN = Path(__file__).parents[1] / "golden"
WRITE = os.environ.get("WINGTERM_GOLDEN") == "write"


@pytest.fixture
def prison(small_file: SmallRegister) -> SmallRegister:
    """A small prison with people to print."""
    people_to_print(small_file)
    return small_file


@pytest.fixture
def anywhere(small: SmallRegister) -> SmallRegister:
    """The same on each kind of database."""
    people_to_print(small)
    return small


def roll_of(small: SmallRegister, under: str = "") -> RollSheet:
    return roll_sheet(small.desk, small.prison("WTI"), under)


def due_on(small: SmallRegister, day: str = "") -> MovementList:
    return movements(small.desk, small.prison("WTI"), read_day(day) if day else None)


def sheets(small: SmallRegister) -> dict[str, Sheet]:
    day = day_sheet(small.desk, small.prison("WTI"))
    return {
        "roll_sheet": roll_paper(roll_of(small)),
        "daily_state": day_paper(day),
        "movements": movements_paper(due_on(small)),
    }


def head_of(small: SmallRegister) -> tuple[int, str]:
    with small.store.read() as reader:
        row = reader.one(
            "SELECT seq, hash FROM chain WHERE establishment_id = ?", (small.prison("WTI").id,)
        )
    assert row is not None
    return row[0], row[1]


# What the sheets say ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["roll_sheet", "daily_state", "movements"])
def test_text_letter_by_letter(prison: SmallRegister, name: str) -> None:
    """`WINGTERM_GOLDEN=write` writes what is kept anew."""
    text = as_text(sheets(prison)[name]).replace(head_of(prison)[1], "<head>")
    file = GOLDEN / f"paper_{name}.txt"
    if WRITE:
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["roll_sheet", "daily_state", "movements"])
def test_text_fits_the_page(prison: SmallRegister, name: str) -> None:
    for page in text_pages(sheets(prison)[name]):
        lines = page.removesuffix("\n").split("\n")
        assert len(lines) == LINES
        assert max(map(columns_of, lines)) <= WIDTH


def test_the_roll_sheet_tells_everybody_once(anywhere: SmallRegister) -> None:
    sheet = roll_of(anywhere)
    assert sorted(person.number for person in sheet.people) == sorted(NAMES)
    (unit,) = sheet.units
    assert [(c.code, [p.number for p in c.people]) for c in unit.cells] == [
        ("A-1-001", [FIRST]), ("A-1-002", [SECOND, THIRD]), ("A-1-003", [FOURTH]),
    ]  # fmt: skip
    assert [person.number for person in sheet.bedless] == [FIFTH]
    where = {person.number: person.where for person in sheet.people}
    assert where == {
        FIRST: "", SECOND: "At WORKSHOP", THIRD: "", FOURTH: "At court", FIFTH: "In reception",
    }  # fmt: skip
    first = unit.cells[0].people[0]
    assert (first.csra, first.flags) == ("High risk - general", "Arsonist")


def test_a_part_of_the_prison_has_only_its_own(prison: SmallRegister) -> None:
    sheet = roll_of(prison, " a-1-002 ")
    assert [person.number for person in sheet.people] == [SECOND, THIRD]


@pytest.mark.parametrize("code", ["Z", "WORKSHOP", "RECP", "B-1", "A-"])
def test_a_part_where_nobody_lives_is_refused(prison: SmallRegister, code: str) -> None:
    with pytest.raises(BadInput, match="no wing or landing"):
        roll_of(prison, code)


def test_cells_empty_or_out_of_use_are_named(small_file: SmallRegister) -> None:
    done(small_file, asked.TakeOutOfUse(
        prison="WTI", code="A-1-002", reason="DAMAGED", expected_back="2026-04-01",
    ))  # fmt: skip
    text = as_text(roll_paper(roll_of(small_file, "A")))
    assert "A-1-001    -       empty" in text
    assert "A-1-002    -       OUT OF USE: DAMAGE" in text


def test_the_dead_are_said_to_be(prison: SmallRegister) -> None:
    done(prison, asked.Death(prison="WTI", person=FIRST))
    assert roll_of(prison).units[0].cells[0].people[0].where == "Died"
    assert due_on(prison).hearings == ()


# Who is due to move -------------------------------------------------------------------------------


def told(people: tuple[Due, ...]) -> list[tuple[str, int | None, bool]]:
    return [(due.number, due.at, due.overdue) for due in people]


def test_movements_of_tomorrow(anywhere: SmallRegister) -> None:
    found = due_on(anywhere)
    assert found.day.isoformat() == TOMORROW
    assert told(found.hearings) == [(FIRST, at("03 10:00"), False)]
    assert told(found.releases) == [
        (FIFTH, None, True), (SECOND, None, False), (THIRD, None, False),
    ]  # fmt: skip
    assert [due.said for due in found.releases] == [
        "2026-03-01, Conditional release date, not confirmed", f"{TOMORROW}, confirmed",
        f"{TOMORROW}, Conditional release date, not confirmed",
    ]  # fmt: skip
    assert told(found.back) == [(FOURTH, at("03 17:00"), False)]
    assert found.holds == ()


def test_a_hearing_at_midnight_is_of_the_day_that_begins(prison: SmallRegister) -> None:
    assert told(due_on(prison, "2026-03-04").hearings) == [(SECOND, at("04 00:00"), False)]


def test_what_is_due_on_another_day_is_not_named(prison: SmallRegister) -> None:
    found = due_on(prison, "2026-03-02")
    assert (found.hearings, found.back, told(found.releases)) == ((), (), [(FIFTH, None, True)])


def test_the_confirmed_date_comes_before_the_calculated_one(prison: SmallRegister) -> None:
    """Domain note 4.12, step 1."""
    done(prison, said(THIRD, "release-date", date="2026-05-01"))
    assert THIRD not in [due.number for due in due_on(prison).releases]


def test_what_was_ended_is_not_due(prison: SmallRegister) -> None:
    for fact, key in (("hearing", "1"), ("release-date", "")):
        person = FIRST if fact == "hearing" else SECOND
        done(prison, asked.EndParticular(
            prison="WTI", person=person, fact=fact, key=key, why="no longer so",
        ))  # fmt: skip
    found = due_on(prison)
    assert (found.hearings, [due.number for due in found.releases]) == ((), [FIFTH, THIRD])


def test_what_was_said_of_an_earlier_stay_is_not_due(prison: SmallRegister) -> None:
    done(prison, asked.Release(prison="WTI", person=FIRST, reason="CR"))
    done(prison, asked.Receive(prison="WTI", person=FIRST, authority="Leeds Crown Court"))
    assert due_on(prison).hearings == ()


def test_who_is_overdue_or_has_no_time_is_named_too(prison: SmallRegister) -> None:
    done(prison, asked.HospitalOut(
        prison="WTI", person=FIRST, destination="General", officers="B Escort",
    ))  # fmt: skip
    prison.clock.instant = at("03 18:00")
    assert told(due_on(prison).back) == [(FOURTH, at("03 17:00"), True), (FIRST, None, False)]


def test_a_hold_that_runs_out_is_named(prison: SmallRegister) -> None:
    done(prison, asked.Release(prison="WTI", person=FIRST, reason="CR"))
    done(prison, asked.Receive(prison="WTI", person=FIRST, hold_until=at("03 12:00")))
    assert told(due_on(prison).holds) == [(FIRST, at("03 12:00"), False)]
    prison.clock.instant = at("03 12:00")
    assert told(due_on(prison).holds) == [(FIRST, at("03 12:00"), True)]


@pytest.mark.parametrize("day", ["2026-03-01", "9999-12-31"])
def test_a_day_that_cannot_be_asked_about(prison: SmallRegister, day: str) -> None:
    with pytest.raises(BadInput, match=r"is over|too far away"):
        due_on(prison, day)


# The foot -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["roll_sheet", "daily_state", "movements"])
def test_every_page_names_the_state_it_shows(prison: SmallRegister, name: str) -> None:
    sheet = sheets(prison)[name]
    entry, head = head_of(prison)
    for pages in (text_pages(sheet), read_back(sheet)):
        for number, page in enumerate(pages, start=1):
            said_ = " ".join(page.split())
            assert f"Book WTI-{entry} {head}" in said_
            assert "Wingterm (WTI) as of 2026-03-02 09:" in said_
            assert f"by Test Officer ({ACCOUNT})" in said_
            assert f"Page {number} of {len(pages)}" in said_


def test_the_book_moves_on_with_what_is_written(prison: SmallRegister) -> None:
    before = roll_of(prison).stamp
    done(prison, asked.Back(prison="WTI", person=SECOND))
    after = roll_of(prison).stamp
    assert after.entry == before.entry + 1
    assert after.head != before.head


def test_consultation_is_logged_with_everybody_named(prison: SmallRegister) -> None:
    forget(prison.desk)
    sheets(prison)
    roll_of(prison, "A-1-001")
    logged = accesses(prison.desk)
    assert [(line["purpose"], line["people"]) for line in logged] == [
        ("print daily-state WTI 2026-03-02", sorted(NAMES)),
        ("print roll-sheet WTI", [FIRST, SECOND, THIRD, FOURTH, FIFTH]),
        ("print movements WTI 2026-03-03", sorted(NAMES)),
        ("print roll-sheet WTI A-1-001", [FIRST]),
    ]


def test_who_may_not_read_may_not_print(prison: SmallRegister) -> None:
    wti, nobody = prison.prison("WTI"), prison.desk._replace(account="nobody")
    for ask in (
        lambda: roll_sheet(nobody, wti), lambda: day_sheet(nobody, wti),
        lambda: movements(nobody, wti),
    ):  # fmt: skip
        with pytest.raises(NotAuthorised):
            ask()
