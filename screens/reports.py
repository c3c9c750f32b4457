"""Reports: lists that are more than the people behind a figure. One screen shows them all."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.app import ComposeResult

from screens.base import Frame
from screens.empty import REPORT
from screens.marking import MarkingScreen
from screens.parts.line_list import Row
from screens.parts.lines import BOLD, Line, Lines, wrapped
from screens.session import Session

if TYPE_CHECKING:
    from screens.specs import Field
    from wingterm.services.paper.layout import Sheet

Answers = Mapping[str, str]
"""What was typed in the fields of a report that asks."""


ROOM = 78
"""Columns of a line below the list."""
NONE = (Row("", ""),)


class Told(NamedTuple):
    """What a report says now."""

    right: str
    """For the right of the title."""
    heads: tuple[str, ...]
    """Lines above the list, the last of them over its columns."""
    rows: Sequence[Row]
    """A row's key ends in `/` and the prison number of the person that it is about, if any."""
    sheet: "Sheet | None" = None
    """Of paper: what is printed."""


class Report(NamedTuple):
    """One report."""

    title: str
    twin: str
    """The command line that gives the same."""
    read: Callable[[Session, Answers], Told]
    empty: str = REPORT
    asks: "tuple[Field, ...]" = ()
    """What is asked first; nothing for most."""
    live: bool = True
    """Whether it is read again when the register moves on, which long ones are not."""
    about: str = ""
    """A sentence for the help screen."""
    paper: bool = False
    """Whether it is a sheet of paper, to be written as text or as PDF."""


class ReportScreen(MarkingScreen):
    """A report: rows to look through, with the person under the cursor to open."""

    NAME = "report"
    ABOUT = (
        "Enter opens the person of the row, where there is one. F7 writes what is shown to a text "
        "file; the command named in the menu of lists prints the same."
    )

    def __init__(
        self, session: Session, report: Report, answers: Answers | None = None,
        told: Told | None = None,
    ) -> None:  # fmt: skip
        """Show a report.

        Args:
            session: who asks.
            report: which.
            answers: to what it asks.
            told: what it says, where it has been read already.
        """
        super().__init__(session)
        self.report = report
        self.ABOUT = f"{report.about} {self.ABOUT}".strip()  # type: ignore[misc]
        self.answers = answers or {}
        self.lines: tuple[str, ...] = ()
        """What is shown, as text."""
        self._told = told
        self._read_at = ""
        self._below = 0
        self._laid = 0

    def middle(self) -> ComposeResult:
        """Make the list and, below it, what its row has no room for."""
        yield from super().middle()
        yield Lines(id="detail")

    def reread(self) -> None:
        """Read it, again only where that is quick; else say that it is not what is so now."""
        if self.report.live or not self.lines or self._laid != self.session.width:
            super().reread()
        elif self.fresh.moved_on:
            title = f"{self.report.title}  {self.session.prison.code}"
            self.title_line(title, f"as of {self._read_at}; the register has moved on: F5")

    def action_reload(self) -> None:
        """Read it again now."""
        self.lines = ()
        super().action_reload()

    def read(self) -> None:
        """Read it."""
        told, self._told = self._told or self.report.read(self.session, self.answers), None
        title = f"{self.report.title}  {self.session.prison.code}"
        self._read_at = self.session.clock(self.session.now())
        self._laid = self.session.width
        if self.report.live:
            self.title_line(title, told.right)
        else:
            self.title_line(title, f"as of {self._read_at}; F5 reads again")
        self.head(
            "" if self.report.live else f" {told.right}",
            *told.heads[:-1],
            *(Line(head, BOLD) for head in told.heads[-1:]),
        )
        self.put(told.rows, self.report.empty)
        self._below = min(2, max((len(row.full) + ROOM - 1) // ROOM for row in told.rows or NONE))
        self.show_detail()
        self.lines = (f"{title}   {told.right}", "", *told.heads, *(r.text for r in told.rows))

    def show_detail(self) -> None:
        """Show in full what the row under the cursor has no room for."""
        lines = [*wrapped(self.current.full if self.current else "", ROOM), "", ""]
        self.query_one("#detail", Lines).put(*(f" {line}" for line in lines[: self._below]))

    def whose(self, row: Row) -> str:
        """Give the person whom a row is about."""
        return row.key.rpartition("/")[2]

    def open(self) -> None:
        """Open the person of the row."""
        if self.subject():
            self.open_person(self.subject())
        elif self.current is not None:
            self.say("This row is about nobody. Down goes on to the next one.")

    def action_save(self) -> None:
        """Write what is shown to a text file."""
        from screens.printed import write_lines

        path = self.ask(lambda: write_lines(self.session, self.report.title, self.lines))
        if path is not None:
            self.say(f"Written to {path}. At the command line: wingterm {self.report.twin}")


def open_report(screen: Frame[Any], name: str) -> None:
    """Open a report over a screen, or ask first for what it wants to know."""
    from screens.query import QueryScreen
    from screens.report_list import REPORTS

    report = REPORTS[name]
    if report.asks:
        screen.go(QueryScreen(screen.session, report))
    else:
        screen.go(report_screen(screen.session, report))


def report_screen(
    session: Session, report: Report, answers: Answers | None = None, told: Told | None = None
) -> ReportScreen:
    """Give the screen that shows a report, or the pages of a sheet of paper."""
    if report.paper:
        from screens.papers import PaperScreen

        return PaperScreen(session, report, answers, told)
    return ReportScreen(session, report, answers, told)
