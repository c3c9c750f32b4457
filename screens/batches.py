"""The list of batches: files of many lines that were done here, or begun; and a file to open."""

from screens import empty
from screens.parts.line_list import Row
from screens.parts.lines import BOLD, Line
from screens.parts.tables import Column, Table
from screens.register import RegisterScreen
from screens.session import Session
from wingterm.services.bulk.batches import BatchLine, batches

LAID = Table(
    Column("Batch", 25, 50), Column("Begun", 16), Column("Lines", -6), Column("Done", -6),
    Column("Parts", -7), Column("State", 9), Column("By", 8, 24),
)  # fmt: skip


class BatchesScreen(RegisterScreen):
    """Batches of this register, the newest first."""

    NAME = "batches"
    ABOUT = (
        "Files of many lines that were done here, the newest first. Of a batch that is PART DONE "
        "some parts are still to do: {open-file} with the same file finishes it, and does nothing "
        "twice. Enter says which parts were done, when and by whom."
    )
    EMPTY = empty.NO_BATCHES
    MARKS = False

    def read(self) -> None:
        """Read them."""
        session = self.session
        held = batches(session.desk)
        left = sum(1 for line in held if line.done_parts < line.parts)
        self.title_line(f"Batches  {session.prison.code}", f"{len(held)}, {left} part done")
        self.head("", Line(LAID.at(session.width).head, BOLD))
        self.put([_row(line, session) for line in held])

    def open(self) -> None:
        """Show the parts of the batch under the cursor."""
        from screens.batch_parts import parts_report
        from screens.reports import report_screen

        if self.current is not None:
            self.go(report_screen(self.session, parts_report(self.current.key)))

    def action_open_file(self) -> None:
        """Ask for a file, and show what it would do."""
        from screens.batch_ask import BatchAsk

        asking = BatchAsk(self.session)
        self.go(asking, lambda _: self.say(asking.done) if asking.done else None)


def _row(line: BatchLine, session: Session) -> Row:
    said = {
        "Batch": f" {line.name}",
        "Begun": session.full_time(line.begun_at),
        "Lines": str(line.rows),
        "Done": str(line.done_rows),
        "Parts": f"{line.done_parts}/{line.parts}",
        "State": line.state.upper() if line.done_parts < line.parts else line.state,
        "By": line.officer,
    }
    full = f"{line.name}: from {line.source or 'a pipe'}, begun by {line.officer}."
    return Row(line.name, LAID.at(session.width).row(said), full=full)
