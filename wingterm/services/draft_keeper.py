"""Keep forms as they are typed, in one thread beside the screens.

Of a form only its latest state counts: while one is being written, whatever is typed replaces what
waits. So typing never waits for the disk, and what is not on disk yet is what was typed since the
write that is under way began.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from wingterm.errors import WingtermError
from wingterm.services.desk import Desk
from wingterm.services.drafts import (
    Draft,
    Holder,
    released,
    save,
    still_there,
    throw_away,
)

FLUSH_S = 2.0
"""How long whoever leaves a form or carries it out waits for the disk at most."""
AGAIN_S = 2.0
"""After what time it is tried again to keep what could not be kept, though nobody types on."""


class Kept(StrEnum):
    """What came of keeping a form."""

    KEPT = "kept"
    LOST = "lost"
    """Another form has taken the draft up."""
    GONE = "gone"
    """It was thrown away, or done, at another terminal."""
    FAILED = "failed"


Told = Callable[[Kept, str], None]
"""Told what came of it, with a sentence where it failed; called in the thread of the keeper."""


@dataclass(slots=True)
class Hold:
    """A form's hold of its draft."""

    draft: str
    """Id of the draft."""
    held: Holder
    told: Told
    first: bool = True
    """Whether nothing of it was kept yet."""
    lost: Kept | None = None
    """How the form lost the draft, so that nothing of it is kept any more; None: it has it."""
    failed: str = ""
    """Why the last try failed, empty when it did not."""


@dataclass(slots=True)
class _Job:
    hold: Hold
    draft: Draft | None = None
    """What is to be kept; None when nothing more is."""
    then_release: bool = False
    then_drop: bool = False


@dataclass(slots=True)
class DraftKeeper:
    """Keeps the drafts of an officer at a terminal."""

    desk: Desk
    _done_unseen: list[Hold] = field(default_factory=list, repr=False)
    _waiting: dict[str, _Job] = field(default_factory=dict, repr=False)
    _failed: dict[str, _Job] = field(default_factory=dict, repr=False)
    _changed: threading.Condition = field(default_factory=threading.Condition, repr=False)
    _busy: bool = False
    _thread: threading.Thread | None = field(default=None, repr=False)

    def keep(self, hold: Hold, draft: Draft) -> None:
        """Keep what a form holds; in place of what waits to be kept of it."""
        self._ask(_Job(hold, draft))

    def release(self, hold: Hold, draft: Draft | None) -> None:
        """Keep what a form holds and let go of it."""
        self._ask(_Job(hold, draft, then_release=True))

    def drop(self, hold: Hold) -> None:
        """Remove what was kept of a form in which nothing is typed any more."""
        self._ask(_Job(hold, then_drop=True))

    def drop_once_seen(self, hold: Hold) -> None:
        """Remove what was kept of a form that was carried out, as soon as `seen` says so.

        A window that closes at the very moment takes the sentence with it that says what was done.
        As long as the draft is there, it is said again at the next start.
        """
        self._done_unseen.append(hold)

    def seen(self) -> None:
        """Hear that the officer has gone on, and so has seen what was done."""
        while self._done_unseen:
            self.drop(self._done_unseen.pop())

    def flush(self, timeout_s: float = FLUSH_S) -> bool:
        """Wait until everything asked so far is on disk; False when that took too long."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._waiting and not self._busy, timeout_s)

    def _ask(self, job: _Job) -> None:
        with self._changed:
            self._waiting[job.hold.draft] = job
            self._failed.pop(job.hold.draft, None)
            if self._thread is None:
                # A terminal that is killed or hung up does not wait for it.
                self._thread = threading.Thread(target=self._run, name="drafts", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def _run(self) -> None:
        while True:
            with self._changed:
                asked = self._changed.wait_for(
                    lambda: self._waiting, AGAIN_S if self._failed else None
                )
                held = self._waiting if asked else self._failed
                job = held.pop(next(iter(held)))
                self._busy = True
            try:
                self._do(job)
            finally:
                with self._changed:
                    if job.hold.failed and job.hold.draft not in self._waiting:
                        self._failed[job.hold.draft] = job
                    self._busy = False
                    self._changed.notify_all()

    def _do(self, job: _Job) -> None:
        hold = job.hold
        try:
            told = self._done(job)
        except WingtermError as error:
            told, hold.failed = Kept.FAILED, error.message
        except Exception as error:  # noqa: BLE001 - the thread outlives what it cannot keep
            told, hold.failed = Kept.FAILED, f"{type(error).__name__}."
        else:
            hold.failed = ""
        hold.told(told, hold.failed)

    def _done(self, job: _Job) -> Kept:
        """Do what is asked; a form that has lost its draft changes nothing more."""
        hold, desk = job.hold, self.desk
        if hold.lost:
            return hold.lost
        if job.then_drop:
            throw_away(desk, hold.draft, hold.held)
            hold.first = True
            return Kept.KEPT
        if job.draft is not None:
            if not save(desk, job.draft, hold.held, first=hold.first):
                hold.lost = Kept.LOST if still_there(desk, hold.draft) else Kept.GONE
                return hold.lost
            hold.first = False
        if job.then_release:
            released(desk, hold.draft, hold.held)
        return Kept.KEPT
