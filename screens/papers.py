"""Sheets of paper in the terminal: their pages as they will be printed, and F7 to a file."""

from datetime import date
from pathlib import Path

from textual import work

from screens.base import Frame
from screens.choices import ChoiceScreen
from screens.parts.line_list import Row
from screens.parts.lines import columns
from screens.printed import new_file
from screens.reports import Answers, Report, ReportScreen, Told
from screens.session import Session
from screens.specs import Field
from wingterm.domain.people import day_meant
from wingterm.domain.times import local_date
from wingterm.errors import BadInput, NotFound, WingtermError
from wingterm.services.paper.check_record import check_paper
from wingterm.services.paper.counts import unit_paper, whole_paper
from wingterm.services.paper.layout import Sheet
from wingterm.services.paper.sheets import day_paper, movements_paper, roll_paper
from wingterm.services.paper.text import as_text, text_pages
from wingterm.services.sheets.check_record import check_record
from wingterm.services.sheets.count_sheet import count_sheets
from wingterm.services.sheets.day import day_sheet
from wingterm.services.sheets.movements import movements
from wingterm.services.sheets.roll_sheet import roll_sheet


class PaperScreen(ReportScreen):
    """The pages of a sheet as text."""

    ABOUT = (
        "The pages as they will be printed; each says at its foot whose it is, of when, and the "
        "head of the prison's book. F7 writes them to a file, as text or as PDF, that only you may "
        "read; the command named in the menu of lists prints the same."
    )

    def read(self) -> None:
        """Read what it says, and keep the sheet: what is written is what was seen."""
        self._told = told = self._told or self.report.read(self.session, self.answers)
        self.sheet = told.sheet
        super().read()

    def open(self) -> None:
        """Say what can be done: a line of paper opens nothing."""
        self.say("A line of paper opens nothing. F7 writes the pages to a file.")

    def action_save(self) -> None:
        """Ask whether a text or a PDF is wanted."""
        kinds = (("TEXT", "Text, 80 columns, a form feed between pages"), ("PDF", "PDF of A4"))
        rows = [Row(kind, columns((f" {kind}", 8), (words, 60))) for kind, words in kinds]
        self.go(ChoiceScreen(self.session, "To a file", rows), self._save_as)

    def _save_as(self, kind: str | None) -> None:
        sheet = self.sheet
        if kind is None or sheet is None:
            return
        if kind == "PDF":
            self.say("Making the PDF...")
            self._save_pdf(sheet)
            return
        text = as_text(sheet).encode()
        path = self.ask(lambda: new_file(self.session, self.report.title, "txt", text))
        if path is not None:
            self._say_written(path)

    @work(thread=True, exit_on_error=False, group="paper")
    def _save_pdf(self, sheet: Sheet) -> None:
        """Make it in a thread: what makes PDFs takes half a second to load."""
        from wingterm.services.paper.pdf import as_pdf

        came: Path | WingtermError
        try:
            came = new_file(self.session, self.report.title, "pdf", as_pdf(sheet))
        except WingtermError as error:
            came = error
        self.app.call_from_thread(self._say_written, came)

    def _say_written(self, came: Path | WingtermError) -> None:
        """Say where the file is, on whatever screen of the officer's is in front by now."""
        front = self.app.screen
        if not isinstance(front, Frame) or front.session is not self.session:
            self.when_in_front(lambda: self._say_written(came))
        elif isinstance(came, WingtermError):
            front.say_error(came)
        else:
            front.say(f"Written to {came}. At the command line: wingterm {self.report.twin}")


def _told(sheet: Sheet) -> Told:
    pages = text_pages(sheet)
    lines = [line for page in pages for line in page.removesuffix("\n").split("\n")]
    rows = [Row(f"{number}/", line, paper=True) for number, line in enumerate(lines)]
    words = "1 page" if len(pages) == 1 else f"{len(pages)} pages"
    return Told(f"{words}; F7 writes a file", (), rows, sheet)


def _roll_sheet(session: Session, answers: Answers) -> Told:
    try:
        found = roll_sheet(session.desk, session.prison, answers.get("code", ""))
    except BadInput as error:
        raise BadInput(error.message, "F2 lists the wings.", field="code") from None
    return _told(roll_paper(found))


def _daily_state(session: Session, answers: Answers) -> Told:
    day = day_of(session, answers)
    return _told(day_paper(day_sheet(session.desk, session.prison, day)))


def _movements(session: Session, answers: Answers) -> Told:
    day = day_of(session, answers)
    return _told(movements_paper(movements(session.desk, session.prison, day)))


def _count_sheet(session: Session, answers: Answers) -> Told:
    unit = answers.get("unit", "")
    try:
        sheets = count_sheets(session.desk, session.prison, unit)
    except NotFound as error:
        raise BadInput(error.message, error.hint, field="unit") from None
    return _told(unit_paper(sheets, sheets.units[0]) if unit.strip() else whole_paper(sheets))


def _check(session: Session, answers: Answers) -> Told:
    typed = answers.get("check", "").strip()
    if typed and not (typed.isascii() and typed.isdecimal() and len(typed) < 10):
        raise BadInput(f"{typed} is no number of a roll check.", "Type digits.", field="check")
    try:
        record = check_record(session.desk, session.prison, int(typed) if typed else None)
    except NotFound as error:
        raise BadInput(error.message, "Open one from the roll checks.", field="check") from None
    return _told(check_paper(record))


def day_of(session: Session, answers: Answers) -> date | None:
    """Give the day that a report is asked for, None for none.

    Raises:
        BadInput: it is no day.
    """
    typed = answers.get("date", "").strip()
    if not typed:
        return None
    day = day_meant(typed, local_date(session.now(), session.prison.timezone))
    if day is None:
        told = "Type YYYY-MM-DD, DD/MM/YYYY, yesterday, today or tomorrow."
        raise BadInput(f"{typed} is no day.", told, field="date")
    return day


PAPERS: dict[str, Report] = {
    "roll-sheet": Report(
        "Roll sheet of a wing",
        "print roll-sheet --wing A",
        _roll_sheet,
        asks=(
            Field(
                "code",
                "Wing",
                "empty: all; F2 lists wings",
                choices="wing",
                help="The wing that the sheet is of, by its code. Empty: every wing.",
            ),
        ),
        live=False,
        about="Everybody who holds a bed, by cell, with marks and boxes to tick.",
        paper=True,
    ),
    "count-sheet": Report(
        "Count sheet (paper)",
        "print count-sheet",
        _count_sheet,
        asks=(
            Field(
                "unit",
                "Unit",
                "empty: the whole prison; F2 lists",
                choices="plan-unit",
                help="The unit that the sheet is of, by its code. Empty: a line for every unit.",
            ),
        ),
        live=False,
        about=(
            "Who is expected in a unit, and empty boxes for what is counted there. How many are "
            "expected is on the whole prison's sheet alone."
        ),
        paper=True,
    ),
    "paper-check": Report(
        "Record of a roll check (paper)",
        "print check",
        _check,
        asks=(
            Field(
                "check",
                "Check",
                "its number; empty: the open one, or the newest",
                help="The roll check that the record is of, by its number.",
            ),
        ),
        live=False,
        about="What was declared, by whom, of which counts; and what was entered late against it.",
        paper=True,
    ),
    "paper-daily-state": Report(
        "Daily state (paper)",
        "print daily-state",
        _daily_state,
        asks=(
            Field(
                "date",
                "Day",
                "empty: today; yesterday, YYYY-MM-DD",
                help="The day that the sheet is of, midnight to midnight. Empty: today so far.",
            ),
        ),
        live=False,
        about="Opening roll, in, out, closing roll and proof, as a sheet of paper.",
        paper=True,
    ),
    "paper-movements": Report(
        "Movements of tomorrow (paper)",
        "print movements",
        _movements,
        asks=(
            Field(
                "date",
                "Day",
                "empty: tomorrow; today, YYYY-MM-DD",
                help="The day whose movements it lists. Empty: tomorrow.",
            ),
        ),
        live=False,
        about="Hearings, release dates, who is due back, holds that run out: what is on record.",
        paper=True,
    ),
}
"""Sheets of paper by name."""
