"""One unit of a roll check: counts, responses, explanations, hints, the frozen list by name."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult

from screens import empty
from screens.check_base import why_not_unit
from screens.check_rows import formula
from screens.check_unit_rows import HEAD, HINT, LISTED, unit_head, unit_rows
from screens.marking import MarkingScreen
from screens.parts.line_list import Row
from screens.parts.lines import BOLD, Line, Lines, wrapped
from screens.session import Session
from wingterm.domain.checks.record import UnitState
from wingterm.services.checks.hints import Hint, hints
from wingterm.services.checks.unit import UnitSheet, unit_sheet

if TYPE_CHECKING:
    from wingterm.domain.outcomes import Receipt

BELOW = 2
"""Lines below the list for what a row has no room for."""


class UnitScreen(MarkingScreen):
    """A unit of a check. Marked is who is not there; the number is typed all the same."""

    NAME = "unit"
    ABOUT = (
        "A unit of a roll check: what was handed in, what may explain a difference, and who is "
        "expected, by name. The program only lists; people decide. Counting by name: {mark} on "
        "everybody who is not there, then {recount:unit}: they stand in the form, the number is "
        "yours to type. {explain:unit} is about the person under the cursor. Enter opens the "
        "person, or of a hint the other unit."
    )
    EMPTY = empty.NOBODY_EXPECTED
    SAYS_WHO_LEFT = False

    def __init__(self, session: Session, number: int, code: str) -> None:
        """Show a unit.

        Args:
            session: who asks.
            number: of the check.
            code: of the unit.
        """
        super().__init__(session)
        self.number, self.code = number, code
        self.sheet: UnitSheet | None = None
        self._hints: tuple[Hint, ...] = ()
        self._seen: frozenset[str] | None = None
        """Rows that were there at the last key: what came since, another brought."""

    def middle(self) -> ComposeResult:
        """Make the list and, below it, what its row has no room for."""
        yield from super().middle()
        yield Lines(id="detail")

    def read(self) -> None:
        """Read the unit, and where it differs what may explain that."""
        session = self.session
        desk, prison = session.desk, session.prison
        self.sheet = sheet = unit_sheet(desk, prison, self.number, self.code)
        differs = sheet.is_open and sheet.line.state is UnitState.DIFFERS
        self._hints = hints(desk, prison, self.number, self.code) if differs else ()
        self.title_line(f"Unit {sheet.line.code}  check {self.number}  {prison.code}",
                        f"as of {session.full_time(sheet.as_of)}")  # fmt: skip
        self.head(Line(unit_head(sheet, session), BOLD), f" {formula(sheet.line)}",
                  Line(HEAD, BOLD))  # fmt: skip
        self.put(unit_rows(sheet, self._hints, session))
        if self._seen is None:
            self._seen = self._keys()
        self.show_keys()
        self.show_detail()

    def show_detail(self) -> None:
        """Show in full what the row under the cursor has no room for."""
        said = wrapped(self.current.full if self.current else "", self.session.width - 2)
        self.query_one("#detail", Lines).put(*(f" {line}" for line in [*said, "", ""][:BELOW]))

    def _keys(self) -> frozenset[str]:
        return frozenset(row.key for row in self.list.rows)

    def whose(self, row: Row) -> str:
        """Give the person whom a row is about."""
        return row.key.rpartition("/")[2]

    def key_came(self) -> None:
        """Take what others handed in as seen."""
        super().key_came()
        self._seen = self._keys()

    def changed_keys(self) -> frozenset[str]:
        """Give who moved since, and what others handed in."""
        came = self._keys() - (self._seen or frozenset())
        handed_in = any(check == self.number for check, _ in self.changed.touched.units)
        return super().changed_keys() | (came if handed_in else frozenset())

    def action_mark(self) -> None:
        """Mark who is expected and not there; nobody else can be missing."""
        if self.current is not None and not self.current.key.startswith(LISTED):
            self.say("Only who is expected here, in the list below, can be marked as not there.")
            return
        super().action_mark()

    def _shown(self) -> set[str]:
        """Give who is expected, as the filter leaves the list."""
        rows = (row for row in self.list.shown if row.key.startswith(LISTED))
        return {self.whose(row) for row in rows} - {""}

    def check_meant(self) -> tuple[int | None, str]:
        """Give the check and the unit in front."""
        return self.number, self.code

    def filled_for(self, verb: str) -> dict[str, str]:
        """Give who was marked as not there, or who is explained; a number is always typed."""
        marked = ";".join(self.marks)
        if verb in ("count", "recount") and marked:
            return {"method": "name", "missing": marked}
        if verb == "welfare" and marked:
            return {"without": marked}
        if verb == "explain" and self.whom():
            listed = {one.number for one in self.sheet.present} if self.sheet else set()
            return {
                "person": self.whom(),
                "what": "missing" if self.whom() in listed else "extra",
            }
        return {}

    def senseless(self) -> set[str]:
        """Give what cannot be done with the unit as it stands."""
        sheet = self.sheet
        if sheet is None or not sheet.is_open:
            return {"count", "recount", "explain", "welfare"}
        never = {verb for verb in ("count", "recount") if why_not_unit(verb, sheet.line)}
        return never if sheet.line.state.apart else never | {"explain"}

    def open_verb(self, verb: str) -> None:
        """Open the form of a verb about the unit."""
        said = "" if self.sheet is None else why_not_unit(verb, self.sheet.line)
        if self.sheet is not None and not self.sheet.is_open:
            said = f"Roll check {self.number} has ended; it stays as it is."
        if said:
            self.say(said)
        else:
            super().open_verb(verb)

    def open(self) -> None:
        """Open the person of the row, or the other unit of a hint."""
        if self.current is None:
            return
        kind, _, rest = self.current.key.partition("-")
        other = self._other_unit(rest) if kind == HINT else ""
        if self.subject():
            self.open_person(self.subject())
        elif other:
            self.go(UnitScreen(self.session, self.number, other))
        else:
            self.say("This row is about nobody. Down goes on to the next one.")

    def _other_unit(self, rest: str) -> str:
        place = rest.partition("/")[0].partition("-")[0]
        found = self._hints[int(place)] if int(place) < len(self._hints) else None
        return next((code for code in found.units if code != self.code), "") if found else ""

    def done(self, receipt: "Receipt | None") -> None:
        """Say what was done, and forget the marks of what was handed in."""
        if receipt is not None:
            self.marks.clear()
        super().done(receipt)
        self._seen = self._keys()
