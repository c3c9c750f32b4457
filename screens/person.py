"""A person: who they are, where, since when, and everything that is recorded of their places."""

from textual.app import ComposeResult

from screens import empty
from screens.parts.lines import BOLD, Line, Lines, wrapped
from screens.person_rows import (
    history_rows,
    known_lines,
    merged_lines,
    merged_rows,
    now_lines,
    on_record,
)
from screens.register import RegisterScreen
from screens.rows import HISTORY, name_of
from screens.sense import sensible
from screens.session import Session
from wingterm.actions import VERBS
from wingterm.domain.outcomes import Receipt
from wingterm.domain.people import SEXES
from wingterm.services.particulars import particulars
from wingterm.services.people import PersonRecord, show


class PersonScreen(RegisterScreen):
    """A person's record."""

    NAME = "person"
    ABOUT = (
        "A person's record. First what matters at once: alerts, who to keep apart from, category, "
        "dates; {details} shows all that is on record. The list is their line, newest first; "
        "what says CORRECTED never happened. Below it: the reference of the entry under the "
        "cursor, who recorded it and when, its reason and comment. The key line names verbs that "
        "make sense."
    )
    EMPTY = empty.PERSON
    MARKS = False  # It says by words what others did, for longer than until the next key.

    def __init__(self, session: Session, number: str, notice: str = "") -> None:
        """Show a person, and a sentence about what was just done."""
        super().__init__(session)
        self.number = number
        self.record: PersonRecord | None = None
        self._said = notice
        self._looked_at: PersonRecord | None = None
        """The record as the officer last acted on it; what others did since is marked."""

    def middle(self) -> ComposeResult:
        """Make the list and, below it, what its row has no room for."""
        yield from super().middle()
        yield Lines("", "", id="detail")

    def begin(self) -> None:
        """Read, and say what was just done."""
        super().begin()
        if self._said:
            self.say(self._said)

    def read(self) -> None:
        """Read the record."""
        session = self.session
        self.record = record = show(session.desk, self.number)
        # A temporary number may have given way meanwhile.
        self.number = record.number
        self.holds_until = record.overdue_from(session.now())
        known = particulars(session.desk, self.number)
        self.title_line(f"{record.number}  {name_of(record)}", "Person")
        mark, unseen = self._unseen(record)
        self.head(
            Line(f" {mark}" if mark else "", BOLD),
            f" Born {record.date_of_birth}   Sex {SEXES.get(record.sex, record.sex)}",
            *now_lines(record, session),
            *known_lines(known),
            *merged_lines(record),
            "",
            Line(HISTORY.at(session.width).head, BOLD),
        )
        self.put(history_rows(record.history, session, unseen) + merged_rows(record, session))
        self.show_detail()
        self.show_keys()

    def _unseen(self, record: PersonRecord) -> tuple[str, list[str]]:
        """Give what others did to the person since, in words, and the entries that say so."""
        saw = self._looked_at
        if saw is None or saw.number != record.number:
            self._looked_at = record
            return "", []
        from wingterm.services.seen import seen_of, what_changed

        session = self.session
        changed = what_changed(session.desk, session.prison, seen_of(saw, on_record=True))
        if not changed or changed[0].request_id in session.own:
            self._looked_at = record
            return "", []
        self._looked_at = saw
        return changed[0].mark, [line.entry for line in record.history[: record.pseq - saw.pseq]]

    def open_verb(self, verb: str) -> None:
        """Open the form of a verb; what others did up to here is taken as seen."""
        self.outdated = self._looked_at is not self.record
        self._looked_at = self.record
        super().open_verb(verb)

    def action_reload(self) -> None:
        """Read the record again; what others did up to here is taken as seen."""
        self._looked_at = self.record
        super().action_reload()

    def action_details(self) -> None:
        """Show everything that is on record of the person."""
        from screens.reports import ReportScreen

        if self.record is not None:
            self.go(ReportScreen(self.session, on_record(self.record)))

    def action_stays(self) -> None:
        """Show the stays of the person."""
        from screens.reports import ReportScreen
        from screens.stays import by_stays

        if self.record is not None:
            self.go(ReportScreen(self.session, by_stays(self.record)))

    def action_who_saw(self) -> None:
        """Show who saw the record, to whom that is told."""
        from screens.reports import ReportScreen
        from screens.who_saw import by_person

        if self.record is None:
            return
        report = by_person(self.record)
        told = self.ask(lambda: report.read(self.session, {}))
        if told is not None:
            self.go(ReportScreen(self.session, report, told=told))

    def done(self, receipt: Receipt | None) -> None:
        """Say what was done, and go to the entry that says so."""
        super().done(receipt)
        if receipt is not None:
            self.reread()
            self.list.move_to(0)

    def senseless(self) -> set[str]:
        """Give the verbs that make no sense now."""
        if self.record is None:
            return set()
        return set(VERBS) - sensible(self.record, self.session.prison.code)

    def subject(self) -> str:
        """Give the person shown."""
        return self.number

    def show_detail(self) -> None:
        """Show in full what the row under the cursor has no room for."""
        record, row = self.record, self.current
        lines = [*record.history, *(x for o in record.merged for x in o.history)] if record else []
        found = next((line for line in lines if row and line.entry == row.key), None)
        if found is None:
            return
        recorded = self.session.time(found.recorded_at)
        to = (
            found.went_to if len(found.went_to) > HISTORY.at(self.session.width).taken("To") else ""
        )
        reason = "; ".join(part for part in (to, found.reason, found.note) if part)
        width = self.session.width - 2
        said = f"{found.entry} recorded {recorded} by {found.officer}"
        below = [said, reason] if len(reason) <= width else wrapped(f"{said}; {reason}", width)
        self.query_one("#detail", Lines).put(*(f" {line}" for line in below[:2]))
