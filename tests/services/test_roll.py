"""Hand-worked days: the roll at each hour, as now known and as it was believed."""

from tests.registers import SmallRegister
from tests.services.days import OVER, Day, assert_lists_fit, at, figures
from wingterm.domain import requests as asked
from wingterm.services.lists import people_behind
from wingterm.services.roll import roll

ADA, BEN, CAL, DEE, EVE, FAY = (f"A000{n}AA" for n in range(1, 7))


def tell(small: SmallRegister) -> None:
    """Tell two days: the 2nd, and the 3rd with a late entry, a mistake and its correction."""
    day = Day(small)
    for number in (ADA, BEN, CAL, DEE, EVE, FAY):
        day.person("02 09:00", number)
    day.receive("02 10:00", ADA, "A-1-001")
    day.receive("02 11:00", BEN, "A-1-002")
    day.receive("02 12:00", CAL, "A-1-003")
    day.receive("02 13:00", DEE)
    day.receive("02 14:00", EVE, "B-1-001", prison="EXI")
    day.do("02 22:00", asked.TransferOut(prison="EXI", person=EVE, to="WTI"))
    day.do("03 07:00", asked.Arrive(prison="WTI", person=EVE, cell="A-1-002", acknowledged=OVER))
    day.do("03 08:00", asked.Elsewhere(prison="WTI", person=ADA, to="WORKSHOP"))
    day.do("03 09:00", asked.Swap(prison="WTI", person=BEN, other=CAL))
    day.receive("03 10:00", FAY)
    day.do("03 11:00", asked.TransferOut(prison="WTI", person=CAL, to="EXI"))
    day.do("03 12:00", asked.Back(prison="WTI", person=ADA))
    day.do("03 13:00", asked.Release(prison="WTI", person=BEN, reason="CR"))
    # Entered late: at 12:30 Dee left reception.
    day.do("03 14:00", asked.Move(
        prison="WTI", person=DEE, to="A-1-002", at=at("03 12:30"), acknowledged=OVER
    ))  # fmt: skip
    # It was Fay who left, at half past three, not Ben at one.
    day.do("03 15:00", asked.Correct(prison="WTI", person=BEN, why="wrong person at the gate"))
    day.do("03 16:00", asked.Release(prison="WTI", person=FAY, reason="CR", at=at("03 15:30")))
    small.clock.instant = at("04 00:30")


NOW_KNOWN = {
    # unlock, population, in, out, reception, elsewhere, incoming
    "02 09:30": (0, 0, 0, 0, 0, 0, 0),
    "02 10:00": (0, 1, 1, 0, 0, 0, 0),
    "02 12:59": (0, 3, 3, 0, 0, 0, 0),
    "02 13:00": (0, 4, 4, 0, 1, 0, 0),
    "02 22:00": (0, 4, 4, 0, 1, 0, 1),
    "02 23:59": (0, 4, 4, 0, 1, 0, 1),
    "03 00:00": (4, 4, 0, 0, 1, 0, 1),
    "03 06:59": (4, 4, 0, 0, 1, 0, 1),
    "03 07:00": (4, 5, 1, 0, 1, 0, 0),
    "03 08:00": (4, 5, 1, 0, 1, 1, 0),
    "03 09:00": (4, 5, 1, 0, 1, 1, 0),
    "03 10:00": (4, 6, 2, 0, 2, 1, 0),
    "03 11:00": (4, 5, 2, 1, 2, 1, 0),
    "03 12:00": (4, 5, 2, 1, 2, 0, 0),
    "03 12:30": (4, 5, 2, 1, 1, 0, 0),
    "03 13:00": (4, 5, 2, 1, 1, 0, 0),
    "03 15:30": (4, 4, 2, 2, 0, 0, 0),
    "04 00:00": (4, 4, 0, 0, 0, 0, 0),
}
"""The roll of WTI as of each hour, as known in the end."""

BELIEVED = {
    # (as of, known at)
    ("03 12:30", "03 12:30"): (4, 5, 2, 1, 2, 0, 0),
    ("03 13:00", "03 13:00"): (4, 4, 2, 2, 2, 0, 0),
    ("03 14:00", "03 13:59"): (4, 4, 2, 2, 2, 0, 0),
    ("03 14:00", "03 14:00"): (4, 4, 2, 2, 1, 0, 0),
    ("03 12:30", "03 14:00"): (4, 5, 2, 1, 1, 0, 0),
    ("03 13:00", "03 14:59"): (4, 4, 2, 2, 1, 0, 0),
    ("03 13:00", "03 15:00"): (4, 5, 2, 1, 1, 0, 0),
    ("03 15:30", "03 15:59"): (4, 5, 2, 1, 1, 0, 0),
    ("03 15:30", "03 16:00"): (4, 4, 2, 2, 0, 0, 0),
    ("02 23:00", "02 13:00"): (0, 4, 4, 0, 1, 0, 0),
    ("03 12:00", "02 09:30"): (0, 0, 0, 0, 0, 0, 0),
}
"""The same as it was believed: before the late entry, before the correction, and after."""

EXCHANGE = {
    "02 14:00": (0, 1, 1, 0, 0, 0, 0),
    "02 22:00": (0, 0, 1, 1, 0, 0, 0),
    "03 10:59": (0, 0, 0, 0, 0, 0, 0),
    "03 11:00": (0, 0, 0, 0, 0, 0, 1),
    "04 00:30": (0, 0, 0, 0, 0, 0, 1),
}
"""The roll of EXI, to which Cal is still on the way a day later."""

CELLS = {
    # cell: (in cell, elsewhere)
    "03 07:30": {"A-1-001": (1, 0), "A-1-002": (2, 0), "A-1-003": (1, 0)},
    "03 08:30": {"A-1-001": (0, 1), "A-1-002": (2, 0), "A-1-003": (1, 0)},
    "03 11:30": {"A-1-001": (0, 1), "A-1-002": (1, 0), "A-1-003": (1, 0)},
    "03 12:00": {"A-1-001": (1, 0), "A-1-002": (1, 0), "A-1-003": (1, 0)},
    "03 12:30": {"A-1-001": (1, 0), "A-1-002": (2, 0), "A-1-003": (1, 0)},
}
HOLDERS = {
    "03 08:59": {"A-1-001": {ADA}, "A-1-002": {BEN, EVE}, "A-1-003": {CAL}},
    "03 09:00": {"A-1-001": {ADA}, "A-1-002": {CAL, EVE}, "A-1-003": {BEN}},
    "03 13:00": {"A-1-001": {ADA}, "A-1-002": {DEE, EVE}, "A-1-003": {BEN}},
}


def test_the_roll_of_each_hour(small: SmallRegister) -> None:
    tell(small)
    for code, hours in (("WTI", NOW_KNOWN), ("EXI", EXCHANGE)):
        prison = small.prison(code)
        found = {when: roll(small.desk, prison, as_of=at(when)) for when in hours}
        assert {when: figures(sheet.headline) for when, sheet in found.items()} == hours
        for when in hours:
            assert_lists_fit(small, code, as_of=at(when))


def test_the_roll_as_it_was_believed(small: SmallRegister) -> None:
    tell(small)
    prison = small.prison("WTI")
    found = {
        (when, known): roll(small.desk, prison, as_of=at(when), known_at=at(known))
        for when, known in BELIEVED
    }
    assert {key: figures(sheet.headline) for key, sheet in found.items()} == BELIEVED
    for when, known in BELIEVED:
        assert_lists_fit(small, "WTI", as_of=at(when), known_at=at(known))


def test_cells_and_who_holds_their_beds(small: SmallRegister) -> None:
    tell(small)
    prison = small.prison("WTI")
    for when, expected in CELLS.items():
        rows = {row.code: row for row in roll(small.desk, prison, as_of=at(when)).rows}
        assert {c: (rows[c].in_cell, rows[c].elsewhere) for c in expected} == expected, when
        assert rows["A"].beds_in_use == rows["A-1"].beds_in_use == sum(map(sum, expected.values()))
    for when, holders in HOLDERS.items():
        held: dict[str, set[str]] = {}
        for person in people_behind(small.desk, prison, "beds-in-use", as_of=at(when)):
            held.setdefault(person.bed_cell, set()).add(person.number)
        assert held == holders, when


def test_the_roll_of_now_is_the_roll_as_of_now(small: SmallRegister) -> None:
    tell(small)
    for code in ("WTI", "EXI"):
        prison, now = small.prison(code), small.clock()
        live = roll(small.desk, prison)
        assert live == roll(small.desk, prison, as_of=now)
        assert (live.as_of, live.known_at) == (now, None)
        known = roll(small.desk, prison, known_at=now)
        assert (known.headline, known.rows, known.as_of) == (live.headline, live.rows, now)
        assert_lists_fit(small, code)


def test_lists_name_the_people_and_why(small: SmallRegister) -> None:
    tell(small)
    wti = small.prison("WTI")

    def listed(figure: str, when: str, known: str | None = None) -> list[tuple[str, ...]]:
        known_at = at(known) if known else None
        people = people_behind(small.desk, wti, figure, as_of=at(when), known_at=known_at)
        return [(p.number, p.place, p.bed_cell, p.note) for p in people]

    sent = "from EXI; Transfer In from Other Establishment"
    remand = "Unconvicted Remand"
    assert listed("incoming", "03 06:00") == [(EVE, "EN-ROUTE", "", "from EXI; Normal Transfer")]
    assert listed("in-today", "03 23:00") == [
        (EVE, "A-1-002", "A-1-002", sent),
        (FAY, "RECP", "", remand),
    ]
    assert listed("out-today", "03 23:00") == [
        (CAL, "EN-ROUTE", "", "to EXI; Normal Transfer"),
        (FAY, "OUTSIDE", "", "Conditional Release (CJA91) -SH Term>1YR"),
    ]
    assert listed("out-today", "03 14:00", "03 14:00")[1][0] == BEN
    assert listed("elsewhere", "03 11:00") == [(ADA, "WORKSHOP", "A-1-001", "")]
    assert listed("in-reception", "03 12:00") == [
        (DEE, "RECP", "", remand),
        (FAY, "RECP", "", remand),
    ]
