"""The arithmetic of the roll: who counts where, columns that add up, order, overcrowding."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wingterm.domain.places import Capacity, PlaceKind, natural_key
from wingterm.domain.roll import RollPlace, RollRow, Tally, inside, roll
from wingterm.domain.standing import NO_BED

FIGURES = (
    "beds_in_use", "in_cell", "elsewhere", "working", "available", "cna", "maximum", "over_cells",
    "over_people",
)  # fmt: skip


def prison(*places: tuple[str, PlaceKind, Capacity | None]) -> dict[int, RollPlace]:
    """Give places by id, each below the one whose code its own begins with."""
    ids = {code: number for number, (code, _, _) in enumerate(places, start=10)}
    return {
        ids[code]: RollPlace(
            ids[code], ids.get(code.rpartition("-")[0]), code, kind, code, capacity
        )
        for code, kind, capacity in places
    }


def cell(code: str, cna: int, working: int, maximum: int) -> tuple[str, PlaceKind, Capacity]:
    return code, PlaceKind.CELL, Capacity(cna, working, maximum)


def rows_of(rows: Iterable[RollRow]) -> dict[str, RollRow]:
    return {row.code: row for row in rows}


SPECIAL: tuple[tuple[str, PlaceKind, None], ...] = (
    ("RECP", PlaceKind.RECEPTION, None),
    ("EN-ROUTE", PlaceKind.EN_ROUTE, None),
    ("WORKSHOP", PlaceKind.AREA, None),
)
WING = prison(
    *SPECIAL,
    ("A", PlaceKind.WING, None),
    ("A-1", PlaceKind.LANDING, None),
    cell("A-1-001", 1, 2, 2),
    cell("A-1-002", 1, 1, 1),
)
RECP, WAY, SHOP, _, _, ONE, TWO = WING


@pytest.mark.parametrize(
    ("tally", "headline", "row"),
    [
        # (population, in reception, elsewhere, incoming), (beds in use, in cell, elsewhere)
        (Tally(ONE, ONE, 1), (1, 0, 0, 0), (1, 1, 0)),
        (Tally(SHOP, ONE, 1), (1, 0, 1, 0), (1, 0, 1)),
        (Tally(SHOP, NO_BED, 1), (1, 0, 1, 0), (0, 0, 0)),
        (Tally(RECP, NO_BED, 1), (1, 1, 0, 0), (0, 0, 0)),
        (Tally(WAY, NO_BED, 1), (0, 0, 0, 1), (0, 0, 0)),
    ],
    ids=["own cell", "work, bed kept", "work, no cell", "reception", "on the way here"],
)
def test_how_each_person_counts(
    tally: Tally, headline: tuple[int, ...], row: tuple[int, ...]
) -> None:
    # Domain note 2.5.
    now, _, totals = roll([tally], WING)
    assert tuple(now) == headline
    assert (totals.beds_in_use, totals.in_cell, totals.elsewhere) == row


def test_a_prison_without_people_or_without_places_has_a_roll() -> None:
    now, rows, totals = roll([], WING)
    assert (now.population, totals.beds_in_use, totals.available) == (0, 0, 3)
    assert [row.code for row in rows] == ["A", "A-1", "A-1-001", "A-1-002"]
    _, none, nothing = roll([], {})
    assert none == ()
    assert [getattr(nothing, figure) for figure in FIGURES] == [0] * len(FIGURES)


def test_sums_are_over_the_cells_below_at_any_depth() -> None:
    places = prison(
        ("A", PlaceKind.WING, None),
        ("A-N", PlaceKind.SPUR, None),
        ("A-N-1", PlaceKind.LANDING, None),
        cell("A-N-1-001", 2, 2, 2),
        ("A-S", PlaceKind.SPUR, None),
        cell("A-S-001", 1, 1, 1),
        ("B", PlaceKind.WING, None),
        ("B-1", PlaceKind.LANDING, None),
        cell("B-1-001", 1, 3, 3),
        cell("B-1-002", 1, 0, 2),
    )
    ids = {place.code: place.id for place in places.values()}
    tallies = [Tally(ids[code], ids[code], 1) for code in ("A-N-1-001", "A-S-001")]
    tallies.append(Tally(ids["B-1-001"], ids["B-1-001"], 3))
    _, rows, totals = roll(tallies, places)
    by_code = rows_of(rows)
    assert [(row.code, row.level) for row in rows] == [
        ("A", 0), ("A-N", 1), ("A-N-1", 2), ("A-N-1-001", 3), ("A-S", 1), ("A-S-001", 2),
        ("B", 0), ("B-1", 1), ("B-1-001", 2), ("B-1-002", 2),
    ]  # fmt: skip
    in_use = {code: row.beds_in_use for code, row in by_code.items()}
    assert in_use == {
        "A": 2, "A-N": 1, "A-N-1": 1, "A-N-1-001": 1, "A-S": 1, "A-S-001": 1,
        "B": 3, "B-1": 3, "B-1-001": 3, "B-1-002": 0,
    }  # fmt: skip
    assert (by_code["A"].working, by_code["A"].available) == (3, 1)
    # Working capacity 0: the cell gives the prison no place, whatever its maximum.
    assert (by_code["B"].working, by_code["B"].available, by_code["B"].maximum) == (3, 0, 5)
    assert (totals.beds_in_use, totals.working, totals.cna) == (5, 6, 5)


def test_beds_available_may_be_negative() -> None:
    # Domain note 2.6, 5: a working capacity can be lowered below the people who are there.
    places = prison(("A", PlaceKind.WING, None), cell("A-001", 1, 1, 3))
    _, (wing, own), totals = roll([Tally(11, 11, 3)], places)
    assert (wing.available, own.available, totals.available) == (-2, -2, -2)


def test_overcrowding_of_the_worked_example() -> None:
    # Domain note 2.4: five cells of CNA 1; two hold two, one three, two one.
    held = {"A-001": 2, "A-002": 2, "A-003": 3, "A-004": 1, "A-005": 1}
    places = prison(("A", PlaceKind.WING, None), *(cell(code, 1, 3, 3) for code in held))
    tallies = [Tally(p.id, p.id, held[p.code]) for p in places.values() if p.code in held]
    _, rows, totals = roll(tallies, places)
    assert (totals.over_cells, totals.over_people) == (3, 4)
    assert {row.code: row.over_people for row in rows if row.kind == "CELL"} == {
        "A-001": 1, "A-002": 1, "A-003": 2, "A-004": 0, "A-005": 0,
    }  # fmt: skip


def test_room_in_one_cell_does_not_make_up_for_another() -> None:
    places = prison(("A", PlaceKind.WING, None), cell("A-001", 1, 2, 2), cell("A-002", 2, 2, 2))
    _, (wing, *_), _ = roll([Tally(11, 11, 2)], places)
    assert wing.beds_in_use < wing.cna
    assert (wing.over_cells, wing.over_people) == (1, 1)


def test_a_cell_without_cna_is_overcrowded_by_anybody() -> None:
    places = prison(("A", PlaceKind.WING, None), ("A-001", PlaceKind.CELL, None))
    _, _, totals = roll([Tally(11, 11, 2)], places)
    assert (totals.over_cells, totals.over_people, totals.available) == (1, 2, -2)


def test_somebody_at_work_still_crowds_their_cell() -> None:
    _, rows, _ = roll([Tally(ONE, ONE, 1), Tally(SHOP, ONE, 1)], WING)
    assert rows_of(rows)["A-1-001"].over_people == 1


def test_order_is_natural() -> None:
    codes = ["A10", "A2", "B", "A2-10", "A2-9", "A2-9-010", "A2-9-9"]
    kinds = (PlaceKind.WING, PlaceKind.LANDING, PlaceKind.CELL)
    places = prison(*((code, kinds[code.count("-")], None) for code in sorted(codes)))
    _, rows, _ = roll([], places)
    order = [row.code for row in rows]
    assert order == ["A2", "A2-9", "A2-9-9", "A2-9-010", "A2-10", "A10", "B"]


def test_what_lies_in_a_place_without_a_row_stands_at_the_top() -> None:
    places = prison(("HCC", PlaceKind.AREA, None), cell("HCC-001", 1, 1, 1))
    _, rows, totals = roll([Tally(11, 11, 1)], places)
    assert [(row.code, row.level) for row in rows] == [("HCC-001", 0)]
    assert totals.beds_in_use == 1


@st.composite
def prisons_with_people(
    draw: st.DrawFn,
) -> tuple[list[Tally], dict[int, RollPlace]]:
    """Give any prison of wings with or without spurs and landings, and people anywhere in it."""
    places: list[tuple[str, PlaceKind, Capacity | None]] = list(SPECIAL)
    for wing in range(draw(st.integers(0, 3))):
        code = f"W{wing}"
        places.append((code, PlaceKind.WING, None))
        for kind in draw(st.sampled_from([(), ("SPUR",), ("LANDING",), ("SPUR", "LANDING")])):
            code = f"{code}-{kind[0]}"
            places.append((code, PlaceKind(kind), None))
        for number in range(draw(st.integers(0, 3))):
            capacity = draw(st.builds(Capacity, *[st.integers(0, 4)] * 3) | st.none())
            places.append((f"{code}-{number:03d}", PlaceKind.CELL, capacity))
    made = prison(*places)
    cells = [place.id for place in made.values() if place.kind is PlaceKind.CELL]
    spots = [(place, NO_BED) for place in (RECP, WAY, SHOP)]
    spots += [(id_, id_) for id_ in cells] + [(SHOP, id_) for id_ in cells]
    people = st.integers(0, 5)
    return [Tally(place, bed, draw(people)) for place, bed in spots], made


@given(prisons_with_people())
def test_everything_adds_up(given_prison: tuple[list[Tally], dict[int, RollPlace]]) -> None:
    tallies, places = given_prison
    now, rows, totals = roll(tallies, places)
    for row in (*rows, totals):
        assert row.beds_in_use == row.in_cell + row.elsewhere
        assert row.available == row.working - row.beds_in_use
        assert row.over_people >= row.over_cells >= 0
    without_bed = sum(t.people for t in tallies if t.place == SHOP and t.cell == NO_BED)
    assert now.population == totals.beds_in_use + now.in_reception + without_bed
    assert now.population == totals.in_cell + now.in_reception + now.elsewhere
    assert now == inside(tallies, places)
    top = [row for row in rows if row.level == 0]
    cells = [row for row in rows if row.kind == "CELL"]
    for figure in FIGURES:
        total = getattr(totals, figure)
        assert sum(getattr(row, figure) for row in top) == total
        assert sum(getattr(row, figure) for row in cells) == total
        for row in rows:
            under = [r for r in cells if r.code == row.code or r.code.startswith(f"{row.code}-")]
            assert sum(getattr(r, figure) for r in under) == getattr(row, figure)


@given(prisons_with_people())
def test_rows_come_in_order_each_before_what_is_below_it(
    given_prison: tuple[list[Tally], dict[int, RollPlace]],
) -> None:
    _, rows, _ = roll(*given_prison)
    codes = [row.code for row in rows]
    assert codes == sorted(codes, key=lambda code: [natural_key(p) for p in code.split("-")])
    assert len(set(codes)) == len(codes)
    for row in rows:
        above = row.code.rpartition("-")[0]
        assert not above or codes.index(above) < codes.index(row.code)
