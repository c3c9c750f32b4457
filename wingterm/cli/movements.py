"""Movements inside the prison: moved, swapped, elsewhere; and back, from out too."""

from typing import Annotated

from wingterm.cli.acts import common, for_each, perform
from wingterm.cli.declare import Argument, Context, Option
from wingterm.cli.session import Ack, At, Comment, Json, RequestId, session_of

Number = Annotated[str, Argument(metavar="NUMBER", help="Prison number.")]
Numbers = Annotated[
    list[str], Argument(metavar="NUMBER...", help="Prison numbers; - reads them from stdin.")
]
CellReason = Annotated[str, Option("--reason", metavar="CODE", help="See `wingterm codes CELL`.")]


def move(
    context: Context,
    number: Number,
    cell: Annotated[
        str, Argument(metavar="CELL", help="Cell code such as A-1-004, or RECP, or CSWAP.")
    ],
    reason: CellReason = "GM",
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Give somebody another cell, or take them back to reception.

    CSWAP takes them out of their cell and gives none: no cell allocated.

    Examples:
      wingterm move A4242QZ A-1-004
      wingterm move A4242QZ A-2-003 --reason SS --at "yesterday 16:40"
      wingterm move A4242QZ A-1-001 --ack over-cna="no single cell is free"
      wingterm move A4242QZ RECP
    """
    from wingterm.domain.requests import Move

    session = session_of(context)
    held = common(session, at, comment, ack)
    request = Move(person=number, to=cell, reason=reason, **held.given)
    perform(session, [request], request_id, as_json=json)


def swap(
    context: Context,
    first: Annotated[str, Argument(metavar="NUMBER", help="One person.")],
    second: Annotated[str, Argument(metavar="OTHER", help="The other person.")],
    reason: CellReason = "GM",
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Let two people change cells, in one act.

    Examples:
      wingterm swap A4242QZ A4343QZ
      wingterm swap A4242QZ A4343QZ --at 14:30 --comment "asked for by both"
    """
    from wingterm.domain.requests import Swap

    session = session_of(context)
    held = common(session, at, comment, ack)
    request = Swap(person=first, other=second, reason=reason, **held.given)
    perform(session, [request], request_id, as_json=json)


def elsewhere(
    context: Context,
    numbers: Numbers,
    area: Annotated[str, Argument(metavar="AREA", help="Workplace or other area.")],
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Send people to another place inside; their beds are kept.

    Examples:
      wingterm elsewhere A4242QZ WORKSHOP-1
      wingterm elsewhere A4242QZ A4343QZ VISITS --at 13:50
    """
    from wingterm.domain.requests import Elsewhere

    session = session_of(context)
    held = common(session, at, comment, ack)
    for_each(
        session, numbers, lambda number: Elsewhere(person=number, to=area, **held.given),
        request_id, as_json=json,
    )  # fmt: skip


def back(
    context: Context,
    numbers: Numbers,
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Bring people back to their cells, or to reception.

    From another place inside, or from court, temporary absence or hospital. Who
    is back already stays as they are. At another prison than they left they
    arrive: wingterm transfer arrive.

    Examples:
      wingterm back A4242QZ
      wingterm back A4242QZ A4343QZ --at 16:00
      wingterm list court --csv | wingterm back -
    """
    from wingterm.domain.requests import Back

    session = session_of(context)
    held = common(session, at, comment, ack)
    for_each(
        session, numbers, lambda number: Back(person=number, **held.given),
        request_id, as_json=json,
    )  # fmt: skip
