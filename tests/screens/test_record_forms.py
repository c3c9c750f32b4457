"""What is put on record of a person, by pressed keys: kinds, fields, changes and ends."""

from tests.registers import SmallRegister
from tests.screens.pilots import Officer, at_terminal, done, receive, register
from wingterm.domain import requests as asked
from wingterm.services.particulars import particulars

ONE, TWO = "A1111AA", "A2222AA"


async def records(officer: Officer, kind: str) -> None:
    """Choose a kind of record from the list."""
    await officer.keys("p")
    await officer.on("choose")
    await officer.types(kind)
    await officer.keys("enter")
    await officer.on("form")


async def a_moment_later(officer: Officer) -> None:
    """Let the clock go on: what was just recorded is known from the next moment on."""
    officer.small.clock.advance(1_000_000)
    await officer.keys("f5")


def said(small: SmallRegister, number: str) -> dict[str, str]:
    """Give what is in force of a person, by kind and key."""
    return {
        f"{line.kind}.{line.key}": line.said
        for line in particulars(small.desk, number)
        if line.state == "in force"
    }


async def test_an_alert_by_its_list_stands_first_on_the_person(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await records(officer, "alert")
        await officer.types("NOPE")
        await officer.keys("enter")
        await officer.until(lambda: "NOPE" in officer.field("key").error)
        await officer.keys("ctrl+u", "f2")
        await officer.on("choose")
        await officer.types("arsonist")
        await officer.keys("enter")
        await officer.on("form")
        assert officer.form.value("key") == "XA"
        await officer.keys("down")
        await officer.types("2026-03-02")
        await officer.keys("enter")
        await officer.on("person")
        await a_moment_later(officer)
        await officer.sees("ALERTS: XA Arsonist")
        assert "alert.XA" in said(small_file, ONE)


async def test_a_wrong_value_is_told_beside_its_field(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    before = small_file.dump()
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await records(officer, "sentence date")
        await officer.types("CRD")
        await officer.keys("down")
        await officer.types("soon")
        await officer.keys("enter")
        await officer.until(lambda: "not soon" in officer.field("date").error)
    assert small_file.dump() == before


async def test_the_category_is_changed_with_what_is_on_record_in_the_form(
    small_file: SmallRegister,
) -> None:
    receive(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await records(officer, "security category")
        await officer.types("C")
        await officer.keys("enter")
        await officer.on("person")
        await a_moment_later(officer)
        await officer.sees("Category: C")
        await officer.keys("p")
        await officer.on("choose")
        assert officer.rows[0].startswith(" Security category"), "what is on record comes first"
        await officer.keys("enter")
        await officer.on("form")
        assert officer.form.value("category") == "C"
        await officer.types("B")
        await officer.keys("enter")
        await officer.on("person")
        await a_moment_later(officer)
        await officer.sees("Category: B")


async def test_who_to_keep_apart_is_found_by_name(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    receive(small_file, TWO, last="Sample")
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await records(officer, "non-association")
        await officer.keys("f2")
        await officer.on("choose")
        await officer.types("samp")
        await officer.keys("enter")
        await officer.on("form")
        assert officer.form.value("key") == TWO
        for name in ("restriction", "reason", "role", "other_role"):
            officer.field(name).take_focus()
            await officer.keys("f2")
            await officer.on("choose")
            await officer.keys("enter")
            await officer.on("form")
        officer.field("comment").take_focus()
        await officer.types("they fought")
        await officer.keys("enter")
        await officer.on("person")
        await a_moment_later(officer)
        await officer.sees("KEEP APART FROM: A2222AA Sample, Robin")


async def test_a_record_is_ended_with_a_reason_and_stays_readable(
    small_file: SmallRegister,
) -> None:
    receive(small_file, ONE)
    contact = (("name", "Jo Example"), ("next_of_kin", "yes"))
    done(small_file, asked.RecordParticular(
        prison="WTI", person=ONE, fact="contact", values=contact))  # fmt: skip
    small_file.clock.advance(60_000_000)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("v")
        await officer.on("more")
        await officer.types("end a record")
        await officer.keys("enter")
        await officer.on("choose")
        assert [row.split()[0] for row in officer.rows] == ["Contact"]
        await officer.keys("enter")
        await officer.on("form")
        await officer.keys("enter")
        await officer.until(lambda: bool(officer.field("why").error))
        await officer.types("moved abroad")
        await officer.keys("enter")
        await officer.on("person")
        await a_moment_later(officer)
        assert said(small_file, ONE) == {}
        await officer.keys("d")
        await officer.on("report")
        assert "ended" in officer.rows[0]
        assert "Jo Example" in officer.rows[1]


async def test_a_night_arrival_gets_a_temporary_number_and_later_a_real_one(
    small_file: SmallRegister,
) -> None:
    async with at_terminal(small_file) as officer:
        await officer.keys("n")
        await officer.on("form")
        for text in ("Unknown", "Man", "1990-01-01", "M"):
            await officer.types(text)
            await officer.keys("down")
        await officer.keys("down")
        await officer.types("yes")
        await officer.keys("enter")
        await officer.on("person")
        await officer.sees("TMP")
        await officer.keys("v")
        await officer.on("more")
        await officer.types("give number")
        await officer.keys("enter")
        await officer.on("form")
        await officer.types("A5555AA")
        await officer.keys("enter")
        await officer.sees("The number is given once and for all.")
        await officer.keys("y")
        await officer.on("person")
        await officer.sees("A5555AA  Unknown, Man")


async def test_kinds_are_offered_for_a_number_that_is_typed_later(
    small_file: SmallRegister,
) -> None:
    register(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await records(officer, "ethnicity")
        await officer.types(ONE)
        await officer.keys("down")
        await officer.types("W1")
        await officer.keys("enter")
        await officer.on("board")
        await a_moment_later(officer)
        assert said(small_file, ONE)["ethnicity."].startswith("Ethnicity: W1")
