"""Who saw a record, at a terminal: from the person, and from the menu of lists by whom and when."""

from dataclasses import replace

import pytest

from tests.accesses import accesses, files
from tests.registers import MINUTE, SmallRegister
from tests.screens.pilots import at_terminal, done, drawn, receive
from tests.screens.test_golden import same_as
from tests.screens.test_menu_lists import opens
from wingterm.domain import requests as asked
from wingterm.services import access_collect
from wingterm.services.people import show

ONE, TWO = "A1111AA", "A2222AA"


@pytest.fixture
def seen(small_file: SmallRegister) -> SmallRegister:
    """Give a prison where a clerk looked at somebody and gave a copy away."""
    busy = small_file
    receive(busy, ONE, cell="A-1-001")
    receive(busy, TWO, cell="A-1-002")
    role = asked.AppointOfficer(prison="WTI", account="clerk", name="Clerk Jay", role="reception")
    done(busy, role)
    clerk = busy.desk._replace(account="clerk", origin="gate pts/3")
    busy.clock.advance(MINUTE)
    show(clerk, ONE)
    busy.clock.advance(MINUTE)
    clerk._replace(at="desk-2").disclosed([ONE], "copy", "their solicitor")
    busy.clock.advance(MINUTE)
    return busy


async def test_from_a_person_who_saw_them_newest_first(seen: SmallRegister) -> None:
    async with at_terminal(seen) as officer:
        await officer.keys("1", "enter")
        await officer.on("person")
        await officer.keys("u")
        await officer.on("report")
        await officer.sees(f"Who saw {ONE}")
        same_as("who_saw", drawn(officer.app))
        given = next(n for n, row in enumerate(officer.rows) if "disclosure" in row)
        await officer.keys(*("down",) * given)
        await officer.sees("copy to their solicitor, by clerk at desk-2")
        await officer.keys("f3")
        await officer.on("person")


async def test_to_whom_it_is_not_told_the_screen_says_so(seen: SmallRegister) -> None:
    as_clerk = replace(seen, desk=seen.desk._replace(account="clerk"))
    async with at_terminal(as_clerk) as officer:
        await officer.keys("1", "enter")
        await officer.on("person")
        await officer.keys("u")
        await officer.sees("is not told this: access log")
        await officer.on("person")


async def test_from_the_menu_what_an_officer_saw(seen: SmallRegister) -> None:
    async with at_terminal(seen) as officer:
        await opens(officer, "What an officer saw")
        await officer.on("form")
        await officer.types("nobody")
        await officer.keys("enter")
        await officer.sees("There is no officer nobody.")
        await officer.keys(*("backspace",) * 6)
        await officer.types("clerk")
        await officer.keys("enter")
        await officer.on("report")
        assert [row.split()[2] for row in officer.rows] == ["disclosure", "consultation"]
        await officer.keys("enter")
        await officer.on("person")
        await officer.sees(ONE)


async def test_from_the_menu_who_saw_between_two_times(seen: SmallRegister) -> None:
    async with at_terminal(seen) as officer:
        await opens(officer, "Who saw a record")
        await officer.on("form")
        await officer.types(TWO)
        await officer.keys("tab")
        await officer.types("2030-01-01 10:00")
        await officer.keys("enter")
        await officer.on("report")
        await officer.sees("Nothing is in the log about that time.")


async def test_a_key_does_not_wait_for_others_who_write(
    seen: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    from screens import who_saw

    monkeypatch.setattr(who_saw, "WAIT_S", 0.0)
    async with at_terminal(seen) as officer:
        await officer.keys("1", "enter")
        await officer.on("person")
        with seen.store.write():
            await officer.keys("u")
            await officer.on("report")
            await officer.sees("The newest records are still on their way here")
        await officer.until(lambda: access_collect.collect(seen.desk) == (0, ()))
        await officer.keys("f5")
        await officer.until(lambda: any("disclosure" in row for row in officer.rows))


async def test_nothing_is_shown_that_could_not_be_written(seen: SmallRegister) -> None:
    async with at_terminal(seen) as officer:
        await officer.keys("1")
        await officer.on("people")
        before = accesses(seen.desk)
        for path in files(seen.desk):
            path.rename(path.with_suffix(".kept"))
            path.mkdir()
        await officer.keys("enter")
        await officer.sees("The access log")
        assert "1990" not in "".join(drawn(officer.app)), "nothing of the record is shown"
        for path in files(seen.desk):
            path.rmdir()
            path.with_suffix(".kept").rename(path)
        assert accesses(seen.desk) == before
