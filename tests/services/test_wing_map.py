"""A wing as a map: each kind of cell once, whose beds, risk marks by danger; the picture of it."""

from dataclasses import replace

import pytest

from tests.accesses import accesses
from tests.registers import MINUTE, SmallRegister
from tests.services.filled import done, received, record
from tests.services.on_record import na, over, said
from wingterm.domain import requests as asked
from wingterm.domain.risk_marks import RISK_MARKS
from wingterm.errors import BadInput
from wingterm.services.pictures.boxes import LEGEND, picture
from wingterm.services.pictures.wing_map import MapCell, Use, wing_map

HOUR = 60 * MINUTE
CAPACITIES = {
    "A-1-004": (2, 2, 2), "A-1-005": (2, 2, 2), "A-1-006": (1, 1, 1), "A-1-007": (1, 1, 1),
    "A-2-001": (1, 1, 1),
}  # fmt: skip
ALONE, ONE, TWO, HALF, AWAY, WORKING = (f"A{n:04d}AA" for n in range(1, 7))
"""In a single cell; two over the CNA of one; with room for more; at court and at work, of one."""


@pytest.fixture
def wing(small: SmallRegister) -> SmallRegister:
    """A wing with a cell of each kind."""
    done(
        small,
        asked.AddPlace(prison="WTI", code="A-2", kind="LANDING"),
        *(
            asked.AddPlace(prison="WTI", code=code, kind="CELL", cna=cna, working=most,
                           maximum=maximum)
            for code, (cna, most, maximum) in CAPACITIES.items()
        ),
    )  # fmt: skip
    done(small, *(record(number) for number in (ALONE, ONE, TWO, HALF, AWAY, WORKING)))
    done(
        small, received(ALONE, "A-1-001"), received(ONE, "A-1-002"), received(TWO, "A-1-002"),
        received(HALF, "A-1-004"), received(AWAY, "A-1-005"), received(WORKING, "A-1-005"),
    )  # fmt: skip
    done(small, asked.TakeOutOfUse(prison="WTI", code="A-1-006", reason="DAMAGED"))
    done(small, asked.CourtOut(prison="WTI", person=AWAY, destination="Leeds Crown Court"))
    done(small, asked.Elsewhere(prison="WTI", person=WORKING, to="WORKSHOP"))
    return small


def cells(small: SmallRegister, code: str = "A") -> dict[str, MapCell]:
    """Give the cells of the map by code."""
    found = wing_map(small.desk, small.prison("WTI"), code)
    return {cell.code: cell for cell in found.cells}


def test_each_cell_is_what_an_officer_calls_it(wing: SmallRegister) -> None:
    assert {code: cell.use for code, cell in cells(wing).items()} == {
        "A-1-001": Use.SINGLE,
        "A-1-002": Use.OVER,
        "A-1-003": Use.FREE,
        "A-1-004": Use.ROOM,
        "A-1-005": Use.SHARED,
        "A-1-006": Use.CLOSED,
        "A-1-007": Use.FREE,
        "A-2-001": Use.FREE,
    }


def test_who_is_out_and_who_is_elsewhere_has_a_letter_and_words(wing: SmallRegister) -> None:
    cell = cells(wing)["A-1-005"]
    assert cell.letters == "oe"
    assert [person.where for person in cell.people] == ["At court", "At WORKSHOP"]
    assert cells(wing)["A-1-001"].letters == ""


@pytest.mark.parametrize(
    ("fact", "key", "values", "letter"),
    [
        ("csra", "", {"level": "HIGH_GENERAL"}, "H"),
        ("csra", "", {"level": "STANDARD"}, ""),
        ("alert", "HA", {}, "A"),
        ("alert", "XSA", {}, "S"),
        ("alert", "XCU", {}, "U"),
        ("alert", "XELH", {}, "E"),
        ("alert", "XA", {}, "F"),
        ("alert", "RCON", {}, "K"),
        ("alert", "PEEP", {}, "P"),
        ("alert", "F1", {}, ""),
    ],
)
def test_a_risk_has_its_letter_until_it_is_over(
    wing: SmallRegister, fact: str, key: str, values: dict[str, str], letter: str
) -> None:
    told = values | ({"start": "2026-03-02"} if fact == "alert" else {})
    done(wing, replace(said(fact, key), values=tuple(told.items())))
    assert cells(wing)["A-1-001"].letters == letter
    done(wing, over(fact, key))
    assert cells(wing)["A-1-001"].letters == ""


def test_a_cell_sharing_risk_of_an_earlier_stay_gives_no_letter(wing: SmallRegister) -> None:
    done(wing, said("csra", level="HIGH_GENERAL"))
    wing.clock.advance(HOUR)
    done(wing, asked.Release(prison="WTI", person=ALONE, reason="CR"))
    wing.clock.advance(HOUR)
    done(wing, received(ALONE, "A-1-001"))
    cell = cells(wing)["A-1-001"]
    assert (cell.letters, cell.people[0].csra) == ("", "Not entered")


def test_who_is_to_be_kept_apart_is_named(wing: SmallRegister) -> None:
    done(wing, na(other=HALF))
    found = cells(wing)
    assert found["A-1-001"].letters == found["A-1-004"].letters == "K"
    assert f"keep apart from {HALF}" in found["A-1-001"].people[0].words
    done(wing, over("na", HALF))
    assert cells(wing)["A-1-004"].letters == ""


def test_letters_of_a_cell_stand_in_the_order_of_danger(wing: SmallRegister) -> None:
    for code in ("PEEP", "XA", "HA"):
        done(wing, said("alert", code, ONE, start="2026-03-02"))
    done(wing, said("csra", person=TWO, level="HIGH_GENERAL"))
    cell = cells(wing)["A-1-002"]
    assert cell.letters == "HAFP"
    assert "Arsonist" in cell.people[0].words
    assert "CSRA High risk - general" in cell.people[1].words


def test_the_picture_has_every_cell_once_and_says_what_it_is(wing: SmallRegister) -> None:
    found = wing_map(wing.desk, wing.prison("WTI"), "A")
    drawn = picture(found, 80)
    assert drawn.lines == (
        " A-1 |01 1|02!2|03 .|04+1|05 2|06 X|07 .|",
        " 6/9 |    |    |    |    |oe  |    |    |",
        " A-2 |01 .|",
        " 0/1 |    |",
    )
    assert len(drawn.boxes) == len(found.cells)
    for cell, box in zip(found.cells, drawn.boxes, strict=True):
        shown = drawn.lines[box.y][box.x : box.x + drawn.width]
        assert shown.startswith(cell.code[-2:])


def test_a_landing_of_sixty_cells_and_more_letters_than_fit(small: SmallRegister) -> None:
    done(
        small,
        asked.AddPlace(prison="WTI", code="A-9", kind="LANDING"),
        *(
            asked.AddPlace(prison="WTI", code=f"A-9-{n:03d}", kind="CELL", cna=1, working=1,
                           maximum=1)
            for n in range(1, 61)
        ),
        record(ALONE),
        received(ALONE, "A-9-060"),
    )  # fmt: skip
    for code in ("HA", "XA", "XSA", "XCU", "XER"):
        done(small, said("alert", code, start="2026-03-02"))
    found = wing_map(small.desk, small.prison("WTI"), "A-9")
    for roomy in (False, True):
        drawn = picture(found, 80, roomy=roomy)
        assert len(drawn.boxes) == 60
        assert all(len(line) < 80 for line in drawn.lines)
        assert len({box.x for box in drawn.boxes if box.y == drawn.boxes[0].y}) == 12
        assert "ASU>" in "\n".join(drawn.lines)


def test_spurs_are_headed_where_there_is_room(small: SmallRegister) -> None:
    done(
        small,
        *(
            asked.AddPlace(prison="WTI", code=code, kind=kind)
            for code, kind in (("F", "WING"), ("F-N", "SPUR"), ("F-N-1", "LANDING"))
        ),
        asked.AddPlace(prison="WTI", code="F-N-1-001", kind="CELL", cna=1, working=1, maximum=1),
    )
    found = wing_map(small.desk, small.prison("WTI"), "F")
    assert picture(found, 80, roomy=True).lines == (
        " F-N",
        "       +----+",
        " F-N-1 |01 .|",
        " 0/1   |    |",
        "       +----+",
    )


def test_every_letter_is_in_the_legend() -> None:
    for mark in RISK_MARKS:
        assert f"{mark.letter} {mark.words}" in LEGEND[1]
    assert all(len(line) < 80 for line in LEGEND)


def test_a_wing_that_is_none_is_refused_in_words(small: SmallRegister) -> None:
    for code in ("Z", "WORKSHOP", ""):
        with pytest.raises(BadInput, match="has no wing or landing"):
            wing_map(small.desk, small.prison("WTI"), code)


def test_looking_at_a_map_is_logged_with_who_was_named(wing: SmallRegister) -> None:
    cells(wing, "A-1-001")
    last = accesses(wing.desk)[-1]
    assert ALONE in last["people"]
    assert ONE not in last["people"]
