"""Errors that reach people: one clear sentence, and what to do next.

Rules that stand against a request are values (`wingterm.domain.outcomes`), not errors. These are
caught by name at two edges only: the command line maps them to exit codes, the terminal to its
notice line.
"""


class WingtermError(Exception):
    """The root of all our errors."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Say what is wrong (`message`) and what to do next (`hint`)."""
        super().__init__(message)
        self.message = message
        self.hint = hint


class BadInput(WingtermError):
    """Something typed or read from a file cannot be understood."""

    def __init__(
        self, message: str, hint: str = "", *, file: str = "", line: int = 0, field: str = ""
    ) -> None:
        """Say what is wrong and where; `line` counts from 1, 0 where there is none."""
        super().__init__(message, hint)
        self.file = file
        self.line = line
        self.field = field


class RuleBroken(WingtermError):
    """The store refused what a rule should have refused before; a fault of the program."""


class NotFound(WingtermError):
    """What was asked for is not there."""


class NotAuthorised(WingtermError):
    """The officer may not do this."""


class Conflict(WingtermError):
    """Somebody else changed the same things meanwhile; nothing was done."""


class Stale(Conflict):
    """Somebody else changed what an officer was about to act on since they saw it."""


class IdUsed(Conflict):
    """The request id was used for an act with other content; nothing was done."""


class StoreError(WingtermError):
    """The store cannot do what was asked."""


class StoreBusy(StoreError):
    """Others are writing; nothing was done and it can be tried again."""


class StoreBroken(StoreError):
    """The store is damaged, full, or not ours."""


class StoreFull(StoreBroken):
    """The disk of the store is full; nothing was changed."""


class StoreStopped(StoreError):
    """A rule was found broken: this process writes no more, and goes on reading."""


class CommitDoubtful(StoreError):
    """The commit itself failed: it is not known whether the act was done. Ask by its request id."""

    def __init__(
        self,
        message: str,
        hint: str = "",
        *,
        request_id: str = "",
        cause: WingtermError | None = None,
    ) -> None:
        """Say what is not known, of which request, and what the database said (`cause`)."""
        super().__init__(message, hint)
        self.request_id = request_id
        self.cause = cause


class StoreUnsafe(StoreError):
    """The store lies where it could be read, changed or corrupted by others."""


class NotWritten(StoreError):
    """Paper could not be written to its folder; what was there is there still."""


class SchemaOlder(StoreError):
    """The store was made by an earlier version and must be upgraded first."""


class SchemaNewer(StoreError):
    """The store was made by a later version; this one never writes to it."""
