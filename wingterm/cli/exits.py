"""The exit codes: part of the interface, documented in docs/cli.md."""

from enum import IntEnum


class Exit(IntEnum):
    """How a command ended."""

    DONE = 0
    """Done, or nothing needed to change."""
    REFUSED = 1
    """A rule stands against it; every reason was printed and nothing was done."""
    USAGE = 2
    """What was typed cannot be understood, or a confirmation is missing."""
    NOT_FOUND = 3
    """There is no such person, request or register."""
    CONFLICT = 4
    """Somebody else changed the same things, or the request id was used for something else."""
    BUSY = 5
    """Others are writing; nothing was done, try again."""
    WARNED = 6
    """Warnings must be acknowledged with --ack CODE=REASON; nothing was done."""
    NOT_AUTHORISED = 7
    """The officer may not do this."""
    NOT_SOUND = 8
    """The checker found something that does not fit."""
    UNUSABLE = 69
    """The register is damaged, unsafe, or of another version."""
    FAULT = 70
    """A fault of wingterm itself."""
    INTERRUPTED = 130
    """Ctrl-C."""
