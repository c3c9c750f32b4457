"""Requests about roll checks (practice notes 0 and 2.1)."""

from dataclasses import dataclass

from wingterm.domain.requests.base import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCheck(Request):
    """Open a check: what is expected of each unit is frozen, by name, as of `at`."""

    verb = "open-check"

    kind: str
    """Code or words of a kind of check."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutCheck(Request):
    """A request about an open check, which is known by its number."""

    check: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitCount(AboutCheck):
    """Hand in what was counted in a unit, as it was counted; `at` is when.

    A wrong number is accepted like a right one, and moves nobody.
    """

    verb = "count"

    unit: str
    counted: str
    """The number as typed; never filled in."""
    by: str = ""
    """Account of the officer who counted; empty: who keys it."""
    method: str = "number"
    missing: tuple[str, ...] = ()
    """Of a count by name: prison numbers of people expected and not there."""
    extra: tuple[str, ...] = ()
    """Of a count by name: prison numbers of people there and not expected, `unknown` for each whom
    nobody can name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recount(SubmitCount):
    """Hand in what was counted when a unit was counted again."""

    verb = "recount"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordWelfare(AboutCheck):
    """Record from how many people of a unit a response was had, and who gave none."""

    verb = "welfare"

    unit: str
    had: str
    """How many responded, as typed; never filled in."""
    without: tuple[str, ...] = ()
    """Prison numbers of people from whom no response was had."""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explain(AboutCheck):
    """Say why somebody is missing or extra in a unit; that moves nobody."""

    verb = "explain"

    unit: str
    person: str
    """Prison number, or `unknown` for somebody there whom nobody can name."""
    what: str
    """`missing`, `extra`, or `withdrawn` where what was said of them does not hold."""
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareRoll(AboutCheck):
    """Declare the roll correct: by an officer who says at that moment who they are."""

    verb = "declare"

    name: str
    """The officer's own name, typed to confirm who declares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AbandonCheck(AboutCheck):
    """End a check without a declaration; everything that was counted is kept."""

    verb = "abandon-check"

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalateCheck(AboutCheck):
    """Make an emergency check of it; everything that was counted stays in it."""

    verb = "escalate-check"

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOverCheck(AboutCheck):
    """Go on with a check that another officer had in hand."""

    verb = "take-over-check"

    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCheckUnits(Request):
    """Say which units a prison counts by, in order."""

    verb = "check-plan"

    units: tuple[tuple[str, str, str], ...]
    """Code, name and place codes of each unit as typed. None: the usual ones again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCheckKind(Request):
    """Say when a kind of check is due and what is wanted of it."""

    verb = "check-plan"

    kind: str
    times: str = ""
    """Local times as typed, `07:45 12:15`; empty: at no fixed time."""
    late: str = ""
    """Minutes after its time from which one that was not opened is missed; empty: as it is."""
    clear: str = ""
    """Minutes after opening from which one is overdue; empty: as it is."""
    welfare: str = ""
    """Whether a response from each person is wanted, yes or no; empty: as it is."""
