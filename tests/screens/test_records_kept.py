"""A copy for a person, and how long records are kept, looked at in the terminal."""

from dataclasses import replace

import pytest

from tests.accesses import accesses
from tests.registers import SmallRegister
from tests.screens.pilots import at_terminal, done, drawn, receive
from tests.screens.test_golden import same_as
from tests.screens.test_menu_lists import opens
from tests.services.long_ago import YEAR, registered, rule
from wingterm.domain import requests as asked

ONE, OLD = "A1111AA", "A2222AA"


@pytest.fixture
def people(small_file: SmallRegister) -> SmallRegister:
    """Somebody in a cell with a hold, and somebody who was never received, eight years ago."""
    done(small_file, registered(OLD, "Longago", "1950-01-01"))
    small_file.clock.instant += 8 * YEAR
    receive(small_file, ONE, "A-1-001")
    done(small_file, asked.RecordParticular(
        prison="WTI", person=ONE, fact="hold", key="", values=(("reason", "inquest 12/26"),)
    ))  # fmt: skip
    done(small_file, rule("unused", 7))
    return small_file


async def test_what_a_copy_would_hold_and_leave_out(people: SmallRegister) -> None:
    async with at_terminal(people) as officer:
        await opens(officer, "A copy for a person")
        await officer.on("form")
        await officer.types(ONE)
        await officer.keys("enter")
        await officer.on("report")
        await officer.sees(f"wingterm disclose {ONE} --to FILE --recipient TEXT")
        await officer.sees("Left out: legal hold")
        same_as("copy", drawn(officer.app))
    assert [one["kind"] for one in accesses(people.desk) if one["purpose"] == "disclose"] == [
        "consultation"
    ], "nothing left the register"


async def test_rules_and_who_is_due(people: SmallRegister) -> None:
    async with at_terminal(people) as officer:
        await opens(officer, "How long records are kept")
        await officer.on("report")
        await officer.sees("wingterm retention run --confirm 1")
        assert any(OLD in row and row.endswith(": due") for row in officer.rows)
        same_as("kept", drawn(officer.app))


async def test_to_whom_it_is_not_told_the_screens_say_so(people: SmallRegister) -> None:
    done(people, asked.AppointOfficer(
        prison="WTI", account="clerk", name="Clerk Jay", role="wing-officer"
    ))  # fmt: skip
    as_clerk = replace(people, desk=people.desk._replace(account="clerk"))
    async with at_terminal(as_clerk) as officer:
        await opens(officer, "How long records are kept")
        await officer.on("report")
        await officer.sees("Who is due is told to administrators.")
        assert not any(OLD in row for row in officer.rows)
    async with at_terminal(as_clerk) as officer:
        await opens(officer, "A copy for a person")
        await officer.on("form")
        await officer.types(ONE)
        await officer.keys("enter")
        await officer.sees("may not do this: disclose")
