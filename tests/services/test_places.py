"""Prisons, places, and cells with who holds their beds; and which prison a desk is about."""

import pytest

from tests.registers import SmallRegister
from tests.services.days import OVER, Day
from wingterm.domain import requests as asked
from wingterm.domain.places import Capacity
from wingterm.errors import BadInput, NotAuthorised, NotFound
from wingterm.services.opening import default_prison
from wingterm.services.places import CellLine, PlaceLine, cells, places
from wingterm.services.prisons import prisons
from wingterm.services.roll import roll

ADA, BEN, CAL = (f"A000{n}AA" for n in range(1, 4))


@pytest.fixture
def day(small: SmallRegister) -> Day:
    """Give a register that has Ada in A-1-001, Ben at work from A-1-002, Cal in reception."""
    day = Day(small)
    for number in (ADA, BEN, CAL):
        day.person("02 09:00", number)
    day.receive("02 10:00", ADA, "A-1-001")
    day.receive("02 10:01", BEN, "A-1-002")
    day.receive("02 10:02", CAL)
    day.do("02 11:00", asked.Elsewhere(prison="WTI", person=BEN, to="WORKSHOP"))
    return day


def codes(day: Day, under: str = "", *, with_room: bool = False) -> list[str]:
    """Give the cells of WTI."""
    prison = day.small.prison("WTI")
    return [c.code for c in cells(day.small.desk, prison, under=under, with_room=with_room)]


def test_prisons_by_code(day: Day) -> None:
    found = prisons(day.small.desk)
    assert [(p.code, p.name, p.timezone) for p in found] == [
        ("EXI", "Exchange", "Europe/London"), ("WTI", "Wingterm", "Europe/London"),
    ]  # fmt: skip


def test_places_with_what_they_hold_now(day: Day) -> None:
    day.do("02 12:00", asked.SetCapacity(prison="WTI", code="A-1-001", cna=1, working=2, maximum=2))
    day.do("02 12:01", asked.AddPlace(
        prison="WTI", code="A-1-010", kind="CELL", cna=1, working=1, maximum=1
    ))  # fmt: skip
    day.do("02 12:02", asked.AddPlace(
        prison="WTI", code="A-1-9", kind="CELL", cna=1, working=1, maximum=1
    ))  # fmt: skip
    lines = {line.code: line for line in places(day.small.desk, day.small.prison("WTI"))}
    assert [code for code in lines if code.startswith("A") and code != "AT-LARGE"] == [
        "A", "A-1", "A-1-001", "A-1-002", "A-1-003", "A-1-9", "A-1-010",
    ]  # fmt: skip
    normal = "NORMAL_ACCOMMODATION"
    assert lines["A-1-001"] == PlaceLine(
        "A-1-001", "CELL", "A-1-001", 1, 2, 2, accommodation=normal
    )
    assert lines["A"] == PlaceLine("A", "WING", "A", None, None, None, accommodation=normal)
    assert lines["RECP"] == PlaceLine("RECP", "RECEPTION", "Reception", None, None, None)
    assert {"RECP", "EN-ROUTE", "WORKSHOP"} <= set(lines)


def test_cells_with_who_holds_their_beds(day: Day) -> None:
    one, two, three = cells(day.small.desk, day.small.prison("WTI"))
    assert (one.code, one.landing, one.capacity) == ("A-1-001", "A-1", Capacity(1, 1, 1))
    assert [(p.number, p.state) for p in one.people] == [(ADA, "In cell A-1-001")]
    assert [(p.number, p.state) for p in two.people] == [(BEN, "At WORKSHOP, bed in A-1-002")]
    assert three == CellLine("A-1-003", "A-1", Capacity(1, 1, 3), ())
    # Room is by the working capacity, not by the beds.
    assert (one.room, two.room, three.room) == (0, 1, 1)


def test_cells_under_a_place(day: Day) -> None:
    everywhere = ["A-1-001", "A-1-002", "A-1-003"]
    assert codes(day, "a-1") == codes(day, " A ") == codes(day) == everywhere
    assert codes(day, "A-1-002") == ["A-1-002"]
    assert codes(day, "A-1-00") == codes(day, "B") == []


def test_only_cells_with_room_are_offered_and_each_takes_somebody(day: Day) -> None:
    assert codes(day, with_room=True) == ["A-1-002", "A-1-003"]
    for cell in codes(day, with_room=True):
        number = f"A001{cell[-1]}AA"
        day.do(day.small.clock() + 60_000_000, asked.Register(
            prison="WTI", last_name="Other", first_name="Of", date_of_birth=f"1990-02-0{cell[-1]}",
            sex="M", number=number,
        ))  # fmt: skip
        day.receive(day.small.clock() + 60_000_000, number, cell)
    assert codes(day, with_room=True) == []


def test_a_cell_over_its_room_has_none(day: Day) -> None:
    day.do("02 12:00", asked.Move(prison="WTI", person=CAL, to="A-1-002", acknowledged=OVER))
    assert codes(day, with_room=True) == ["A-1-003"]
    dry = (("specialist", "DRY"),)
    day.do("02 12:20", asked.MarkPlace(prison="WTI", code="A-1-003", values=dry))
    day.do("02 12:30", asked.SetCapacity(prison="WTI", code="A-1-003", cna=1, working=0, maximum=3))
    # Working capacity 0: room as its maximum allows, though the roll counts no place for it.
    assert codes(day, with_room=True) == ["A-1-003"]
    rows = roll(day.small.desk, day.small.prison("WTI")).rows
    assert next(row.available for row in rows if row.code == "A-1-003") == 0


def test_the_prison_of_a_desk(day: Day) -> None:
    desk = day.small.desk
    assert default_prison(desk, "exi").code == "EXI"
    with pytest.raises(NotFound, match="no prison xyz"):
        default_prison(desk, "xyz")
    with pytest.raises(BadInput, match="EXI, WTI") as which:
        default_prison(desk)
    assert which.value.field == "prison"
    day.do("02 12:00", asked.AppointOfficer(
        prison="EXI", account="local", name="Local", role="wing-officer"
    ))  # fmt: skip
    day.small.clock.advance(60_000_000)
    assert default_prison(desk._replace(account="local")).code == "EXI"
    assert default_prison(desk._replace(account="local"), "WTI").code == "WTI"
    with pytest.raises(NotAuthorised):
        default_prison(desk._replace(account="stranger"))
