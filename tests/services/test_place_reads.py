"""Places and cells as they were at an instant, and as they were believed to be."""

import pytest

from tests.registers import SmallRegister
from tests.services.days import Day, at
from wingterm.domain import requests as asked
from wingterm.domain.places import Capacity
from wingterm.errors import BadInput
from wingterm.services.places import CellLine, PlaceLine, cells, places

ADA = "A0001AA"
ONE, TWO = "A-1-001", "A-1-002"


@pytest.fixture
def day(small: SmallRegister) -> Day:
    """Give a register whose A-1 is care and separation, and A-1-002 out of use since yesterday."""
    day = Day(small)
    day.do("02 10:00", asked.MarkPlace(
        prison="WTI", code="A-1", values=(("accommodation", "CARE_AND_SEPARATION"),)
    ))  # fmt: skip
    day.do("03 10:00", asked.TakeOutOfUse(
        prison="WTI", code=TWO, reason="OTHER", description="awaiting a lock",
        expected_back="2026-04-01", reference="PFM-9", at=at("03 08:00"),
    ))  # fmt: skip
    day.do("04 09:00", asked.MarkPlace(
        prison="WTI", code=ONE, values=(("specialist", "DRY;CSU"), ("cell_mark", "1"))
    ))  # fmt: skip
    return day


def line(day: Day, code: str, as_of: str | None = None, known_at: str | None = None) -> PlaceLine:
    """Give a place of WTI at an instant."""
    found = places(
        day.small.desk, day.small.prison("WTI"), as_of=at(as_of) if as_of else None,
        known_at=at(known_at) if known_at else None,
    )  # fmt: skip
    return next(place for place in found if place.code == code)


def cell(day: Day, code: str, as_of: str | None = None) -> CellLine:
    """Give a cell of WTI at an instant."""
    prison = day.small.prison("WTI")
    instant = at(as_of) if as_of else None
    (found,) = cells(day.small.desk, prison, under=code, as_of=instant)
    return found


def test_status_as_of_an_instant_and_as_known_then(day: Day) -> None:
    assert line(day, TWO) == PlaceLine(
        TWO, "CELL", TWO, 1, 2, 2, "INACTIVE", TWO, "Other", "awaiting a lock", "PFM-9",
        "2026-04-01", at("03 08:00"), "CARE_AND_SEPARATION",
    )  # fmt: skip
    assert line(day, TWO, "03 07:59").status == "ACTIVE"
    assert line(day, TWO, "03 08:00").status == "INACTIVE"
    assert line(day, TWO, "03 09:00", "03 09:59").status == "ACTIVE"
    assert line(day, TWO, "03 09:00", "03 10:00").status == "INACTIVE"
    assert [line(day, code).in_use for code in (ONE, TWO)] == [True, False]


def test_marks_as_of_an_instant(day: Day) -> None:
    now = line(day, ONE)
    assert (now.accommodation, now.specialist, now.cell_mark) == (
        "CARE_AND_SEPARATION", "DRY;CSU", "1",
    )  # fmt: skip
    assert line(day, ONE, "03 12:00").specialist == ""
    assert line(day, ONE, "02 09:59").accommodation == "NORMAL_ACCOMMODATION"
    assert line(day, "A").accommodation == "NORMAL_ACCOMMODATION"
    assert line(day, "WORKSHOP").accommodation == ""


def test_capacity_of_last_month_stays_that_of_last_month(day: Day) -> None:
    day.do("05 09:00", asked.SetCapacity(prison="WTI", code=ONE, cna=2, working=2, maximum=2))
    assert (line(day, ONE).maximum, line(day, ONE, "04 09:00").maximum) == (2, 1)
    assert cell(day, ONE, "04 09:00").capacity == Capacity(1, 1, 1)


def test_names_and_places_of_then(day: Day) -> None:
    day.do("05 09:00", asked.RenamePlace(prison="WTI", code=ONE, name="The Nest"))
    day.do("05 09:01", asked.AddPlace(prison="WTI", code="CHAPEL", kind="AREA"))
    assert [line(day, ONE, when).name for when in (None, "05 09:00", "05 08:59")] == [
        "The Nest", "The Nest", ONE,
    ]  # fmt: skip
    then = places(day.small.desk, day.small.prison("WTI"), as_of=at("05 09:00"))
    assert "CHAPEL" not in [place.code for place in then]
    assert line(day, "CHAPEL").kind == "AREA"


def test_what_is_below_is_out_of_use_by_what_is_above(day: Day) -> None:
    day.do("05 09:00", asked.TakeOutOfUse(prison="WTI", code="A", reason="PEST"))
    found = line(day, ONE)
    assert (found.status, found.out_of_use_by, found.in_use) == ("ACTIVE", "A", False)
    assert cell(day, ONE).closed == "A out of use: Pest control"
    assert cell(day, ONE).room == 0
    assert cells(day.small.desk, day.small.prison("WTI"), with_room=True) == ()
    day.do("05 10:00", asked.BringBack(prison="WTI", code="A"))
    assert line(day, ONE).in_use


def test_why_a_cell_has_no_room(day: Day) -> None:
    assert cell(day, TWO).closed == "out of use: Other"
    assert (cell(day, TWO).room, cell(day, TWO, "03 07:00").room) == (0, 2)
    day.do("05 09:00", asked.ConvertPlace(prison="WTI", code=ONE, to="STORE"))
    assert cell(day, ONE).closed == "no cell: Store room"
    day.do("05 09:01", asked.ClosePlace(prison="WTI", code=TWO, description="sold"))
    assert cell(day, TWO).closed == "closed for good"
    day.do("05 09:02", asked.AddPlace(
        prison="WTI", code="A-1-009", kind="CELL", cna=1, working=1, maximum=1, draft=True
    ))  # fmt: skip
    assert cell(day, "A-1-009").closed == "not in use yet"
    assert cell(day, ONE, "04 10:00").marks == (
        "Care and separation; Dry cell; Care and separation cell"
    )


def test_who_held_the_beds_then(day: Day) -> None:
    day.person("05 09:00", ADA)
    day.receive("05 10:00", ADA, ONE)
    day.do("05 11:00", asked.Elsewhere(prison="WTI", person=ADA, to="WORKSHOP"))
    day.do("05 12:00", asked.Move(prison="WTI", person=ADA, to="RECP"))
    assert [(p.number, p.state) for p in cell(day, ONE, "05 11:30").people] == [
        (ADA, "At WORKSHOP, bed in A-1-001")
    ]
    assert cell(day, ONE, "05 11:30").room == 0
    assert cell(day, ONE).people == cell(day, ONE, "05 09:30").people == ()


def test_a_certificate_that_is_awaited(day: Day) -> None:
    day.do("05 09:00", asked.RequestCertificate(
        prison="WTI", code=ONE, reference="CC-1", change="two places"
    ))  # fmt: skip
    assert line(day, ONE).certificate == "two places"
    day.do("05 10:00", asked.SettleCertificate(prison="WTI", code=ONE, approved=True))
    assert (line(day, ONE).certificate, line(day, ONE, "05 09:30").certificate) == (
        "", "two places",
    )  # fmt: skip


def test_an_instant_that_has_not_come_yet(day: Day) -> None:
    prison = day.small.prison("WTI")
    for read in (places, cells):
        with pytest.raises(BadInput, match="has not come yet"):
            read(day.small.desk, prison, as_of=at("30 09:00"))
