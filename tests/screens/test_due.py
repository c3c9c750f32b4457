"""Somebody becomes overdue by the time alone: what is open says so without any entry."""

import pytest

from tests.registers import MINUTE, SmallRegister
from tests.screens.pilots import Officer, at_terminal, done, drawn, receive, register
from wingterm.domain import requests as asked

ONE, TWO = "A1111AA", "A2222AA"
SECOND = 1_000_000


@pytest.fixture
def out(small_file: SmallRegister) -> SmallRegister:
    """Somebody at court who is due back in ten minutes."""
    receive(small_file, ONE, "A-1-001")
    due = small_file.clock() + 10 * MINUTE
    done(small_file, asked.CourtOut(prison="WTI", person=ONE, destination="LEEDCC", due_back=due))
    return small_file


async def looks(officer: Officer) -> str:
    """Let the screen look at the register; give what it shows then."""
    officer.app.look()
    await officer.pilot.pause()
    return "\n".join(drawn(officer.app))


async def test_the_board_counts_who_is_overdue_once_the_time_has_passed(
    out: SmallRegister,
) -> None:
    async with at_terminal(out) as officer:
        await officer.sees("9 Overdue back       0")
        out.clock.advance(10 * MINUTE)
        assert "9 Overdue back       0" in await looks(officer), "due at this moment"
        out.clock.advance(1)
        await officer.sees("9 Overdue back       1")


@pytest.mark.parametrize(
    ("keys", "before", "after"),
    [
        (["9"], "Nobody is overdue back", "OVERDUE"),
        (["7"], "LEEDCC", "OVERDUE"),
        (["f4"], f"Overdue back{0:28}", f"Overdue back{1:28}"),
    ],
)  # fmt: skip
async def test_an_open_list_says_who_is_overdue_once_the_time_has_passed(
    out: SmallRegister, keys: list[str], before: str, after: str
) -> None:
    async with at_terminal(out) as officer:
        await officer.keys(*keys)
        if keys == ["f4"]:
            await officer.on("lists")
            await officer.keys("end")
        await officer.sees(before)
        assert after not in "\n".join(drawn(officer.app))
        out.clock.advance(11 * MINUTE)
        await officer.sees(after)


async def test_a_person_is_overdue_once_the_time_has_passed(out: SmallRegister) -> None:
    async with at_terminal(out) as officer:
        await officer.finds(ONE)
        await officer.sees("due back 09:10")
        out.clock.advance(11 * MINUTE)
        await officer.sees("OVERDUE, was due back 09:10")


async def test_a_hold_runs_out_on_the_page_and_in_the_form(small_file: SmallRegister) -> None:
    register(small_file, TWO)
    until = small_file.clock() + 10 * MINUTE
    done(small_file, asked.Receive(prison="WTI", person=TWO, hold_until=until))
    async with at_terminal(small_file) as officer:
        await officer.finds(TWO)
        await officer.sees("Held without an order until")
        small_file.clock.advance(10 * MINUTE)
        await officer.sees("Held without an order, OVERDUE since")


async def test_somebody_at_large_leaves_the_roll_by_the_time_alone(
    small_file: SmallRegister,
) -> None:
    receive(small_file, ONE, "A-1-001")
    done(small_file, asked.Abscond(prison="WTI", person=ONE))
    async with at_terminal(small_file) as officer:
        small_file.clock.advance(24 * 60 * MINUTE - SECOND)
        await officer.sees("as of 2026-03-03 08:59")
        assert "On the roll           1" in await looks(officer)
        small_file.clock.advance(2 * SECOND)
        await officer.sees("On the roll           0")


async def test_help_explains_the_row_under_the_cursor(out: SmallRegister) -> None:
    async with at_terminal(out) as officer:
        await officer.keys("7")
        await officer.on("people")
        out.clock.advance(11 * MINUTE)
        await officer.sees("OVERDUE")
        await officer.keys("f1")
        await officer.on("help")
        assert officer.rows[0] == " The row under the cursor"
        told = " ".join(" ".join(officer.rows).split())
        assert "Example, Robin; born 1990-04-12; COURT; OVERDUE; to LEEDCC; 1 min overdue" in told
        assert "OVERDUE: the time at which they were due back has passed. b says that" in told
