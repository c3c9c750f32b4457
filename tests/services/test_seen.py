"""An act on what is so no longer is refused as a conflict, in words, on both databases."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.registers import MINUTE, SmallRegister
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt, Refused
from wingterm.domain.requests import Request
from wingterm.errors import Conflict
from wingterm.services.act import carry_out
from wingterm.services.people import show
from wingterm.services.seen import Seen, newest_of_place, newest_of_prison, seen_of

ONE, TWO = "A1111AA", "A2222AA"


def done(small: SmallRegister, *requests: Request, seen: Seen | None = None) -> Receipt:
    """Carry out an act that must be done, a minute and seven seconds later."""
    small.clock.advance(MINUTE + 7_000_000)
    outcome = carry_out(small.desk, requests, seen=seen)
    assert isinstance(outcome, Receipt), outcome
    return outcome


@pytest.fixture
def wing(small: SmallRegister) -> SmallRegister:
    """Give a register with two people in reception."""
    for number, last in ((ONE, "Example"), (TWO, "Sample")):
        done(
            small,
            asked.Register(
                prison="WTI", last_name=last, first_name="Robin", number=number, sex="M",
                date_of_birth=f"199{number[1]}-04-12",
            ),
        )  # fmt: skip
        done(small, asked.Receive(prison="WTI", person=number, authority="Leeds Crown Court"))
    return small


def refused(small: SmallRegister, *requests: Request, seen: Seen) -> str:
    """Give the words of a conflict; not a row of the register is another afterwards."""
    before = small.dump()
    with pytest.raises(Conflict) as found:
        carry_out(small.desk, requests, "stale", seen=seen)
    assert small.dump() == before
    assert found.value.hint
    return found.value.message


def test_who_was_moved_meanwhile_is_not_moved_again_unseen(wing: SmallRegister) -> None:
    saw = seen_of(show(wing.desk, ONE))
    done(wing, asked.Move(prison="WTI", person=ONE, to="A-1-001"))
    move = asked.Move(prison="WTI", person=ONE, to="A-1-002")
    assert refused(wing, move, seen=saw) == (
        "A1111AA Example, Robin changed meanwhile: move, RECP to A-1-001, 09:05:35 by Test "
        "Officer. Nothing was done."
    )
    done(wing, move, seen=seen_of(show(wing.desk, ONE)))
    assert show(wing.desk, ONE).state == "In cell A-1-002"


def test_a_correction_meanwhile_is_a_change_too(wing: SmallRegister) -> None:
    done(wing, asked.Move(prison="WTI", person=ONE, to="A-1-001"))
    saw = seen_of(show(wing.desk, ONE))
    done(wing, asked.Correct(prison="WTI", person=ONE, why="another person"))
    said = refused(wing, asked.Elsewhere(prison="WTI", person=ONE, to="WORKSHOP"), seen=saw)
    assert "changed meanwhile: correction, A-1-001 to RECP, " in said


def test_every_one_of_many_is_looked_at_and_the_first_are_named(wing: SmallRegister) -> None:
    saw = Seen({number: show(wing.desk, number).pseq for number in (ONE, TWO)})
    done(wing, asked.Elsewhere(prison="WTI", person=TWO, to="WORKSHOP"))
    acts = [asked.Move(prison="WTI", person=number, to="A-1-002") for number in (ONE, TWO)]
    said = refused(wing, *acts, seen=saw)
    assert ONE not in said
    assert "A2222AA Sample, Robin changed meanwhile: elsewhere, RECP to WORKSHOP" in said


def test_what_only_others_did_to_others_is_no_conflict(wing: SmallRegister) -> None:
    saw = seen_of(show(wing.desk, ONE))
    done(wing, asked.Move(prison="WTI", person=TWO, to="A-1-001"))
    done(wing, asked.Move(prison="WTI", person=ONE, to="A-1-002"), seen=saw)


def test_the_same_request_again_is_answered_although_its_own_act_changed_them(
    wing: SmallRegister,
) -> None:
    saw = seen_of(show(wing.desk, ONE))
    move = asked.Move(prison="WTI", person=ONE, to="A-1-001")
    first = carry_out(wing.desk, [move], "twice", seen=saw)
    again = carry_out(wing.desk, [move], "twice", seen=saw)
    assert isinstance(first, Receipt)
    assert isinstance(again, Receipt)
    assert again.repeated
    assert again.lines == first.lines


def test_a_conflict_comes_before_reasons_that_were_judged_on_what_nobody_saw(
    wing: SmallRegister,
) -> None:
    saw = seen_of(show(wing.desk, ONE))
    done(wing, asked.Release(prison="WTI", person=ONE, reason="CR"))
    release = asked.Release(prison="WTI", person=ONE, reason="CR")
    assert "changed meanwhile: release, RECP to" in refused(wing, release, seen=saw)
    assert isinstance(carry_out(wing.desk, [release]), Refused)


def test_what_is_on_record_is_compared_only_for_acts_on_it(wing: SmallRegister) -> None:
    record = show(wing.desk, ONE)
    done(
        wing,
        asked.RecordParticular(
            prison="WTI", person=ONE, fact="category", values=(("category", "C"),)
        ),
    )
    done(wing, asked.Move(prison="WTI", person=ONE, to="A-1-001"), seen=seen_of(record))
    amend = asked.Amend(prison="WTI", person=ONE, first_name="Robyn")
    saw = seen_of(record._replace(pseq=show(wing.desk, ONE).pseq), on_record=True)
    said = refused(wing, amend, seen=saw)
    assert said == (
        "What is on record of A1111AA Example, Robin changed meanwhile: Security category, "
        "09:05:35 by Test Officer. Nothing was done."
    )
    done(wing, amend, seen=seen_of(show(wing.desk, ONE), on_record=True))


def test_what_was_withdrawn_from_the_record_is_a_change(wing: SmallRegister) -> None:
    first = done(
        wing,
        asked.RecordParticular(
            prison="WTI", person=ONE, fact="category", values=(("category", "C"),)
        ),
    )
    saw = seen_of(show(wing.desk, ONE), on_record=True)
    entry = int(first.lines[0].entries[0].partition("-")[2])
    done(wing, asked.WithdrawFact(prison="WTI", entry=entry, why="by mistake"))
    amend = asked.Amend(prison="WTI", person=ONE, first_name="Robyn")
    assert "Security category withdrawn, 09:06:" in refused(wing, amend, seen=saw)


def test_a_place_changed_meanwhile_is_told_with_what_it_lies_in(small: SmallRegister) -> None:
    prison = small.prison("WTI")
    saw = Seen(places={"A-1-002": newest_of_place(small.desk, prison, "A-1-002")})
    rename = asked.RenamePlace(prison="WTI", code="A-1-002", name="Corner")
    done(small, asked.TakeOutOfUse(prison="WTI", code="A-1", reason="DAMAGED"))
    said = refused(small, rename, seen=saw)
    assert said == (
        "A-1-002 changed meanwhile: in or out of use, 09:01:07 by Test Officer. Nothing was done."
    )
    now = Seen(places={"A-1-002": newest_of_place(small.desk, prison, "A-1-002")})
    done(small, rename, seen=now)


def test_the_settings_of_a_prison_are_looked_at(small: SmallRegister) -> None:
    saw = Seen(settings=newest_of_prison(small.desk, small.prison("WTI")))
    setting = asked.SignCapacity(prison="WTI", signed=4)
    done(small, setting, seen=saw)
    again = refused(small, asked.SignCapacity(prison="WTI", signed=5), seen=saw)
    assert again.startswith("The settings of WTI changed meanwhile: signed capacity, 09:01:07 by")


def test_a_place_that_does_not_exist_is_refused_as_that(small: SmallRegister) -> None:
    saw = Seen(places={"Z-9": newest_of_place(small.desk, small.prison("WTI"), "Z-9")})
    rename = asked.RenamePlace(prison="WTI", code="Z-9", name="Nowhere")
    outcome = carry_out(small.desk, [rename], seen=saw)
    assert isinstance(outcome, Refused)


def test_of_two_who_saw_the_same_only_the_first_acts(wing: SmallRegister) -> None:
    saw = seen_of(show(wing.desk, ONE))

    def move(cell: str) -> object:
        try:
            return carry_out(wing.desk, [asked.Move(prison="WTI", person=ONE, to=cell)], seen=saw)
        except Conflict as error:
            return error

    with ThreadPoolExecutor(2) as both:
        came = list(both.map(move, ["A-1-001", "A-1-002"]))
    assert sorted(type(one).__name__ for one in came) == ["Receipt", "Stale"]
    assert len(show(wing.desk, ONE).history) == 3


def test_what_happened_is_told_in_words_that_stand_alone(wing: SmallRegister) -> None:
    done(wing, asked.Elsewhere(prison="WTI", person=ONE, to="WORKSHOP"))
    saw = seen_of(show(wing.desk, ONE))
    done(wing, asked.Back(prison="WTI", person=ONE))
    move = asked.Move(prison="WTI", person=ONE, to="A-1-002")
    assert "meanwhile: back in, WORKSHOP to RECP, " in refused(wing, move, seen=saw)
