"""The arithmetic of the roll: who counts where, columns that add up, order, overcrowding."""

from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wingterm.domain.estate import Estate
from wingterm.domain.places import Capacity, PlaceKind, natural_key
from wingterm.domain.prison_settings import PrisonSettings
from wingterm.domain.roll import (
    Inside,
    RollPlace,
    Tallies,
    Tally,
    cells_apart,
    readings,
)
from wingterm.domain.roll_records import RollRow
from wingterm.domain.standing import NO_BED
from wingterm.services.estates import uncounted

FIGURES = (
    "beds_in_use", "in_cell", "elsewhere", "out", "working", "available", "inactive", "held_apart",
    "cna", "maximum", "over_cells", "over_people",
)  # fmt: skip


def tallied(tallies: Iterable[Tally]) -> Tallies:
    """Give counts as the register gives them: nobody in a cell is asked whose bed they hold."""
    tallies = list(tallies)
    places: Counter[int] = Counter()
    for tally in tallies:
        places[tally.place] += tally.people
    return Tallies(places, [tally for tally in tallies if tally.place != tally.cell])


def roll(
    tallies: Iterable[Tally],
    places: dict[int, RollPlace],
    settings: PrisonSettings | None = None,
    uncounted: Iterable[str] = (),
) -> tuple[Inside, tuple[RollRow, ...], RollRow]:
    """Give the roll of places laid out anew."""
    return Estate(places, settings, uncounted).roll(tallied(tallies))


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
    ("CSWAP", PlaceKind.NO_CELL, None),
    ("COURT", PlaceKind.COURT, None),
    ("TAP", PlaceKind.ABSENCE, None),
    ("HOSPITAL", PlaceKind.HOSPITAL, None),
    ("AT-LARGE", PlaceKind.AT_LARGE, None),
)
WING = prison(
    *SPECIAL,
    ("A", PlaceKind.WING, None),
    ("A-1", PlaceKind.LANDING, None),
    cell("A-1-001", 1, 2, 2),
    cell("A-1-002", 1, 1, 1),
)
RECP, WAY, SHOP, CSWAP, COURT, TAP, WARD, LARGE, _, _, ONE, TWO = WING


@pytest.mark.parametrize(
    ("tally", "row", "headline"),
    [
        # beds in use, in cell, elsewhere, out (of the rows); what the headline says besides 0
        (Tally(ONE, ONE, 1), (1, 1, 0, 0), {"population"}),
        (Tally(SHOP, ONE, 1), (1, 0, 1, 0), {"population", "elsewhere"}),
        (Tally(SHOP, NO_BED, 1), (0, 0, 0, 0), {"population", "elsewhere"}),
        (Tally(RECP, NO_BED, 1), (0, 0, 0, 0), {"population", "in_reception"}),
        (Tally(CSWAP, NO_BED, 1), (0, 0, 0, 0), {"population", "no_cell"}),
        (Tally(COURT, ONE, 1), (1, 0, 0, 1), {"out", "court"}),
        (Tally(COURT, NO_BED, 1), (0, 0, 0, 0), {"out", "court"}),
        (Tally(TAP, ONE, 1), (1, 0, 0, 1), {"out", "absence"}),
        (Tally(WARD, TWO, 1), (1, 0, 0, 1), {"out", "hospital"}),
        (Tally(LARGE, NO_BED, 1), (0, 0, 0, 0), {"at_large"}),
        (Tally(WAY, NO_BED, 1), (0, 0, 0, 0), {"incoming"}),
    ],
)
def test_how_each_person_counts(tally: Tally, row: tuple[int, ...], headline: set[str]) -> None:
    # Domain note 2.5, with CSWAP as the newer system has it.
    now, _, totals = roll([tally], WING)
    assert {name for name, count in now._asdict().items() if count == 1} == headline
    assert sum(now) == len(headline)
    assert (totals.beds_in_use, totals.in_cell, totals.elsewhere, totals.out) == row


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
) -> tuple[list[Tally], dict[int, RollPlace], PrisonSettings]:
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
    statuses = st.sampled_from(["ACTIVE"] * 4 + ["INACTIVE", "ARCHIVED", "DRAFT", "CONVERTED"])
    marks = st.sampled_from(["", "NORMAL_ACCOMMODATION", "CARE_AND_SEPARATION"])
    made = {
        place.id: place._replace(status=draw(statuses), why="I", accommodation=draw(marks))
        for place in prison(*places).values()
    }
    cells = [place.id for place in made.values() if place.kind is PlaceKind.CELL]
    spots = [(place, NO_BED) for place in (RECP, WAY, SHOP, CSWAP, COURT, TAP, WARD, LARGE)]
    spots += [(at, id_) for id_ in cells for at in (id_, SHOP, COURT, TAP, WARD)]
    people = st.integers(0, 5)
    settings = draw(st.builds(
        PrisonSettings, segregation_available=st.booleans(), mothballed_inactive=st.booleans()
    ))  # fmt: skip
    return [Tally(place, bed, draw(people)) for place, bed in spots], made, settings


Drawn = tuple[list[Tally], dict[int, RollPlace], PrisonSettings]


@given(prisons_with_people())
def test_everything_adds_up(drawn: Drawn) -> None:
    tallies, places, settings = drawn
    now, rows, totals = roll(tallies, places, settings, {"I"})
    for row in (*rows, totals):
        assert row.beds_in_use == row.in_cell + row.elsewhere + row.out
        assert row.available == row.working - (row.beds_in_use - row.held_apart)
        assert row.over_people >= row.over_cells >= 0
        assert row.held_apart == 0 or not settings.segregation_available
    without_bed = sum(t.people for t in tallies if t.place == SHOP and t.cell == NO_BED)
    out_without = now.out - totals.out
    assert now.population == (
        totals.beds_in_use - totals.out + now.in_reception + now.no_cell + without_bed
    )
    assert now.population == totals.in_cell + now.in_reception + now.no_cell + now.elsewhere
    assert now.out == now.court + now.absence + now.hospital
    assert out_without == sum(
        t.people for t in tallies if t.place in (COURT, TAP, WARD) and t.cell == NO_BED
    )
    assert totals.beds_in_use == sum(t.people for t in tallies if t.cell != NO_BED)
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
def test_rows_come_in_order_each_before_what_is_below_it(drawn: Drawn) -> None:
    _, rows, _ = roll(*drawn)
    codes = [row.code for row in rows]
    assert codes == sorted(codes, key=lambda code: [natural_key(p) for p in code.split("-")])
    assert len(set(codes)) == len(codes)
    for row in rows:
        above = row.code.rpartition("-")[0]
        assert not above or codes.index(above) < codes.index(row.code)


THREE = prison(
    ("A", PlaceKind.WING, None),
    ("A-1", PlaceKind.LANDING, None),
    cell("A-1-001", 1, 2, 2),
    cell("A-1-002", 1, 1, 1),
    ("A-2", PlaceKind.LANDING, None),
    cell("A-2-001", 2, 2, 3),
)
IDS = {place.code: place.id for place in THREE.values()}


def changed(**places: dict[str, str]) -> dict[int, RollPlace]:
    """Give the three cells with places changed, by code with underscores."""
    by_id = {IDS[code.replace("_", "-")]: more for code, more in places.items()}
    return {
        id_: place._replace(status=more.get("status", "ACTIVE"), why=more.get("why", ""),
                     accommodation=more.get("accommodation", ""))
        for id_, place in THREE.items()
        for more in [by_id.get(id_, {})]
    }  # fmt: skip


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        # working, inactive, CNA, maximum of all; codes of the rows shown
        ({}, (5, 0, 4, 6, "A A-1 A-1-001 A-1-002 A-2 A-2-001")),
        (
            {"A_1_001": {"status": "INACTIVE", "why": "DAMAGED"}},
            (3, 1, 4, 6, "A A-1 A-1-001 A-1-002 A-2 A-2-001"),
        ),
        (
            {"A_1": {"status": "INACTIVE", "why": "DAMP"}},
            (2, 2, 4, 6, "A A-1 A-1-001 A-1-002 A-2 A-2-001"),
        ),
        (
            {"A": {"status": "INACTIVE", "why": "DAMP"}},
            (0, 3, 4, 6, "A A-1 A-1-001 A-1-002 A-2 A-2-001"),
        ),
        ({"A_2": {"status": "ARCHIVED"}}, (3, 0, 2, 3, "A A-1 A-1-001 A-1-002")),
        ({"A_2_001": {"status": "DRAFT"}}, (3, 0, 2, 3, "A A-1 A-1-001 A-1-002 A-2")),
        (
            {"A_1_002": {"status": "CONVERTED"}, "A_1": {"status": "INACTIVE"}},
            (2, 1, 3, 5, "A A-1 A-1-001 A-2 A-2-001"),
        ),
    ],
)
def test_what_is_out_of_use_counts_by_note_2_4(
    places: dict[str, dict[str, str]], expected: tuple[object, ...]
) -> None:
    _, rows, totals = roll([], changed(**places))
    shown = " ".join(row.code for row in rows)
    assert (totals.working, totals.inactive, totals.cna, totals.maximum, shown) == expected


def test_a_place_that_waits_or_is_out_of_use_keeps_its_row_and_its_people() -> None:
    # Better than note 2.4: rows and totals are of the same places.
    places = changed(A_1={"status": "INACTIVE"}, A_2={"status": "ARCHIVED"})
    tallies = [Tally(IDS["A-1-001"], IDS["A-1-001"], 1), Tally(IDS["A-2-001"], IDS["A-2-001"], 1)]
    _, rows, totals = roll(tallies, places)
    by_code = rows_of(rows)
    assert by_code["A-1"].status == by_code["A-1-001"].status == "INACTIVE"
    # Somebody is in what was closed for good: an error somewhere, but nobody is left out.
    assert (by_code["A-2-001"].in_cell, totals.beds_in_use, totals.available) == (1, 2, -2)


@pytest.mark.parametrize(
    ("why", "older"), [("I", 0), ("A", 0), ("C", 0), ("E", 0), ("D", 1), ("DAMAGED", 1)]
)
def test_which_reasons_make_an_inactive_cell_is_a_setting(why: str, older: int) -> None:
    # Domain note 2.6, 4: the older system never counted mothballed, new, re-roled or closed cells.
    places = changed(A_1_002={"status": "INACTIVE", "why": why})
    found = {
        counts: roll([], places, PrisonSettings(mothballed_inactive=counts), uncounted())[2]
        for counts in (True, False)
    }
    assert (found[True].inactive, found[False].inactive) == (1, older)
    assert found[True].working == found[False].working == 4
    assert [readings(PrisonSettings(mothballed_inactive=c), t)[1] for c, t in found.items()] == [
        "Inactive cells: every cell out of use for a time.",
        "Inactive cells: without those mothballed, closed, re-roled or new.",
    ]


def test_the_newer_word_for_mothballed_is_the_older_reason() -> None:
    assert uncounted() == {"A", "C", "E", "I", "MOTHBALLED"}


@pytest.mark.parametrize("where", ["A_1_001", "A_1", "A"])
def test_segregation_and_beds_available_is_a_setting(where: str) -> None:
    # Domain notes 2.4 and 2.6, 4; the mark lies on the cell or on what it is in.
    places = changed(**{where: {"accommodation": "CARE_AND_SEPARATION"}})
    tallies = [Tally(IDS["A-1-001"], IDS["A-1-001"], 2)]
    newer = PrisonSettings()
    apart, counted = (
        roll(tallies, places, settings)[2]
        for settings in (newer, PrisonSettings(segregation_available=True))
    )
    assert (apart.working, apart.beds_in_use, apart.held_apart, apart.available) == (5, 2, 2, 5)
    assert (counted.held_apart, counted.available, counted.working) == (0, 3, 5)
    assert "A-1-001" in cells_apart(places, newer)
    assert not cells_apart(places, PrisonSettings(segregation_available=True))
    assert readings(newer, apart)[0].endswith("are left out (2).")
    assert readings(PrisonSettings(segregation_available=True), counted)[0].endswith("count.")


def test_the_nearest_mark_counts() -> None:
    places = changed(
        A={"accommodation": "CARE_AND_SEPARATION"},
        A_1_002={"accommodation": "NORMAL_ACCOMMODATION"},
    )
    assert cells_apart(places, PrisonSettings()) == {"A-1-001", "A-2-001"}
