"""What is offered depends on which prison acts."""

from screens.sense import sensible
from tests.registers import SmallRegister
from tests.screens.pilots import at_terminal, done, drawn, receive
from wingterm.domain import requests as asked
from wingterm.services.people import show
from wingterm.services.states import FROM_ELSEWHERE, GATE, RECEIVER, SENDER

ONE, TWO = "A1111AA", "A2222AA"


def offered(small: SmallRegister, number: str, prison: str) -> set[str]:
    """Give what a prison is offered of somebody."""
    return sensible(show(small.desk, number), prison)


def test_back_is_for_their_own_prison_and_arrive_for_another(small: SmallRegister) -> None:
    receive(small, ONE, "A-1-001")
    assert not offered(small, ONE, "WTI") & {*FROM_ELSEWHERE, *SENDER - {"escape"}}
    assert not offered(small, ONE, "EXI") & {"move", *GATE, *FROM_ELSEWHERE}
    done(small, asked.CourtOut(prison="WTI", person=ONE, destination="Leeds"))
    own, other = offered(small, ONE, "WTI"), offered(small, ONE, "EXI")
    assert "back" in own
    assert "arrive" not in own
    assert "arrive" in other
    assert not other & {"back", *GATE}
    done(small, asked.Abscond(prison="WTI", person=ONE))
    assert all("recapture" in offered(small, ONE, prison) for prison in ("WTI", "EXI"))


def test_on_the_way_the_sender_and_the_receiver_do_different_things(small: SmallRegister) -> None:
    receive(small, ONE)
    done(small, asked.TransferOut(prison="WTI", person=ONE, to="EXI"))
    sender, receiver = offered(small, ONE, "WTI"), offered(small, ONE, "EXI")
    assert sender >= SENDER
    assert not sender & RECEIVER
    assert receiver >= RECEIVER
    assert not receiver & SENDER


async def test_a_key_that_is_for_another_prison_says_why_and_what_to_do(
    small_file: SmallRegister,
) -> None:
    receive(small_file, ONE)
    done(small_file, asked.CourtOut(prison="WTI", person=ONE, destination="Leeds"))
    async with at_terminal(small_file, prison="EXI") as officer:
        await officer.finds(ONE)
        assert "a Arrive" in drawn(officer.app)[-1]
        assert "b Back" not in drawn(officer.app)[-1]
        await officer.keys("b")
        assert officer.notice == (
            "Back in makes no sense now: A1111AA Example, Robin is at court, no bed kept, on the "
            "books of WTI. v lists what does."
        )


async def test_the_lists_of_who_comes_in_name_the_key_for_it(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    receive(small_file, TWO, last="Sample")
    done(small_file, asked.TransferOut(prison="WTI", person=ONE, to="EXI", coach="C1"))
    async with at_terminal(small_file, prison="EXI") as officer:
        await officer.keys("6")
        await officer.on("people")
        assert "a Arrive" in drawn(officer.app)[-1]
    async with at_terminal(small_file) as officer:
        for key in ("1", "4", "7"):
            await officer.keys(key)
            await officer.on("people")
            assert "a Arrive" not in drawn(officer.app)[-1]
            assert "r Receive" not in drawn(officer.app)[-1]
            await officer.keys("f3")
            await officer.on("board")


async def test_a_new_record_can_be_made_whoever_the_cursor_is_on(
    small_file: SmallRegister,
) -> None:
    receive(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await officer.keys("1")
        await officer.on("people")
        await officer.keys("n")
        await officer.on("form")
        assert officer.form.value("last_name") == ""
        await officer.types("=SUM(A1)[/red]$(id)")
        await officer.keys("tab")
        await officer.types("%s{x}<b>")
        await officer.keys("tab")
        await officer.types("1990-04-31")
        await officer.keys("tab")
        await officer.types("M")
        await officer.keys("enter")
        await officer.until(lambda: "Nothing was done." in officer.notice)
        assert any(line.error for line in officer.form.lines())
