"""Real keys on a real register: what the tests of the screens share."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot

from screens.base import Frame
from screens.form import FormScreen
from screens.parts.fields import FieldLine
from screens.parts.line_list import LineList
from tests.registers import SmallRegister
from wingterm.app import WingtermApp
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt
from wingterm.services.act import carry_out
from wingterm.services.people import show

SIZE = (80, 24)
PATIENCE_S = 4.0


@dataclass(slots=True)
class Officer:
    """Somebody at a terminal, and the register that they work on."""

    pilot: Pilot[int]
    app: WingtermApp
    small: SmallRegister

    @property
    def screen(self) -> Frame[Any]:
        """The screen in front."""
        screen = self.app.screen
        assert isinstance(screen, Frame)
        return screen

    @property
    def form(self) -> FormScreen:
        """The form in front."""
        assert isinstance(self.screen, FormScreen)
        return self.screen

    def field(self, name: str) -> FieldLine:
        """Give a field of the form in front, which has it."""
        line = self.form.line(name)
        assert line is not None, f"the form asks no {name}"
        return line

    @property
    def rows(self) -> list[str]:
        """The rows of the list in front."""
        return self.screen.query_one(LineList).texts

    @property
    def row(self) -> str:
        """The row under the cursor."""
        current = self.screen.query_one(LineList).current
        return current.text if current else ""

    @property
    def title(self) -> str:
        """What the line at the top says."""
        return drawn(self.app)[0]

    @property
    def notice(self) -> str:
        """What the notice line says."""
        return self.screen.notice

    async def keys(self, *keys: str) -> None:
        """Press keys by name."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def types(self, text: str) -> None:
        """Type a text, letter by letter, as fast as a terminal sends it."""
        await self.bursts(*text)

    async def bursts(self, *keys: str) -> None:
        """Press keys that arrive all at once, as over a slow line."""
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 else key
            self.app.post_message(Key(name, key if len(key) == 1 else None))
        await self.pilot.pause()

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until something is so."""
        deadline = time.monotonic() + PATIENCE_S
        while not true():
            assert time.monotonic() < deadline, "\n".join(drawn(self.app))
            await self.pilot.pause(0.01)

    async def sees(self, words: str) -> None:
        """Wait until words are on the screen."""
        await self.until(lambda: words in "\n".join(drawn(self.app)))

    async def on(self, name: str) -> None:
        """Wait until a screen is in front."""
        await self.until(lambda: isinstance(self.app.screen, Frame) and name == self.screen.NAME)
        await self.pilot.pause()

    async def finds(self, number: str) -> None:
        """Open a person's record from any list."""
        await self.keys("f2")
        await self.on("find")
        await self.types(number)
        await self.keys("enter")
        await self.on("person")

    def state(self, number: str) -> str:
        """Give where the register says a person is."""
        return show(self.small.desk, number).state


@asynccontextmanager
async def at_terminal(
    small: SmallRegister, size: tuple[int, int] = SIZE, prison: str = "WTI", first: str = "board"
) -> AsyncIterator[Officer]:
    """Open the terminal on a register; the board is in front, or what comes before it."""
    app = WingtermApp(small.desk._replace(front_end="terminal"), small.prison(prison))
    async with app.run_test(size=size) as pilot:
        officer = Officer(pilot, app, small)
        await officer.on(first)
        yield officer


def drawn(app: WingtermApp) -> list[str]:
    """Give what stands on the screen, line by line."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


def done(small: SmallRegister, *requests: asked.Request) -> Receipt:
    """Carry out an act beside the terminal, as the command line does."""
    outcome = carry_out(small.desk, requests)
    assert isinstance(outcome, Receipt), outcome
    return outcome


def register(small: SmallRegister, number: str, last: str = "Example", first: str = "Robin") -> str:
    """Make a record for a person."""
    done(
        small,
        asked.Register(
            prison="WTI", last_name=last, first_name=first, number=number, sex="M",
            date_of_birth=f"1990-04-1{1 + int(number[1])}",
        ),
    )  # fmt: skip
    return number


def receive(small: SmallRegister, number: str, cell: str = "", last: str = "Example") -> str:
    """Make a record and receive the person."""
    register(small, number, last)
    done(
        small, asked.Receive(prison="WTI", person=number, cell=cell, authority="Leeds Crown Court")
    )
    return number
