"""Reports: lists that are more than the people behind a figure. One screen shows them all."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from screens.base import Frame
from screens.parts.line_list import Row
from screens.parts.lines import BOLD, Line, columns
from screens.register import RegisterScreen
from screens.session import Session
from wingterm.services.places import cells
from wingterm.services.roll import roll


class Told(NamedTuple):
    """What a report says now."""

    right: str
    """For the right of the title."""
    heads: tuple[str, ...]
    """Lines above the list, the last of them over its columns."""
    rows: Sequence[Row]
    """A row's key ends in `/` and the prison number of the person that it is about, if any."""


class Report(NamedTuple):
    """One report."""

    title: str
    twin: str
    """The command line that gives the same."""
    read: Callable[[Session], Told]
    empty: str = "None."


class ReportScreen(RegisterScreen):
    """A report: rows to look through, with the person under the cursor to open."""

    NAME = "report"
    ABOUT = (
        "A report of the prison as it is now. Enter opens the person of the row, where there is "
        "one. F7 writes what is shown to a text file. The command of the same words prints it."
    )

    def __init__(self, session: Session, report: Report) -> None:
        """Show a report."""
        super().__init__(session)
        self.report = report
        self.lines: tuple[str, ...] = ()
        """What is shown, as text."""

    def read(self) -> None:
        """Read it."""
        told = self.report.read(self.session)
        title = f"{self.report.title}  {self.session.prison.code}"
        self.title_line(title, told.right)
        self.head("", *told.heads[:-1], *(Line(head, BOLD) for head in told.heads[-1:]))
        self.put(told.rows, self.report.empty)
        self.lines = (f"{title}   {told.right}", "", *told.heads, *(r.text for r in told.rows))

    def subject(self) -> str:
        """Give the person of the row."""
        return self.current.key.rpartition("/")[2] if self.current else ""

    def open(self) -> None:
        """Open the person of the row."""
        if self.subject():
            self.open_person(self.subject())

    def action_save(self) -> None:
        """Write what is shown to a text file."""
        from screens.printed import write_lines

        path = self.ask(lambda: write_lines(self.session, self.report.title, self.lines))
        if path is not None:
            self.say(f"Written to {path}. On a printer: wingterm {self.report.twin} | lp")


def open_report(screen: Frame[Any], name: str) -> None:
    """Open a report over a screen."""
    screen.go(ReportScreen(screen.session, REPORTS[name]))


def evacuation_screen(session: Session) -> ReportScreen:
    """Give the screen of everybody by unit, with where they are now."""
    return ReportScreen(session, REPORTS["evacuation"])


def _cells_with_room(session: Session) -> Told:
    found = cells(session.desk, session.prison, with_room=True)
    head = columns((" Cell", 14), ("Room", -4), ("In it", -5), ("CNA", -4), ("Working", -7),
                   ("Maximum", -7), ("Whose beds", 30))  # fmt: skip
    rows = [
        Row(
            f"{cell.code}/",
            columns(
                (f" {cell.code}", 14), (str(cell.room), -4), (str(len(cell.people)), -5),
                (str(cell.capacity.cna), -4), (str(cell.capacity.working), -7),
                (str(cell.capacity.maximum), -7),
                (", ".join(person.last_name for person in cell.people) or "-", 30),
            ),
        )
        for cell in found
    ]  # fmt: skip
    room = sum(cell.room for cell in found)
    return Told(f"room for {room} in {len(found)} cells", (head,), rows)


def _out_of_use(session: Session) -> Told:
    sheet = roll(session.desk, session.prison)
    rows = [
        Row(f"{row.code}/", columns((f" {row.code}", 16), (row.kind.capitalize(), 10),
                                    (str(row.maximum), -7), (row.name, 42)))
        for row in sheet.rows
        if row.status != "ACTIVE"
    ]  # fmt: skip
    head = columns((" Place", 16), ("Kind", 10), ("Maximum", -7), ("Name", 42))
    return Told(f"{len(rows)} places", (head,), rows)


REPORTS: dict[str, Report] = {
    "cells-with-room": Report("Cells with room", "cells --with-room", _cells_with_room),
    "out-of-use": Report("Places out of use", "places --out-of-use", _out_of_use),
}
"""Reports by name."""
