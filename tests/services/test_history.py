"""The history of a person as stays, transfers and spells out; of a cell between two times."""

from typing import Any

import pytest

from tests.registers import MINUTE, SmallRegister
from tests.services.days import OVER, Day, at
from wingterm.domain import requests as asked
from wingterm.domain.places import PlaceKind
from wingterm.errors import BadInput, NotFound
from wingterm.services.history import cell_history, person_history

ADA, BEN = "A0001AA", "A0002AA"
HOUR = 60 * MINUTE


@pytest.fixture
def day(small: SmallRegister) -> Day:
    """Give the small register, to which two are known."""
    day = Day(small)
    day.person("02 09:00", ADA)
    day.person("02 09:00", BEN)
    return day


def do(day: Day, when: str, request: type[asked.AboutPerson], **more: Any) -> None:
    """Record something of Ada, by default in WTI."""
    made = {"prison": "WTI", "person": ADA, "acknowledged": OVER, **more}
    day.do(when, request(**made))


def test_stays_spells_and_transfers(day: Day) -> None:
    day.receive("02 10:00", ADA, "A-1-001")
    do(day, "03 08:00", asked.CourtOut, destination="Leeds")
    do(day, "03 11:00", asked.HospitalOut, destination="St James's", officers="Two")
    do(day, "03 16:00", asked.Back)
    do(day, "04 09:00", asked.TransferOut, to="EXI", coach="Van 7")
    do(day, "04 12:00", asked.Arrive, prison="EXI")
    do(day, "05 09:00", asked.Release, prison="EXI", reason="CR")
    day.receive("07 10:00", ADA)
    do(day, "08 09:00", asked.CourtOut, destination="York")
    day.small.clock.instant = at("08 12:00")
    found = person_history(day.small.desk, ADA.lower())
    assert found.shown == f"{ADA} Person, Nameless"
    first, second = found.stays
    assert (first.prison, first.began, first.reason) == ("WTI", at("02 10:00"), "ADM-N")
    assert (first.authority, first.ended, first.ended_by, first.end_reason) == (
        "Leeds Crown Court", at("05 09:00"), "release", "REL-CR",
    )  # fmt: skip
    (spell,) = first.spells
    assert (spell.kinds, spell.destinations) == (
        [PlaceKind.COURT, PlaceKind.HOSPITAL], ["Leeds", "St James's"],
    )  # fmt: skip
    assert (spell.ended, spell.length(found.as_of)) == ("back", 8 * HOUR)
    (transfer,) = first.transfers
    assert (transfer.sender, transfer.to, transfer.coach, transfer.outcome) == (
        "WTI", "EXI", "Van 7", "arrived",
    )  # fmt: skip
    assert (transfer.left_at, transfer.arrived_at) == (at("04 09:00"), at("04 12:00"))
    assert (second.began, second.ended) == (at("07 10:00"), None)
    assert (second.spells[0].to_at, second.spells[0].length(found.as_of)) == (None, 3 * HOUR)


def test_recall_and_recapture_go_on_with_the_stay(day: Day) -> None:
    # Domain note 1.4; contract of the field: a recall reopens the same stay.
    day.receive("02 10:00", ADA)
    do(day, "03 10:00", asked.Release, reason="CR")
    do(day, "05 10:00", asked.Recall, authority="Secretary of State", prison="EXI")
    do(day, "06 10:00", asked.Escape, prison="EXI")
    do(day, "07 10:00", asked.Recapture)
    (stay,) = person_history(day.small.desk, ADA).stays
    assert stay.again == [
        ("recall", at("05 10:00"), at("03 10:00")),
        ("recapture", at("07 10:00"), at("06 10:00")),
    ]
    assert (stay.prison, stay.began, stay.ended) == ("WTI", at("02 10:00"), None)
    # Taken again into another prison: handed over by the one whose book they were in.
    assert [(t.sender, t.to, t.outcome) for t in stay.transfers] == [("EXI", "WTI", "arrived")]


def test_a_coach_that_was_redirected_or_turned_back(day: Day) -> None:
    day.do("02 09:30", asked.OpenPrison(prison="REG", code="XXI", name="Third"))
    day.receive("02 10:00", ADA)
    do(day, "03 10:00", asked.TransferOut, to="EXI")
    do(day, "03 11:00", asked.Redirect, to="XXI")
    do(day, "03 12:00", asked.Arrive, prison="XXI")
    do(day, "04 10:00", asked.TransferOut, prison="XXI", to="EXI")
    do(day, "04 11:00", asked.CancelTransfer, prison="XXI")
    do(day, "05 11:00", asked.TransferOut, prison="XXI", to="EXI")
    (stay,) = person_history(day.small.desk, ADA).stays
    assert [(t.sender, t.to, t.outcome) for t in stay.transfers] == [
        ("WTI", "XXI", "arrived"), ("XXI", "EXI", "turned back"), ("XXI", "EXI", "on the way"),
    ]  # fmt: skip


def test_what_never_happened_is_no_part_of_the_history(day: Day) -> None:
    day.receive("02 10:00", ADA)
    do(day, "03 08:00", asked.CourtOut, destination="Leeds")
    do(day, "03 09:00", asked.Correct, why="another person")
    (stay,) = person_history(day.small.desk, ADA).stays
    assert stay.spells == []
    assert person_history(day.small.desk, BEN).stays == ()


def test_nobody_has_no_history(day: Day) -> None:
    with pytest.raises(NotFound):
        person_history(day.small.desk, "A9999ZZ")
    with pytest.raises(BadInput):
        person_history(day.small.desk, "nobody")


@pytest.fixture
def cell(day: Day) -> Day:
    """Give a cell that Ada held, at work for a time; then Ben, and once by mistake Ada again."""
    day.receive("02 10:00", ADA, "A-1-001")
    do(day, "02 11:00", asked.Elsewhere, to="WORKSHOP")
    do(day, "02 12:00", asked.Back)
    do(day, "02 14:00", asked.Move, to="A-1-003")
    day.receive("02 15:00", BEN, "A-1-001")
    do(day, "03 09:00", asked.Move, person=BEN, to="A-1-002")
    do(day, "03 10:00", asked.Move, to="A-1-001")
    do(day, "03 11:00", asked.Correct, why="they stayed in A-1-003")
    day.small.clock.instant = at("04 09:00")
    return day


def held(day: Day, code: str, *times: str) -> list[tuple[object, ...]]:
    """Give who, from when, to when and whether it was corrected."""
    prison, between = day.small.prison("WTI"), [at(time) for time in times]
    return [
        (h.number, h.from_at, h.to_at, h.corrected)
        for h in cell_history(day.small.desk, prison, code, *between)
    ]


def test_a_cell_between_two_times(cell: Day) -> None:
    ada = (ADA, at("02 10:00"), at("02 14:00"), False)
    ben = (BEN, at("02 15:00"), at("03 09:00"), False)
    wrong = (ADA, at("03 10:00"), None, True)
    assert held(cell, "a-1-001") == [ada, ben, wrong]
    assert held(cell, "A-1-001", "02 09:00", "02 10:00") == []
    assert held(cell, "A-1-001", "02 09:00", "02 10:01") == [ada]
    assert held(cell, "A-1-001", "02 14:00", "02 15:00") == []
    assert held(cell, "A-1-001", "03 08:59", "03 09:30") == [ben]
    # The correction gave back the cell that they never left.
    assert held(cell, "A-1-003") == [(ADA, at("02 14:00"), None, False)]
    (false,) = [h for h in cell_history(
        cell.small.desk, cell.small.prison("WTI"), "A-1-001"
    ) if h.corrected]  # fmt: skip
    assert false.believed_until is not None
    assert at("03 11:00") <= false.believed_until < at("03 11:01")


def test_a_cell_that_is_none(cell: Day) -> None:
    desk, prison = cell.small.desk, cell.small.prison("WTI")
    with pytest.raises(NotFound, match="no place Z-9"):
        cell_history(desk, prison, "Z-9")
    with pytest.raises(BadInput, match="letters and digits"):
        cell_history(desk, prison, "A-1\x00")
    with pytest.raises(BadInput, match="WORKSHOP is not a cell"):
        cell_history(desk, prison, "WORKSHOP")
    with pytest.raises(BadInput, match="is not after"):
        cell_history(desk, prison, "A-1-001", at("03 09:00"), at("03 09:00"))
