"""Out for a time and for good, and back: each form by pressed keys, wrong on purpose too."""

import pytest

from tests.registers import SmallRegister
from tests.screens.pilots import Officer, at_terminal, done, receive, register
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Acknowledgement
from wingterm.services.people import show

ONE, TWO = "A1111AA", "A2222AA"


async def more(officer: Officer, words: str) -> None:
    """Choose a verb by name from the menu of verbs."""
    await officer.keys("v")
    await officer.on("more")
    await officer.types(words)
    await officer.keys("enter")
    await officer.on("form")


def error(officer: Officer, field: str) -> str:
    """Give what is said beside a field."""
    return officer.field(field).error


async def test_out_to_court_by_the_court_list_and_back(small_file: SmallRegister) -> None:
    receive(small_file, ONE, "A-1-001")
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("o")
        await officer.on("form")
        await officer.keys("f2")
        await officer.on("choose")
        await officer.types("leeds crown")
        await officer.keys("enter")
        await officer.on("form")
        assert officer.form.value("destination")
        await officer.keys("down", "down", "down", "down")
        await officer.types("25:00")
        await officer.keys("enter")
        await officer.until(lambda: "25:00 is not a time" in error(officer, "due_back"))
        await officer.keys("ctrl+u")
        await officer.types("08:00")
        await officer.keys("enter")
        await officer.until(lambda: "is not after they leave" in error(officer, "due_back"))
        assert officer.state(ONE) == "In cell A-1-001"
        await officer.keys("ctrl+u")
        await officer.types("17:30")
        await officer.keys("enter")
        await officer.on("person")
        assert officer.state(ONE) == "At court, bed in A-1-001"
        await officer.sees("due back 17:30")
        small_file.clock.advance(9 * 3_600_000_000)
        await officer.keys("f5")
        await officer.sees("OVERDUE, was due back 17:30")
        await officer.keys("b")
        await officer.on("form")
        await officer.keys("enter")
        await officer.on("person")
        assert officer.state(ONE) == "In cell A-1-001"


async def test_a_video_link_is_not_offered_and_refused_beside_the_reason(
    small_file: SmallRegister,
) -> None:
    receive(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("o")
        await officer.on("form")
        await officer.types("Leeds")
        await officer.keys("down", "f2")
        await officer.on("choose")
        assert not any(row.startswith(" VL") for row in officer.rows)
        await officer.keys("f3")
        await officer.on("form")
        await officer.types("VLRA")
        await officer.keys("enter")
        await officer.until(lambda: bool(error(officer, "reason")))
        assert officer.state(ONE) == "In reception"


async def test_an_absence_says_when_it_ends_and_may_give_the_bed_up(
    small_file: SmallRegister,
) -> None:
    receive(small_file, ONE, "A-1-001")
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("w")
        await officer.on("form")
        await officer.types("home")
        await officer.keys("enter")
        assert officer.field("reason").line.has_focus, "the next to fill"
        await officer.types("C6")
        await officer.keys("enter")
        await officer.types("2026-03-04 17:00")
        await officer.keys("down", "down", "down")
        await officer.types("maybe")
        await officer.keys("enter")
        await officer.until(lambda: error(officer, "keep_bed").startswith("! Type yes or no."))
        await officer.keys("ctrl+u")
        await officer.types("no")
        await officer.keys("enter")
        await officer.on("person")
        assert officer.state(ONE) == "On temporary absence, no bed kept"
        await more(officer, "did not return")
        await officer.keys("enter")
        await officer.sees("Failure to return: A1111AA Example, Robin")
        await officer.sees("Current population of Wingterm: 0, the same: they are out.")
        await officer.keys("y")
        await officer.on("person")
        assert officer.state(ONE) == "At large"
        await more(officer, "recapture")
        await officer.keys("enter")
        await officer.on("person")
        assert officer.state(ONE) == "In reception"


async def test_a_bed_watch_names_its_officers(small_file: SmallRegister) -> None:
    receive(small_file, ONE, "A-1-001")
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("h")
        await officer.on("form")
        await officer.types("St James")
        await officer.keys("enter", "enter")
        await officer.until(lambda: error(officer, "officers") == "! This must be filled.")
        await officer.types("Grey, White")
        await officer.keys("enter")
        await officer.on("person")
        await officer.sees("with Grey, White")
        assert officer.state(ONE) == "At hospital, bed in A-1-001"


async def test_released_at_court_without_coming_back(small_file: SmallRegister) -> None:
    receive(small_file, ONE, "A-1-001")
    done(small_file, asked.CourtOut(prison="WTI", person=ONE, destination="Leeds"))
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("l")
        await officer.on("form")
        await officer.types("CR")
        await officer.keys("enter")
        await officer.sees("Wingterm: 0, the same: they are out.")
        await officer.keys("n")
        form = officer.form
        assert form.value("without_return") == "yes", "there is no other way"
        officer.field("without_return").take_focus()
        await officer.types("no")
        await officer.keys("enter")
        await officer.until(lambda: officer.notice.startswith("Nothing was done. A1111AA"))
        assert officer.state(ONE) == "At court, bed in A-1-001"
        officer.field("without_return").take_focus()
        await officer.types("yes")
        await officer.keys("enter")
        await officer.sees("any other key: no")
        await officer.keys("y")
        await officer.on("person")
        assert officer.state(ONE) == "Outside"


@pytest.mark.parametrize(
    ("words", "verb", "state", "effect"),
    [
        ("escape", "escape", "At large", "1 -> 0. The bed in A-1-001 becomes free."),
        ("abscond", "abscond", "At large", "1 -> 0. The bed in A-1-001 becomes free."),
        ("death", "death", "Died; in cell A-1-001", "1, the same until the body is removed."),
    ],
)
async def test_what_cannot_be_taken_back_asks_once_more(
    small_file: SmallRegister, words: str, verb: str, state: str, effect: str
) -> None:
    receive(small_file, ONE, "A-1-001")
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await more(officer, words)
        assert officer.form.spec.verb == verb
        await officer.keys("enter")
        await officer.sees("any other key: no")
        await officer.keys("enter")
        await officer.until(lambda: officer.notice == "Nothing was done.")
        assert officer.state(ONE) == "In cell A-1-001"
        await officer.keys("enter")
        await officer.sees(f"Current population of Wingterm: {effect}")
        await officer.keys("y")
        await officer.on("person")
        assert officer.state(ONE) == state


async def test_the_body_is_removed_and_nothing_is_offered_then(small_file: SmallRegister) -> None:
    receive(small_file, ONE, "A-1-001")
    done(small_file, asked.Death(prison="WTI", person=ONE))
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await more(officer, "body")
        await officer.keys("enter")
        await officer.sees("1 -> 0. The bed in A-1-001 becomes free.")
        await officer.keys("y")
        await officer.on("person")
        assert officer.state(ONE) == "Died"
        await officer.keys("m")
        await officer.until(lambda: "makes no sense now" in officer.notice)


async def test_discharge_to_hospital_of_somebody_outside_needs_an_authority(
    small_file: SmallRegister,
) -> None:
    register(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await more(officer, "psychiatric")
        await officer.types("Rampton")
        await officer.keys("enter")
        await officer.until(lambda: "which authority" in error(officer, "authority"))
        await officer.types("Secretary of State")
        await officer.keys("enter")
        await officer.sees("0 -> 0.")
        await officer.keys("y")
        await officer.on("person")
        verbs = [line.verb for line in show(small_file.desk, ONE).history]
        assert verbs == ["discharge-hospital", "receive", "register"]


async def test_recall_goes_on_with_the_stay(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    done(small_file, asked.Release(prison="WTI", person=ONE, reason="CR"))
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await more(officer, "recall")
        await officer.keys("enter")
        await officer.until(lambda: "which authority" in error(officer, "authority"))
        await officer.types("Secretary of State")
        await officer.keys("enter")
        await officer.on("person")
        assert officer.state(ONE) == "In reception"
        await officer.keys("y")
        await officer.on("report")
        assert officer.rows[0].split()[:3] == ["Stay", "1", "WTI"]
        assert officer.rows[1].split()[0] == "recall"


async def test_a_night_arrival_without_an_order_is_held_until(small_file: SmallRegister) -> None:
    register(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("r")
        await officer.on("form")
        for _ in range(6):
            await officer.keys("down")
        await officer.types("2026-03-09 09:00")
        await officer.keys("enter")
        await officer.until(lambda: "within 72 hours" in error(officer, "hold_until"))
        await officer.keys("ctrl+u")
        await officer.types("23:00")
        await officer.keys("enter")
        await officer.on("person")
        held = "In reception; held without an order until 2026-03-02 23:00"
        assert officer.state(ONE) == held


async def test_a_transfer_is_redirected_by_its_sender(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    done(small_file, asked.OpenPrison(prison="REG", code="THR", name="Third"))
    done(small_file, asked.TransferOut(prison="WTI", person=ONE, to="EXI", coach="C1"))
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await more(officer, "redirect")
        await officer.types("WTI")
        await officer.keys("enter")
        await officer.until(lambda: bool(error(officer, "to")))
        await officer.keys("f2")
        await officer.on("choose")
        assert [row.split()[0] for row in officer.rows][:2] == ["EXI", "THR"]
        await officer.types("thr")
        await officer.keys("enter")
        await officer.on("form")
        officer.field("to").line.value = "THR"
        await officer.keys("enter")
        await officer.on("person")
        assert show(small_file.desk, ONE).prison == "THR"


async def test_transfer_lists_the_prisons_of_the_country_too(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("t", "f2")
        await officer.on("choose")
        assert "(in this register)" in officer.rows[0]
        await officer.types("askham")
        await officer.keys("enter")
        await officer.on("form")
        await officer.keys("enter")
        await officer.sees("Transfer out to AGI")
        await officer.keys("y")
        await officer.on("person")
        assert officer.state(ONE) == "Outside"


async def test_somebody_out_from_elsewhere_arrives_here(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    done(small_file, asked.CourtOut(prison="WTI", person=ONE, destination="Leeds"))
    async with at_terminal(small_file, prison="EXI") as officer:
        await officer.finds(ONE)
        await officer.keys("a")
        await officer.on("form")
        await officer.keys("enter")
        await officer.on("person")
        assert show(small_file.desk, ONE).prison == "EXI"


async def test_a_hold_is_warned_of_and_answered_in_the_same_form(small_file: SmallRegister) -> None:
    receive(small_file, ONE)
    receive(small_file, TWO, last="Sample")
    done(
        small_file,
        asked.RecordParticular(
            prison="WTI", person=ONE, fact="alert", key="XNR", values=(("comment", "see file"),),
            acknowledged=(Acknowledgement("any", "test"),),
        ),
    )  # fmt: skip
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.keys("l")
        await officer.on("form")
        await officer.types("CR")
        await officer.keys("enter")
        await officer.sees("Warning: ")
        assert officer.state(ONE) == "In reception"
        await officer.types("the governor signed")
        await officer.keys("enter")
        await officer.sees("any other key: no")
        await officer.keys("y")
        await officer.on("person")
        assert officer.state(ONE) == "Outside"
