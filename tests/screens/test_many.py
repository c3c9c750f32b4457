"""Several people marked for one act: pressed keys, and what the register says afterwards."""

import pytest

from screens.form_draft import DraftedForm
from tests.registers import SmallRegister
from tests.screens.drafted import power_cut
from tests.screens.pilots import Officer, at_terminal, done, drawn, receive
from wingterm.domain import requests as asked
from wingterm.services.people import show

ONE, TWO, THREE = "A1111AA", "A2222AA", "A3333AA"


def landing_of_three(small: SmallRegister) -> None:
    """Receive three people into the landing of the small register."""
    receive(small, ONE, "A-1-001")
    receive(small, TWO, "A-1-002", last="Sample")
    receive(small, THREE, "A-1-003", last="Tester")


async def to_landing(officer: Officer) -> None:
    """Open the landing from the board."""
    await officer.keys("enter")
    await officer.on("wing")
    await officer.keys("enter")
    await officer.on("landing")


def marked_rows(officer: Officer) -> list[str]:
    """Give the rows with a mark, as drawn."""
    return [line for line in drawn(officer.app) if line.startswith("*")]


def count(small: SmallRegister) -> int:
    """Give how many entries the register holds."""
    with small.store.read() as reader:
        row = reader.one("SELECT COUNT(*) FROM entry", ())
    assert row is not None
    return int(row[0])


async def types_number(officer: Officer, number: str) -> None:
    """Answer the question of how many."""
    await officer.sees("How many people?")
    await officer.keys(*number, "enter")


async def test_all_of_a_landing_to_workshop_and_all_back(small_file: SmallRegister) -> None:
    landing_of_three(small_file)
    async with at_terminal(small_file) as officer:
        await to_landing(officer)
        await officer.keys("asterisk")
        await officer.sees("3 marked")
        assert len(marked_rows(officer)) == 3
        await officer.keys("e")
        await officer.on("many")
        await officer.sees("A3333AA Tester, Robin")
        await officer.types("workshop")
        await officer.keys("enter")
        await officer.sees("Elsewhere to WORKSHOP: 3 people: A1111AA Example, Robin;")
        await officer.sees("Population of Wingterm: 3 -> 3.")
        await types_number(officer, "3")
        await officer.on("landing")
        for number in (ONE, TWO, THREE):
            assert officer.state(number).startswith("At WORKSHOP")
        requests = {show(small_file.desk, n).history[0].request_id for n in (ONE, TWO, THREE)}
        assert len(requests) == 1, "one act"
        assert "Elsewhere to WORKSHOP: 3 people. [WTI-" in officer.notice
        assert "c corrects it." in officer.notice
        assert marked_rows(officer) == []
        done(small_file, asked.Back(prison="WTI", person=TWO))
        await officer.keys("asterisk", "b")
        await officer.on("many")
        before = count(small_file)
        await officer.keys("enter")
        await officer.sees("Back in: 2 people: A1111AA Example, Robin; A3333AA Tester, Robin.")
        await officer.sees("In already, stay as they are: 1.")
        await types_number(officer, "2")
        await officer.on("landing")
        assert count(small_file) == before + 2, "who is back already gets no entry"
        for number in (ONE, TWO, THREE):
            assert officer.state(number).startswith("In cell")
        assert "Back in: 2 people. In already, stay as they are: 1." in officer.notice


async def test_all_out_to_court(small_file: SmallRegister) -> None:
    landing_of_three(small_file)
    async with at_terminal(small_file) as officer:
        await to_landing(officer)
        await officer.keys("asterisk", "o")
        await officer.on("many")
        await officer.types("Leeds Crown Court")
        await officer.keys("enter")
        await officer.sees("Population of Wingterm: 3 -> 0.")
        await types_number(officer, "3")
        await officer.on("landing")
        assert {officer.state(n)[:8] for n in (ONE, TWO, THREE)} == {"At court"}


async def test_one_refused_nothing_is_done_then_left_out_then_done(
    small_file: SmallRegister,
) -> None:
    landing_of_three(small_file)
    done(small_file, asked.CourtOut(prison="WTI", person=TWO, destination="Leeds"))
    async with at_terminal(small_file) as officer:
        await to_landing(officer)
        await officer.keys("asterisk", "e")
        await officer.on("many")
        await officer.types("workshop")
        before = count(small_file)
        await officer.keys("enter")
        await officer.sees("! A2222AA Sample, Robin is not in Wingterm")
        await officer.sees("Refused for 1 of 3 people, listed first. Ctrl+L")
        assert count(small_file) == before
        await officer.keys("ctrl+l")
        await officer.sees("Elsewhere to WORKSHOP: 2 people: A1111AA Example, Robin; A3333AA")
        await types_number(officer, "2")
        await officer.on("landing")
        assert officer.state(TWO).startswith("At court")
        assert officer.state(ONE).startswith("At WORKSHOP")
        assert officer.state(THREE).startswith("At WORKSHOP")


async def test_whom_one_left_out_and_went_back_is_not_marked_any_more(
    small_file: SmallRegister,
) -> None:
    landing_of_three(small_file)
    done(small_file, asked.CourtOut(prison="WTI", person=TWO, destination="Leeds"))
    async with at_terminal(small_file) as officer:
        await to_landing(officer)
        await officer.keys("asterisk", "e")
        await officer.on("many")
        await officer.types("workshop")
        await officer.keys("enter")
        await officer.sees("Refused for 1 of 3 people")
        await officer.keys("ctrl+l")
        await officer.sees("How many people?")
        await officer.keys("escape")
        await officer.until(lambda: officer.notice == "Nothing was done.")
        await officer.keys("f3")
        await officer.on("landing")
        await officer.sees("2 marked")


async def test_only_the_right_number_and_enter_does_it(small_file: SmallRegister) -> None:
    landing_of_three(small_file)
    async with at_terminal(small_file) as officer:
        await to_landing(officer)
        await officer.keys("asterisk", "e")
        await officer.on("many")
        await officer.types("workshop")
        before = count(small_file)
        for keys, said in (
            (("enter",), "No number was typed. Nothing was done. Enter asks again."),
            (("2", "enter"), "2 is not their number. Nothing was done. Enter asks again."),
            (("3", "0", "enter"), "30 is not their number. Nothing was done. Enter asks again."),
            (("escape",), "Nothing was done."),
            (("3", "escape"), "Nothing was done."),
            (("y",), "Nothing was done."),
            (("3", "space"), "Nothing was done."),
        ):
            await officer.keys("enter")
            await officer.sees("How many people?")
            await officer.keys(*keys)
            await officer.until(lambda said=said: officer.notice == said)  # type: ignore[misc]
            assert count(small_file) == before
        await officer.keys("enter")
        await officer.sees("How many people?")
        await officer.keys("4", "backspace", "3", "enter")
        await officer.on("landing")
        assert count(small_file) == before + 3


async def test_what_is_typed_ahead_answers_no_question(small_file: SmallRegister) -> None:
    landing_of_three(small_file)
    async with at_terminal(small_file) as officer:
        await to_landing(officer)
        await officer.keys("asterisk", "e")
        await officer.on("many")
        before = count(small_file)
        await officer.bursts(*"workshop", "enter", "3", "enter")
        await officer.sees("How many people?")
        assert count(small_file) == before


async def test_transfer_of_three_repeats_who_they_are_and_the_effect(
    small_file: SmallRegister,
) -> None:
    landing_of_three(small_file)
    async with at_terminal(small_file) as officer:
        await to_landing(officer)
        await officer.keys("asterisk", "t")
        await officer.on("many")
        await officer.types("exi")
        await officer.keys("enter")
        await officer.sees(
            "Transfer out to EXI: 3 people: A1111AA Example, Robin, born 1990-04-12;"
        )
        await officer.sees("Population of Wingterm: 3 -> 0. Beds that become free: 3.")
        before = count(small_file)
        await officer.keys("enter")
        await officer.until(lambda: "Nothing was done." in officer.notice)
        assert count(small_file) == before
        await officer.keys("enter")
        await types_number(officer, "3")
        await officer.on("landing")
        assert {officer.state(n) for n in (ONE, TWO, THREE)} == {"On the way"}
    async with at_terminal(small_file, prison="EXI") as officer:
        await officer.keys("6")
        await officer.on("people")
        await officer.keys("asterisk", "a")
        await officer.on("many")
        await officer.keys("enter")
        await officer.sees("Population of Exchange: 0 -> 3.")
        await types_number(officer, "3")
        await officer.on("people")
        assert {officer.state(n) for n in (ONE, TWO, THREE)} == {"In reception"}


async def test_several_into_a_cell_with_room_and_not_into_one_without(
    small_file: SmallRegister,
) -> None:
    receive(small_file, ONE)
    receive(small_file, TWO, last="Sample")
    async with at_terminal(small_file) as officer:
        await officer.keys("4")
        await officer.on("people")
        await officer.keys("asterisk", "m")
        await officer.on("many")
        await officer.types("a-1-001")
        await officer.keys("enter")
        await officer.sees("Refused for 1 of 2 people")
        officer.field("to").line.value = "A-1-002"
        await officer.keys("enter")
        await officer.sees("Reason to go on")
        await officer.types("they asked to share")
        await officer.keys("enter")
        await types_number(officer, "2")
        await officer.on("people")
        assert officer.state(ONE) == officer.state(TWO) == "In cell A-1-002"


async def test_an_act_on_several_is_taken_back_as_one(small_file: SmallRegister) -> None:
    landing_of_three(small_file)
    done(
        small_file,
        *(asked.Elsewhere(prison="WTI", person=n, to="WORKSHOP") for n in (ONE, TWO, THREE)),
    )
    async with at_terminal(small_file) as officer:
        await to_landing(officer)
        await officer.keys("asterisk", "c")
        await officer.on("many")
        await officer.types("the workshop is shut")
        await officer.keys("enter")
        await officer.sees("Never happened: elsewhere 3.")
        await types_number(officer, "3")
        await officer.on("landing")
        assert all(officer.state(n).startswith("In cell") for n in (ONE, TWO, THREE))


async def test_the_same_is_recorded_of_several(small_file: SmallRegister) -> None:
    landing_of_three(small_file)
    async with at_terminal(small_file) as officer:
        await to_landing(officer)
        await officer.keys("space", "space", "p")
        await officer.on("choose")
        await officer.types("religion")
        await officer.keys("enter")
        await officer.on("many")
        await officer.types("BUDD")
        before = count(small_file)
        await officer.keys("enter")
        await officer.sees("Record: Religion: 2 people: A1111AA Example, Robin; A2222AA")
        await types_number(officer, "2")
        await officer.on("landing")
        assert count(small_file) == before + 2
        assert "v Withdraw takes it back." in officer.notice


async def test_a_change_while_it_asks_takes_the_question_back(small_file: SmallRegister) -> None:
    landing_of_three(small_file)
    async with at_terminal(small_file) as officer:
        await to_landing(officer)
        await officer.keys("asterisk", "e")
        await officer.on("many")
        await officer.types("workshop")
        await officer.keys("enter")
        await officer.sees("How many people?")
        done(small_file, asked.CourtOut(prison="WTI", person=ONE, destination="Leeds"))
        await officer.sees("Changed meanwhile: A1111AA Example, Robin is now: At court")
        assert "How many" not in "\n".join(drawn(officer.app))
        assert officer.state(TWO).startswith("In cell")


async def test_after_a_power_cut_a_form_about_several_is_about_the_same(
    small_file: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    landing_of_three(small_file)
    # A process that is killed unmounts nothing.
    monkeypatch.setattr(DraftedForm, "on_unmount", lambda _: None)
    async with at_terminal(small_file) as officer:
        await to_landing(officer)
        await officer.keys("space", "space", "e")
        await officer.on("many")
        await officer.types("works")
        officer.app.session.drafts.flush()
    power_cut(small_file)
    async with at_terminal(small_file, first="drafts") as officer:
        (row,) = officer.rows
        assert "2 people" in row
        await officer.keys("enter")
        await officer.on("many")
        await officer.sees("2 people marked")
        await officer.sees("A2222AA Sample, Robin")
        assert officer.form.value("to") == "works"
        await officer.types("hop")
        await officer.keys("enter")
        await types_number(officer, "2")
        await officer.on("board")
        assert "A1111AA Example, Robin went to WORKSHOP." in officer.notice
        assert officer.state(TWO).startswith("At WORKSHOP")
        assert officer.state(THREE).startswith("In cell")


async def test_everybody_can_be_looked_at_before_it_is_done(small_file: SmallRegister) -> None:
    people = 30
    for number in range(people):
        who = f"A{1000 + number}AA"
        done(
            small_file,
            asked.Register(prison="WTI", number=who, last_name="Example", first_name="Robin",
                           sex="M", date_of_birth=f"19{50 + number}-04-12"),
            asked.Receive(prison="WTI", person=who, authority="Leeds Crown Court"),
        )  # fmt: skip
    async with at_terminal(small_file) as officer:
        await officer.keys("4")
        await officer.on("people")
        await officer.keys("asterisk", "t")
        await officer.on("many")
        await officer.sees(" more: PgDn")
        seen: set[str] = set()
        for key in ("tab", "pagedown", "pagedown", "pagedown", "pagedown", "pagedown"):
            await officer.keys(key)
            seen |= {line[2:9] for line in drawn(officer.app) if line.startswith("  A1")}
        assert len(seen) == people
        await officer.sees("A1029AA")
        await officer.keys(*["pageup"] * 6)
        await officer.sees("A1000AA")


async def test_who_changed_between_two_looks_is_a_conflict_for_all(
    small_file: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    landing_of_three(small_file)
    async with at_terminal(small_file) as officer:
        await to_landing(officer)
        await officer.keys("asterisk", "e")
        await officer.on("many")
        await officer.types("workshop")
        await officer.keys("enter")
        await officer.sees("How many people?")
        await officer.until(lambda: not officer.form.fresh.moved_on)
        monkeypatch.setattr(officer.app.session.watch, "look", lambda: None)
        done(small_file, asked.Move(prison="WTI", person=TWO, to="RECP"))
        before = count(small_file)
        await officer.keys("3", "enter")
        await officer.until(lambda: "A2222AA Sample, Robin changed meanwhile:" in officer.notice)
        assert count(small_file) == before, "nobody went"
        await officer.sees("A2222AA Sample, Robin                1990-04-13 In reception")
        await officer.keys("enter")
        await types_number(officer, "3")
        await officer.on("landing")
        assert officer.state(TWO).startswith("At WORKSHOP")
