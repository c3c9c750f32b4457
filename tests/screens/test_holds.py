"""Who is held without an order, at the terminal: flagged on their page and in the list of them."""

from tests.registers import SmallRegister
from tests.screens.pilots import at_terminal, done
from wingterm.domain import requests as asked

ONE = "A1111AA"
HOUR = 3_600_000_000


async def test_a_hold_is_flagged_and_then_overdue(small_file: SmallRegister) -> None:
    """Practice note 1.4, B3."""
    done(small_file, asked.Register(
        prison="WTI", number=ONE, last_name="Example", first_name="Robin", sex="M",
        date_of_birth="1990-04-12",
    ))  # fmt: skip
    until = small_file.clock() + 2 * HOUR
    done(small_file, asked.Receive(prison="WTI", person=ONE, hold_until=until))
    async with at_terminal(small_file) as officer:
        await officer.finds(ONE)
        await officer.sees("Now: In reception, WTI   since")
        await officer.sees("Held without an order until 2026-03-02 11:0")
        small_file.clock.instant = until
        await officer.keys("f5")
        await officer.sees("Held without an order, OVERDUE since 2026-03-02 11:0")
