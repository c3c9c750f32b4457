"""The practice register in front of the real one: to learn on, in screens of its own.

Both keep their screens (a Textual mode each), so that going there and back loses nothing. Whether a
register is for practice the register says, never the way by which it was opened.
"""

import asyncio
from asyncio.subprocess import DEVNULL, PIPE
from typing import Any

from textual import work
from textual.app import App

from screens.base import REAL, Frame
from screens.board import BoardScreen
from screens.keyed import keyed
from screens.list_frame import ListFrame
from screens.parts.line_list import Row
from screens.register import RegisterScreen
from screens.session import Session
from wingterm.errors import NotFound, SchemaOlder, WingtermError
from wingterm.services.opening import default_prison
from wingterm.services.practice import MAKING, open_practice, practice_settings

PRACTICE = "practice"
"""The screens of the practice register in front of it."""

ALREADY = (
    "This is the practice register: nothing here is real. Try anything; {end} on the board leaves."
)
ANEW = "`wingterm practice --reset` makes it anew; the real register is never touched."
WAIT = (
    "The practice register is being made: an invented prison with three years",
    "behind it, to try everything on. That takes about ten seconds, once.",
    "",
    "It opens by itself. Nothing that is done there touches the real register.",
    "{leave} or Esc stops it and goes back.",
)


def switch(screen: RegisterScreen) -> None:
    """Go to the practice register, made first where there is none, or back to the real one."""
    if screen.session.behind:
        to_real(screen)
    elif screen.session.practice:
        screen.say(keyed(ALREADY))
    elif screen.session.practising:
        _show(screen)
    else:
        _enter(screen)


def to_real(screen: Frame[str], *, end: bool = False) -> None:
    """Go back to the real register, which is as it was.

    Args:
        screen: one of the practice register.
        end: whether the practice ends; else F9 comes back to where it was.
    """
    screen.app.switch_mode(REAL)
    if end and screen.session.behind:
        end_practice(screen.app, screen.session.behind)


def end_practice(app: App[Any], real: Session) -> None:
    """Close the practice register in front of a real one, where one is open."""
    practising, real.practising = real.practising, None
    if practising is not None:
        app.remove_mode(PRACTICE)
        practising.leave()
        practising.desk.store.close()


def _enter(screen: RegisterScreen, *, made: bool = False) -> None:
    """Open the practice register, or have it made."""
    try:
        session = _session(screen.session)
    except NotFound as error:
        if made:
            screen.say_error(error)
        else:
            screen.go(MakingScreen(screen.session), lambda done: _made(screen, done=bool(done)))
    except SchemaOlder as error:
        screen.say(f"{error.message} {ANEW}")
    except WingtermError as error:
        screen.say_error(error)
    else:
        screen.session.practising = session
        screen.app.add_mode(PRACTICE, lambda: BoardScreen(session))
        _show(screen)


def _made(screen: RegisterScreen, *, done: bool) -> None:
    if done:
        screen.when_in_front(lambda: _enter(screen, made=True))


def _show(screen: RegisterScreen) -> None:
    screen.app.switch_mode(PRACTICE)


def _session(real: Session) -> Session:
    """Give a session at the practice register; keys that wait are those of the same terminal.

    Raises:
        NotFound: it has not been made yet.
        WingtermError: it cannot be opened.
    """
    desk = open_practice(practice_settings(), "terminal")
    try:
        prison = default_prison(desk)
    except WingtermError:
        desk.store.close()
        raise
    return Session(desk, prison, practice=True, behind=real, typed_ahead=real.typed_ahead)


class MakingScreen(ListFrame[bool]):
    """Waits until another process has made the practice register; keys still work."""

    NAME = "making"
    ABOUT = (
        "The practice register is being made by another process: an invented prison with three "
        "years behind it. It opens by itself. F3 or Esc stops it; nothing is left behind."
    )

    def begin(self) -> None:
        """Say what is being done, and begin."""
        super().begin()
        self.title_line("Practice register", "about 10 seconds")
        self.put([Row(f"{n}", f" {keyed(line)}") for n, line in enumerate(WAIT)])
        self._make()

    @work(exclusive=True, exit_on_error=False)
    async def _make(self) -> None:
        """Have it made; leaving this screen ends it."""
        maker = await asyncio.create_subprocess_exec(*MAKING, stdin=DEVNULL, stdout=PIPE,
                                                     stderr=DEVNULL)  # fmt: skip
        said = ""
        try:
            assert maker.stdout is not None
            async for line in maker.stdout:
                said = line.decode(errors="replace").strip()
                self.say(said)
            code = await maker.wait()
        finally:
            if maker.returncode is None:
                maker.terminate()
                # It removes what was half made; the pipe is closed before the loop may be.
                await maker.communicate()
        if code == 0:
            self.give(True)
        else:
            self.say(f"The practice register was not made: {said or 'no reason was given'} "
                     f"{keyed('{leave}')} goes back.")  # fmt: skip
