"""Every verb by real keys; what the register says afterwards is what counts."""

from screens.rows import verb_words
from tests.registers import SmallRegister
from tests.screens.pilots import at_terminal, done, receive, register
from wingterm.domain import requests as asked
from wingterm.services.people import show

ONE, TWO = "A1111AA", "A2222AA"


async def test_a_new_record_is_made_and_shown(small_file: SmallRegister) -> None:
    async with at_terminal(small_file) as officer:
        await officer.keys("n")
        await officer.on("form")
        for text in ("O'Neill", "Máire", "12/04/1990", "F"):
            await officer.types(text)
            await officer.keys("enter")
        await officer.on("person")
        await officer.sees("O'Neill, Máire")
        assert "[" in officer.notice, "the receipt names the entries"
        number = show(small_file.desk, officer.notice.split()[0]).number
        assert officer.state(number) == "Outside"


async def test_receive_straight_into_a_cell(small_file: SmallRegister) -> None:
    register(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await officer.keys("r")
        await officer.on("form")
        await officer.types(ONE)
        await officer.sees("Example, Robin")
        await officer.keys("tab")
        await officer.types("Leeds Crown Court")
        await officer.keys("down", "down", "down", "down")
        await officer.types("A-1-001")
        await officer.keys("enter")
        await officer.on("board")
        assert officer.state(ONE) == "In cell A-1-001"
        small_file.clock.advance(1_000_000)
        await officer.keys("f5")
        await officer.sees("2 In today           1")


async def test_move_says_so_and_shows_it(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("m")
        await officer.on("form")
        await officer.types("A-1-001")
        await officer.keys("enter")
        await officer.on("person")
        assert officer.state(ONE) == "In cell A-1-001"
        assert "moved from RECP to A-1-001" in officer.notice
        assert officer.notice.endswith("c corrects it."), "a receipt says how it is undone"
        await officer.sees("Now: In cell A-1-001")


async def test_swap_finds_the_other_by_name(small_file: SmallRegister) -> None:
    receive(small_file, ONE, "A-1-001")
    receive(small_file, TWO, "A-1-002", last="Sample")
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("s", "f2")
        await officer.on("choose")
        await officer.types("samp")
        await officer.keys("enter")
        await officer.on("form")
        await officer.keys("enter")
        await officer.on("person")
        assert officer.state(ONE) == "In cell A-1-002"
        assert officer.state(TWO) == "In cell A-1-001"


async def test_elsewhere_and_back(small_file: SmallRegister) -> None:
    receive(small_file, ONE, "A-1-001")
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("e", "f2")
        await officer.on("choose")
        await officer.types("work")
        await officer.keys("enter")
        await officer.on("form")
        await officer.keys("enter")
        await officer.on("person")
        assert officer.state(ONE) == "At WORKSHOP, bed in A-1-001"
        await officer.keys("b")
        await officer.on("form")
        await officer.keys("enter")
        await officer.on("person")
        assert officer.state(ONE) == "In cell A-1-001"


async def test_transfer_out_and_arrive_at_the_other_prison(small_file: SmallRegister) -> None:
    receive(small_file, ONE, "A-1-001")
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("t")
        await officer.on("form")
        await officer.types("exi")
        await officer.keys("enter")
        await officer.sees("Transfer out to EXI: A1111AA Example, Robin, born 1990-04-12.")
        await officer.sees("Current population of Wingterm: 1 -> 0.")
        await officer.keys("y")
        await officer.on("person")
    async with at_terminal(small_file, prison="EXI") as officer:
        await officer.keys("6")
        await officer.on("people")
        await officer.keys("a")
        await officer.on("form")
        await officer.types("B-1-001")
        await officer.keys("enter")
        await officer.on("people")
        assert officer.rows == []
        assert officer.state(ONE) == "In cell B-1-001"


async def test_cancel_transfer(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    done(small_file, asked.TransferOut(prison="WTI", person=ONE, to="EXI"))
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("x")
        await officer.on("form")
        await officer.types("A-1-001")
        await officer.keys("enter")
        await officer.on("person")
        assert officer.state(ONE) == "In cell A-1-001"


async def test_release_is_done_by_y_and_by_nothing_else(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("l")
        await officer.on("form")
        await officer.types("CR")
        for no in ("enter", "escape", "n", "Y", "space", "down"):
            await officer.keys("enter")
            await officer.sees("any other key: no")
            await officer.keys(no)
            await officer.until(lambda: officer.notice == "Nothing was done.")
            assert officer.state(ONE) == "In reception"
        await officer.keys("enter")
        await officer.sees("Release: A1111AA Example, Robin, born 1990-04-12.")
        await officer.keys("y")
        await officer.on("person")
        assert officer.state(ONE) == "Outside"


async def test_identity_keeps_what_is_left_empty(small_file: SmallRegister) -> None:
    register(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("i")
        await officer.on("form")
        await officer.types("Sampleson")
        await officer.keys("enter")
        await officer.on("person")
        record = show(small_file.desk, ONE)
        assert (record.last_name, record.first_name) == ("Sampleson", "Robin")


async def test_an_act_at_an_earlier_time(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    small_file.clock.advance(3_600_000_000)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("m")
        await officer.on("form")
        await officer.types("A-1-001")
        await officer.keys("down", "down")
        await officer.types("09:30")
        await officer.keys("enter")
        await officer.on("person")
        await officer.sees("since 09:30")


async def test_correct_puts_in_elsewhere_at_the_time_of_the_mistake(
    small_file: SmallRegister,
) -> None:
    receive(small_file, ONE)
    done(small_file, asked.Move(prison="WTI", person=ONE, to="A-1-001"))
    at = show(small_file.desk, ONE).since
    small_file.clock.advance(3_600_000_000)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("c")
        await officer.on("form")
        await officer.sees("Last movement: move RECP to A-1-001")
        await officer.types("it was the next cell")
        await officer.keys("down", "down")
        await officer.types("A-1-002")
        await officer.keys("enter")
        await officer.on("person")
        record = show(small_file.desk, ONE)
        assert (record.state, record.since) == ("In cell A-1-002", at)
        await officer.sees("CORRECTED")


async def test_correct_a_swap_for_both_people_in_one_act(small_file: SmallRegister) -> None:
    receive(small_file, ONE, "A-1-001")
    receive(small_file, TWO, "A-1-002", last="Sample")
    done(small_file, asked.Swap(prison="WTI", person=ONE, other=TWO))
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("c")
        await officer.on("form")
        await officer.sees("yes: A2222AA too")
        await officer.types("the swap was refused")
        await officer.keys("enter")
        await officer.on("person")
        assert officer.state(ONE) == "In cell A-1-001"
        assert officer.state(TWO) == "In cell A-1-002"


async def test_correct_by_number_offers_the_other_person_of_a_swap(
    small_file: SmallRegister,
) -> None:
    receive(small_file, ONE, "A-1-001")
    receive(small_file, TWO, "A-1-002", last="Sample")
    done(small_file, asked.Swap(prison="WTI", person=ONE, other=TWO))
    async with at_terminal(small_file) as officer:
        await officer.keys("c")
        await officer.on("form")
        await officer.types(ONE)
        await officer.sees("yes: A2222AA too")
        await officer.keys("tab")
        await officer.types("the swap was refused")
        await officer.keys("enter")
        await officer.on("board")
        assert officer.state(TWO) == "In cell A-1-002"


async def test_correct_several(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    for cell in ("A-1-001", "A-1-002"):
        done(small_file, asked.Move(prison="WTI", person=ONE, to=cell))
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("c")
        await officer.on("form")
        await officer.types("wrong person")
        await officer.keys("down")
        await officer.types("2")
        await officer.keys("enter")
        await officer.on("person")
        assert officer.state(ONE) == "In reception"


async def test_a_verb_that_makes_no_sense_is_not_offered(small_file: SmallRegister) -> None:
    register(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("m")
        await officer.until(lambda: "makes no sense now" in officer.notice)
        assert "outside" in officer.notice
        await officer.sees("r Receive")


def test_verbs_are_shown_as_words() -> None:
    assert verb_words("transfer-out") == "transfer out"
