"""The people behind a figure of the roll."""

from screens.parts.lines import BOLD, Line
from screens.register import RegisterScreen
from screens.rows import LISTED_HEAD, OUT_HEAD, listed_row, out_row
from screens.session import Session
from wingterm.actions import VERBS
from wingterm.domain.places import PlaceKind
from wingterm.services.lists import FIGURES, OUT_FIGURES, people_behind
from wingterm.services.states import FITS

ANYBODY = frozenset({"correct", "identity", "record", "end-record", "number"})
"""Verbs that make sense for anybody."""
FROM_OUT = frozenset(FITS[PlaceKind.ABSENCE]) | ANYBODY
SENSIBLE: dict[str, frozenset[str]] = {
    "incoming": frozenset(FITS[PlaceKind.EN_ROUTE]) | ANYBODY,
    "in-reception": frozenset(FITS[PlaceKind.RECEPTION]) | ANYBODY,
    "no-cell": frozenset(FITS[PlaceKind.NO_CELL]) | ANYBODY,
    "out-today": FROM_OUT | {"receive", "recall", "recapture", "cancel-transfer", "redirect"},
    "at-large": frozenset(FITS[PlaceKind.AT_LARGE]) | ANYBODY,
    **dict.fromkeys(OUT_FIGURES, FROM_OUT),
}
"""Verbs that make sense for the people behind a figure, where not all do."""


class PeopleScreen(RegisterScreen):
    """As many people as the figure says."""

    NAME = "people"
    ABOUT = (
        "The people behind a figure of the roll. Since: when they came there; of today's "
        "movements, when it happened. A verb's key is about the person under the cursor."
    )

    def __init__(self, session: Session, figure: str) -> None:
        """Show the list behind a figure."""
        super().__init__(session)
        self.figure = figure

    def read(self) -> None:
        """Read the people."""
        session = self.session
        found = people_behind(session.desk, session.prison, self.figure)
        right = f"{len(found)}, as of {session.full_time(session.now())}"
        self.title_line(f"{FIGURES[self.figure]}  {session.prison.code}", right)
        off_site = self.figure in OUT_FIGURES
        self.head("", Line(OUT_HEAD if off_site else LISTED_HEAD, BOLD))
        row = out_row if off_site else listed_row
        self.put([row(person, session) for person in found])

    def senseless(self) -> set[str]:
        """Give the verbs that nobody behind this figure is fit for."""
        return set(VERBS) - SENSIBLE.get(self.figure, frozenset(VERBS))

    def subject(self) -> str:
        """Give the person under the cursor."""
        return self.current.key if self.current else ""

    def open(self) -> None:
        """Open the record of the person under the cursor."""
        if self.subject():
            self.open_person(self.subject())
