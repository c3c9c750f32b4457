"""Open the demo register, and make it first where there is none."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from db.drafts import ENDING
from wingterm.clock import Clock, CountedIds, FixedClock, system_clock
from wingterm.errors import BadInput, Conflict, NotFound, RuleBroken, WingtermError
from wingterm.services.aside import aside
from wingterm.services.demo.story import Story, first_instant
from wingterm.services.demo.terms import DAYS, OTHER_SEEDS, SEED
from wingterm.services.desk import Desk, os_account
from wingterm.services.practice import MARK, NotForPractice, open_practice
from wingterm.services.setup import start_register
from wingterm.services.uncollected import uncollected
from wingterm.settings import Settings

Progress = Callable[[int, int], None]
"""Told how many days of how many are made."""


def _silent(done: int, whole: int) -> None:
    """Tell nobody."""


def open_demo(
    settings: Settings,
    *,
    reset: bool = False,
    clock: Clock = system_clock,
    progress: Progress = _silent,
) -> Desk:
    """Open the demo register, and make it first where there is none.

    Args:
        settings: those of the demo, not of the user's own register.
        reset: make it anew.
        clock: the machine's clock; the past is counted back from it.
        progress: told how far the making is.

    Raises:
        StoreUnsafe: what lies there is not a demo; it is left as it is.
        BadInput: it is to be made on a server.
    """
    if settings.on_server:
        raise BadInput("The demo is kept in a file.", "Name a path.", field="store")
    if reset:
        _remove(settings)
    try:
        return open_practice(settings, "cli")
    except NotFound:
        # Another process that made it meanwhile made the same.
        with suppress(Conflict):
            build_demo(settings, clock, progress)
        return open_practice(settings, "cli")


def build_demo(
    settings: Settings, clock: Clock, progress: Progress = _silent, *, days: int = DAYS
) -> None:
    """Make the demo register aside, then put it in its place.

    Nothing of it waits for the disk until it is whole: what a crash spoils lies aside.

    Args:
        settings: where.
        clock: the machine's clock; the past is counted back from it.
        progress: told how far the making is.
        days: how many days of history it has before the last one; at least 2.
    """
    now = clock()
    for seed in (SEED, *OTHER_SEEDS):
        with suppress(RuleBroken):
            _tell(settings, seed, now, days, progress)
            return
    raise RuleBroken("The demo's story holds something that the rules refuse.")


def _tell(settings: Settings, seed: int, now: int, days: int, progress: Progress) -> None:
    """Make the demo of a seed, and put it in its place."""
    walking = FixedClock(first_instant(now, days))
    account = os_account()
    with aside(settings) as made, uncollected():
        desk = start_register(
            made.settings, walking, CountedIds(MARK), account, account, durable=False
        )
        try:
            Story(desk, walking, now, days, seed, progress).tell()
        finally:
            desk.store.close()
        made.publish()


def _remove(settings: Settings) -> None:
    """Remove a demo register; in the demo's own place also one that cannot be opened.

    Raises:
        NotForPractice: it is somebody's own register, wherever it lies.
    """
    try:
        open_practice(settings, "cli").store.close()
    except NotFound:
        return
    except NotForPractice:
        raise
    except WingtermError:
        if settings.store != settings.demo().store:
            raise
    for part in ("", "-wal", "-shm", "-journal"):
        for beside in ("", ENDING):
            Path(f"{settings.store}{beside}{part}").unlink(missing_ok=True)
