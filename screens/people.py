"""The people behind a figure of the roll."""

from collections.abc import Sequence

from textual.app import ComposeResult

from screens import empty
from screens.marking import MarkingScreen
from screens.parts.line_list import MadeRows
from screens.parts.lines import BOLD, Line, Lines, wrapped
from screens.people_rows import detail, layout, listed_row, sought
from screens.session import Session
from wingterm.actions import VERBS
from wingterm.domain.places import INSIDE, PlaceKind
from wingterm.services.lists import FIGURES, OUT_FIGURES, ListedPerson, people_behind
from wingterm.services.roll import roll
from wingterm.services.states import FITS, RECEIVER

ANYBODY = frozenset({"correct", "identity", "record", "end-record", "number"})
"""Verbs that make sense for anybody."""
FROM_OUT = (frozenset(FITS[PlaceKind.ABSENCE]) | ANYBODY) - RECEIVER
INSIDE_NOW = frozenset(verb for kind in INSIDE for verb in FITS[kind]) | ANYBODY
SENSIBLE: dict[str, frozenset[str]] = {
    "incoming": frozenset(FITS[PlaceKind.EN_ROUTE]) | ANYBODY,
    "in-reception": frozenset(FITS[PlaceKind.RECEPTION]) | ANYBODY,
    "no-cell": frozenset(FITS[PlaceKind.NO_CELL]) | ANYBODY,
    "out-today": FROM_OUT | {"receive", "recall", "recapture", "cancel-transfer", "redirect"},
    **dict.fromkeys(("population", "in-cell", "elsewhere", "held-apart"), INSIDE_NOW),
    **dict.fromkeys(("beds-in-use", "without-order"), INSIDE_NOW | FROM_OUT),
    "at-large": frozenset(FITS[PlaceKind.AT_LARGE]) | ANYBODY,
    **dict.fromkeys(OUT_FIGURES, FROM_OUT),
}
"""Verbs that make sense for the people behind a figure, where not all do."""

TURNING = frozenset({"on-roll", "overdue"})
"""Figures that people come to and leave by the time alone."""


class PeopleScreen(MarkingScreen):
    """As many people as the figure says."""

    NAME = "people"
    ABOUT = (
        "The people behind a figure of the roll. Since: when they came there; of today's "
        "movements, when it happened. Below the list stands in full what the row under the cursor "
        "has no room for. A verb's key is about the person under the cursor; {mark} marks people, "
        "and with several marked it is about all of them at once."
    )

    def __init__(self, session: Session, figure: str, wanted: str = "") -> None:
        """Show the list behind a figure; of it only who holds what is wanted, as a filter does."""
        super().__init__(session)
        self.figure = figure
        self._wanted = wanted
        self.people: Sequence[ListedPerson] = ()

    def middle(self) -> ComposeResult:
        """Make the list and, below it, what its row has no room for."""
        yield from super().middle()
        yield Lines("", "", id="detail")

    def begin(self) -> None:
        """Read, and filter what was asked for."""
        super().begin()
        if self._wanted:
            self.filter_by(self._wanted)

    def read(self) -> None:
        """Read the people."""
        session = self.session
        self.people = found = people_behind(session.desk, session.prison, self.figure)
        self.holds_until = self._turning()
        right = f"{len(found)}, as of {session.full_time(session.now())}"
        self.title_line(f"{FIGURES[self.figure]}  {session.prison.code}", right)
        self._show()

    def _turning(self) -> int | None:
        """Give the next instant at which the list changes without an entry."""
        session = self.session
        if self.figure in TURNING:
            return roll(session.desk, session.prison).holds_until
        now = session.now()
        return min((at for one in self.people if (at := one.overdue_from(now))), default=None)

    def _show(self) -> None:
        held = layout(self.figure, self.session.width)
        self.head("", Line(held.head, BOLD))
        self.list.sought = lambda index: sought(self.people[index])
        self.put(
            MadeRows(self.people, lambda person: listed_row(person, held, self.session)),
            empty.FIGURES.get(self.figure, empty.NOBODY),
        )
        self.show_detail()

    def show_detail(self) -> None:
        """Show in full what the row under the cursor has no room for."""
        person = self._person()
        width = max(80, self.size.width) - 2
        lines = wrapped(detail(person), width)[:2] if person else []
        self.query_one("#detail", Lines).put(*(f" {line}" for line in [*lines, "", ""][:2]))

    def in_full(self) -> str:
        """Give all that is told of the person under the cursor."""
        person = self._person()
        return detail(person) if person else ""

    def _person(self) -> ListedPerson | None:
        """Give the person under the cursor."""
        number = self.subject()
        return next((one for one in self.people if one.number == number), None)

    def senseless(self) -> set[str]:
        """Give the verbs that nobody behind this figure is fit for."""
        never = set(VERBS) - SENSIBLE.get(self.figure, frozenset(VERBS))
        return super().senseless() | never

    def open(self) -> None:
        """Open the record of the person under the cursor."""
        if self.subject():
            self.open_person(self.subject())
