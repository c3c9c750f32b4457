"""Requests about who somebody is, and about what is on record of them."""

from dataclasses import dataclass

from wingterm.domain.requests.base import AboutPerson, Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Register(Request):
    """Make a record for a person who has none; they stay outside until received."""

    verb = "register"

    last_name: str
    first_name: str
    date_of_birth: str
    sex: str
    number: str = ""
    """Prison number, empty to issue the next."""
    temporary: bool = False
    """Whether it is a night arrival whose number, perhaps whose name, is not known yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amend(AboutPerson):
    """Say that a person's identity is other than recorded, from an instant on.

    Empty fields stay as they are.
    """

    verb = "identity"

    last_name: str = ""
    first_name: str = ""
    date_of_birth: str = ""
    sex: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveNumber(AboutPerson):
    """Give a prison number to a person who was registered under a temporary one."""

    verb = "number"

    number: str = ""
    """Prison number, empty to issue the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge(AboutPerson):
    """Say that a person's record is of the same person as another, which stands for both."""

    verb = "merge"

    into: str
    """Prison number of the record that is used from now on."""
    why: str
    """How it is known: 3 to 240 characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmerge(AboutPerson):
    """Say that a record which was merged into another is of another person after all."""

    verb = "unmerge"

    why: str
    """How it is known: 3 to 240 characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordParticular(AboutPerson):
    """Say something of a person: an alert, a category, an offence, a next of kin ..."""

    verb = "record"

    fact: str
    """Kind of particular, as `domain.particulars` has it."""
    key: str = ""
    """Which one of a kind that there may be several of; empty for the next or the only one."""
    values: tuple[tuple[str, str], ...] = ()
    """Fields and what was typed for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndParticular(AboutPerson):
    """Say that something recorded of a person is no longer so."""

    verb = "end-record"

    fact: str
    key: str = ""
    why: str = ""
