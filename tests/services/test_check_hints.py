"""Help to find the error of a roll check: the true cause is among the first three, and says why."""

import pytest

from tests.accesses import accesses, forget
from tests.registers import COURT, MINUTE, START, SmallRegister
from tests.services.check_prison import (
    HOUR,
    Checked,
    newcomers,
    number,
    prepare,
)
from tests.services.moves import absence, court
from tests.services.told_hints import back, kinds_of, moved, told
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Acknowledgement
from wingterm.errors import NotFound
from wingterm.services.checks.hints import HINTS_MAX, PEOPLE_MAX, hints


@pytest.fixture
def checked(small: SmallRegister) -> Checked:
    """Give the prison of two wings, a day after everybody came."""
    checked = prepare(small)
    small.clock.instant = START + 25 * HOUR
    return checked


def test_a_move_typed_to_the_wrong_cell(checked: Checked) -> None:
    """Typed into A-1-001, they went to a cell of wing B: A is short of them, B has them."""
    checked.do(moved(6, "A-1-001"))
    checked.small.clock.advance(50 * MINUTE)
    check = checked.open()
    checked.count_all(check, A=5, B=5)
    found = told(checked, check)
    assert found[0].kind == "swap"
    assert found[0].units == ("A", "B")
    assert found[0].people[0].number == number(6)
    assert found[0].sentence == (
        "A is 1 short and B is 1 over, so somebody of A may be in B, such as "
        "A0006AA Sample, Kim G; A0005AA Sample, Kim F; A0004AA Sample, Kim E:"
        " would explain -1 in A and +1 in B."
    )


def test_a_movement_since_the_freeze(checked: Checked) -> None:
    check = checked.open()
    checked.do(asked.Elsewhere(prison="WTI", person=number(3), to="WORKSHOP"))
    checked.count_all(check, A=4, WORKSHOP=1)
    found = told(checked, check, "A")
    assert kinds_of(found, number(3)) == ["swap", "moved"]
    moved_hint = next(hint for hint in found if hint.kind == "moved")
    assert moved_hint.sentence == (
        "A0003AA Sample, Kim D, in A-1-013 until 10:02 by the book, then at WORKSHOP (elsewhere),"
        " 1 min after the freeze: would explain -1 in A and +1 in WORKSHOP."
    )
    assert moved_hint.entry.startswith("WTI-")


def test_a_movement_just_before_the_freeze_explains_the_other_sign(checked: Checked) -> None:
    """By the book they had gone; they had not gone yet."""
    checked.do(asked.Elsewhere(prison="WTI", person=number(3), to="WORKSHOP"))
    check = checked.open()
    checked.count_all(check, A=5, WORKSHOP=0)
    found = told(checked, check, "A")
    assert kinds_of(found, number(3))[:2] == ["swap", "moved"]
    assert "would explain -1 in WORKSHOP and +1 in A" in found[1].sentence
    # Somebody who left A by the book cannot explain that A is short.
    check = checked.open("midday")
    checked.count_all(check, A=3)
    assert number(3) not in {p.number for h in told(checked, check, "A") for p in h.people}


def test_somebody_who_left_for_good_since(checked: Checked) -> None:
    check = checked.open()
    checked.do(asked.Release(prison="WTI", person=number(8), reason="CR"))
    checked.count_all(check, B=4)
    found = told(checked, check)
    assert (found[0].kind, found[0].units) == ("moved", ("B",))
    assert "then outside (release)" in found[0].sentence
    assert found[0].sentence.endswith("would explain -1 in B.")


def test_a_unit_counted_before_the_movement_speaks_against_it(checked: Checked) -> None:
    """Times by the book are not exact, so it is kept; what fits comes first."""
    check = checked.open()
    checked.do(asked.Release(prison="WTI", person=number(7), reason="CR"))
    checked.count(check, "B", 4)
    checked.do(asked.Release(prison="WTI", person=number(8), reason="CR"))
    found = told(checked, check)
    assert [(h.kind, h.people[0].number) for h in found] == [
        ("moved", number(7)),
        ("edge", number(6)),
        ("moved", number(8)),
    ]
    checked.count(check, "A", 5)
    assert [h.kind for h in told(checked, check)] == ["moved", "moved", "edge"]


def test_a_unit_counted_before_they_came_may_well_agree(checked: Checked) -> None:
    check = checked.open()
    checked.count(check, "WORKSHOP", 0)
    checked.do(asked.Elsewhere(prison="WTI", person=number(3), to="WORKSHOP"))
    checked.count(check, "A", 4)
    (first, *_) = told(checked, check)
    assert (first.kind, first.units) == ("moved", ("A", "WORKSHOP"))
    assert first.sentence.endswith("2 min after the freeze: would explain -1 in A.")


def test_a_back_entered_movement(checked: Checked) -> None:
    """What was typed in after the freeze about the time before it is told as such."""
    check = checked.open()
    then = checked.small.clock.instant - 20 * MINUTE
    checked.do(asked.Elsewhere(prison="WTI", person=number(2), to="VISITS", at=then))
    checked.count_all(check, A=4, VISITS=1)
    found = told(checked, check)
    late = next(hint for hint in found[:3] if hint.kind == "late")
    assert [one.number for one in late.people] == [number(2)]
    assert "entered only at 10:02 by Test Officer" in late.sentence
    assert late.sentence.endswith("would explain -1 in A and +1 in VISITS.")
    # It is told once, though it is a movement around the freeze too.
    assert [hint.kind for hint in found if hint.entry] == ["late"]


def test_a_movement_entered_late_and_taken_back(checked: Checked) -> None:
    """The freeze believed it; what is so now is told from the correction."""
    checked.do(asked.Elsewhere(prison="WTI", person=number(2), to="VISITS"))
    checked.small.clock.advance(HOUR)
    check = checked.open()
    checked.do(asked.Correct(prison="WTI", person=number(2), why="it was somebody else"))
    checked.count_all(check, A=5, VISITS=0)
    found = told(checked, check)
    assert "late" in kinds_of(found, number(2))
    late = next(hint for hint in found if hint.kind == "late")
    assert "now in A-1-012, not at VISITS" in late.sentence


def test_a_return_that_was_not_recorded(checked: Checked) -> None:
    checked.do(court(number(7)))
    checked.do(absence(number(9), due_back=checked.small.clock.instant + 20 * MINUTE))
    checked.do(absence(number(10), due_back=checked.small.clock.instant + 40 * HOUR))
    checked.small.clock.advance(2 * HOUR)
    check = checked.open()
    checked.count_all(check, B=3)
    found = told(checked, check)
    assert found[0].kind == "due-back"
    assert found[0].people[0].number == number(9)
    assert "on temporary absence since 10:02 by the book, due back since 10:21" in found[0].sentence
    assert found[0].sentence.endswith("would explain +1 in B.")
    # Who is at court has no time of return; who is due tomorrow is not told.
    due = [hint.people[0].number for hint in found if hint.kind == "due-back"]
    assert due == [number(9), number(7)]


def test_a_return_that_was_recorded_since_is_told_as_a_movement(checked: Checked) -> None:
    checked.do(absence(number(9), due_back=checked.small.clock.instant + HOUR))
    checked.small.clock.advance(2 * HOUR)
    check = checked.open()
    checked.do(back(9))
    checked.count_all(check, B=5)
    found = told(checked, check)
    assert [h.kind for h in found if number(9) in {p.number for p in h.people}] == ["moved"]
    assert "on temporary absence until 12:03 by the book, then in B-1-004" in found[0].sentence


def test_a_return_that_stands_in_reception(checked: Checked) -> None:
    checked.do(court(number(7), due_back=checked.small.clock.instant + HOUR))
    checked.small.clock.advance(2 * HOUR)
    check = checked.open()
    checked.count_all(check, RECP=1)
    (hint,) = told(checked, check)
    assert (hint.kind, hint.units, hint.people[0].number) == ("due-back", ("RECP",), number(7))


def test_a_cell_at_the_edge_of_two_wings(checked: Checked) -> None:
    """The last cell of A was counted with B, whose count by name is not in yet."""
    check = checked.open()
    checked.count_all(check, A=4, B=6)
    found = told(checked, check)
    assert kinds_of(found, number(5)) == ["swap", "edge"]
    assert found[1].sentence == (
        "A0005AA Sample, Kim F; A0004AA Sample, Kim E in A-1-015 and A-1-014 of A, next to B: "
        "would explain -1 in A and +1 in B."
    )


def test_an_edge_counts_less_where_the_neighbour_agrees(checked: Checked) -> None:
    check = checked.open()
    checked.count_all(check, A=4)
    (hint,) = told(checked, check)
    assert hint.kind == "edge"
    assert hint.sentence.endswith("would explain -1 in A, though B agrees.")


def test_cells_are_in_natural_order(small: SmallRegister) -> None:
    """A-1-100 lies after A-1-99, whatever the letters say."""
    checked = prepare(small)
    for n, code in ((11, "A-1-100"), (12, "A-1-99")):
        checked.do(
            asked.AddPlace(prison="WTI", code=code, kind="CELL", cna=1, working=1, maximum=1)
        )
        newcomers(checked, {n: code})
    small.clock.advance(25 * HOUR)
    check = checked.open()
    checked.count_all(check, A=6)
    (hint,) = told(checked, check)
    assert [one.number for one in hint.people] == [number(11), number(12)]


def test_named_in_and_out_between_units(checked: Checked) -> None:
    """Somebody at work went back to their cell, and nobody recorded it."""
    for n in (1, 6):
        checked.do(asked.Elsewhere(prison="WTI", person=number(n), to="WORKSHOP"))
    checked.small.clock.advance(3 * HOUR)
    check = checked.open()
    checked.count_all(check, A=5, WORKSHOP=1)
    found = told(checked, check)
    assert kinds_of(found, number(1)) == ["swap", "elsewhere"]
    assert number(6) not in {one.number for one in found[0].people}
    assert found[1].sentence == (
        "A0001AA Sample, Kim B has a bed in A and by the book in WORKSHOP: "
        "would explain -1 in WORKSHOP and +1 in A."
    )
    # Without the workshop's difference it counts less.
    (only, *_) = [h for h in told(checked, check, "A") if h.kind == "elsewhere"]
    assert "though" not in only.sentence


def test_units_that_agree_or_are_explained_need_no_help(checked: Checked) -> None:
    check = checked.open()
    assert told(checked, check) == ()
    checked.count_all(check, A=4)
    assert told(checked, check, "B") == ()
    assert told(checked, check, "a") != ()
    explain = asked.Explain(
        prison="WTI", check=check, unit="A", person=number(1), what="missing", why="in visits"
    )
    checked.do(explain)
    assert told(checked, check) == ()
    assert told(checked, check, "A") != ()


def test_a_check_or_unit_that_is_not_there(checked: Checked) -> None:
    prison = checked.small.prison("WTI")
    with pytest.raises(NotFound, match="has had no roll check"):
        hints(checked.small.desk, prison, None)
    check = checked.open()
    with pytest.raises(NotFound, match="has no unit Z"):
        hints(checked.small.desk, prison, check, "Z")


def test_who_is_named_was_consulted(checked: Checked) -> None:
    check = checked.open()
    checked.count_all(check, A=4)
    checked.unit(check, "A")
    forget(checked.small.desk)
    told(checked, check, "A")
    (line,) = accesses(checked.small.desk)
    assert line["purpose"] == f"check WTI {check} hints A"
    assert number(5) in line["people"]
    assert number(1) not in line["people"]


def test_hundreds_of_people_cost_as_many_statements_and_are_one_hint(
    small_file: SmallRegister,
) -> None:
    checked = prepare(small_file)
    small_file.clock.instant = START + 25 * HOUR
    check = checked.open()
    checked.count_all(check, A=4)
    few = statements(checked, check)
    checked.do(asked.AbandonCheck(prison="WTI", check=check, why="only the first"))
    people = [f"A{n:04d}BB" for n in range(1, 201)]
    checked.do(
        *(
            asked.Register(
                prison="WTI", number=person, last_name="Many", first_name="Al", sex="M",
                date_of_birth="1990-01-01",
                acknowledged=(Acknowledgement("likely-duplicate", "many"),),
            )
            for person in people
        )
    )  # fmt: skip
    checked.do(*(asked.Receive(prison="WTI", person=p, authority=COURT) for p in people))
    check = checked.open()
    checked.do(*(asked.Elsewhere(prison="WTI", person=p, to="WORKSHOP") for p in people))
    checked.count_all(check, RECP=100, WORKSHOP=101, A=4)
    assert statements(checked, check) == few
    found = told(checked, check)
    assert [(h.kind, h.units) for h in found[:2]] == [
        ("swap", ("RECP", "WORKSHOP")),
        ("moved", ("RECP", "WORKSHOP")),
    ]
    # Two hundred who went together are one hint, which names some.
    assert len(found[1].people) == PEOPLE_MAX
    assert found[1].sentence == (
        "A0001BB Many, Al; A0002BB Many, Al; A0003BB Many, Al and 197 more, in one act at 10:11 by "
        "the book (elsewhere), 1 min after the freeze: would explain -1 in RECP and +1 in WORKSHOP."
    )
    assert ("edge", ("A", "B")) in [(h.kind, h.units) for h in found]


def test_many_movements_one_by_one_stay_few_hints(small_file: SmallRegister) -> None:
    checked = prepare(small_file)
    small_file.clock.instant = START + 25 * HOUR
    newcomers(checked, dict.fromkeys(range(11, 61), ""))
    check = checked.open()
    for n in range(11, 61):
        checked.do(asked.Release(prison="WTI", person=number(n), reason="CR"))
    checked.count_all(check, RECP=40)
    found = told(checked, check)
    assert len(found) == HINTS_MAX
    assert found[0].people[0].number == number(11)


def statements(checked: Checked, check: int) -> int:
    """Count the statements of asking for hints."""
    before = checked.small.store.statements
    hints(checked.small.desk, checked.small.prison("WTI"), check)
    return checked.small.store.statements - before
