"""What the commands of a roll check share: which check is meant, and files that may be a pipe."""

from typing import TYPE_CHECKING, Annotated

from wingterm.cli.declare import Argument, Option
from wingterm.cli.piped import stream
from wingterm.cli.session import checked_id
from wingterm.errors import BadInput, NotFound

if TYPE_CHECKING:
    from wingterm.cli.session import Session

NUMBER_MAX = 9
"""Most digits of the number of a check."""

STDIN = "standard input"
"""What a pipe is called in messages."""

Number = Annotated[str, Argument(metavar="N", help="Number of the check.")]
OneOpen = Annotated[
    str, Argument(metavar="[N]", help="Number of the check; else the one that is open.")
]
Newest = Annotated[
    str, Argument(metavar="[N]", help="Number; else the open check, else the newest.")
]
OfCheck = Annotated[
    str, Option("--check", metavar="N", help="Which check; else the one that is open.")
]
Unit = Annotated[str, Argument(metavar="UNIT", help="Code of the unit.")]
By = Annotated[str, Option("--by", metavar="ACCOUNT", help="Who counted; else you.")]
How = Annotated[str, Option("--how", metavar="WAY", help="number, name or door; else number.")]
Missing = Annotated[
    list[str] | None,
    Option("--missing", metavar="NUMBER", help="By name: expected, not there; repeatable."),
]
Extra = Annotated[
    list[str] | None,
    Option("--extra", metavar="NUMBER", help="By name: there, not expected; or unknown."),
]
CountedAt = Annotated[
    str, Option("--counted-at", metavar="TIME", help="When it was counted; else now.")
]
Responses = Annotated[
    str, Option("--responses", metavar="N", help="From how many a response was had.")
]
NoResponse = Annotated[
    list[str] | None,
    Option("--no-response", metavar="NUMBER", help="Who gave no response; repeatable."),
]
Why = Annotated[str, Option("--why", metavar="TEXT", help="Why; it stays on record.")]


def number_of(typed: str) -> int | None:
    """Read the number of a check; None for none.

    Raises:
        BadInput: it is no number.
    """
    text = typed.strip()
    if not text:
        return None
    if text.isascii() and text.isdecimal() and len(text) <= NUMBER_MAX and int(text):
        return int(text)
    raise BadInput(
        f"{text} is not the number of a roll check.",
        "Type the number that `wingterm check list` gives.",
        field="check",
    )


def the_check(session: "Session", typed: str, request_id: str = "") -> int:
    """Give the check that is meant: the one of the number, else the one that is open.

    A request that is sent again under its id means the check that it meant the first time.

    Raises:
        BadInput: it is no number, or several checks are open.
        NotFound: none is open.
    """
    number = number_of(typed)
    if number is not None:
        return number
    from wingterm.domain.checks.kinds import NAMES
    from wingterm.services.checks.enquiry import open_now
    from wingterm.services.checks.requested import check_requested

    if request_id:
        before = check_requested(session.desk, session.prison, checked_id(request_id))
        if before is not None:
            return before
    found = open_now(session.desk, session.prison)
    if not found:
        raise NotFound(
            f"{session.prison.name} has no roll check open.",
            "Open one (wingterm check open KIND), or give the number of the check.",
        )
    if len(found) > 1:
        named = ", ".join(f"{one.id} ({NAMES[one.kind]})" for one in found)
        raise BadInput(
            f"Several roll checks are open: {named}.", "Give the number of one.", field="check"
        )
    return found[0].id


def read_input(file: str) -> tuple[str, str]:
    """Give the text of a file, of `-` that of standard input, and what it is called in messages.

    Raises:
        BadInput: it cannot be read, is too large or is no text.
    """
    from pathlib import Path

    from wingterm.services.csv_input import FILE_MAX, read_text, text_of

    if file != "-":
        return read_text(Path(file)), file
    # Never all that is there: a pipe does not say how much it holds.
    return text_of(stream("rows").read(FILE_MAX + 1), STDIN), STDIN
