"""A copy of somebody's record, for them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from wingterm.cli import notices, output
from wingterm.cli.declare import Context, Option
from wingterm.cli.movements import Number
from wingterm.cli.session import Json, session_of
from wingterm.errors import BadInput

if TYPE_CHECKING:
    from wingterm.services.disclosure import Copy

PDF = ".pdf"
"""How the name of a file ends that is written as PDF; any other is text."""


def disclose(
    context: Context,
    number: Number,
    to: Annotated[
        str, Option("--to", metavar="FILE", help="New file; .pdf is PDF, any other text.")
    ] = "",
    recipient: Annotated[
        str, Option("--recipient", metavar="TEXT", help="To whom it is given; kept in the log.")
    ] = "",
    dry_run: Annotated[
        bool, Option("--dry-run", help="Say what it would leave out; write nothing.")
    ] = False,
    json: Json = False,
) -> None:
    """Write a copy of a record, for the person it is of.

    In words, without other people, staff by their role: who they are, where they
    were, what is on record, roll checks that name them. What is left out is
    listed with the ground of section 45(4) of the Data Protection Act 2018. The
    disclosure is logged first; the file is new and only yours to read. Read the
    texts that staff wrote before you give it.

    Examples:
      wingterm disclose A4242QZ --dry-run
      wingterm disclose A4242QZ --to copy.pdf --recipient "A4242QZ, in person"
    """
    from wingterm.services.disclosure import copy_of, log_disclosure

    session = session_of(context)
    if not dry_run:
        _refuse_a_place(to)
    copy = copy_of(session.desk, session.prison, number)
    if not dry_run:
        log_disclosure(session.desk, copy, recipient)
        _write(copy, Path(to))
    if json:
        _as_json(copy, "" if dry_run else to)
    else:
        _print(copy)
        if not dry_run:
            notices.notice(f"Written to {to}. Read it before you give it.")


def _refuse_a_place(to: str) -> None:
    """Refuse a file before anything is logged that would not be written.

    Raises:
        BadInput: none is named, it is there, or its folder is not.
    """
    if not to:
        raise BadInput(
            "Say into which file.", "Add --to FILE, or --dry-run to look first.", field="to"
        )
    if Path(to).exists() or Path(to).is_symlink():
        raise BadInput(f"{to} is there already.", "Name another file.", field="to")
    if not Path(to).absolute().parent.is_dir():
        raise BadInput(f"There is no folder for {to}.", "Make it first.", field="to")


def _write(copy: "Copy", path: Path) -> None:
    from wingterm.services.paper.disclosure import disclosure_paper
    from wingterm.services.paper.files import write_new

    sheet = disclosure_paper(copy)
    if path.suffix.lower() == PDF:
        from wingterm.services.paper.pdf import as_pdf

        write_new(path, as_pdf(sheet))
        return
    from wingterm.services.paper.text import as_text

    write_new(path, as_text(sheet).encode())


def _print(copy: "Copy") -> None:
    """Say what the copy holds and what it leaves out."""
    output.table(
        ("in the copy", "lines"), [(part.heading, str(len(part.rows))) for part in copy.parts]
    )
    output.line()
    output.table(
        ("left out", "times", "to protect", "section 45(4)", "the copy says so"),
        [
            (
                one.what,
                str(one.times),
                one.ground.words,
                one.ground.paragraph,
                "yes" if one.ground.told else "no",
            )
            for one in copy.left_out
        ],
    )
    output.line()
    output.line(f"Texts of staff to read before it is given: {copy.to_read}.")


def _as_json(copy: "Copy", file: str) -> None:
    output.as_json(
        ok=True,
        number=copy.number,
        merged=list(copy.merged),
        file=file,
        parts=[{"heading": part.heading, "lines": len(part.rows)} for part in copy.parts],
        left_out=[
            {
                "what": one.what,
                "times": one.times,
                "ground": one.ground.words,
                "paragraph": one.ground.paragraph,
                "told": one.ground.told,
            }
            for one in copy.left_out
        ],
        to_read=copy.to_read,
    )
