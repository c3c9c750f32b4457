"""Places by pressed keys: for the place under the cursor, or by code."""

from tests.registers import SmallRegister
from tests.screens.pilots import Officer, at_terminal, done, receive
from wingterm.domain import requests as asked
from wingterm.services.places import PlaceLine, places

ONE = "A1111AA"


def place(small: SmallRegister, code: str) -> PlaceLine:
    """Give what a place is now."""
    return next(p for p in places(small.desk, small.prison("WTI")) if p.code == code)


async def a_moment_later(officer: Officer) -> None:
    """Let the clock go on: what was just recorded is known from the next moment on."""
    officer.small.clock.advance(1_000_000)
    await officer.keys("f5")


async def more(officer: Officer, words: str) -> None:
    """Choose a verb by name from the menu of verbs."""
    await officer.keys("v")
    await officer.on("more")
    await officer.types(words)
    await officer.keys("enter")
    await officer.on("form")


async def test_a_cell_of_the_landing_goes_out_of_use_and_comes_back(
    small_file: SmallRegister,
) -> None:
    receive(small_file, ONE, "A-1-001")
    async with at_terminal(small_file) as officer:
        await officer.keys("enter", "enter")
        await officer.on("landing")
        await more(officer, "out of use")
        assert officer.form.value("code") == "A-1-001"
        await officer.types("DAMAGED")
        await officer.keys("enter")
        await officer.until(lambda: ONE in officer.field("code").error)
        officer.field("code").take_focus()
        await officer.keys("ctrl+u", "f2")
        await officer.on("choose")
        await officer.types("A-1-003")
        await officer.keys("enter")
        await officer.on("form")
        await officer.sees("Cell: CNA 1, working 1, maximum 3")
        await officer.keys("enter")
        await officer.on("landing")
        await a_moment_later(officer)
        await officer.sees("OUT OF USE: Damage")
        await officer.keys("end")
        await more(officer, "into use")
        assert officer.form.value("code") == "A-1-003"
        await officer.keys("enter")
        await officer.on("landing")
        await a_moment_later(officer)
        assert place(small_file, "A-1-003").in_use
        assert "OUT OF USE" not in "\n".join(officer.rows)


async def test_the_reasons_are_those_that_may_be_chosen(small_file: SmallRegister) -> None:
    async with at_terminal(small_file) as officer:
        await officer.keys("enter")
        await officer.on("wing")
        await more(officer, "out of use")
        await officer.keys("f2")
        await officer.on("choose")
        codes = [row.split()[0] for row in officer.rows]
        assert "DAMAGED" in codes
        assert not any(len(code) == 1 for code in codes), "none of the older system"


async def test_capacity_starts_with_what_it_is_now(small_file: SmallRegister) -> None:
    async with at_terminal(small_file) as officer:
        await officer.keys("enter", "down", "down")
        await officer.on("wing")
        await more(officer, "cna")
        form = officer.form
        assert [form.value(n) for n in ("code", "cna", "working", "maximum")] == [
            "A-1-002", "1", "2", "2",
        ]  # fmt: skip
        await officer.types("x")
        await officer.keys("enter")
        await officer.sees("! Type a whole number")
        await officer.keys("ctrl+u")
        await officer.types("2")
        await officer.keys("enter")
        await officer.on("wing")
        await a_moment_later(officer)
        assert place(small_file, "A-1-002").cna == 2


async def test_marks_are_added_from_lists_and_taken_away(small_file: SmallRegister) -> None:
    async with at_terminal(small_file) as officer:
        await officer.keys("enter", "down")
        await officer.on("wing")
        await more(officer, "marks")
        assert officer.form.value("code") == "A-1-001"
        for typed in ("constant supervision", "dry"):
            officer.field("specialist").take_focus()
            await officer.keys("f2")
            await officer.on("choose")
            await officer.types(typed)
            await officer.keys("enter")
            await officer.on("form")
        assert officer.form.value("specialist").count(";") == 1
        await officer.keys("enter")
        await officer.on("wing")
        await a_moment_later(officer)
        assert place(small_file, "A-1-001").specialist.count(";") == 1
        small_file.clock.advance(60_000_000)
        await more(officer, "marks")
        officer.field("specialist").take_focus()
        await officer.keys("backspace", "enter")
        await officer.on("wing")
        await a_moment_later(officer)
        assert place(small_file, "A-1-001").specialist == ""


async def test_closing_for_good_asks_once_more(small_file: SmallRegister) -> None:
    async with at_terminal(small_file) as officer:
        await officer.keys("enter", "down", "down", "down")
        await officer.on("wing")
        await more(officer, "close")
        await officer.types("demolished")
        await officer.keys("enter")
        await officer.sees("Close for good: A-1-003 of Wingterm, with everything below it.")
        await officer.sees("Cells: 1. People with a bed there: 0.")
        await officer.keys("enter")
        await officer.until(lambda: officer.notice == "Nothing was done.")
        assert place(small_file, "A-1-003").in_use
        await officer.keys("enter")
        await officer.sees("any other key: no")
        await officer.keys("y")
        await officer.on("wing")
        await a_moment_later(officer)
        assert place(small_file, "A-1-003").status == "ARCHIVED"


async def test_a_name_and_the_signed_capacity(small_file: SmallRegister) -> None:
    async with at_terminal(small_file) as officer:
        await more(officer, "rename")
        await officer.types("A")
        await officer.keys("down")
        await officer.types("Ash wing")
        await officer.keys("enter")
        await officer.on("board")
        await a_moment_later(officer)
        await officer.sees("A  Ash wing")
        await more(officer, "signed")
        await officer.types("6")
        await officer.keys("enter")
        await officer.on("board")
        assert "6" in officer.notice


async def test_a_new_cell_is_in_view_afterwards(small_file: SmallRegister) -> None:
    async with at_terminal(small_file) as officer:
        await officer.keys("enter")
        await officer.on("wing")
        await more(officer, "new place")
        for text in ("A-1-004", "CELL", "", "1", "1", "1"):
            await officer.types(text)
            await officer.keys("down")
        await officer.keys("enter")
        await officer.on("wing")
        await a_moment_later(officer)
        assert any(row.split()[0] == "A-1-004" for row in officer.rows)


async def test_a_room_of_another_kind_and_the_certificate(small_file: SmallRegister) -> None:
    done(small_file, asked.RequestCertificate(
        prison="WTI", code="A-1-001", reference="C1", change="two beds"))  # fmt: skip
    async with at_terminal(small_file) as officer:
        await officer.keys("enter", "down")
        await officer.on("wing")
        await more(officer, "decided")
        await officer.types("yes")
        await officer.keys("enter")
        await officer.on("wing")
        await a_moment_later(officer)
        assert place(small_file, "A-1-001").certificate == ""
        await officer.keys("end", "up")
        await more(officer, "convert")
        officer.field("code").line.value = "A-1-003"
        officer.field("to").line.value = "KITCHEN_SERVERY"
        await officer.keys("enter")
        await officer.on("wing")
        await a_moment_later(officer)
        assert place(small_file, "A-1-003").status == "CONVERTED"


async def test_the_settings_start_with_what_is_in_force(small_file: SmallRegister) -> None:
    async with at_terminal(small_file) as officer:
        await more(officer, "settings")
        form = officer.form
        assert form.value("hospital_on_roll") == "yes"
        assert form.value("absence_on_roll_days") == "7"
        officer.field("absence_on_roll_days").take_focus()
        await officer.types("x")
        await officer.keys("enter")
        await officer.until(lambda: bool(officer.field("absence_on_roll_days").error))
        await officer.types("9")
        officer.field("absence_on_roll_days").line.value = "9"
        await officer.keys("enter")
        await officer.sees("Every board and figure of Wingterm is read so from then on.")
        await officer.keys("y")
        await officer.on("board")
        await a_moment_later(officer)
        await more(officer, "settings")
        assert officer.form.value("absence_on_roll_days") == "9"
        assert officer.form.value("hospital_on_roll") == "yes", "the others stay"


async def test_what_was_recorded_is_withdrawn_by_its_reference(small_file: SmallRegister) -> None:
    named = done(small_file, asked.RenamePlace(prison="WTI", code="A", name="Oak"))
    (entry,) = named.lines[0].entries
    small_file.clock.advance(1_000_000)
    async with at_terminal(small_file) as officer:
        await officer.sees("A  Oak")
        await more(officer, "withdraw")
        await officer.types("EXI-1")
        await officer.keys("enter")
        await officer.types("a typing mistake")
        await officer.keys("enter")
        await officer.sees("! Type a reference such as WTI-12.")
        officer.field("entry").line.value = entry
        await officer.keys("enter")
        await officer.sees("y Yes, do it")
        await officer.sees("as if it had never been recorded")
        await officer.keys("y")
        await officer.on("board")
        await a_moment_later(officer)
        assert place(small_file, "A").name == "A"


async def test_another_code_brings_what_that_place_is_and_keeps_what_was_typed(
    small_file: SmallRegister,
) -> None:
    async with at_terminal(small_file) as officer:
        await officer.keys("enter")
        await officer.on("wing")
        await officer.keys("down")
        assert officer.row.split()[0] == "A-1-001"
        await more(officer, "capacity")
        assert [officer.form.value(n) for n in ("cna", "working", "maximum")] == ["1", "1", "1"]
        officer.field("code").take_focus()
        await officer.types("A-1-003")
        await officer.until(lambda: officer.form.value("maximum") == "3")
        officer.field("working").take_focus()
        await officer.types("2")
        officer.field("code").take_focus()
        await officer.types("A-1-002")
        await officer.until(lambda: officer.form.value("maximum") == "2")
        assert officer.form.value("working") == "2"
