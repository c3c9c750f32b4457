"""One act on several people: who is meant, who stays as they are, what stands against whom."""

from collections.abc import Callable, Sequence

from tests.registers import COURT, SmallRegister
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Acknowledgement, Receipt, ReceiptLine
from wingterm.domain.requests import Request
from wingterm.services.act import carry_out
from wingterm.services.many import (
    Against,
    Marked,
    Plan,
    changed_since,
    entries_of,
    marked,
    plan,
)
from wingterm.services.people import show

ONE, TWO, THREE, FOUR = "A1111AA", "A2222AA", "A3333AA", "A4444AA"
ALL = (ONE, TWO, THREE)
Ask = Callable[[Marked], Sequence[Request]]


def done(small: SmallRegister, *requests: Request) -> Receipt:
    outcome = carry_out(small.desk, requests)
    assert isinstance(outcome, Receipt), outcome
    return outcome


def everybody(small: SmallRegister) -> tuple[Marked, ...]:
    """Receive three people, the last of them without a cell."""
    for number, cell in ((ONE, "A-1-001"), (TWO, "A-1-002"), (THREE, "")):
        done(
            small,
            asked.Register(prison="WTI", number=number, last_name="Example", first_name="Robin",
                           date_of_birth=f"199{number[1]}-04-12", sex="M",
                           acknowledged=(Acknowledgement("likely-duplicate", "they are three"),)),
            asked.Receive(prison="WTI", person=number, cell=cell, authority=COURT),
        )  # fmt: skip
    return marked(small.desk, ALL)


def planned(small: SmallRegister, people: Sequence[Marked], ask: Ask) -> Plan:
    before = small.dump()
    found = plan(small.desk, small.prison("WTI"), people, ask)
    assert isinstance(found, Plan), found
    assert small.dump() == before
    return found


def against(small: SmallRegister, people: Sequence[Marked], ask: Ask) -> Against:
    found = plan(small.desk, small.prison("WTI"), people, ask)
    assert isinstance(found, Against), found
    return found


def numbers(people: Sequence[Marked]) -> list[str]:
    return [one.number for one in people]


def work(one: Marked) -> Sequence[Request]:
    return [asked.Elsewhere(prison="WTI", person=one.number, to="WORKSHOP")]


def back(one: Marked) -> Sequence[Request]:
    return [asked.Back(prison="WTI", person=one.number)]


def court(one: Marked, to: str = COURT) -> Sequence[Request]:
    return [asked.CourtOut(prison="WTI", person=one.number, destination=to)]


def test_they_are_told_in_the_order_asked_and_who_is_unknown_is_left_out(
    small: SmallRegister,
) -> None:
    everybody(small)
    found = marked(small.desk, (THREE, FOUR, ONE))
    assert numbers(found) == [THREE, ONE]
    assert found[1].shown == "A1111AA Example, Robin"
    assert [one.state for one in found] == ["In reception", "In cell A-1-001"]
    assert [one.pseq for one in found] == [show(small.desk, n).pseq for n in (THREE, ONE)]


def test_who_is_back_already_stays(small: SmallRegister) -> None:
    people = everybody(small)
    done(small, *work(people[0]), *work(people[2]))
    found = planned(small, marked(small.desk, ALL), back)
    assert (numbers(found.does), numbers(found.already)) == ([ONE, THREE], [TWO])
    assert [request.person for request in found.requests] == [ONE, THREE]  # type: ignore[attr-defined]
    assert (found.before, found.after, found.beds) == (3, 3, ())


def test_who_is_there_already_stays(small: SmallRegister) -> None:
    people = everybody(small)
    done(small, *work(people[1]))
    assert numbers(planned(small, marked(small.desk, ALL), work).already) == [TWO]


def test_who_is_at_that_court_already_did_not_go_twice(small: SmallRegister) -> None:
    people = everybody(small)
    done(small, *court(people[0]), *court(people[1], "York Crown Court"))
    found = planned(small, marked(small.desk, ALL), court)
    assert numbers(found.already) == [ONE]
    assert numbers(found.does) == [TWO, THREE], "from one court to another is going"
    assert (found.before, found.after) == (1, 0)


def test_the_effect_on_the_roll_is_told(small: SmallRegister) -> None:
    people = everybody(small)
    found = planned(
        small, people, lambda one: [asked.TransferOut(prison="WTI", person=one.number, to="EXI")]
    )
    assert (found.before, found.after, found.beds) == (3, 0, ("A-1-001", "A-1-002"))


def test_nothing_to_do_is_no_act(small: SmallRegister) -> None:
    found = planned(small, everybody(small), back)
    assert (found.requests, found.does) == ((), ())
    assert numbers(found.already) == list(ALL)


def test_what_stands_against_some_is_told_of_them_and_nothing_is_done(
    small: SmallRegister,
) -> None:
    people = everybody(small)
    done(small, *court(people[1]))
    found = against(small, marked(small.desk, ALL), work)
    assert found.all == ()
    assert list(found.person) == [TWO]
    assert "at court" in found.person[TWO][0].sentence.lower()


def test_what_stands_against_all_is_told_once(small: SmallRegister) -> None:
    people = everybody(small)
    done(small, *court(people[1]))
    found = against(
        small,
        marked(small.desk, ALL),
        lambda one: [asked.Elsewhere(prison="WTI", person=one.number, to="NOWHERE")],
    )
    assert [(o.code, o.field) for o in found.all] == [("unknown-place", "to")]
    assert list(found.person) == [TWO]


def test_a_cell_with_room_for_some_takes_none(small: SmallRegister) -> None:
    people = everybody(small)
    move: Ask = lambda one: [  # noqa: E731
        asked.Move(prison="WTI", person=one.number, to="A-1-001",
                   acknowledged=(Acknowledgement("over-cna", "x"),))
    ]  # fmt: skip
    found = against(small, people, move)
    assert list(found.person) == [TWO, THREE], "who is in it already is not refused"


def test_who_was_changed_meanwhile_is_known_and_refused_as_a_conflict(
    small: SmallRegister,
) -> None:
    people = everybody(small)
    found = planned(small, people, work)
    done(small, asked.Move(prison="WTI", person=ONE, to="RECP"))
    again = marked(small.desk, ALL)
    assert numbers(changed_since(people, again)) == [ONE]
    assert changed_since(again, again) == ()
    assert found.seen.people == {one.number: one.pseq for one in people}


def test_entries_are_told_as_a_range() -> None:
    lines = [ReceiptLine(n, "back", "", (f"WTI-{n + 11}",), "") for n in (1, 2, 3)]
    mixed = [*lines, ReceiptLine(4, "arrive", "", ("EXI-7",), "")]
    assert entries_of(Receipt("r", 0, tuple(mixed))) == "WTI-12 to WTI-14, EXI-7"
    assert entries_of(Receipt("r", 0, ())) == ""
