"""What an officer may ask for: one frozen record a verb. Every verb takes a list of them.

Texts are as typed; `decide` checks them. Instants are microseconds UTC; None means now.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import ClassVar

from wingterm.domain.outcomes import Acknowledgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What all requests share."""

    verb: ClassVar[str]
    """The word for it in the ledger and on the command line."""

    prison: str
    """Code of the establishment whose officer asks, and in whose book it is written."""
    at: int | None = None
    """When it happened, or from when it is so."""
    comment: str = ""
    """Free words, at most 240 characters (domain note 6.1, rule 6)."""
    acknowledged: tuple[Acknowledgement, ...] = ()
    """Warnings that the officer has seen and goes on in spite of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutPerson(Request):
    """A request about one person.

    They are named by prison number, or by `+N`: the person made by line N of the same act.
    """

    person: str


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
class Receive(AboutPerson):
    """Take a person into the prison, into reception or straight into a cell."""

    verb = "receive"

    reason: str = "N"
    """Code of an active ADM reason (domain note 1.1)."""
    cell: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move(AboutPerson):
    """Give a person another cell, or take them back to reception."""

    verb = "move"

    to: str
    reason: str = "GM"
    """Code of an active cell move reason (domain note 3.4, rule 1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap(AboutPerson):
    """Let two people change cells in one act."""

    verb = "swap"

    other: str
    reason: str = "GM"


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere(AboutPerson):
    """Somebody goes to another place inside the prison and keeps their bed."""

    verb = "elsewhere"

    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Back(AboutPerson):
    """Somebody who was elsewhere inside comes back to their cell, or to reception without one."""

    verb = "back"


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferOut(AboutPerson):
    """Send a person to another prison of the register; on no prison's roll until arrival."""

    verb = "transfer-out"

    to: str
    reason: str = "NOTR"
    """Code of an active TRN reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrive(AboutPerson):
    """Take in a person who is on the way to this prison."""

    verb = "arrive"

    cell: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelTransfer(AboutPerson):
    """A person on the way to another prison came back to the one that sent them."""

    verb = "cancel-transfer"

    cell: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release(AboutPerson):
    """Let a person go."""

    verb = "release"

    reason: str
    """Code of an active REL reason; no default, because a release is never a matter of course."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPrison(Request):
    """Add a prison to the register, with its reception and its way in."""

    verb = "establishment"

    code: str
    name: str
    timezone: str = "Europe/London"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPlace(Request):
    """Add a place to a prison; a cell comes with its capacities and beds."""

    verb = "place"

    code: str
    kind: str
    name: str = ""
    cna: int = 0
    working: int = 0
    maximum: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCapacity(Request):
    """Say what a cell holds, from an instant on (domain note 3.2)."""

    verb = "capacity"

    code: str
    cna: int
    working: int
    maximum: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointOfficer(Request):
    """Make or change an officer's record; an `ends` instant cuts them off from then on."""

    verb = "officer"

    account: str
    name: str
    role: str
    ends: int | None = None


def content_hash(requests: Sequence[Request]) -> str:
    """Give the digest by which the same act is known when its request id comes again."""
    text = json.dumps([_plain(request) for request in requests], sort_keys=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _plain(value: object) -> object:
    """Give a value as JSON can hold it.

    A request carries its type's name, so that no two kinds look alike.
    """
    if isinstance(value, Request):
        held = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {"request": type(value).__name__, **held}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
