"""The exit codes: part of the interface, documented in docs/cli.md and at the end of `--help`."""

from enum import IntEnum


class Exit(IntEnum):
    """How a command ended."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    NOT_FOUND = 3
    CONFLICT = 4
    BUSY = 5
    WARNED = 6
    NOT_AUTHORISED = 7
    NOT_SOUND = 8
    DIFFERS = 10
    INCOMPLETE = 11
    OVERDUE = 12
    PART_DONE = 13
    NOT_KNOWN = 14
    UNUSABLE = 69
    FAULT = 70
    UNWRITTEN = 74
    INTERRUPTED = 130


MEANINGS: dict[Exit, str] = {
    Exit.DONE: "done, or nothing needed to change",
    Exit.REFUSED: "refused by a rule: every reason was given, nothing was done",
    Exit.USAGE: "not understood, or --yes is missing; nothing was done",
    Exit.NOT_FOUND: "no such person, prison, roll check, request or register",
    Exit.CONFLICT: "somebody else changed it first; nothing was done",
    Exit.BUSY: "others are writing, or the server is away; it was not done, try again",
    Exit.WARNED: "warnings to acknowledge with --ack; nothing was done",
    Exit.NOT_AUTHORISED: "the officer may not do this",
    Exit.NOT_SOUND: "the register, a contingency pack or an export does not verify",
    Exit.DIFFERS: "roll check: all units counted, and one differs without explanation",
    Exit.INCOMPLETE: "roll check: not all units counted, or not declared yet, or abandoned",
    Exit.OVERDUE: "roll check: overdue, or one that was due was not opened",
    Exit.PART_DONE: "bulk: some rows were done, the others were not and were told",
    Exit.NOT_KNOWN: "not known whether it was done: ask with `wingterm receipt ID`",
    Exit.UNUSABLE: "register damaged, unsafe or of another version; no place for files",
    Exit.FAULT: "a fault of wingterm itself",
    Exit.UNWRITTEN: "the answer could not be written: no room on disk; an act may be done",
    Exit.INTERRUPTED: "interrupted by Ctrl-C",
}
"""What each code says, in one line."""
