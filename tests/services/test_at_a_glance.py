"""What lists say of people besides where they are: CSRA, alert flags, held without an order."""

import pytest

from tests.registers import COURT, MINUTE, SmallRegister
from tests.services.days import Day, at
from tests.services.on_record import over, said
from wingterm.domain import requests as asked
from wingterm.services.lists import AT_A_GLANCE, FIGURES, people_behind
from wingterm.services.people import show

ADA, BEN, CAL = (f"A000{n}AA" for n in range(1, 4))
HOUR = 60 * MINUTE


@pytest.fixture
def day(small: SmallRegister) -> Day:
    """Give a register with Ada in a cell and Ben in reception, Cal outside."""
    day = Day(small)
    for number in (ADA, BEN, CAL):
        day.person("02 09:00", number)
    day.receive("02 10:00", ADA, "A-1-001")
    day.receive("02 10:00", BEN)
    return day


def told(
    day: Day, figure: str = "population", as_of: int | None = None, known_at: int | None = None
) -> dict[str, tuple[str, str]]:
    """Give CSRA and flags by number."""
    found = people_behind(
        day.small.desk, day.small.prison("WTI"), figure, as_of=as_of, known_at=known_at
    )
    return {one.number: (one.csra, one.flags) for one in found}


def rated(level: str, at: int | None = None, **more: str) -> asked.RecordParticular:
    """Ask to rate Ada."""
    return said("csra", person=ADA, at=at, level=level, **more)


def held(
    day: Day, as_of: int | None = None, known_at: int | None = None, prison: str = "WTI"
) -> dict[str, str]:
    """Give who is held without an order, with the note."""
    found = people_behind(
        day.small.desk, day.small.prison(prison), "without-order", as_of=as_of, known_at=known_at
    )
    return {one.number: one.note for one in found}


def take_on_hold(day: Day, when: str = "02 11:00", until: str = "03 12:00") -> None:
    """Take Cal in without an order."""
    day.do(when, asked.Receive(prison="WTI", person=CAL, hold_until=at(until)))


def ordered(person: str = CAL, at: int | None = None) -> asked.RecordParticular:
    """Ask to record Cal's order."""
    return said(
        "authority", person=person, at=at, issued_by=COURT, reference="T1", dated="2026-03-02"
    )


def test_csra_and_flags_in_words_by_label(day: Day) -> None:
    """Domain notes 2.1, 4.8 and 4.9."""
    assert told(day) == {ADA: ("Not entered", ""), BEN: ("Not entered", "")}
    day.do(
        "02 11:00",
        rated("HIGH_GENERAL", provisional="yes"),
        said("alert", "XA", person=ADA),
        said("alert", "PEEP", person=ADA),
        said("alert", "HA", person=ADA),
        # Two codes with one label; one that only a cell move shows.
        said("alert", "RLG", person=BEN),
        said("alert", "RTP", person=BEN),
        said("alert", "XER", person=BEN),
    )
    assert told(day) == {
        ADA: ("High risk - general (provisional)", "ACCT open, Arsonist, PEEP"),
        BEN: ("Not entered", "Risk to LGBT"),
    }


@pytest.mark.parametrize("figure", [figure for figure in FIGURES if figure != "without-order"])
def test_only_the_lists_that_show_them_tell_them(day: Day, figure: str) -> None:
    day.do("02 11:00", said("alert", "XA", person=ADA), said("alert", "XA", person=BEN))
    expected = ("Not entered", "Arsonist") if figure in AT_A_GLANCE else ("", "")
    assert set(told(day, figure).values()) <= {expected}


def test_who_is_on_the_way_or_has_no_cell_is_told_of_too(day: Day) -> None:
    day.do("02 11:00", rated("STANDARD"), said("alert", "XA", person=ADA))
    day.do("02 11:10", asked.Move(prison="WTI", person=ADA, to="CSWAP"))
    assert told(day, "no-cell") == {ADA: ("Standard", "Arsonist")}
    day.do("02 12:00", asked.TransferOut(prison="WTI", person=ADA, to="EXI"))
    incoming = people_behind(day.small.desk, day.small.prison("EXI"), "incoming")
    assert [(one.csra, one.flags) for one in incoming] == [("Standard", "Arsonist")]
    assert told(day, "in-today")[ADA] == ("Standard", "Arsonist")


def test_a_rating_of_an_earlier_stay_is_none_and_an_alert_goes_on(day: Day) -> None:
    """Domain note 4.8: a readmission after release has no rating."""
    day.do("02 11:00", rated("STANDARD"), said("alert", "XA", person=ADA))
    day.do("02 12:00", asked.Release(prison="WTI", person=ADA, reason="CR"))
    day.receive("03 10:00", ADA)
    assert told(day)[ADA] == ("Not entered", "Arsonist")
    assert told(day, as_of=at("02 11:30"))[ADA] == ("Standard", "Arsonist")
    # A stay that never began ends none.
    day.do("03 11:00", asked.Correct(prison="WTI", person=ADA, last=2, why="not them"))
    assert told(day)[ADA] == ("Standard", "Arsonist")
    assert told(day, as_of=at("03 10:30"), known_at=at("03 10:30"))[ADA][0] == "Not entered"


def test_an_alert_that_has_ended_is_no_flag_from_then_on(day: Day) -> None:
    day.do("02 11:00", said("alert", "XA", person=ADA), said("alert", "PEEP", person=ADA))
    day.do("02 12:00", over("alert", "XA", person=ADA))
    day.do("02 12:00", said("alert", "PEEP", person=ADA, end="2026-03-02"))
    assert told(day)[ADA][1] == "PEEP", "active to the end of the day"
    day.small.clock.instant = at("03 00:00")
    assert told(day)[ADA][1] == ""
    assert told(day, as_of=at("02 11:59"))[ADA][1] == "Arsonist, PEEP"
    assert told(day, as_of=at("02 10:30"))[ADA][1] == ""


def test_a_rating_entered_late_is_known_from_then_on(day: Day) -> None:
    day.do("02 14:00", rated("STANDARD", at=at("02 11:00")))
    assert told(day, as_of=at("02 12:00"))[ADA][0] == "Standard"
    assert told(day, as_of=at("02 12:00"), known_at=at("02 13:00"))[ADA][0] == "Not entered"
    assert told(day, as_of=at("02 10:30"))[ADA][0] == "Not entered"


def test_a_hold_is_listed_until_when_then_overdue(day: Day) -> None:
    """Practice note 1.4, B3: a distinct, time-limited, flagged state."""
    assert held(day) == {}
    take_on_hold(day)
    assert held(day) == {CAL: "until 2026-03-03 12:00; Unconvicted Remand"}
    assert show(day.small.desk, CAL).state == (
        "In reception; held without an order until 2026-03-03 12:00"
    )
    day.small.clock.instant = at("03 12:00") - 1
    assert held(day)[CAL].startswith("until")
    day.small.clock.instant = at("03 12:00")
    assert held(day) == {CAL: "OVERDUE since 2026-03-03 12:00; Unconvicted Remand"}
    assert show(day.small.desk, CAL).hold == (
        "held without an order, OVERDUE since 2026-03-03 12:00"
    )
    assert held(day, as_of=at("02 12:00"))[CAL].startswith("until")
    assert held(day, as_of=at("02 10:59")) == {}


def test_an_order_on_record_ends_the_hold(day: Day) -> None:
    take_on_hold(day)
    day.do("02 14:00", ordered(at=at("02 13:00")))
    assert held(day) == {}
    assert show(day.small.desk, CAL).hold_until is None
    assert held(day, as_of=at("02 12:59")).keys() == {CAL}
    assert held(day, as_of=at("02 13:30"), known_at=at("02 13:30")).keys() == {CAL}
    # An order that was none: the person is held without one again.
    day.do("02 15:00", over("authority", person=CAL))
    assert held(day).keys() == {CAL}
    assert show(day.small.desk, CAL).hold_until == at("03 12:00")


def test_the_order_of_an_earlier_stay_orders_nothing_now(day: Day) -> None:
    take_on_hold(day)
    day.do("02 12:00", ordered())
    day.do("02 13:00", asked.Release(prison="WTI", person=CAL, reason="CR"))
    assert held(day) == {}
    take_on_hold(day, "04 09:00", "05 09:00")
    assert held(day) == {CAL: "until 2026-03-05 09:00; Unconvicted Remand"}
    assert show(day.small.desk, CAL).hold_until == at("05 09:00")
    assert held(day, as_of=at("02 12:30")) == {}


def test_a_recall_has_an_order_or_a_hold_of_its_own(day: Day) -> None:
    take_on_hold(day)
    for when, back in (
        ("02 13:00", asked.Recall(prison="WTI", person=CAL, authority=COURT)),
        ("02 15:00", asked.Recall(prison="WTI", person=CAL, hold_until=at("03 15:00"))),
    ):
        day.do(when, asked.Release(prison="WTI", person=CAL, reason="CR"))
        assert show(day.small.desk, CAL).hold == "", "nobody is held who is outside"
        day.do(at(when) + HOUR, back)
        until = back.hold_until
        assert show(day.small.desk, CAL).hold_until == until
        assert set(held(day)) == ({CAL} if until else set())


def test_who_is_out_or_sent_on_is_held_without_an_order_still(day: Day) -> None:
    take_on_hold(day)
    day.do("02 12:00", asked.CourtOut(prison="WTI", person=CAL, destination=COURT))
    assert held(day).keys() == {CAL}
    day.do("02 13:00", asked.Back(prison="WTI", person=CAL))
    day.do("02 14:00", asked.TransferOut(prison="WTI", person=CAL, to="EXI"))
    assert (held(day), held(day, prison="EXI")) == ({}, {})
    assert show(day.small.desk, CAL).hold_until == at("03 12:00")
    day.do("02 15:00", asked.Arrive(prison="EXI", person=CAL))
    assert held(day, prison="EXI").keys() == {CAL}


def test_nobody_holds_the_dead_or_who_is_at_large(day: Day) -> None:
    take_on_hold(day)
    day.do("02 12:00", asked.Escape(prison="WTI", person=CAL))
    assert (held(day), show(day.small.desk, CAL).hold) == ({}, "")
    day.do("02 13:00", asked.Recapture(prison="WTI", person=CAL))
    assert held(day).keys() == {CAL}
    day.do("02 14:00", asked.Death(prison="WTI", person=CAL))
    assert (held(day), show(day.small.desk, CAL).hold) == ({}, "")


def test_a_reception_that_never_was_holds_nobody(day: Day) -> None:
    take_on_hold(day)
    day.do("02 12:00", asked.Correct(prison="WTI", person=CAL, last=1, why="not them"))
    assert (held(day), show(day.small.desk, CAL).hold) == ({}, "")
    assert held(day, as_of=at("02 11:30"), known_at=at("02 11:30")).keys() == {CAL}


def test_who_is_out_is_listed_with_the_comment(small: SmallRegister) -> None:
    """Domain note 2.1: the list "currently out" has location, current location and comment."""
    day = Day(small)
    day.person("02 09:00", "A0001AA")
    day.receive("02 10:00", "A0001AA", "A-1-001")
    out = asked.CourtOut(
        prison="WTI", person="A0001AA", destination="Leeds Crown Court", comment="Jury is out"
    )
    day.do("03 08:00", out)
    prison = small.prison("WTI")
    for figure in ("out", "court", "out-today"):
        (told,) = people_behind(small.desk, prison, figure)
        assert (told.bed_cell, told.place) == ("A-1-001", "COURT")
        assert told.note.startswith("to Leeds Crown Court; ")
        assert told.note.endswith("; Jury is out")
