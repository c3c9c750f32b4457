"""The invented prisons and people of the demo: nothing in the files that a verb would refuse."""

import csv
from collections import Counter
from datetime import date
from importlib import resources

import pytest

from wingterm.domain.people import SEXES, check_name, parse_date_of_birth
from wingterm.domain.places import PlaceKind
from wingterm.domain.text import guard, search_name
from wingterm.domain.times import known_timezone
from wingterm.services.places_file import COLUMNS, PlacesFile, read_places

FOLDER = resources.files("fixtures") / "demo"
TODAY = date(2026, 11, 23)


def rows(name: str) -> list[dict[str, str]]:
    """Give the rows of a file of the demo."""
    return list(csv.DictReader((FOLDER / name).read_text(encoding="utf-8").splitlines()))


PRISONS = [row["code"] for row in rows("prisons.csv")]


def places_of(prison: str) -> PlacesFile:
    """Give the places of a prison, read as a user's file is."""
    lines = [
        [row[name] for name in COLUMNS] for row in rows("places.csv") if row["prison"] == prison
    ]
    text = "\n".join(",".join(line) for line in [list(COLUMNS), *lines])
    return read_places(text, prison, "places.csv")


def test_prisons() -> None:
    assert len(set(PRISONS)) == len(PRISONS) == 2
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
    }


def test_the_first_prison_has_cells_for_one_two_and_three_and_areas() -> None:
    places = places_of(PRISONS[0]).places
    kinds = Counter(place.kind for place in places)
    assert kinds["WING"] == 3
    assert kinds["AREA"] >= 5
    assert {place.maximum for place in places if place.kind == "CELL"} == {1, 2, 3}


def test_people() -> None:
    people = rows("people.csv")
    assert len(people) > 70
    for person in people:
        for field in ("last_name", "first_name"):
            assert check_name(person[field], field) == person[field]
        assert (
            parse_date_of_birth(person["date_of_birth"], TODAY).isoformat()
            == person["date_of_birth"]
        )
        assert person["sex"] in SEXES
    keys = [search_name(person["last_name"], person["first_name"]) for person in people]
    assert len(set(keys)) == len(keys)


def test_names_of_all_kinds_are_among_them() -> None:
    names = [person["last_name"] for person in rows("people.csv")]
    assert max(len(name) for name in names) == 35
    assert min(len(name) for name in names) == 2
    for sign in "-' ":
        assert any(sign in name for name in names)
    assert sum(not name.isascii() for name in names) > 10
