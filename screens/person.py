"""A person: who they are, where, since when, and everything that is recorded of their places."""

from textual import on
from textual.app import ComposeResult

from screens.parts.line_list import LineList
from screens.parts.lines import BOLD, Line, Lines
from screens.register import RegisterScreen
from screens.rows import HISTORY_HEAD, history_row, name_of
from screens.sense import sensible
from screens.session import Session
from wingterm.actions import VERBS
from wingterm.domain.people import SEXES
from wingterm.services.people import PersonRecord, show


class PersonScreen(RegisterScreen):
    """A person's record."""

    NAME = "person"
    ABOUT = (
        "A person's record. The list is their line, newest first; what says CORRECTED never "
        "happened. Below the list: the reference of the entry under the cursor, who recorded it "
        "and when, its reason and comment. The key line names the verbs that make sense now."
    )
    EMPTY = "Nothing is recorded."

    def __init__(self, session: Session, number: str, notice: str = "") -> None:
        """Show a person, and a sentence about what was just done."""
        super().__init__(session)
        self.number = number
        self.record: PersonRecord | None = None
        self._said = notice

    def middle(self) -> ComposeResult:
        """Make the list and, below it, what its row has no room for."""
        yield from super().middle()
        yield Lines("", "", id="detail")

    def on_mount(self) -> None:
        """Read, and say what was just done."""
        super().on_mount()
        if self._said:
            self.say(self._said)

    def read(self) -> None:
        """Read the record."""
        session = self.session
        self.record = record = show(session.desk, self.number)
        where = f"Now: {record.state}"
        if record.prison:
            where += f", {record.prison}"
        if record.came_from:
            where += f", sent by {record.came_from}"
        self.title_line(f"{record.number}  {name_of(record)}", "Person")
        self.head(
            "",
            f" Born {record.date_of_birth}   Sex {SEXES.get(record.sex, record.sex)}",
            Line(f" {where}   since {session.time(record.since)}", BOLD),
            "",
            Line(HISTORY_HEAD, BOLD),
        )
        self.put([history_row(line, session) for line in record.history])
        self._show_detail()
        self.show_keys()

    def senseless(self) -> set[str]:
        """Give the verbs that make no sense now."""
        if self.record is None:
            return set()
        return set(VERBS) - sensible(self.record)

    def subject(self) -> str:
        """Give the person shown."""
        return self.number

    @on(LineList.Moved)
    def _show_detail(self) -> None:
        lines = self.record.history if self.record else ()
        row = self.current
        found = next((line for line in lines if row and line.entry == row.key), None)
        if found is None:
            return
        recorded = self.session.time(found.recorded_at)
        reason = "; ".join(part for part in (found.reason, found.note) if part)
        self.query_one("#detail", Lines).put(
            f" {found.entry} recorded {recorded} by {found.officer}", f" {reason}"
        )
