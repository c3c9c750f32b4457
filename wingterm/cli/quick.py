"""The shortest way to the terminal: without loading the commands, where none is asked for.

They are a quarter of the time from a key to the board. Whatever is not as simple as that is left to
the command line, which says what is wrong in its own words.
"""

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from wingterm.domain.prison import Prison
    from wingterm.services.desk import Desk
    from wingterm.settings import Settings

TIME_ZONES = (
    "/usr/share/zoneinfo",
    "/usr/lib/zoneinfo",
    "/usr/share/lib/zoneinfo",
    "/etc/zoneinfo",
)
"""Where systems keep them; Python would read everything that it was built with to find out."""
NAMING = {"--store", "--prison"}
"""Options that take a word and say which register, and which prison of it."""

LATER = ("inspect", "ipaddress", "sysconfig")
"""What the standard library imports for cases that are none of ours.

`dataclasses` would ask `inspect` about classes without a docstring, and loading it would be an
eighth of a short command; `urllib.parse` about hosts in brackets; `zoneinfo` about where time zones
are, which is said by `TIME_ZONES`.
"""


class Later(ModuleType):
    """A module that is loaded when something of it is used."""

    def __getattr__(self, name: str) -> object:
        """Load the module, put it in its place, and give something of it."""
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        self.__dict__.update(vars(import_module(self.__name__)))
        try:
            return self.__dict__[name]
        except KeyError:
            raise AttributeError(f"{self.__name__} has no {name}") from None


MANY_OBJECTS = 20_000
"""Made and kept since the last look for what can be thrown away, before the next in a command."""


def run() -> NoReturn:
    """Run wingterm and end with its exit code."""
    typed = sys.argv[1:]
    try:
        begin()
        code = open_at_once(typed)
        if code is None:
            code = command(typed)
    except (Exception, KeyboardInterrupt) as stopped:  # noqa: BLE001 - the last edge: a sentence
        # Before a command was at work, or after it was done.
        from wingterm.cli.edge import ended_by

        code = int(ended_by(stopped))
    leave(code)


def begin() -> None:
    """Set up what makes a start short."""
    # Nothing is thrown away while everything is loaded; the application begins to.
    gc.disable()
    for name in LATER:
        sys.modules.setdefault(name, Later(name))
    os.environ.setdefault("PYTHONTZPATH", os.pathsep.join(TIME_ZONES))


def command(typed: Sequence[str]) -> int:
    """Run a command, without Typer where it is typed plainly; give its exit code."""
    # Short commands end before there is much to throw away, and long ones are few.
    gc.set_threshold(MANY_OBJECTS)
    gc.enable()
    if typed[:1] == ["__complete"]:
        from wingterm.cli.complete import PATIENCE_S, answer

        return answer(typed[1:], patience_s=PATIENCE_S)
    from wingterm.cli import straight

    code = straight.run(typed)
    if code is not None:
        return code
    from wingterm.cli.main import app

    return int(app(typed, standalone_mode=False))


def leave(code: int) -> NoReturn:
    """End the process. Taking everything apart first would be a quarter of a short command."""
    threads = sys.modules.get("threading")
    if threads is not None and threads.active_count() > 1:
        # The process waits for them.
        sys.exit(code)
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with suppress(OSError, ValueError):
                stream.flush()
    os._exit(code)


def can_show() -> bool:
    """Whether input and output are a terminal that can show the application, or a browser is."""
    from wingterm.settings import in_browser

    if in_browser(os.environ):
        return True
    placed = os.environ.get("TERM", "") not in ("", "dumb")
    # Textual draws on stderr.
    # One that was closed before the program began is None.
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return placed and all(stream is not None and stream.isatty() for stream in streams)


def open_at_once(typed: Sequence[str]) -> int | None:
    """Open the terminal; give its exit code, or None where that is for the command line."""
    settings = named(typed)
    if settings is None or not can_show():
        return None
    opened = _opened(settings)
    if opened is None:
        return None
    desk, prison = opened
    from wingterm.app import run_terminal

    try:
        return run_terminal(desk, prison)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the last edge: a sentence
        from wingterm.cli.edge import ended_by

        return int(ended_by(error))
    finally:
        desk.store.close()
        gc.freeze()


def named(typed: Sequence[str]) -> "Settings | None":
    """Give the register that is named, if nothing else is typed and it is there."""
    pairs = dict(zip(typed[::2], typed[1::2], strict=False))
    if len(typed) % 2 or not NAMING.issuperset(pairs) or len(pairs) * 2 != len(typed):
        return None
    from wingterm.settings import settings_from

    settings = settings_from(os.environ)
    prison = pairs.get("--prison", settings.prison).strip().upper()
    settings = settings._replace(store=pairs.get("--store", settings.store), prison=prison)
    return settings if settings.on_server or os.path.isfile(settings.store) else None


def _opened(settings: "Settings") -> "tuple[Desk, Prison] | None":
    """Open the register; None where it is not to be used."""
    from wingterm.errors import WingtermError
    from wingterm.services.opening import default_prison, open_desk

    try:
        desk = open_desk(settings, "terminal")
    except (WingtermError, OSError):
        return None
    try:
        return desk, default_prison(desk, settings.prison)
    except (WingtermError, OSError):
        desk.store.close()
        return None
