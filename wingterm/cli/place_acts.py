"""Add and change places: their names, capacities and marks; load a whole file of them."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from wingterm.cli.acts import common, perform
from wingterm.cli.declare import Argument, Context, Ended, Option
from wingterm.cli.exits import Exit
from wingterm.cli.faults import tell_faults
from wingterm.cli.session import Ack, At, Comment, Json, RequestId, session_of
from wingterm.errors import BadInput

if TYPE_CHECKING:
    from wingterm.domain.requests import AddPlace


def _figure(name: str, says: str) -> Option:
    option = Option(name, metavar="N", min=0, max=99, show_default=False, help=says)
    assert isinstance(option, Option)
    return option


Cna = Annotated[int, _figure("--cna", "Certified normal accommodation.")]
Working = Annotated[int, _figure("--working", "Places usable now.")]
Maximum = Annotated[int, _figure("--maximum", "Maximum capacity: its beds.")]
Code = Annotated[str, Argument(metavar="CODE", help="Code, such as A-1-004.")]
Marks = Annotated[
    list[str] | None,
    Option("--mark", metavar="MARK=VALUE", help="A mark of it; repeatable."),
]


def parted(typed: Iterable[str], what: str) -> tuple[tuple[str, str], ...]:
    """Part `NAME=VALUE`.

    Raises:
        BadInput: one of them has no name.
    """
    read = []
    for text in typed:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise BadInput(f"{text} names no {what}.", f"Write {what.upper()}=VALUE.", field=what)
        read.append((name.strip().lower().replace("-", "_"), value))
    return tuple(read)


def add_place(
    context: Context,
    code: Code,
    kind: Annotated[
        str, Option("--kind", metavar="KIND", help="WING, SPUR, LANDING, CELL or AREA.")
    ],
    name: Annotated[str, Option("--name", metavar="TEXT", help="Name to show.")] = "",
    cna: Cna = 0,
    working: Working = 0,
    maximum: Maximum = 0,
    marks: Marks = None,
    draft: Annotated[
        bool, Option("--draft", help="Not in use until it is brought into use.")
    ] = False,
    at: At = "",
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Add a place; a cell comes with its capacities and beds.

    Examples:
      wingterm places add A-1-011 --kind CELL --cna 1 --working 2 --maximum 2
      wingterm places add A-1-012 --kind CELL --maximum 1 --mark specialist=DRY
      wingterm places add CHAPEL --kind AREA --name Chapel
    """
    from wingterm.domain.requests import AddPlace

    session = session_of(context)
    request = AddPlace(
        prison=session.prison.code, code=code, kind=kind, name=name, cna=cna, working=working,
        maximum=maximum, marks=parted(marks or (), "mark"), draft=draft,
        at=session.instant(at, "at"),
    )  # fmt: skip
    perform(session, [request], request_id, as_json=json)


def load(
    context: Context,
    file: Annotated[Path, Argument(metavar="FILE", help="A places file.")],
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Add all places of a file, all of them or none.

    The file has the header code,kind,name,cna,working,maximum and a line for each
    place, below the one that it is part of. It may have the columns
    accommodation, specialist, used_for, attributes, sex, categories, cell_mark
    (several codes with ; between them) and status (draft or empty).

    Examples:
      wingterm places load wing-c.csv
      wingterm --prison DMX places load places.csv
    """
    session = session_of(context)
    found = read_or_tell(file, session.prison.code, as_json=json)
    perform(session, found, request_id, as_json=json)


def read_or_tell(file: Path, prison: str, *, as_json: bool) -> "tuple[AddPlace, ...]":
    """Give the places of a file; with a fault in it tell all of them and end the command."""
    from wingterm.services.places_file import read_places_file

    read = read_places_file(file, prison)
    if read.faults:
        tell_faults(file, read.faults, as_json=as_json)
        raise Ended(Exit.USAGE)
    return read.places


def rename(
    context: Context,
    code: Code,
    name: Annotated[str, Argument(metavar="NAME", help="What it is to be called.")],
    at: At = "",
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Give a place another name to be shown by; its code stays.

    Examples:
      wingterm places rename A-1 "First night centre"
    """
    from wingterm.domain.requests import RenamePlace

    session = session_of(context)
    request = RenamePlace(
        prison=session.prison.code, code=code, name=name, at=session.instant(at, "at")
    )
    perform(session, [request], request_id, as_json=json)


def capacity(
    context: Context,
    code: Annotated[str, Argument(metavar="CELL", help="Cell code.")],
    cna: Cna,
    working: Working,
    maximum: Maximum,
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Say what a cell holds, from a time on.

    A cell of normal accommodation has no 0; a specialist cell of some types and
    one in care and separation may.

    Examples:
      wingterm places capacity A-1-004 --cna 1 --working 2 --maximum 2
      wingterm places capacity A-1-004 --cna 1 --working 1 --maximum 2 --at 09:00
    """
    from wingterm.domain.requests import SetCapacity

    session = session_of(context)
    held = common(session, at, comment, ack)
    request = SetCapacity(
        prison=held.prison, code=code, cna=cna, working=working, maximum=maximum, at=held.at,
        comment=held.comment, acknowledged=held.acknowledged,
    )  # fmt: skip
    perform(session, [request], request_id, as_json=json)


def signed(
    context: Context,
    figure: Annotated[int, Argument(metavar="N", min=0, max=99_999, help="The agreed figure.")],
    at: At = "",
    comment: Comment = "",
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Sign the operational capacity of the prison.

    From a time on; it is at most the maximum capacities of its cells together.

    Examples:
      wingterm places signed 88
    """
    from wingterm.domain.requests import SignCapacity

    session = session_of(context)
    held = common(session, at, comment, None)
    request = SignCapacity(prison=held.prison, signed=figure, at=held.at, comment=held.comment)
    perform(session, [request], request_id, as_json=json)


def mark(
    context: Context,
    code: Code,
    marks: Annotated[
        list[str], Argument(metavar="MARK=VALUE...", help="What is so; `MARK=` clears.")
    ],
    at: At = "",
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Say what a wing, spur, landing or cell is used for.

    The marks are accommodation, specialist, used_for, attributes, sex, categories
    and cell_mark; several codes stand with ; between them. Those not named stay.

    Examples:
      wingterm places mark A accommodation=CARE_AND_SEPARATION sex=M
      wingterm places mark A-1-004 specialist=DRY cell_mark=A1/4
      wingterm places mark A-1 "used_for=REMAND;FIRST_NIGHT_CENTRE" categories=
    """
    from wingterm.domain.requests import MarkPlace

    session = session_of(context)
    request = MarkPlace(
        prison=session.prison.code, code=code, values=parted(marks, "mark"),
        at=session.instant(at, "at"),
    )  # fmt: skip
    perform(session, [request], request_id, as_json=json)
