"""Places: codes, what lies in what, and how many people a cell takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wingterm.domain.places import (
    ABOVE,
    CODE_MAX,
    Capacity,
    PlaceKind,
    check_place_code,
    natural_key,
    parent_code,
)

CODES = st.from_regex(r"[A-Z0-9]{1,9}(-[A-Z0-9]{1,9}){0,3}", fullmatch=True)
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=[]))


@pytest.mark.parametrize(
    ("typed", "code"),
    [("A", "A"), ("a-1-001", "A-1-001"), (" RECP ", "RECP"), ("workshop-1", "WORKSHOP-1"),
     ("A-1-2-003", "A-1-2-003"), ("7", "7")],
)  # fmt: skip
def test_place_codes(typed: str, code: str) -> None:
    assert check_place_code(typed) == code


@pytest.mark.parametrize(
    "typed",
    ["", " ", "-", "A-", "-A", "A--1", "A 1", "A_1", "A/1", "A-1-2-3-4", "x" * 13, "A\x00",
     "A-1\n-001", "\u0410", "A-\uff11", "\u0131", "\xdf", "=A", "../A", "-".join(["x" * 12] * 4)],
)  # fmt: skip
def test_what_is_no_place_code(typed: str) -> None:
    with pytest.raises(ValueError, match="letters and digits joined by hyphens"):
        check_place_code(typed)


@given(ANY_TEXT)
def test_a_code_that_is_taken_is_taken_again_as_it_is(typed: str) -> None:
    try:
        code = check_place_code(typed)
    except ValueError:
        return
    assert check_place_code(code) == code
    assert len(code) <= CODE_MAX


@pytest.mark.parametrize(
    ("code", "above"),
    [("A", None), ("A-1", "A"), ("A-1-001", "A-1"), ("WORKSHOP-1", "WORKSHOP")],
)
def test_the_place_above(code: str, above: str | None) -> None:
    assert parent_code(code) == above


@given(CODES)
def test_the_way_up_ends(code: str) -> None:
    steps = 0
    above: str | None = code
    while above is not None:
        above = parent_code(above)
        steps += 1
    assert steps == code.count("-") + 1


def test_numbers_sort_as_numbers() -> None:
    codes = [
        "A10",
        "B",
        "A2",
        "A-10",
        "A-2-010",
        "A-2",
        "A-2-009",
        "A",
        "A1",
        "10",
        "9",
        "A-2-1000",
    ]
    assert sorted(codes, key=natural_key) == [
        "9", "10", "A", "A1", "A2", "A10", "A-2", "A-2-009", "A-2-010", "A-2-1000", "A-10", "B",
    ]  # fmt: skip


@given(st.lists(CODES))
def test_any_codes_can_be_sorted_whatever_order_they_come_in(codes: list[str]) -> None:
    keys = sorted(natural_key(code) for code in codes)
    assert keys == sorted(natural_key(code) for code in reversed(codes))


@given(CODES)
def test_a_place_sorts_after_the_one_above(code: str) -> None:
    above = parent_code(code)
    assert above is None or natural_key(above) < natural_key(code)


@pytest.mark.parametrize(
    ("capacity", "room"),
    [
        (Capacity(1, 2, 3), 2),
        (Capacity(1, 0, 3), 3),
        (Capacity(2, 1, 1), 1),
        (Capacity(0, 1, 2), 1),
    ],
)
def test_room_is_the_working_capacity_or_the_maximum_where_that_is_0(
    capacity: Capacity, room: int
) -> None:
    assert capacity.room == room


def test_nothing_lies_in_a_cell_or_outside_a_wing() -> None:
    assert all(PlaceKind.CELL not in kinds for kinds in ABOVE.values())
    for kind in ABOVE:
        seen: set[PlaceKind] = set()
        kinds = {kind}
        while kinds - seen:
            seen |= kinds
            kinds = {above for one in kinds for above in ABOVE[one]}
        assert PlaceKind.WING in seen
