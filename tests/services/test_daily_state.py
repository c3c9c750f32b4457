"""The daily state: opening roll + in - out = closing roll, proved by name; late entries."""

from datetime import date

import pytest

from db.queries.crossings import crossings
from tests.registers import SmallRegister
from tests.services.days import Day, at
from wingterm.domain import requests as asked
from wingterm.domain.daily_state import Crossed, disagreements
from wingterm.errors import BadInput
from wingterm.services.daily_state import DailyState, daily_state
from wingterm.services.people import show

ADA, BEN, CAL = (f"A000{n}AA" for n in range(1, 4))
IN, OUT = True, False


def state(small: SmallRegister, day: int | None = None) -> DailyState:
    """Give the daily state of a day of March."""
    return daily_state(small.desk, small.prison("WTI"), date(2026, 3, day) if day else None)


@pytest.fixture
def told(small: SmallRegister) -> Day:
    """Give two days: two come in, one goes to court and on from there, one leaves late."""
    day = Day(small)
    for number in (ADA, BEN, CAL):
        day.person("02 09:00", number)
    day.receive("02 10:00", ADA, "A-1-001")
    day.receive("02 11:00", BEN, "A-1-002")
    day.do("03 08:00", asked.CourtOut(prison="WTI", person=ADA, destination="Leeds"))
    day.receive("03 09:00", CAL)
    day.do("03 15:00", asked.Back(prison="WTI", person=ADA))
    # Entered on the 4th: Ben was let out before midnight of the 2nd.
    day.do("04 10:00", asked.Release(
        prison="WTI", person=BEN, reason="CR", at=at("02 23:00"), destination="Home"
    ))  # fmt: skip
    small.clock.instant = at("04 12:00")
    return day


def test_every_line_is_named_and_the_day_adds_up(told: Day) -> None:
    found = state(told.small, 3)
    assert (found.opening, found.closing, found.counted, found.complete) == (1, 2, 2, True)
    assert (found.opens, found.closes) == (at("03 00:00"), at("04 00:00"))
    assert [(p.number, p.since) for p in found.came_in] == [
        (CAL, at("03 09:00")), (ADA, at("03 15:00")),
    ]  # fmt: skip
    assert found.came_in[1].note.startswith("was at court")
    assert [(p.number, p.destination) for p in found.went_out] == [(ADA, "Leeds")]
    assert found.differs == ()
    assert found.proof == "Proved: 1 + 2 - 1 = 2, and 2 were counted, each by name."


def test_a_late_entry_is_listed_against_the_midnights_that_it_changes(told: Day) -> None:
    second = state(told.small, 2)
    assert (second.opening, second.closing) == (0, 1)
    late = second.late[0]
    assert (late.midnight, late.number, late.counted, late.said) == (
        at("03 00:00"), BEN, False, "release",
    )  # fmt: skip
    assert late.recorded_at == at("04 10:00")
    assert late.officer == "Test Officer"
    assert show(told.small.desk, BEN).history[0].entry == late.entry
    # Both midnights of the 3rd counted Ben when they were past.
    assert [(entry.midnight, entry.number) for entry in state(told.small, 3).late] == [
        (at("03 00:00"), BEN), (at("04 00:00"), BEN),
    ]  # fmt: skip


def test_a_correction_is_listed_as_what_never_happened(told: Day) -> None:
    told.do("04 13:00", asked.Correct(prison="WTI", person=CAL, why="another prison"))
    last = state(told.small, 3).late[-1]
    assert (last.number, last.counted, last.said) == (CAL, False, "receive never happened")
    assert state(told.small, 3).closing == 1


def test_only_what_led_through_the_gate_is_listed(told: Day) -> None:
    """A cell given late changes nothing of who was inside; going to court does."""
    told.do("04 13:00", asked.Move(prison="WTI", person=CAL, to="A-1-003", at=at("03 10:00")))
    assert [entry.number for entry in state(told.small, 3).late] == [BEN, BEN]
    told.do("04 13:10", asked.CourtOut(
        prison="WTI", person=CAL, destination="Leeds", at=at("03 11:00")
    ))  # fmt: skip
    late = [entry for entry in state(told.small, 3).late if entry.number == CAL]
    assert [(entry.said, entry.counted) for entry in late] == [("court out", False)]


def test_what_was_put_right_again_changes_no_midnight(told: Day) -> None:
    told.do("04 13:00", asked.Correct(prison="WTI", person=BEN, why="it was not Ben"))
    assert state(told.small, 2).late == ()
    assert state(told.small, 3).closing == 3


def test_today_runs_up_to_now(told: Day) -> None:
    told.do("04 13:00", asked.Release(prison="WTI", person=CAL, reason="CR"))
    found = state(told.small)
    assert (found.day, found.complete, found.closes) == (date(2026, 3, 4), False, at("04 13:00"))
    assert (found.opening, len(found.went_out), found.closing, found.counted) == (2, 1, 1, 1)
    assert found.differs == ()


def test_each_day_begins_with_what_the_last_one_ended_with(told: Day) -> None:
    days = [state(told.small, day) for day in (1, 2, 3, 4)]
    assert [one.opening for one in days[1:]] == [one.closing for one in days[:-1]]
    assert all(one.counted == one.closing for one in days)


def test_a_day_that_has_not_come_is_refused(told: Day) -> None:
    with pytest.raises(BadInput, match="2026-03-05 has not come yet"):
        state(told.small, 5)


def test_a_day_too_far_back_is_refused(small_file: SmallRegister) -> None:
    with pytest.raises(BadInput, match="1899-12-31 is too far back"):
        daily_state(small_file.desk, small_file.prison("WTI"), date(1899, 12, 31))
    assert daily_state(small_file.desk, small_file.prison("WTI"), date(1900, 1, 1)).closing == 0


def test_the_day_the_clocks_go_back_has_25_hours(small_file: SmallRegister) -> None:
    """Domain note 2.2: a day is the prison's own."""
    day = Day(small_file)
    day.person("02 09:00", ADA)
    october = at("02 00:00") + 240 * 24 * 3_600_000_000
    small_file.clock.instant = october
    found = daily_state(small_file.desk, small_file.prison("WTI"), date(2026, 10, 25))
    assert found.closes - found.opens == 25 * 3_600_000_000


def test_a_count_that_differs_is_said_in_words(told: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "wingterm.services.daily_state.crossings", lambda *args: crossings(*args)[1:]
    )
    found = state(told.small, 3)
    assert found.proof == "NOT PROVED: 1 + 2 - 0 = 3, and 2 were counted."
    assert any(ADA in sentence for sentence in found.differs)


@pytest.mark.parametrize(
    ("opening", "lines", "closing", "said"),
    [
        ("AB", [("A", OUT)], "B", []),
        ("A", [("A", OUT), ("A", IN)], "A", []),
        ("A", [("A", IN)], "A", ["came in with", "should be inside"]),
        ("A", [("B", OUT)], "A", ["went out with", "was counted but"]),
        ("A", [], "", ["should be inside"]),
        ("", [], "A", ["was counted but"]),
        # The figures agree, the people do not.
        ("A", [], "B", ["A should be inside", "B was counted but"]),
    ],
)
def test_the_proof_is_by_name(
    opening: str, lines: list[tuple[str, bool]], closing: str, said: list[str]
) -> None:
    crossed = [Crossed(number, into, "WTI-1") for number, into in lines]
    found = disagreements(opening, crossed, closing)
    assert len(found) == len(said)
    assert all(words in sentence for words, sentence in zip(said, found, strict=True))


def test_a_day_without_anything_proves_itself(small_file: SmallRegister) -> None:
    found = state(small_file, 1)
    assert (found.opening, found.closing, found.late, found.differs) == (0, 0, (), ())
