"""A terminal whose disk is full: what is typed stays, one sentence says why, and it goes on."""

from dataclasses import replace

import pytest

import screens  # noqa: F401 - says how often is painted, before Textual reads it
from tests.registers import SmallRegister
from tests.screens.drafted import left
from tests.screens.pilots import at_terminal
from tests.screens.settling import settled
from tests.torture.conftest import SOMEBODY
from tests.torture.small_disk import Mounted
from wingterm.services.disk import Disk


@pytest.fixture(autouse=True)
def _settles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Textual's pilot ask the event loop, as in the tests of the screens."""
    monkeypatch.setattr("textual.app.wait_for_idle", settled)
    monkeypatch.setattr("textual.pilot.wait_for_idle", settled)


async def test_a_form_on_a_full_disk_keeps_what_is_typed_and_is_done_once_there_is_room(
    on_it: SmallRegister, own_disk: Mounted
) -> None:
    async with at_terminal(on_it) as officer:
        await officer.finds(SOMEBODY)
        await officer.keys("m")
        await officer.on("form")
        own_disk.fill()
        await officer.types("A-1-001")
        await officer.until(lambda: "not being kept as a draft" in officer.notice)
        await officer.keys("enter")
        await officer.until(lambda: "This was not done" in officer.notice)
        assert "The disk is full" in officer.notice
        assert "Make room" in officer.notice
        assert officer.form.value("to") == "A-1-001"
        own_disk.make_room()
        await officer.keys("enter")
        await officer.on("person")
        assert officer.state(SOMEBODY) == "In cell A-1-001"


async def test_every_screen_says_that_the_disk_is_nearly_full(
    on_it: SmallRegister, own_disk: Mounted
) -> None:
    desk = on_it.desk._replace(disk=Disk(str(own_disk.folder), 5))
    async with at_terminal(replace(on_it, desk=desk)) as officer:
        assert "DISK" not in officer.title
        own_disk.fill()
        await officer.until(lambda: "DISK NEARLY FULL: 0 MB left" in officer.title)
        await officer.keys("f2")
        await officer.on("find")
        assert "DISK NEARLY FULL: 0 MB left" in officer.title
        own_disk.make_room()
        await officer.until(lambda: "DISK" not in officer.title)


async def test_a_draft_is_kept_again_once_there_is_room(
    on_it: SmallRegister, own_disk: Mounted
) -> None:
    async with at_terminal(on_it) as officer:
        await officer.finds(SOMEBODY)
        await officer.keys("m")
        await officer.on("form")
        await officer.types("A")
        own_disk.fill()
        await officer.types("-1-00")
        await officer.until(lambda: "not being kept as a draft" in officer.notice)
        own_disk.make_room()
        await officer.types("1")
        await officer.until(
            lambda: officer.notice == "What is typed here is kept as a draft again."
        )
        (draft,) = left(on_it)
        assert draft.values["to"] == "A-1-001"


async def test_a_record_is_not_shown_and_the_board_is(
    on_it: SmallRegister, own_disk: Mounted
) -> None:
    async with at_terminal(on_it) as officer:
        own_disk.fill()
        await officer.keys("f2")
        await officer.on("find")
        await officer.types(SOMEBODY)
        await officer.keys("enter")
        await officer.until(lambda: "no record can be shown" in officer.notice)
        assert officer.screen.NAME == "find"
        await officer.keys("escape")
        await officer.on("board")
        own_disk.make_room()
        await officer.finds(SOMEBODY)
