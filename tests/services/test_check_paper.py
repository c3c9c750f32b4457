"""The record of a roll check on paper: what was declared, by whom, of which counts."""

import os
import re
from pathlib import Path

import pytest

from tests.accesses import accesses, forget
from tests.registers import MINUTE, SmallRegister
from tests.services.check_prison import (
    NAMES,
    ORDERLY,
    OTHER,
    WING,
    Checked,
    counted_again,
    declared,
    explained,
    number,
    prepare,
)
from tests.services.filled import done
from tests.services.paper_prison import read_back
from wingterm.domain import requests as asked
from wingterm.domain.text import columns_of
from wingterm.errors import NotAuthorised, NotFound
from wingterm.services.paper.check_record import SHORT, check_paper
from wingterm.services.paper.layout import LINES, WIDTH
from wingterm.services.paper.text import as_text, text_pages
from wingterm.services.sheets.check_record import CheckRecord, check_record

GOLDEN = Path(__file__).parents[1] / "golden"
WRITE = os.environ.get("WINGTERM_GOLDEN") == "write"


@pytest.fixture
def checked(small_file: SmallRegister) -> Checked:
    return prepare(small_file)


@pytest.fixture
def declared_one(checked: Checked) -> Checked:
    """A check with somebody out, one missing by name, a paper count, and a late entry."""
    due = checked.small.clock.instant + 600 * MINUTE
    court = asked.CourtOut(prison="WTI", person=number(10), destination="York", due_back=due)
    checked.do(court)
    checked.small.clock.advance(30 * MINUTE)
    checked.open()
    checked.count(1, "A", 4, who=WING, at=checked.small.clock.instant - 2 * MINUTE)
    checked.count(1, "B", 4, who=OTHER, by=WING)
    checked.do(counted_again(1, "A", 4, method="name", missing=(number(2),)), who=OTHER)
    checked.do(explained(1, "A", number(2), "missing"), who=ORDERLY)
    checked.do(
        asked.RecordWelfare(prison="WTI", check=1, unit="B", had="3", without=(number(6),)),
        who=WING,
    )
    for unit in ("RECP", "VISITS", "WORKSHOP"):
        checked.count(1, unit, 0, who=OTHER)
    checked.do(asked.Elsewhere(prison="WTI", person=number(7), to="WORKSHOP"))
    checked.do(declared(1), who=ORDERLY)
    then = checked.sheet(1).as_of - 5 * MINUTE
    checked.do(asked.Release(prison="WTI", person=number(2), reason="CR", at=then))
    return checked


def record_of(checked: Checked, which: int | None = None) -> CheckRecord:
    return check_record(checked.small.desk, checked.small.prison("WTI"), which)


def text_of(checked: Checked, which: int | None = None) -> str:
    return as_text(check_paper(record_of(checked, which)))


def run_on(text: str) -> str:
    return " ".join(text.split())


def test_text_letter_by_letter(declared_one: Checked) -> None:
    """`WINGTERM_GOLDEN=write` writes what is kept anew."""
    text = re.sub(r"\b[0-9a-f]{64}\b", "<head>", text_of(declared_one))
    text = re.sub(r"\b[0-9a-f]{52}\b", "<rest>", re.sub(r"\b[0-9a-f]{12}\b", "<first>", text))
    file = GOLDEN / "paper_check.txt"
    if WRITE:
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


def test_the_head_of_the_chain_is_that_of_the_declaration(declared_one: Checked) -> None:
    end = record_of(declared_one).check.ending
    assert end is not None
    with declared_one.small.store.read() as reader:
        row = reader.one(
            "SELECT e.hash FROM entry e WHERE e.establishment_id = ? AND e.fact_kind = 'declared'",
            (declared_one.small.prison("WTI").id,),
        )
    assert row is not None
    sheet = check_paper(record_of(declared_one))
    for shown in (run_on(as_text(sheet)), " ".join(read_back(sheet))):
        assert f"Entry {end.entry}, hash {row[0][:SHORT]}" in shown
        assert f"Whole hash: {row[0][:SHORT]} {row[0][SHORT:]}" in shown
        assert f"ROLL CORRECT, declared by {NAMES[ORDERLY]} (orderly-officer)" in shown


def test_a_late_entry_stands_against_it_for_ever(declared_one: Checked) -> None:
    assert "the register now says 8 for that instant" in run_on(text_of(declared_one))
    done(declared_one.small, asked.Move(prison="WTI", person=number(7), to="A-1-001"))
    assert "ENTERED LATE: 9 were expected" in run_on(text_of(declared_one))


def test_an_abandoned_check_says_by_whom_and_why(checked: Checked) -> None:
    checked.open("midday")
    checked.do(asked.AbandonCheck(prison="WTI", check=1, why="fire alarm on B"), who=ORDERLY)
    text = run_on(text_of(checked))
    assert "ROLL CHECK 1 WTI ABANDONED" in text
    assert f"ABANDONED by {NAMES[ORDERLY]}" in text
    assert "Why: fire alarm on B" in text
    assert "ROLL CORRECT" not in text


def test_an_open_check_is_not_said_to_be_correct(checked: Checked) -> None:
    checked.open()
    checked.count(1, "A", 5, who=WING)
    text = run_on(text_of(checked))
    assert "NOT ENDED: 1 of 5 units counted." in text
    assert "ROLL CORRECT" not in text
    assert "Time to roll correct" not in text


def test_a_first_of_two_counts_is_on_no_paper(checked: Checked) -> None:
    checked.do(asked.SetPrison(prison="WTI", values=(("two_counters", "yes"),)))
    checked.open()
    checked.count(1, "A", 777, who=WING, comment="seven hundred")
    sheet = check_paper(record_of(checked))
    for shown in (as_text(sheet), " ".join(read_back(sheet))):
        assert "hidden" in shown
        assert "777" not in shown.replace(sheet.stamp.head, "")
        assert "seven hundred" not in shown


def test_an_older_check_is_found_by_its_number(declared_one: Checked) -> None:
    declared_one.open("night")
    assert "ROLL CHECK 2 WTI INCOMPLETE" in text_of(declared_one)
    assert "ROLL CHECK 1 WTI ROLL CORRECT" in text_of(declared_one, 1)
    with pytest.raises(NotFound, match="no roll check 9"):
        text_of(declared_one, 9)


def test_what_was_typed_acts_on_nothing(checked: Checked) -> None:
    record = record_of_hostile(checked)
    for page in text_pages(check_paper(record)):
        assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", page)
        lines = page.removesuffix("\n").split("\n")
        assert len(lines) == LINES
        assert max(map(columns_of, lines)) <= WIDTH
    assert read_back(check_paper(record))


def record_of_hostile(checked: Checked) -> CheckRecord:
    checked.open()
    checked.count(1, "A", 5, who=WING)
    record = record_of(checked)
    name = "\x1b[2J\u202e\r\n\fPage 9 of 9 " + "W" * 90
    units = tuple(
        unit._replace(counts=tuple(c._replace(by=name, comment=name) for c in unit.counts))
        for unit in record.units
    )
    lines = tuple(line._replace(name=name, counted_by=name) for line in record.check.units)
    return record._replace(check=record.check._replace(units=lines, opened_by=name), units=units)


def test_consultation_is_logged_with_everybody_named(declared_one: Checked) -> None:
    forget(declared_one.small.desk)
    text = text_of(declared_one)
    (line,) = accesses(declared_one.small.desk)
    assert line["purpose"] == "print check WTI 1"
    assert line["people"] == sorted(set(re.findall(r"A\d{4}AA", text)))
    assert len(line["people"]) == 4


def test_who_may_not_read_may_not_print(declared_one: Checked) -> None:
    nobody = declared_one.small.desk._replace(account="nobody")
    with pytest.raises(NotAuthorised):
        check_record(nobody, declared_one.small.prison("WTI"))
