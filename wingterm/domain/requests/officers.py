"""What can be asked about officers."""

from dataclasses import dataclass

from wingterm.domain.requests.base import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointOfficer(Request):
    """Make or change an officer's record; an `ends` instant cuts them off from then on."""

    verb = "officer"

    account: str
    name: str
    role: str
    ends: int | None = None
    grade: str | None = None
    """Such as `Band 3 officer`; in words, of no consequence for what they may do. None: as it
    was."""
    begins: int | None = None
    """From when the record is in force; None: from when it was first made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSignOn(Request):
    """Write down what became of an officer's second factor; nothing of the factor itself."""

    verb = "sign-on"

    account: str
    state: str
    """`set`, `removed`, `locked` or `unlocked`."""
    why: str = ""
    """`tries`: by wrong answers; `right-answer`: the last try was right; else empty."""
