"""Requests about prisons, their places and officers (domain notes 3.1 to 3.3)."""

from dataclasses import dataclass

from wingterm.domain.requests.base import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPrison(Request):
    """Add a prison to the register, with its reception and its other special places."""

    verb = "establishment"

    code: str
    name: str
    timezone: str = "Europe/London"


@dataclass(frozen=True, slots=True, kw_only=True)
class FitOut(Request):
    """Give a prison the special places that it has not yet."""

    verb = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPrison(Request):
    """Change settings of a prison: how its roll is read (domain note 2.6, 4)."""

    verb = "settings"

    values: tuple[tuple[str, str], ...]
    """Settings and what was typed for them; the others stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignCapacity(Request):
    """Say what the signed operational capacity of a prison is (domain note 3.2)."""

    verb = "capacity"

    signed: int


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
    marks: tuple[tuple[str, str], ...] = ()
    """Marks and what was typed for them, as of `MarkPlace`."""
    draft: bool = False
    """Whether it is not in use until it is brought into use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenamePlace(Request):
    """Give a place another name to be shown by."""

    verb = "place"

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCapacity(Request):
    """Say what a cell holds, from an instant on (domain note 3.2)."""

    verb = "capacity"

    code: str
    cna: int
    working: int
    maximum: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkPlace(Request):
    """Say what a place is used for: accommodation, specialist and used-for marks (note 3.3)."""

    verb = "marks"

    code: str
    values: tuple[tuple[str, str], ...]
    """Marks and what was typed for them; the others stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOutOfUse(Request):
    """Take a place, with what is below it, out of use for a time (domain note 3.3)."""

    verb = "out-of-use"

    code: str
    reason: str
    """Code of a deactivation reason."""
    description: str = ""
    expected_back: str = ""
    """Date on which it should be in use again, `YYYY-MM-DD` or `DD/MM/YYYY`."""
    reference: str = ""
    """Number of the facilities job."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BringBack(Request):
    """Bring a place into use, again or for the first time."""

    verb = "into-use"

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosePlace(Request):
    """Close a place, with what is below it, for good."""

    verb = "close"

    code: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvertPlace(Request):
    """Make a cell a room of another kind; `BringBack` makes it a cell again."""

    verb = "convert"

    code: str
    to: str
    """Code of what it becomes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestCertificate(Request):
    """Ask for a change of the cell certificate; until it is settled the place stays as it is."""

    verb = "certificate"

    code: str
    reference: str
    change: str
    """What is asked for, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleCertificate(Request):
    """Say that a change of the cell certificate was approved or refused."""

    verb = "certificate"

    code: str
    approved: bool
    comment_on: str = ""
    """What was decided, in words."""
