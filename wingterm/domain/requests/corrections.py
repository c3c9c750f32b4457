"""Requests that say that something on record never was."""

from dataclasses import dataclass

from wingterm.domain.requests.base import AboutPerson, Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Annul(AboutPerson):
    """Say that a person's newest un-annulled movement never happened. A step of `Correct`."""

    verb = "correct"

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct(AboutPerson):
    """Annul the last movements of a person, newest first, and enter what happened instead.

    It is one act.
    """

    verb = "correct"

    why: str
    """Why the record was wrong: 3 to 240 characters."""
    last: int = 1
    """How many of the newest movements never happened."""
    again: tuple[AboutPerson, ...] = ()
    """What is entered again, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawFact(Request):
    """Say that a fact never was, whatever was recorded after it."""

    verb = "correct"

    entry: int
    """Number of the fact in this establishment's book."""
    why: str
