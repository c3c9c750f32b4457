"""What others wrote about since a screen was looked at, on both databases."""

from tests.registers import SmallRegister
from tests.screens.pilots import done, receive
from wingterm.domain import requests as asked
from wingterm.services.changes import Touched, heads, touched_since

ONE, TWO = "A1111AA", "A2222AA"


def test_a_move_touches_the_person_and_both_cells_with_what_they_lie_in(
    small: SmallRegister,
) -> None:
    receive(small, ONE, "A-1-001")
    receive(small, TWO, "A-1-003")
    read = heads(small.desk)
    entry = done(small, asked.Move(prison="WTI", person=ONE, to="A-1-002")).lines[0].entries[0]
    prison = small.prison("WTI")
    assert touched_since(small.desk, prison, read, ()) == Touched(
        frozenset({ONE}), frozenset({"A-1-001", "A-1-002", "A-1", "A"}), frozenset({entry})
    )


def test_what_one_did_oneself_does_not_count(small: SmallRegister) -> None:
    receive(small, ONE, "A-1-001")
    read = heads(small.desk)
    mine = done(small, asked.Elsewhere(prison="WTI", person=ONE, to="WORKSHOP"))
    found = touched_since(small.desk, small.prison("WTI"), read, {mine.request_id})
    assert found == Touched()


def test_facts_of_people_and_places_count_and_other_prisons_places_do_not(
    small: SmallRegister,
) -> None:
    receive(small, ONE)
    read = heads(small.desk)
    done(small, asked.RenamePlace(prison="EXI", code="B-1-001", name="Corner"))
    done(small, asked.RenamePlace(prison="WTI", code="A-1-003", name="Corner"))
    done(small, asked.Amend(prison="WTI", person=ONE, first_name="Robyn"))
    found = touched_since(small.desk, small.prison("WTI"), read, ())
    assert found.people == {ONE}
    assert found.places == {"A-1-003", "A-1", "A"}
    assert len(found.entries) == 3


def test_nothing_new_touches_nothing(small: SmallRegister) -> None:
    receive(small, ONE)
    assert touched_since(small.desk, small.prison("WTI"), heads(small.desk), ()) == Touched()
