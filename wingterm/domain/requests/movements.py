"""Requests that say where somebody is (domain notes 1.1, 1.4, 3.4 and 6)."""

from dataclasses import dataclass

from wingterm.domain.requests.base import AboutPerson


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered(AboutPerson):
    """Taking somebody in on the order of an authority: no valid order, no reception.

    Without an order only a hold is possible, flagged and for a limited time (practice note 1.4).
    """

    authority: str = ""
    """Who ordered it: a court, the Secretary of State ..."""
    reference: str = ""
    """Reference of the warrant or order."""
    dated: str = ""
    """Date of the warrant or order, `YYYY-MM-DD` or `DD/MM/YYYY`, or `unknown`."""
    hold_until: int | None = None
    """Instant until which somebody without an order is held."""
    cell: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receive(Ordered):
    """Take a person into the prison, into reception or straight into a cell: a new stay."""

    verb = "receive"

    reason: str = "N"
    """Code of an active ADM reason (domain note 1.1)."""
    came_from: str = ""
    """Where from: code of a court or prison, or words; empty is outside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall(Ordered):
    """Take somebody back who was released: the same stay goes on (domain note 1.4)."""

    verb = "recall"

    reason: str = "L"
    """Code of an ADM reason of recalls."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recapture(AboutPerson):
    """Take somebody back who was at large: the same stay goes on (domain note 6.1, rule 21)."""

    verb = "recapture"

    reason: str = "RECA"
    """Code of an ADM reason: recapture, return or late return."""
    cell: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move(AboutPerson):
    """Give a person another cell, or take them back to reception, or out of a cell (CSWAP)."""

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
    """Somebody who was elsewhere or out comes back: to the bed kept, or to reception without."""

    verb = "back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Out(AboutPerson):
    """Somebody leaves the prison for a time and stays on its books (domain note 1.4)."""

    destination: str
    """Where to: code of a court, or words."""
    reason: str
    escort: str = ""
    """Code of the escort (domain note 6.2)."""
    officers: str = ""
    """Names of the officers who go with them."""
    due_back: int | None = None
    """Instant at which they are due back."""
    keep_bed: bool = True
    """Whether the bed is kept for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtOut(Out):
    """Somebody goes to court."""

    verb = "court-out"

    reason: str = "CRT"
    """Code of an active CRT reason by which a person leaves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceOut(Out):
    """Somebody goes on temporary absence; when they are due back must be said."""

    verb = "absence-out"

    reason: str
    """Code of an active TAP reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HospitalOut(Out):
    """Somebody is taken to hospital and watched there by named officers; on the roll."""

    verb = "hospital-out"

    reason: str = "C6"
    """Code of an active TAP reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferOut(AboutPerson):
    """Send a person to another prison, in the register or outside it.

    To one in the register they are on no prison's roll until arrival.
    """

    verb = "transfer-out"

    to: str
    reason: str = "NOTR"
    """Code of an active TRN reason."""
    coach: str = ""
    """Reference of the coach or van, by which its people are listed together."""
    escort: str = ""
    """Code of the escort (domain note 6.2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrive(AboutPerson):
    """Take in a person who is on the way here, or who is out from another prison."""

    verb = "arrive"

    cell: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelTransfer(AboutPerson):
    """A person on the way to another prison came back to the one that sent them."""

    verb = "cancel-transfer"

    cell: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect(AboutPerson):
    """A person on the way is taken to another prison than the one they left for."""

    verb = "redirect"

    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Release(AboutPerson):
    """Let a person go."""

    verb = "release"

    reason: str
    """Code of an active REL reason; no default, because a release is never a matter of course."""
    destination: str = ""
    """Where to, in words or as a code; empty is outside."""
    without_return: bool = False
    """Whether somebody is let go where they are out, at court or elsewhere, without coming back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Escape(AboutPerson):
    """Somebody overcame a barrier or an escort and is gone (practice note 2.8)."""

    verb = "escape"


@dataclass(frozen=True, slots=True, kw_only=True)
class Abscond(AboutPerson):
    """Somebody went where there was nothing to overcome (practice note 2.8)."""

    verb = "abscond"


@dataclass(frozen=True, slots=True, kw_only=True)
class FailToReturn(AboutPerson):
    """Somebody on temporary absence was not back by the time of their licence (practice 2.8)."""

    verb = "fail-to-return"


@dataclass(frozen=True, slots=True, kw_only=True)
class Death(AboutPerson):
    """Somebody died; on the roll until the body is removed (practice notes 2.1 and 2.8)."""

    verb = "death"

    found_by: str = ""
    """Who found them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveBody(AboutPerson):
    """The body of somebody who died was taken away; the record is closed for good."""

    verb = "remove-body"


@dataclass(frozen=True, slots=True, kw_only=True)
class DischargeToHospital(AboutPerson):
    """Somebody is discharged to a psychiatric hospital and becomes a restricted patient."""

    verb = "discharge-hospital"

    destination: str
    """The hospital."""
    authority: str = ""
    """Who ordered it; needed for somebody who is in no prison."""
