"""The evacuation list: everybody on site by unit, with where they are now."""

from tests.accesses import accesses
from tests.registers import MINUTE, SmallRegister
from tests.services.days import Day, at
from tests.services.on_record import over, said
from wingterm.domain import requests as asked
from wingterm.services.evacuation import evacuation
from wingterm.services.roll import roll

ADA, BEN, CAL, DEE, EVE, FAY = (f"A000{n}AA" for n in range(1, 7))


def told(small: SmallRegister) -> Day:
    """Give one in a cell, one at work, one in reception, one without a cell, two away."""
    day = Day(small)
    for number in (ADA, BEN, CAL, DEE, EVE, FAY):
        day.person("02 09:00", number)
    day.receive("02 10:00", ADA, "A-1-002")
    day.receive("02 11:00", BEN, "A-1-002")
    day.receive("02 12:00", CAL)
    day.receive("02 12:30", DEE, "A-1-001")
    day.do("02 12:40", asked.Move(prison="WTI", person=DEE, to="CSWAP"))
    day.receive("02 13:00", EVE, "A-1-003")
    day.do("02 14:00", asked.CourtOut(prison="WTI", person=EVE, destination="Leeds"))
    day.receive("02 14:10", FAY)
    day.do("02 14:20", asked.Escape(prison="WTI", person=FAY))
    day.do("02 15:00", asked.Elsewhere(prison="WTI", person=BEN, to="WORKSHOP"))
    small.clock.instant = at("02 16:30")
    return day


def test_everybody_is_under_the_unit_of_their_bed_with_where_they_are_now(
    small: SmallRegister,
) -> None:
    told(small)
    sheet = evacuation(small.desk, small.prison("WTI"))
    assert [(u.code, [(p.number, p.where) for p in u.people]) for u in sheet.units] == [
        ("A-1", [(ADA, "In cell"), (BEN, "ELSEWHERE: WORKSHOP")]),
        ("", [(CAL, "In reception"), (DEE, "No cell allocated")]),
    ]
    assert [(u.code, [p.number for p in u.people]) for u in sheet.elsewhere] == [
        ("CSWAP", [DEE]), ("WORKSHOP", [BEN]),
    ]  # fmt: skip
    assert [(p.number, p.where) for p in sheet.off_site] == [(EVE, "At court"), (FAY, "At large")]


def test_nobody_inside_is_left_out(small: SmallRegister) -> None:
    told(small)
    sheet = evacuation(small.desk, small.prison("WTI"))
    head = roll(small.desk, small.prison("WTI")).headline
    assert sheet.on_site == head.population == 4
    assert len(sheet.off_site) == head.out + head.at_large == 2


def test_the_oldest_information_is_marked(small: SmallRegister) -> None:
    told(small)
    sheet = evacuation(small.desk, small.prison("WTI"))
    marks = {p.number: (p.oldest, p.age) for u in sheet.units for p in u.people}
    assert marks == {
        ADA: (True, 390 * MINUTE),
        BEN: (False, 90 * MINUTE),
        CAL: (True, 270 * MINUTE),
        DEE: (False, 230 * MINUTE),
    }
    assert sheet.oldest is not None
    assert sheet.oldest.number == ADA


def test_who_died_and_was_not_removed_is_on_the_list(small: SmallRegister) -> None:
    day = told(small)
    day.do("02 17:00", asked.Death(prison="WTI", person=ADA))
    (unit, _) = evacuation(small.desk, small.prison("WTI")).units
    assert {p.number: p.where for p in unit.people}[ADA] == "In cell (died)"
    day.do("02 18:00", asked.RemoveBody(prison="WTI", person=ADA))
    assert evacuation(small.desk, small.prison("WTI")).on_site == 3


def test_an_empty_prison_has_a_list_of_nobody(small_file: SmallRegister) -> None:
    sheet = evacuation(small_file.desk, small_file.prison("EXI"))
    assert (sheet.units, sheet.elsewhere, sheet.off_site, sheet.oldest) == ((), (), (), None)


def test_the_consultation_names_everybody_on_it(small_file: SmallRegister) -> None:
    told(small_file)
    evacuation(small_file.desk, small_file.prison("WTI"))
    last = accesses(small_file.desk)[-1]
    assert all(number in last["people"] for number in (ADA, BEN, CAL, DEE, EVE, FAY))


def test_who_has_a_plan_of_their_own_is_marked_in_words(small: SmallRegister) -> None:
    day = told(small)
    for number in (ADA, BEN, CAL, EVE):
        day.do("02 16:00", said("alert", "PEEP", person=number))
    day.do("02 16:00", said("alert", "XA", person=DEE))
    day.do("02 16:10", over("alert", "PEEP", person=CAL))
    small.clock.instant = at("02 16:30")
    sheet = evacuation(small.desk, small.prison("WTI"))
    marks = {p.number: p.peep for unit in sheet.units for p in unit.people}
    assert marks == {ADA: "PEEP", BEN: "PEEP", CAL: "", DEE: ""}
    assert [p.number for p in sheet.planned] == [ADA, BEN], "of those on site"
    assert {p.number: p.peep for unit in sheet.elsewhere for p in unit.people}[BEN] == "PEEP"
    assert {p.number: p.peep for p in sheet.off_site} == {EVE: "PEEP", FAY: ""}


def test_it_is_read_with_three_statements(small_file: SmallRegister) -> None:
    told(small_file)
    prison = small_file.prison("WTI")
    before = small_file.store.statements
    evacuation(small_file.desk, prison)
    assert small_file.store.statements - before == 3
