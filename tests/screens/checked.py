"""A prison whose roll is checked at two terminals: what the tests of those screens share."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from db.engine import open_store
from tests.registers import SmallRegister
from tests.screens.pilots import Officer, drawn
from tests.services.check_prison import Checked
from wingterm.clock import CountedIds

UNITS = 5
"""Wings A and B, reception, visits, workshop."""


@contextmanager
def elsewhere(small: SmallRegister, account: str = "") -> Iterator[Checked]:
    """Give another terminal of the same register: a store and a desk of its own."""
    store = open_store(small.where, clock=small.clock)
    account = account or small.desk.account
    desk = small.desk._replace(store=store, account=account, ids=CountedIds(f"other-{account}"))
    yield Checked(replace(small, store=store, desk=desk))
    store.close()


def of(small: SmallRegister, account: str) -> SmallRegister:
    """Give the register with another officer at its desk."""
    return replace(small, desk=small.desk._replace(account=account))


async def at_check(officer: Officer) -> None:
    """Go to the night screen."""
    await officer.keys("ctrl+r")
    await officer.on("check")


async def to_unit(officer: Officer, code: str) -> None:
    """Put the cursor on a unit of the night screen."""
    await officer.keys("home")
    for _ in range(UNITS):
        if officer.row[1:].split()[0] == code:
            return
        await officer.keys("down")
    raise AssertionError(officer.rows)


async def hands_in(officer: Officer, code: str, counted: str, key: str = "c") -> None:
    """Hand a count in by keys: the unit, the key, the digits, Enter."""
    await to_unit(officer, code)
    await officer.keys(key)
    await officer.on("form")
    await officer.types(counted)
    await officer.keys("enter")
    await officer.on("check")


def words(officer: Officer) -> str:
    """Give everything on the screen as one text."""
    return " ".join(" ".join(drawn(officer.app)).split())
