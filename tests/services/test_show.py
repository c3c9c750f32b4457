"""A person's record: where they are, how they came there, and what may be done now."""

import pytest

from tests.registers import SmallRegister
from tests.services.days import Day, at
from wingterm.domain import requests as asked
from wingterm.domain.places import PlaceKind
from wingterm.errors import BadInput, NotFound
from wingterm.services.people import HistoryLine, OutRecord, PersonRecord, show

ADA, BEN, CAL = (f"A000{n}AA" for n in range(1, 4))
AWAY = ("court-out", "absence-out", "hospital-out")
LEAVING = ("escape", "abscond", "death", "discharge-hospital", "identity", "correct")
INSIDE = (*AWAY, "transfer-out", "release", *LEAVING)
OUT = ("back", "arrive", *AWAY, "release")


@pytest.fixture
def day(small: SmallRegister) -> Day:
    """Give a register to which Ada, Ben and Cal are known."""
    day = Day(small)
    for number, first in ((ADA, "Ada"), (BEN, "Ben"), (CAL, "Cal")):
        day.person("02 09:00", number, "Sample", first)
    return day


def record(day: Day, number: str = ADA) -> PersonRecord:
    """Give somebody's record."""
    return show(day.small.desk, number)


def test_each_state_with_the_verbs_that_make_sense(day: Day) -> None:
    found = record(day)
    assert (found.state, found.prison, found.place) == ("Outside", "", "OUTSIDE")
    assert found.verbs == ("receive", "discharge-hospital", "identity")
    day.receive("02 10:00", ADA)
    found = record(day)
    assert (found.state, found.prison, found.place) == ("In reception", "WTI", "RECP")
    assert found.verbs == ("move", "elsewhere", *INSIDE)
    day.do("02 10:10", asked.Elsewhere(prison="WTI", person=ADA, to="WORKSHOP"))
    assert record(day).state == "At WORKSHOP, no cell"
    assert record(day).verbs == ("back", "move", "elsewhere", *INSIDE)
    day.do("02 10:20", asked.Back(prison="WTI", person=ADA))
    day.do("02 11:00", asked.Move(prison="WTI", person=ADA, to="A-1-001"))
    found = record(day)
    assert (found.state, found.place, found.bed_cell) == ("In cell A-1-001", "A-1-001", "A-1-001")
    assert found.verbs == ("move", "swap", "elsewhere", *INSIDE)
    day.do("02 12:00", asked.Elsewhere(prison="WTI", person=ADA, to="WORKSHOP"))
    found = record(day)
    assert (found.state, found.kind) == ("At WORKSHOP, bed in A-1-001", PlaceKind.AREA)
    assert (found.place, found.bed_cell, found.since) == ("WORKSHOP", "A-1-001", at("02 12:00"))
    assert found.verbs == ("back", "move", "swap", "elsewhere", *INSIDE)
    day.do("02 13:00", asked.TransferOut(prison="WTI", person=ADA, to="EXI"))
    found = record(day)
    assert (found.state, found.prison, found.came_from) == ("On the way", "EXI", "WTI")
    assert found.verbs == (
        "arrive", "cancel-transfer", "redirect", "escape", "identity", "correct",
    )  # fmt: skip
    day.do("02 14:00", asked.Arrive(prison="EXI", person=ADA))
    assert (record(day).prison, record(day).came_from) == ("EXI", "")
    day.do("02 15:00", asked.Release(prison="EXI", person=ADA, reason="CR"))
    found = record(day)
    assert (found.state, found.prison) == ("Outside", "")
    assert found.verbs == ("receive", "recall", "discharge-hospital", "identity", "correct")


def test_out_at_large_and_dead_in_words(day: Day) -> None:
    day.receive("02 10:00", ADA, "A-1-001")
    day.do("02 11:00", asked.CourtOut(
        prison="WTI", person=ADA, destination="York Crown Court", due_back=at("02 17:00"),
        escort="P",
    ))  # fmt: skip
    found = record(day)
    assert (found.state, found.prison, found.bed_cell) == (
        "At court, bed in A-1-001", "WTI", "A-1-001",
    )  # fmt: skip
    assert found.out == OutRecord("York Crown Court", at("02 17:00"), "P", "")
    assert found.verbs == (*OUT, *LEAVING)
    assert found.history[0].went_to == "at court: York Crown Court (bed A-1-001)"
    day.do("02 12:00", asked.AbsenceOut(
        prison="WTI", person=ADA, destination="home", reason="R3", due_back=at("03 17:00"),
        keep_bed=False,
    ))  # fmt: skip
    found = record(day)
    assert (found.state, found.bed_cell) == ("On temporary absence, no bed kept", "")
    assert found.verbs == (*OUT, "fail-to-return", *LEAVING)
    day.do("03 17:01", asked.FailToReturn(prison="WTI", person=ADA))
    found = record(day)
    assert (found.state, found.prison, found.out) == ("At large", "WTI", None)
    assert found.verbs == ("recapture", "identity", "correct")
    assert (found.history[0].came_from, found.history[0].went_to) == (
        "on temporary absence", "at large",
    )  # fmt: skip
    day.do("03 18:00", asked.Recapture(prison="WTI", person=ADA, cell="A-1-001"))
    day.do("03 18:10", asked.Move(prison="WTI", person=ADA, to="CSWAP"))
    assert record(day).state == "No cell"
    assert record(day).verbs == ("move", "elsewhere", *INSIDE)
    day.do("03 19:00", asked.HospitalOut(
        prison="WTI", person=ADA, destination="Leeds Infirmary", officers="Hale, Obi"
    ))  # fmt: skip
    assert record(day).state == "At hospital, no bed kept"
    day.do("03 20:00", asked.Death(prison="WTI", person=ADA))
    found = record(day)
    assert (found.state, found.died) == ("Died; at hospital, no bed kept", True)
    assert found.out == OutRecord("Leeds Infirmary", None, "", "Hale, Obi")
    assert found.verbs == ("remove-body", "identity", "correct")
    assert found.history[0].went_to == "died"
    day.do("03 22:00", asked.RemoveBody(prison="WTI", person=ADA))
    assert (record(day).state, record(day).prison) == ("Died", "")
    assert record(day).verbs == ("identity", "correct")


def test_gone_to_a_prison_outside_the_register(day: Day) -> None:
    day.receive("02 10:00", ADA)
    day.do("02 11:00", asked.TransferOut(prison="WTI", person=ADA, to="LEI"))
    found = record(day)
    assert (found.state, found.history[0].went_to) == ("Outside", "LEI, outside this register")
    assert found.verbs == ("receive", "discharge-hospital", "identity", "correct")
    day.receive("02 12:00", BEN)
    day.do("02 13:00", asked.Release(
        prison="WTI", person=BEN, reason="CR", destination="Hostel, York Road"
    ))  # fmt: skip
    assert record(day, BEN).history[0].went_to == "OUTSIDE: Hostel, York Road"


def test_who_sent_somebody_who_was_redirected(day: Day) -> None:
    day.do("02 09:10", asked.OpenPrison(prison="REG", code="NTI", name="Northern"))
    day.receive("02 10:00", ADA)
    day.do("02 11:00", asked.TransferOut(prison="WTI", person=ADA, to="EXI"))
    day.do("02 12:00", asked.Redirect(prison="WTI", person=ADA, to="NTI"))
    found = record(day)
    assert (found.prison, found.came_from) == ("NTI", "WTI")
    day.do("02 13:00", asked.CancelTransfer(prison=found.came_from, person=ADA))
    assert record(day).state == "In reception"


def test_the_verbs_that_make_sense_are_taken(day: Day) -> None:
    """What the record offers to somebody who turned back, the register takes."""
    day.receive("02 10:00", ADA, "A-1-001")
    day.do("02 13:00", asked.TransferOut(prison="WTI", person=ADA, to="EXI"))
    found = record(day)
    assert "cancel-transfer" in found.verbs
    day.do("02 14:00", asked.CancelTransfer(prison=found.came_from, person=ADA))
    assert record(day).state == "In reception"


def test_who_they_are(day: Day) -> None:
    found = record(day)
    assert (found.number, found.last_name, found.first_name) == (ADA, "Sample", "Ada")
    assert (found.date_of_birth, found.sex) == ("1990-01-01", "M")
    assert found.shown == "A0001AA Sample, Ada"
    day.do("02 10:00", asked.Amend(prison="WTI", person=ADA, first_name="Adele"))
    assert record(day).first_name == "Adele"


def test_a_screen_knows_that_it_is_out_of_date(day: Day) -> None:
    seen = [record(day).pseq]
    day.receive("02 10:00", ADA)
    seen.append(record(day).pseq)
    day.do("02 11:00", asked.Correct(prison="WTI", person=ADA, why="not yet here"))
    seen.append(record(day).pseq)
    assert seen == sorted(set(seen))


def test_history_tells_every_entry_newest_first(day: Day) -> None:
    day.receive("02 10:00", ADA, "A-1-001")
    day.do("02 12:00", asked.Elsewhere(
        prison="WTI", person=ADA, to="WORKSHOP", at=at("02 11:30"), comment="asked for"
    ))  # fmt: skip
    day.do("02 13:00", asked.Correct(prison="WTI", person=ADA, why="somebody else went"))
    day.do("02 14:00", asked.TransferOut(prison="WTI", person=ADA, to="EXI"))
    day.do("02 15:00", asked.Arrive(prison="EXI", person=ADA, cell="B-1-001"))
    arrived, left, corrected, went, received, made = record(day).history
    assert (made.verb, made.came_from, made.went_to) == ("register", "OUTSIDE", "OUTSIDE")
    assert (received.verb, received.went_to) == ("receive", "A-1-001")
    assert received.reason == "Unconvicted Remand"
    assert went == HistoryLine(
        entry=went.entry, verb="elsewhere", occurred_at=at("02 11:30"),
        recorded_at=at("02 12:00"), came_from="A-1-001", went_to="WORKSHOP (bed A-1-001)",
        reason="", note="asked for", officer="Test Officer", corrected=True,
        request_id=went.request_id, corrected_by=corrected.entry,
    )  # fmt: skip
    assert (corrected.verb, corrected.went_to) == ("correct", "A-1-001")
    assert (corrected.note, corrected.corrected) == ("somebody else went", False)
    assert (left.went_to, left.reason) == ("on the way to EXI", "Normal Transfer")
    assert (arrived.went_to, arrived.entry.partition("-")[0]) == ("B-1-001", "EXI")
    assert [line.corrected_by for line in record(day).history if line is not went] == [
        "", "", "", went.corrected_by, "", "",
    ]  # fmt: skip


def test_references_are_those_of_the_receipts(day: Day) -> None:
    done = day.do(
        "02 10:00", asked.Receive(prison="WTI", person=ADA, authority="Leeds Crown Court")
    )
    (newest, _) = record(day).history
    assert (newest.entry,) == done.lines[0].entries
    assert newest.request_id == done.request_id


def test_the_partner_of_a_swap(day: Day) -> None:
    day.receive("02 10:00", ADA, "A-1-001")
    day.receive("02 10:01", BEN, "A-1-002")
    day.receive("02 10:02", CAL, "A-1-003")
    day.do("02 11:00", asked.Swap(prison="WTI", person=ADA, other=BEN))
    assert (record(day, ADA).swapped_with, record(day, BEN).swapped_with) == (BEN, ADA)
    assert record(day, CAL).swapped_with == ""
    # The partner went on; Ada's own last movement is still the swap.
    day.do("02 12:00", asked.Elsewhere(prison="WTI", person=BEN, to="WORKSHOP"))
    assert (record(day, ADA).swapped_with, record(day, BEN).swapped_with) == (BEN, "")
    day.do("02 12:30", asked.Correct(prison="WTI", person=BEN, why="somebody else went"))
    assert record(day, BEN).swapped_with == ADA
    why = "they stayed where they were"
    day.do("02 13:00", *(asked.Correct(prison="WTI", person=n, why=why) for n in (ADA, BEN)))
    assert (record(day, ADA).swapped_with, record(day, BEN).swapped_with) == ("", "")


def test_two_swaps_of_one_act_are_told_apart(day: Day) -> None:
    """Ada changes with Ben, then with Cal, in one act: her last partner is Cal."""
    day.receive("02 10:00", ADA, "A-1-001")
    day.receive("02 10:01", BEN, "A-1-002")
    day.receive("02 10:02", CAL, "A-1-003")
    day.do(
        "02 11:00",
        asked.Swap(prison="WTI", person=ADA, other=BEN),
        asked.Swap(prison="WTI", person=ADA, other=CAL),
    )
    found = {number: record(day, number) for number in (ADA, BEN, CAL)}
    assert {n: r.swapped_with for n, r in found.items()} == {ADA: CAL, BEN: ADA, CAL: ADA}
    assert {n: r.bed_cell for n, r in found.items()} == {
        ADA: "A-1-003", BEN: "A-1-001", CAL: "A-1-002",
    }  # fmt: skip


@pytest.mark.parametrize("typed", ["A0001AA", "a0001aa", " A0001AA "])
def test_a_number_however_it_is_typed(day: Day, typed: str) -> None:
    assert record(day, typed).number == ADA


def test_nobody_has_that_number(day: Day) -> None:
    with pytest.raises(NotFound, match="A9999ZZ"):
        record(day, "A9999ZZ")
    with pytest.raises(BadInput, match="A1234AA") as refused:
        record(day, "Sample")
    assert refused.value.field == "number"
