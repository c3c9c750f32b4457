"""Requests about how long records are kept, and what is erased."""

from dataclasses import dataclass

from wingterm.domain.requests.base import AboutPerson, Request


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRetention(Request):
    """Say after how many years a rule erases; an act of the register's own."""

    verb = "retention"

    rule: str
    years: int
    """0: nothing is erased by it."""
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseLog(Request):
    """Erase what the log of who saw what says, up to a line; an act of the register's own."""

    verb = "erase"

    until: int
    """Number of the last row, as the register counts them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erase(AboutPerson):
    """Erase what a rule says is due of a person; their number and movements stay."""

    verb = "erase"

    rule: str
