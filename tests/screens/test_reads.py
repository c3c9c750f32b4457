"""How often the register is read: once for what is shown, and again only when it moved on."""

from collections.abc import Callable
from typing import Any

import pytest

from screens.base import Frame
from screens.board import BoardScreen
from screens.drafts import DraftsScreen
from screens.find import FindScreen
from screens.landing import LandingScreen
from screens.people import PeopleScreen
from screens.person import PersonScreen
from screens.pictures import DaysScreen, OccupancyScreen
from screens.register import RegisterScreen
from screens.report_list import REPORTS
from screens.reports import ReportScreen
from screens.session import Session
from screens.wing import WingScreen
from screens.wing_map import MapScreen
from tests.registers import SmallRegister
from tests.screens.pilots import at_terminal, done, receive
from wingterm.domain import requests as asked

NUMBER = "A1000AA"


def counted(monkeypatch: pytest.MonkeyPatch, screen: type[Any], method: str = "read") -> list[str]:
    """Count the calls of a method of a screen."""
    real, calls = getattr(screen, method), list[str]()

    def noted(self: Any) -> None:
        calls.append(type(self).__name__)
        real(self)

    monkeypatch.setattr(screen, method, noted)
    return calls


SCREENS: dict[str, tuple[type[Frame[Any]], Callable[[Session], Frame[Any]]]] = {
    "board": (BoardScreen, BoardScreen),
    "wing": (WingScreen, lambda session: WingScreen(session, "A")),
    "landing": (LandingScreen, lambda session: LandingScreen(session, "A-1")),
    "people": (PeopleScreen, lambda session: PeopleScreen(session, "population")),
    "person": (PersonScreen, lambda session: PersonScreen(session, NUMBER)),
    "find": (FindScreen, FindScreen),
    "report": (ReportScreen, lambda session: ReportScreen(session, REPORTS["cells-with-room"])),
    "map": (MapScreen, lambda session: MapScreen(session, "A")),
    "days": (DaysScreen, DaysScreen),
    "occupancy": (OccupancyScreen, OccupancyScreen),
    "drafts": (DraftsScreen, DraftsScreen),
}


@pytest.mark.parametrize("name", SCREENS)
async def test_a_screen_is_read_once_when_it_opens(
    small_file: SmallRegister, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    receive(small_file, NUMBER)
    kind, made = SCREENS[name]
    method = "read" if issubclass(kind, RegisterScreen) else "reread"
    async with at_terminal(small_file) as officer:
        reads = counted(monkeypatch, kind, method)
        screen = made(officer.app.session)
        officer.screen.go(screen)
        await officer.until(lambda: officer.app.screen is screen and screen.ready)
        await officer.pilot.pause()
        assert reads == [kind.__name__]


async def test_the_terminal_starts_with_one_read(
    small_file: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = counted(monkeypatch, BoardScreen)
    async with at_terminal(small_file):
        assert reads == ["BoardScreen"]


async def test_who_comes_back_to_what_did_not_change_waits_for_no_read(
    small_file: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive(small_file, NUMBER)
    async with at_terminal(small_file) as officer:
        await officer.keys("1")
        await officer.on("people")
        reads = counted(monkeypatch, RegisterScreen, "_read")
        await officer.keys("f1")
        await officer.on("help")
        await officer.keys("f3")
        await officer.on("people")
        await officer.keys("f3")
        await officer.on("board")
        assert reads == []


async def test_who_comes_back_sees_at_once_what_was_done_meanwhile(
    small_file: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without waiting for the next look at the register."""
    receive(small_file, NUMBER)
    async with at_terminal(small_file) as officer:
        monkeypatch.setattr("screens.watch.Watch.look", lambda _: None)
        await officer.keys("f1")
        await officer.on("help")
        done(
            small_file, asked.CourtOut(prison="WTI", person=NUMBER, destination="Leeds Crown Court")
        )
        await officer.keys("f3")
        await officer.on("board")
        await officer.sees("Out, off site         1")


async def test_who_comes_back_in_a_wider_window_sees_more(small_file: SmallRegister) -> None:
    receive(small_file, NUMBER)
    async with at_terminal(small_file) as officer:
        await officer.keys("1")
        await officer.on("people")
        await officer.keys("f1")
        await officer.on("help")
        await officer.pilot.resize_terminal(132, 40)
        await officer.keys("f3")
        await officer.on("people")
        await officer.sees("Note")
