"""Clues held against any differences: what is given explains one, and the order is one."""

from hypothesis import given
from hypothesis import strategies as st

from wingterm.domain.checks.search import Clue, ClueKind, Sought, edges, pairs, rank

CODES = ("A", "B", "C", "D")
PEOPLE = range(1, 9)


def unit(difference: int | None, missing: int, extra: int) -> Sought:
    """Give how a unit stands that was counted by name, or was not counted."""
    if difference is None:
        return Sought(0, 0, None)
    names = frozenset(PEOPLE[:missing]), frozenset(PEOPLE[4 : 4 + extra])
    fits = extra - missing == difference
    return Sought(
        max(-difference, missing), max(difference, extra), 100, *names,
        all_missing=fits and missing > 0, all_extra=fits and extra > 0,
    )  # fmt: skip


UNITS = st.fixed_dictionaries(
    {
        code: st.builds(unit, st.none() | st.integers(-3, 3), st.integers(0, 2), st.integers(0, 2))
        for code in CODES
    }
)
CLUES = st.lists(
    st.builds(
        Clue,
        st.sampled_from(sorted(set(ClueKind) - {ClueKind.SWAP})),
        st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3, unique=True).map(tuple),
        st.sampled_from(("", *CODES)),
        st.sampled_from(("", *CODES)),
        entry=st.sampled_from(("WTI-1", "WTI-2")),
        far=st.integers(0, 3),
        after=st.none() | st.sampled_from((50, 150)),
    ),
    max_size=12,
)


@given(UNITS, CLUES, st.sets(st.sampled_from(CODES)), st.randoms())
def test_what_is_given_explains_a_difference_in_one_order(
    units: dict[str, Sought], clues: list[Clue], targets: set[str], chance: object
) -> None:
    expected = {person: CODES[person % 4] for person in PEOPLE}
    swaps = pairs(units, clues, expected)
    found = rank([*swaps, *clues], units, targets)
    for each in found:
        clue = each.clue
        assert each.explains
        assert {words[-1] for words in each.explains} & targets
        for words in each.explains:
            sign, code = words[:2], words[-1]
            assert (sign, code) in (("-1", clue.short), ("+1", clue.over))
            assert units[code].short if sign == "-1" else units[code].over
    chance.shuffle(clues)  # type: ignore[attr-defined]
    again = rank([*reversed(swaps), *clues], units, targets)
    assert [(r.clue.kind, r.clue.short, r.clue.over) for r in again] == [
        (r.clue.kind, r.clue.short, r.clue.over) for r in found
    ]


@given(UNITS, CLUES)
def test_units_of_a_pair_are_two_of_which_one_is_over(
    units: dict[str, Sought], clues: list[Clue]
) -> None:
    expected = {person: CODES[person % 4] for person in PEOPLE}
    found = pairs(units, clues, expected)
    assert len({(clue.short, clue.over) for clue in found}) == len(found)
    for clue in found:
        assert clue.short != clue.over
        assert units[clue.over].over
        named = {expected[person] for person in units[clue.over].extra}
        assert units[clue.short].short or clue.short in named


def test_edges_are_of_neighbours_that_people_live_in() -> None:
    cells = {"A-9": [1], "A-10": [2, 3], "A-11": [4]}
    found = edges([("A", True, cells), ("B", True, {"B-2": [5], "B-10": [6], "B-11": [7]})])
    assert [(clue.people, clue.short, clue.over) for clue in found] == [
        ((4, 2, 3), "A", "B"),
        ((5, 6), "B", "A"),
    ]
    shop: tuple[str, bool, dict[str, list[int]]] = ("SHOP", False, {})
    assert edges([("A", True, cells), shop, ("B", True, {"B-1": [5]})]) == []
    assert edges([("A", True, {}), ("B", True, {})]) == []
