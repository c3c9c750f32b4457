"""The `print` commands: sheets of paper, as text on stdout or as PDF in a file."""

from typing import TYPE_CHECKING, Annotated

from wingterm.cli import notices, output
from wingterm.cli.declare import Argument, Context, Option
from wingterm.cli.session import Json, session_of
from wingterm.errors import BadInput

if TYPE_CHECKING:
    from wingterm.services.paper.layout import Sheet

HELP = """Print sheets of paper: as text, or as PDF.

Text goes to stdout, 80 columns, a form feed between pages: pipe it to a
printer. --pdf writes A4 to a file that only you may read, and over another
file only with --force. Every page says whose it is, of when, who printed it
and the head of the prison's book, so that the paper names the state it shows.

Examples:
  wingterm print roll-sheet --wing A | lp
  wingterm print movements --pdf tomorrow.pdf
"""

Pdf = Annotated[str, Option("--pdf", metavar="FILE", help="Write a PDF to a file instead.")]
Force = Annotated[bool, Option("--force", help="Write over the file, if there is one.")]


def roll_sheet(
    context: Context,
    wing: Annotated[
        str, Option("--wing", metavar="CODE", help="Wing or landing; else the whole prison.")
    ] = "",
    pdf: Pdf = "",
    force: Force = False,
    json: Json = False,
) -> None:
    """Print the roll sheet of a wing, by cell.

    Everybody who holds a bed there, with number, where they are when not in their
    cell, CSRA and alert flags, and boxes to tick for three roll checks. Empty
    cells and cells out of use are named too. Of the whole prison, those inside
    without a bed come last.

    Examples:
      wingterm print roll-sheet --wing A | lp
      wingterm print roll-sheet --wing A-1 --pdf A-1.pdf
    """
    from wingterm.services.paper.sheets import roll_paper
    from wingterm.services.sheets.roll_sheet import roll_sheet as sheet_of

    session = session_of(context)
    _give(roll_paper(sheet_of(session.desk, session.prison, wing)), pdf, force=force, as_json=json)


def daily_state(
    context: Context,
    date: Annotated[
        str,
        Option("--date", metavar="DATE", help="YYYY-MM-DD, DD/MM/YYYY or yesterday."),
    ] = "",
    pdf: Pdf = "",
    force: Force = False,
    json: Json = False,
) -> None:
    """Print a day: opening roll, in, out, closing roll, proof.

    The same as `wingterm daily-state`, set into pages. Without a date it is of
    today, up to now.

    Examples:
      wingterm print daily-state --date yesterday | lp
      wingterm print daily-state --pdf today.pdf
    """
    from wingterm.services.paper.sheets import day_paper
    from wingterm.services.sheets.day import day_sheet

    session = session_of(context)
    day = session.day(date)
    _give(day_paper(day_sheet(session.desk, session.prison, day)), pdf, force=force, as_json=json)


def movements(
    context: Context,
    date: Annotated[
        str,
        Option(
            "--date", metavar="DATE", help="YYYY-MM-DD, DD/MM/YYYY, today or tomorrow; the default."
        ),
    ] = "tomorrow",
    pdf: Pdf = "",
    force: Force = False,
    json: Json = False,
) -> None:
    """Print who is due to move on a day, by what is on record.

    Hearings; release dates, confirmed or worked out, those of earlier days whose
    people are still held as OVERDUE; who is out and due back, overdue, or has no
    time on record; whose hold without an order runs out. The register keeps no
    bookings of escorts, absences or transfers: nobody is named for one.

    Examples:
      wingterm print movements | lp
      wingterm print movements --date 2026-11-30 --pdf monday.pdf
    """
    from wingterm.services.paper.sheets import movements_paper
    from wingterm.services.sheets.movements import movements as due_on

    session = session_of(context)
    day = session.day(date)
    _give(
        movements_paper(due_on(session.desk, session.prison, day)), pdf, force=force, as_json=json
    )


def count_sheet(
    context: Context,
    unit: Annotated[
        str, Argument(metavar="[UNIT]", help="Code of a unit; else the whole prison.")
    ] = "",
    pdf: Pdf = "",
    force: Force = False,
    json: Json = False,
) -> None:
    """Print the sheet on which a roll check is counted.

    Of a unit: empty boxes for kind, number, how, responses, who, signature and
    time; then who is expected, by cell, with boxes to tick, and who is not. How
    many are expected stands nowhere on it. Of the whole prison, for the control
    room: a line a unit with what is expected and empty boxes, totals, and who is
    on the roll outside. No check need be open. Entered with `check submit`.

    Examples:
      wingterm print count-sheet A | lp
      wingterm print count-sheet --pdf whole.pdf
    """
    from wingterm.services.paper.counts import unit_paper, whole_paper
    from wingterm.services.sheets.count_sheet import count_sheets

    session = session_of(context)
    sheets = count_sheets(session.desk, session.prison, unit)
    made = unit_paper(sheets, sheets.units[0]) if unit.strip() else whole_paper(sheets)
    _give(made, pdf, force=force, as_json=json)


def check(
    context: Context,
    number: Annotated[
        int | None, Argument(metavar="[N]", help="Which; else the open one, or the newest.")
    ] = None,
    pdf: Pdf = "",
    force: Force = False,
    json: Json = False,
) -> None:
    """Print the record of a roll check: declared, abandoned or open.

    By whom and when it was declared, with the entry and hash that were the head
    of the book at that moment; every unit, count, response and explanation; who
    is on the roll outside; movements since; what was entered late against it.

    Examples:
      wingterm print check | lp
      wingterm print check 17 --pdf check-17.pdf
    """
    from wingterm.services.paper.check_record import check_paper
    from wingterm.services.sheets.check_record import check_record

    session = session_of(context)
    _give(
        check_paper(check_record(session.desk, session.prison, number)),
        pdf,
        force=force,
        as_json=json,
    )


def _give(sheet: "Sheet", pdf: str, *, force: bool, as_json: bool) -> None:
    """Print a sheet, or write it to a file."""
    if not pdf:
        if force:
            raise BadInput(
                "--force goes with --pdf.",
                "Leave it out, or name a file with --pdf.",
                field="force",
            )
        from wingterm.services.paper.text import text_pages

        pages = text_pages(sheet)
        if as_json:
            output.as_json(ok=True, file="", pages=[page.splitlines() for page in pages])
        else:
            output.pages(pages)
        return
    from pathlib import Path

    from wingterm.services.paper.files import write_new
    from wingterm.services.paper.pdf import as_pdf

    write_new(Path(pdf), as_pdf(sheet), over=force)
    if as_json:
        output.as_json(ok=True, file=pdf, pages=[])
    else:
        notices.notice(f"Written to {pdf}.")
