"""The invented prisons and names of the demo: nothing in the files that a verb would refuse."""

import random
from collections import Counter
from datetime import date

import pytest

from wingterm.domain.identifiers import parse_cro, parse_pnc
from wingterm.domain.people import check_name, parse_date_of_birth
from wingterm.domain.places import PlaceKind
from wingterm.domain.roles import ROLES, may
from wingterm.domain.text import guard
from wingterm.domain.times import known_timezone
from wingterm.services.checks.units_file import read_units_file
from wingterm.services.codes import code_list
from wingterm.services.demo.daily import COURTS, ELSEWHERE
from wingterm.services.demo.names import Names, plain_ascii
from wingterm.services.demo.particulars import ALERTS, RARE_ALERTS
from wingterm.services.demo.terms import rows, text_of
from wingterm.services.places_file import COLUMNS, PlacesFile, read_places

TODAY = date(2026, 11, 23)
PRISONS = [row["code"] for row in rows("prisons.csv")]


def places_of(prison: str) -> PlacesFile:
    """Give the places of a prison, read as a user's file is."""
    lines = [
        [row[name] for name in COLUMNS] for row in rows("places.csv") if row["prison"] == prison
    ]
    text = "\n".join(",".join(line) for line in [list(COLUMNS), *lines])
    return read_places(text, prison, "places.csv")


def test_prisons() -> None:
    assert len(set(PRISONS)) == len(PRISONS) == 3
    for row in rows("prisons.csv"):
        assert guard(row["name"], "name", 80) == row["name"]
        assert known_timezone(row["timezone"])
    assert {row["prison"] for row in rows("places.csv")} == set(PRISONS)


@pytest.mark.parametrize("prison", PRISONS)
def test_the_places_have_no_faults(prison: str) -> None:
    read = places_of(prison)
    assert read.faults == ()
    assert {place.kind for place in read.places} >= {
        PlaceKind.WING,
        PlaceKind.LANDING,
        PlaceKind.CELL,
        PlaceKind.AREA,
    }


def test_the_first_prison_has_six_wings_and_two_units_for_about_1100() -> None:
    places = places_of(PRISONS[0]).places
    kinds = Counter(place.kind for place in places)
    assert kinds["WING"] == 6 + 2
    assert kinds["SPUR"] == 2
    assert kinds["AREA"] >= 10
    assert {place.maximum for place in places if place.kind == "CELL"} == {1, 2, 3}
    cna, working = (sum(getattr(p, name) for p in places) for name in ("cna", "working"))
    assert 1000 < cna < 1100 < working < 1.15 * cna


@pytest.mark.parametrize("field", ["last_name", "first_name"])
def test_names_are_kept_as_they_stand_in_the_file(field: str) -> None:
    names = [row["name"] for row in rows(f"{field}s.csv")]
    assert [check_name(name, field) for name in names] == names
    assert len(set(names)) == len(names) > 150
    assert max(len(name) for name in names) >= 34
    assert min(len(name) for name in names) == 2
    assert sum(not name.isascii() for name in names) > 25


def test_names_of_all_kinds_are_among_them() -> None:
    names = [row["name"] for row in rows("last_names.csv")]
    assert max(len(name) for name in names) == 35
    for sign in "-' .":
        assert any(sign in name for name in names), sign


def test_nobody_has_the_names_or_the_day_of_somebody_else() -> None:
    names = Names(random.Random(1))
    pairs = [names.name() for _ in range(3000)]
    days = [names.born(TODAY) for _ in range(3000)]
    assert len(set(pairs)) == len(set(days)) == 3000
    for day in days:
        assert parse_date_of_birth(day.isoformat(), TODAY) == day
    ages = sorted((TODAY - day).days // 365 for day in days)
    assert 18 <= ages[0] < ages[1500] < 45 < ages[-1] <= 83


def test_numbers_of_other_services_have_their_check_letter_and_come_once() -> None:
    names = Names(random.Random(1))
    pncs = {names.pnc(1990 + n % 30) for n in range(2000)}
    cros = {names.cro(1990 + n % 30) for n in range(2000)}
    assert len(pncs) == len(cros) == 2000
    assert {parse_pnc(number, 2026) for number in pncs} == pncs
    assert {parse_cro(number) for number in cros} == cros


def test_a_name_is_written_without_accents_elsewhere() -> None:
    assert [plain_ascii(name) for name in ("Bošković", "O'Dowd", "Võ")] == [
        "Boskovic", "O'Dowd", "Vo",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("codes", "used"),
    [("courts", COURTS), ("prisons", ELSEWHERE), ("alert_codes", ALERTS + RARE_ALERTS)],
)
def test_codes_of_the_story_are_in_use(codes: str, used: tuple[str, ...]) -> None:
    known = {code.code for code in code_list(codes).active()}
    assert set(used) <= known


def test_the_units_of_a_roll_check_hold_every_wing_and_area_once_and_fill_one_screen() -> None:
    units = rows("units.csv")
    assert len(units) <= 14
    assert len({unit["unit"] for unit in units}) == len(units)
    named = [place for unit in units for place in unit["places"].split()]
    assert len(set(named)) == len(named)
    places = places_of(PRISONS[0]).places
    tops = {p.code for p in places if p.kind in (PlaceKind.WING, PlaceKind.AREA)}
    # Reception, and who has no cell, are places that every prison has.
    assert set(named) == tops | {"RECP", "CSWAP"}
    read = read_units_file(text_of("units.csv"), "units.csv")
    assert read.faults == ()


def test_officers_of_three_shifts_count_and_some_declare() -> None:
    officers = rows("officers.csv")
    assert len({officer["account"] for officer in officers}) == len(officers)
    assert {officer["role"] for officer in officers} <= set(ROLES)
    for officer in officers:
        assert guard(officer["name"], "name", 80) == officer["name"]
        assert may(officer["role"], "count")
    assert sum(may(officer["role"], "declare") for officer in officers) == 3
