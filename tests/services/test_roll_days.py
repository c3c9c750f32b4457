"""Difficult days, worked out by hand: the roll as of each hour (domain notes 2.2 to 2.6).

Each row holds from its time until the next; every hour between is asked about too.
"""

import pytest

from tests.registers import MINUTE, SmallRegister
from tests.services.days import Day, assert_lists_fit, at
from tests.services.roll_stories import (
    ADA,
    BEN,
    COURT,
    HOUR,
    STORIES,
    WARD,
    ada,
    received,
    row,
    tell,
)
from wingterm.domain import requests as asked
from wingterm.services.lists import people_behind
from wingterm.services.roll import roll


@pytest.mark.parametrize("name", STORIES)
def test_the_roll_of_each_hour(small_file: SmallRegister, name: str) -> None:
    story = STORIES[name]
    tell(small_file, story)
    for code, rows in story.rolls.items():
        prison, times = small_file.prison(code), [at(when) for when in rows]
        found = {}
        for when in rows:
            found[when] = row(roll(small_file.desk, prison, as_of=at(when)).headline)
            assert_lists_fit(small_file, code, at(when))
        assert found == rows, code
        for start, end, expected in zip(times, times[1:], rows.values(), strict=False):
            for hour in range(start - start % HOUR + HOUR, end, HOUR):
                head = roll(small_file.desk, prison, as_of=hour).headline
                assert row(head) == expected, (code, hour)


@pytest.mark.parametrize("name", ["out twice without coming back between", "death at hospital"])
def test_both_databases_say_the_same(small: SmallRegister, name: str) -> None:
    story = STORIES[name]
    tell(small, story)
    for code, rows in story.rolls.items():
        prison = small.prison(code)
        assert {
            when: row(roll(small.desk, prison, as_of=at(when)).headline) for when in rows
        } == rows


def test_a_past_midnight_as_it_was_known_is_not_changed_by_a_late_entry(
    small_file: SmallRegister,
) -> None:
    # Domain note 2.6, 1.
    tell(small_file, STORIES["a release entered late, of before midnight"])
    prison, midnight = small_file.prison("WTI"), at("03 00:00")
    known = roll(small_file.desk, prison, as_of=midnight, known_at=midnight).headline
    now_known = roll(small_file.desk, prison, as_of=midnight).headline
    assert (known.unlock_roll, known.population) == (1, 1)
    assert (now_known.unlock_roll, now_known.population) == (0, 0)


def test_a_redirected_coach_is_incoming_where_it_goes_and_from_who_sent_it(
    small_file: SmallRegister,
) -> None:
    day = Day(small_file)
    day.do("02 08:00", asked.OpenPrison(prison="REG", code="XXI", name="Third"))
    day.person("02 09:00", ADA)
    day.do("02 10:00", received())
    day.do("02 11:00", ada(asked.TransferOut, to="EXI"))
    day.do("02 12:00", ada(asked.Redirect, to="XXI"))
    day.do("02 13:00", ada(asked.Arrive, "XXI"))
    small_file.clock.instant = at("02 14:00")
    prison = {code: small_file.prison(code) for code in ("WTI", "EXI", "XXI")}
    incoming = {
        (code, when): roll(small_file.desk, held, as_of=at(when)).headline.incoming
        for code, held in prison.items()
        for when in ("02 11:30", "02 12:30", "02 13:30")
    }
    assert {key for key, count in incoming.items() if count} == {
        ("EXI", "02 11:30"), ("XXI", "02 12:30"),
    }  # fmt: skip
    (way,) = people_behind(small_file.desk, prison["XXI"], "incoming", as_of=at("02 12:30"))
    (came,) = people_behind(small_file.desk, prison["XXI"], "in-today")
    assert (way.sender, came.sender) == ("WTI", "WTI")
    head = roll(small_file.desk, prison["WTI"]).headline
    assert (head.population, head.in_today, head.out_today) == (0, 1, 1)
    for code in prison:
        assert_lists_fit(small_file, code)


def test_who_is_out_holds_a_bed_or_gave_it_up(small_file: SmallRegister) -> None:
    """In each row beds in use = in cell + elsewhere + out."""
    day = Day(small_file)
    day.person("02 09:00", ADA)
    day.person("02 09:01", BEN)
    day.receive("02 10:00", ADA, "A-1-002")
    day.receive("02 10:00", BEN, "A-1-002")
    prison = small_file.prison("WTI")

    def cell() -> tuple[int, ...]:
        found = next(r for r in roll(small_file.desk, prison).rows if r.code == "A-1-002")
        return found.beds_in_use, found.in_cell, found.elsewhere, found.out, found.available

    assert cell() == (2, 2, 0, 0, 0)
    day.do("02 11:00", ada(asked.CourtOut, **COURT))
    assert cell() == (2, 1, 0, 1, 0)
    day.do("02 12:00", asked.Elsewhere(prison="WTI", person=BEN, to="WORKSHOP"))
    assert cell() == (2, 0, 1, 1, 0)
    day.do("02 13:00", ada(asked.Back))
    day.do("02 14:00", ada(asked.CourtOut, **COURT, keep_bed=False))
    assert cell() == (1, 0, 1, 0, 1)
    head = roll(small_file.desk, prison).headline
    assert (head.out, head.court, head.elsewhere, head.population) == (1, 1, 1, 1)


def test_lists_say_where_with_whom_and_when_due(small_file: SmallRegister) -> None:
    day = Day(small_file)
    day.person("02 09:00", ADA)
    day.do("02 10:00", received())
    day.do("02 11:00", ada(
        asked.HospitalOut, **WARD, escort="GEOAME", due_back=at("02 15:30")
    ))  # fmt: skip
    small_file.clock.instant = at("02 18:00")
    prison = small_file.prison("WTI")
    for figure in ("out", "hospital", "overdue"):
        (out,) = people_behind(small_file.desk, prison, figure)
        assert (out.destination, out.officers, out.escort) == (
            WARD["destination"], WARD["officers"], "GEOAME",
        )  # fmt: skip
        assert (out.due_back, out.overdue) == (at("02 15:30"), 150 * MINUTE)
        assert out.bed_cell == "A-1-001"
        assert "2 h 30 min overdue" in out.note
    (went,) = people_behind(small_file.desk, prison, "out-today")
    assert went.note.startswith("to St James's; ")
    assert (went.place, went.bed_cell, went.due_back) == (
        "HOSPITAL", "A-1-001", at("02 15:30"),
    )  # fmt: skip
    day.do("02 19:00", ada(asked.Back))
    came = people_behind(small_file.desk, prison, "in-today")[-1]
    assert came.note.startswith("was at hospital; ")
    day.do("02 20:00", ada(asked.Move, to="CSWAP"))
    (without,) = people_behind(small_file.desk, prison, "no-cell")
    assert without.note.startswith("out of A-1-001 by Test Officer; ")
    day.do("02 21:00", ada(asked.TransferOut, to="EXI", coach="Van 7"))
    (coming,) = people_behind(small_file.desk, small_file.prison("EXI"), "incoming")
    assert (coming.sender, coming.coach, coming.note) == (
        "WTI", "Van 7", "from WTI; coach Van 7; Normal Transfer",
    )  # fmt: skip


def out_of_use(code: str, reason: str) -> asked.TakeOutOfUse:
    """Ask to take a place out of use."""
    return asked.TakeOutOfUse(prison="WTI", code=code, reason=reason)


def settings(**values: str) -> asked.SetPrison:
    """Ask for other readings of the roll."""
    return asked.SetPrison(prison="WTI", values=tuple(values.items()))


def test_a_roll_of_the_past_has_the_estate_and_the_readings_of_then(small: SmallRegister) -> None:
    """Issue text: a roll as of last March uses last March's capacities, status and settings."""
    day = Day(small)
    day.person("02 09:00", ADA)
    day.receive("02 10:00", ADA, "A-1-002")
    day.do("03 09:00", out_of_use("A-1-001", "DAMAGED"))
    day.do("03 10:00", out_of_use("A-1-003", "MOTHBALLED"))
    day.do("03 11:00", settings(mothballed_inactive="no"))
    day.do("03 12:00", asked.MarkPlace(
        prison="WTI", code="A-1-002", values=(("accommodation", "CARE_AND_SEPARATION"),)
    ))  # fmt: skip
    day.do("03 13:00", settings(segregation_available="yes"))
    day.do("03 14:00", asked.BringBack(prison="WTI", code="A-1-001"))
    day.do("03 15:00", asked.ClosePlace(prison="WTI", code="A-1-003", description="Pulled down"))
    day.do("03 16:00", asked.SignCapacity(prison="WTI", signed=3))
    small.clock.instant = at("04 12:00")
    prison = small.prison("WTI")
    # working, available, inactive, held apart, CNA, maximum, rows; signed
    expected = {
        "02 09:00": (4, 4, 0, 0, 3, 6, 5, None),
        "03 08:59": (4, 3, 0, 0, 3, 6, 5, None),
        "03 09:00": (3, 2, 1, 0, 3, 6, 5, None),
        "03 10:00": (2, 1, 2, 0, 3, 6, 5, None),
        # Mothballed cells were never counted by the older system (note 2.6, 4).
        "03 11:00": (2, 1, 1, 0, 3, 6, 5, None),
        # Somebody in care and separation takes no bed that is available (note 2.4) ...
        "03 12:00": (2, 2, 1, 1, 3, 6, 5, None),
        # ... unless the prison counts them.
        "03 13:00": (2, 1, 1, 0, 3, 6, 5, None),
        "03 14:00": (3, 2, 0, 0, 3, 6, 5, None),
        "03 15:00": (3, 2, 0, 0, 2, 3, 4, None),
        "03 16:00": (3, 2, 0, 0, 2, 3, 4, 3),
    }
    found = {}
    for when in expected:
        sheet = roll(small.desk, prison, as_of=at(when))
        t = sheet.totals
        found[when] = (
            t.working, t.available, t.inactive, t.held_apart, t.cna, t.maximum, len(sheet.rows),
            sheet.headline.signed,
        )  # fmt: skip
        assert_lists_fit(small, "WTI", at(when))
        # As it was known then, nothing differs: all was entered when it happened.
        then = roll(small.desk, prison, as_of=at(when), known_at=at(when) + 1)
        assert (then.totals, then.readings) == (t, sheet.readings)
    assert found == expected
    before, after = (
        roll(small.desk, prison, as_of=at(when)).readings for when in ("03 10:59", "03 13:00")
    )
    assert before == (
        "Beds available: people in care and separation cells are left out.",
        "Inactive cells: every cell out of use for a time.",
    )
    assert after == (
        "Beds available: people in care and separation cells count.",
        "Inactive cells: without those mothballed, closed, re-roled or new.",
    )
    (apart,) = people_behind(small.desk, prison, "held-apart", as_of=at("03 12:30"))
    assert apart.number == ADA


def test_a_place_has_no_row_before_it_was_made(small_file: SmallRegister) -> None:
    day = Day(small_file)
    day.do("03 09:00", asked.AddPlace(
        prison="WTI", code="A-1-004", kind="CELL", cna=1, working=1, maximum=1
    ))  # fmt: skip
    small_file.clock.instant = at("04 09:00")
    prison = small_file.prison("WTI")
    codes = {
        when: "A-1-004" in {r.code for r in roll(small_file.desk, prison, as_of=at(when)).rows}
        for when in ("03 08:59", "03 09:00")
    }
    assert codes == {"03 08:59": False, "03 09:00": True}


TABLE = {
    "court_on_roll": ("at court and released there", "03 09:00"),
    "hospital_on_roll": ("hospital over midnight, on to court, back, out again", "02 21:00"),
    "dead_on_roll": ("death, and removal of the body", "03 06:00"),
    "en_route_on_roll": ("in transit over midnight", "03 00:00"),
    "at_large_on_roll_hours": ("escape, 24 hours, recapture", "03 10:00"),
    "absence_on_roll_days": ("temporary absence, overdue, failed to return", "03 09:00"),
}
"""Settings of the on-roll table; a story and when somebody is in that situation."""


@pytest.mark.parametrize("name", TABLE)
def test_the_on_roll_table_is_a_setting_of_the_prison(small: SmallRegister, name: str) -> None:
    # Practice note 2.1; list and figure agree either way.
    story, when = TABLE[name]
    day = Day(small)
    other = "yes" if name.startswith("en_route") else "no" if name.endswith("_roll") else "0"
    day.do("02 08:00", settings(**{name: other}))
    tell(small, STORIES[story])
    rows = STORIES[story].rolls["WTI"]
    usual = [r for t, r in rows.items() if at(t) <= at(when)][-1]
    head = roll(small.desk, small.prison("WTI"), as_of=at(when)).headline
    assert head.on_roll == 1 - usual[-1]
    assert row(head)[:-1] == usual[:-1]
    assert_lists_fit(small, "WTI", at(when))


def test_people_sent_stay_on_the_roll_until_they_arrive_where_it_is_so_set(
    small: SmallRegister,
) -> None:
    day = Day(small)
    day.do("02 08:00", settings(en_route_on_roll="yes"))
    day.person("02 09:00", ADA)
    day.do("02 10:00", received())
    day.do("02 11:00", ada(asked.TransferOut, to="EXI"))
    prison = small.prison("WTI")
    (way,) = people_behind(small.desk, prison, "on-roll")
    assert (way.number, way.place) == (ADA, "EN-ROUTE")
    assert_lists_fit(small, "WTI")
    assert_lists_fit(small, "EXI")
    assert roll(small.desk, prison).headline.on_roll == 1
    day.do("02 12:00", ada(asked.Arrive, "EXI"))
    assert roll(small.desk, prison).headline.on_roll == 0
    assert roll(small.desk, prison, as_of=at("02 11:30")).headline.on_roll == 1
    assert roll(small.desk, small.prison("EXI")).headline.on_roll == 1
