"""Going to: what a text may mean, whatever it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.registers import COURT, SmallRegister
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt
from wingterm.errors import BadInput
from wingterm.services.act import carry_out
from wingterm.services.goto import FIGURE_LISTS, Goal, Meaning, goto, places_and_lists
from wingterm.services.place_codes import full_code, meant
from wingterm.services.places import PlaceLine

ONE = "A1111AA"
DAILY = Meaning(Goal.LIST, "daily-state", "Daily state", "daily-state")
CODES = ("A", "A-1", "A-1-001", "A-1-002", "A-1-010", "A-10", "A-10-001", "B", "WORKSHOP")


def kinds(small: SmallRegister, typed: str) -> list[tuple[str, str]]:
    """Give what a text may mean in the small register."""
    found = goto(small.desk, small.prison("WTI"), typed, [DAILY])
    return [(each.goal.value, each.key) for each in found]


@pytest.mark.parametrize("typed", ["A-1-001", "a-1-001", "a1001", " A1001 ", "a 1 001", "a-1-1"])
def test_a_cell_however_it_is_typed_comes_first(small: SmallRegister, typed: str) -> None:
    assert kinds(small, typed)[0] == ("cell", "A-1-001")


def test_a_wing_comes_before_what_lies_in_it(small: SmallRegister) -> None:
    places = [found for found in kinds(small, "a") if found[0] != "list"]
    assert places[:3] == [("wing", "A"), ("landing", "A-1"), ("cell", "A-1-001")]
    assert kinds(small, "a1")[0] == ("landing", "A-1")
    assert kinds(small, "work")[0] == ("area", "WORKSHOP")
    known = [PlaceLine(code, "CELL", code, 1, 1, 1) for code in CODES]
    inside = [found.key for found in places_and_lists(known, "a", ())]
    assert inside == ["A", "A-1", "A-10", "A-1-001", "A-1-002", "A-1-010", "A-10-001"]


def test_lists_by_their_names(small: SmallRegister) -> None:
    assert kinds(small, "daily") == [("list", "daily-state")]
    assert ("list", "in-reception") in kinds(small, "recep")
    assert kinds(small, "overdue") == [("list", "overdue")]
    assert kinds(small, "in reception") == [("list", "in-reception")], "each word counts"
    assert kinds(small, "out")[0] == ("list", "out"), "a whole name comes first"


def test_a_person_by_a_whole_number_only(small: SmallRegister) -> None:
    who = asked.Register(
        prison="WTI", last_name="Example", first_name="Robin", number=ONE, sex="M",
        date_of_birth="1990-04-12",
    )  # fmt: skip
    carry_out(small.desk, [who, asked.Receive(prison="WTI", person=ONE, authority=COURT)])
    assert kinds(small, "a1111aa") == [("person", ONE)]
    assert "Example, Robin" in goto(small.desk, small.prison("WTI"), ONE)[0].words
    assert kinds(small, "a1111a") == []
    assert kinds(small, "a9999aa") == []


@given(st.text(max_size=400))
def test_nothing_that_is_typed_breaks_it(typed: str) -> None:
    known = [PlaceLine(code, "CELL", code, 1, 1, 1) for code in CODES]
    for found in places_and_lists(known, typed, FIGURE_LISTS):
        assert found.key in CODES or found in FIGURE_LISTS


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("A-1-001", ("A-1-001",)),
        ("a1001", ("A-1-001",)),
        ("a-1-1", ("A-1-001",)),
        ("a-1-10", ("A-1-010",)),
        ("a-01-010", ("A-1-010",)),
        ("a11", ()),
        ("a-1", ("A-1",)),
        ("a10", ("A-10",)),
        ("a-10-1", ("A-10-001",)),
        ("a101", ()),
        ("", ()),
        ("-", ()),
        ("\u00e1-1", ()),
        ("a" * 5000, ()),
        ("A-1-001\x1b[2J", ()),
        ("[/red]", ()),
    ],
)
def test_the_places_that_a_text_stands_for(typed: str, codes: tuple[str, ...]) -> None:
    assert meant(typed, CODES) == codes


def test_two_places_that_differ_in_their_dashes_are_both_named() -> None:
    assert meant("a1001", ("A-1-001", "A-10-01")) == ("A-1-001", "A-10-01")
    assert meant("A-1-001", ("A-1-001", "A-10-01")) == ("A-1-001",)


def test_the_full_code_of_the_one_place(small: SmallRegister) -> None:
    prison = small.prison("WTI")
    assert full_code(small.desk, prison, "a1001", ("CELL",)) == "A-1-001"
    assert full_code(small.desk, prison, "RECP", ("CELL",)) == "RECP"
    assert full_code(small.desk, prison, "a1", ("CELL",)) == "a1", "a landing is no cell"
    assert full_code(small.desk, prison, "z9", ()) == "z9"


def test_two_places_are_refused_with_both_named(small: SmallRegister) -> None:
    landing = asked.AddPlace(prison="WTI", code="A-10", kind="LANDING")
    cell = asked.AddPlace(prison="WTI", code="A-10-01", kind="CELL", cna=1, working=1, maximum=1)
    assert isinstance(carry_out(small.desk, [landing, cell]), Receipt)
    with pytest.raises(BadInput, match=r"may be A-1-001, A-10-01\.") as refused:
        full_code(small.desk, small.prison("WTI"), "a1001", ("CELL",))
    assert "dashes" in refused.value.hint
