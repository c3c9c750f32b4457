"""The roll where it is easily wrong: midnight, summer time, a clock set back, what was restored."""

import pytest

from tests.registers import MINUTE, SmallRegister
from tests.services.days import OVER, Day, assert_lists_fit, at, figures
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt
from wingterm.services.act import carry_out
from wingterm.services.lists import people_behind
from wingterm.services.roll import roll

ADA, BEN, CAL = (f"A000{n}AA" for n in range(1, 4))
HOUR = 60 * MINUTE
JULY = at("02 00:00") + (30 + 30 + 31 + 30) * 24 * HOUR - HOUR
"""2026-07-01 00:00 in London, 23:00 UTC of the day before."""


@pytest.fixture
def day(small_file: SmallRegister) -> Day:
    """Give a small register to which Ada and Ben are known, on the 2nd at nine."""
    day = Day(small_file)
    day.person("02 09:00", ADA)
    day.person("02 09:01", BEN)
    return day


def headline(day: Day, as_of: int | None = None, known_at: int | None = None) -> tuple[int, ...]:
    """Give the headline of WTI, once it is held against the lists."""
    assert_lists_fit(day.small, "WTI", as_of, known_at)
    sheet = roll(day.small.desk, day.small.prison("WTI"), as_of=as_of, known_at=known_at)
    return figures(sheet.headline)


def test_a_movement_at_midnight_is_of_the_new_day_alone(day: Day) -> None:
    midnight = at("03 00:00")
    day.do(
        "03 01:00",
        asked.Receive(prison="WTI", person=ADA, at=midnight, authority="Leeds Crown Court"),
    )
    assert headline(day, midnight - 1) == (0, 0, 0, 0, 0, 0, 0)
    assert headline(day, midnight) == (0, 1, 1, 0, 1, 0, 0)
    assert headline(day) == (0, 1, 1, 0, 1, 0, 0)


def test_out_and_in_again_on_one_day_are_two_movements(day: Day) -> None:
    # Domain note 2.3: rows, not people.
    day.receive("02 12:00", ADA)
    day.do("03 09:00", asked.TransferOut(prison="WTI", person=ADA, to="EXI"))
    day.do("03 10:00", asked.CancelTransfer(prison="WTI", person=ADA, cell="A-1-001"))
    assert headline(day) == (1, 1, 1, 1, 0, 0, 0)
    prison = day.small.prison("WTI")
    (back,) = people_behind(day.small.desk, prison, "in-today")
    assert back.note == "back, was on the way to EXI; Transfer In from Other Establishment"


def test_the_day_is_the_prisons_own(day: Day) -> None:
    day.receive(JULY - 30 * MINUTE, ADA)
    day.receive(JULY + 30 * MINUTE, BEN)
    assert headline(day) == (1, 2, 1, 0, 2, 0, 0)
    assert headline(day, JULY - 1) == (0, 1, 1, 0, 1, 0, 0)


@pytest.mark.parametrize("start", ["29 00:00", "29 00:59"])
def test_a_day_of_23_hours_is_one_day(day: Day, start: str) -> None:
    # The clocks go forward on 29 March 2026 at 01:00; the day ends at 23:00 UTC.
    day.receive(start, ADA)
    day.small.clock.instant = at("29 22:59")
    assert headline(day) == (0, 1, 1, 0, 1, 0, 0)
    day.small.clock.instant = at("29 23:00")
    assert headline(day) == (1, 1, 0, 0, 1, 0, 0)


def test_after_a_clock_was_set_back_the_day_still_adds_up(day: Day) -> None:
    day.receive("03 09:00", ADA)
    # Recorded after what is on record, whatever the clock says.
    day.do("03 08:00", asked.Release(prison="WTI", person=ADA, reason="CR"))
    day.receive("03 08:00", BEN)
    assert headline(day) == (0, 1, 2, 1, 1, 0, 0)


def test_a_restored_stay_is_read_with_what_first_brought_the_person(small: SmallRegister) -> None:
    day = Day(small)
    day.person("02 09:00", ADA)
    day.receive("02 10:00", ADA, prison="EXI")
    day.do("02 11:00", asked.TransferOut(prison="EXI", person=ADA, to="WTI"))
    for hour in ("12", "13"):
        day.do(f"02 {hour}:00", asked.Arrive(prison="WTI", person=ADA))
        day.do(f"02 {hour}:30", asked.Correct(prison="WTI", person=ADA, why="not on this coach"))
    day.small.clock.instant = at("02 14:00")
    prison = small.prison("WTI")
    for as_of in (None, at("02 13:45"), at("02 12:45"), at("02 11:30")):
        (way,) = people_behind(small.desk, prison, "incoming", as_of=as_of)
        assert (way.since, way.note) == (at("02 11:00"), "from EXI; Normal Transfer")
        assert_lists_fit(small, "WTI", as_of)
    # The arrival that was put right after all is still from the sender.
    day.do("02 15:00", asked.Arrive(prison="WTI", person=ADA))
    (came,) = people_behind(small.desk, prison, "in-today")
    assert came.note.startswith("from EXI;")


def test_a_swap_that_never_happened(day: Day) -> None:
    day.receive("02 10:00", ADA, "A-1-001")
    day.receive("02 11:00", BEN, "A-1-003")
    day.do("02 12:00", asked.Swap(prison="WTI", person=ADA, other=BEN))
    why = "they stayed where they were"
    day.do("02 13:00", *(asked.Correct(prison="WTI", person=n, why=why) for n in (ADA, BEN)))
    day.small.clock.instant = at("02 14:00")

    def cells(known: str | None) -> dict[str, str]:
        known_at = at(known) if known else None
        people = people_behind(
            day.small.desk, day.small.prison("WTI"), "in-cell", as_of=at("02 12:30"),
            known_at=known_at,
        )  # fmt: skip
        return {person.number: person.bed_cell for person in people}

    assert cells(None) == {ADA: "A-1-001", BEN: "A-1-003"}
    assert cells("02 12:30") == {ADA: "A-1-003", BEN: "A-1-001"}


def test_capacities_are_those_of_the_instant_as_believed(day: Day) -> None:
    day.receive("02 10:00", ADA, "A-1-001")
    day.do("02 12:00", asked.SetCapacity(
        prison="WTI", code="A-1-001", cna=2, working=2, maximum=2, at=at("02 11:00")
    ))  # fmt: skip
    # From tomorrow on: not on a roll of today.
    day.do("02 13:00", asked.SetCapacity(
        prison="WTI", code="A-1-001", cna=2, working=1, maximum=2, at=at("03 08:00")
    ))  # fmt: skip
    prison = day.small.prison("WTI")

    def cell(as_of: str | None, known_at: str | None = None) -> tuple[int, ...]:
        sheet = roll(
            day.small.desk, prison, as_of=at(as_of) if as_of else None,
            known_at=at(known_at) if known_at else None,
        )  # fmt: skip
        row = next(row for row in sheet.rows if row.code == "A-1-001")
        return row.cna, row.working, row.maximum, row.available

    assert cell("02 10:30") == (1, 1, 1, 0)
    assert cell("02 11:00") == (2, 2, 2, 1)
    assert cell("02 11:30", "02 11:30") == (1, 1, 1, 0)
    assert cell("02 11:30", "02 12:00") == (2, 2, 2, 1)
    assert cell(None) == (2, 2, 2, 1)
    day.small.clock.instant = at("03 08:00")
    assert cell(None) == (2, 1, 2, 0)


def test_names_are_as_now_known(day: Day) -> None:
    day.receive("02 10:00", ADA)
    day.do("02 12:00", asked.Amend(prison="WTI", person=ADA, last_name="Renamed"))
    prison = day.small.prison("WTI")
    (then,) = people_behind(day.small.desk, prison, "population", as_of=at("02 11:00"))
    assert then.last_name == "Renamed"


def test_everybody_of_a_full_act_is_counted(day: Day) -> None:
    """One act moves three people; each is on the roll once, at every instant."""
    day.person("02 09:02", CAL)
    requests = [
        asked.Receive(prison="WTI", person=n, cell=c, acknowledged=OVER, authority="A court")
        for n, c in ((ADA, "A-1-002"), (BEN, "A-1-002"), (CAL, "A-1-001"))
    ]
    day.do("02 10:00", *requests)
    outcome = carry_out(
        day.small.desk, [asked.Receive(prison="WTI", person=CAL, authority="A court")]
    )
    assert not isinstance(outcome, Receipt)
    assert headline(day) == (0, 3, 3, 0, 0, 0, 0)
    totals = roll(day.small.desk, day.small.prison("WTI")).totals
    assert (totals.beds_in_use, totals.available, totals.over_cells, totals.over_people) == (
        3, totals.working - 3, 1, 1,
    )  # fmt: skip


def test_it_is_known_from_the_instant_of_recording_on(day: Day) -> None:
    # Hours after it happened, so that the stay before it ends long before it was closed.
    day.receive("02 10:00", ADA)
    late = day.do("02 16:00", asked.Move(
        prison="WTI", person=ADA, to="A-1-001", at=at("02 11:00")
    )).recorded_at  # fmt: skip
    wrong = day.do("02 18:00", asked.Correct(
        prison="WTI", person=ADA, why="another person moved"
    )).recorded_at  # fmt: skip
    day.small.clock.instant = at("02 20:00")
    in_reception = {
        known_at: headline(day, at("02 12:00"), known_at)[4]
        for known_at in (late - 1, late, wrong - 1, wrong)
    }
    assert in_reception == {late - 1: 1, late: 0, wrong - 1: 0, wrong: 1}
