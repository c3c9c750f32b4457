"""Movements inside and through the gate: received, moved, swapped, elsewhere and back, released."""

from typing import Annotated

import typer

from wingterm.cli.acts import common, confirm, for_each, numbers_and_cell, perform
from wingterm.cli.session import Ack, At, Comment, Json, RequestId, Yes, session_of

Number = Annotated[str, typer.Argument(metavar="NUMBER", help="Prison number.")]
Numbers = Annotated[
    list[str], typer.Argument(metavar="NUMBER...", help="Prison numbers, all as one act.")
]
NumbersAndCell = Annotated[
    list[str],
    typer.Argument(
        metavar="NUMBER... [CELL]", help="Prison numbers, then the cell; else reception."
    ),
]
CellReason = Annotated[
    str, typer.Option("--reason", metavar="CODE", help="See `wingterm codes CELL`.")
]


def receive(
    context: typer.Context,
    numbers: NumbersAndCell,
    reason: Annotated[
        str, typer.Option("--reason", metavar="CODE", help="See `wingterm codes ADM`.")
    ] = "N",
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Receive somebody who is outside, into reception or a cell.

    Examples:
      wingterm receive A4242QZ
      wingterm receive A4242QZ A-1-004 --reason N --at 09:15
      wingterm receive A4242QZ A4343QZ --at "yesterday 16:40"
    """
    from wingterm.domain.requests import Receive

    session = session_of(context)
    held = common(session, at, comment, ack)
    people, cell = numbers_and_cell(numbers)
    for_each(
        session, people,
        lambda number: Receive(
            prison=held.prison, person=number, cell=cell, reason=reason, at=held.at,
            comment=held.comment, acknowledged=held.acknowledged,
        ),
        request_id, as_json=json,
    )  # fmt: skip


def move(
    context: typer.Context,
    number: Number,
    cell: Annotated[
        str, typer.Argument(metavar="CELL", help="Cell code such as A-1-004, or RECP.")
    ],
    reason: CellReason = "GM",
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Give somebody another cell, or take them back to reception.

    Examples:
      wingterm move A4242QZ A-1-004
      wingterm move A4242QZ A-2-003 --reason SS --at "yesterday 16:40"
      wingterm move A4242QZ A-1-001 --ack over-cna="no single cell is free"
      wingterm move A4242QZ RECP
    """
    from wingterm.domain.requests import Move

    session = session_of(context)
    held = common(session, at, comment, ack)
    request = Move(
        prison=held.prison, person=number, to=cell, reason=reason, at=held.at,
        comment=held.comment, acknowledged=held.acknowledged,
    )  # fmt: skip
    perform(session, [request], request_id, as_json=json)


def swap(
    context: typer.Context,
    first: Annotated[str, typer.Argument(metavar="NUMBER", help="One person.")],
    second: Annotated[str, typer.Argument(metavar="OTHER", help="The other person.")],
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
    request = Swap(
        prison=held.prison, person=first, other=second, reason=reason, at=held.at,
        comment=held.comment, acknowledged=held.acknowledged,
    )  # fmt: skip
    perform(session, [request], request_id, as_json=json)


def elsewhere(
    context: typer.Context,
    numbers: Numbers,
    area: Annotated[str, typer.Argument(metavar="AREA", help="Workplace or other area.")],
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
        session, numbers,
        lambda number: Elsewhere(
            prison=held.prison, person=number, to=area, at=held.at, comment=held.comment,
            acknowledged=held.acknowledged,
        ),
        request_id, as_json=json,
    )  # fmt: skip


def back(
    context: typer.Context,
    numbers: Numbers,
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Bring people back to their cells, or to reception.

    Who is back already stays as they are.

    Examples:
      wingterm back A4242QZ
      wingterm back A4242QZ A4343QZ --at 16:00
    """
    from wingterm.domain.requests import Back

    session = session_of(context)
    held = common(session, at, comment, ack)
    for_each(
        session, numbers,
        lambda number: Back(
            prison=held.prison, person=number, at=held.at, comment=held.comment,
            acknowledged=held.acknowledged,
        ),
        request_id, as_json=json,
    )  # fmt: skip


def release(
    context: typer.Context,
    numbers: Numbers,
    reason: Annotated[
        str, typer.Option("--reason", metavar="CODE", help="See `wingterm codes REL`.")
    ],
    yes: Yes = False,
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Let people go.

    Repeats who they are and what it does to the roll, and asks; the default is
    no. Without a terminal to ask at it needs --yes.

    Examples:
      wingterm release A4242QZ --reason CR
      wingterm release A4242QZ --reason CR --at 08:55 --yes
    """
    from wingterm.domain.requests import Release

    session = session_of(context)
    held = common(session, at, comment, ack)
    confirm(session, "Release", numbers, yes=yes)
    for_each(
        session, numbers,
        lambda number: Release(
            prison=held.prison, person=number, reason=reason, at=held.at, comment=held.comment,
            acknowledged=held.acknowledged,
        ),
        request_id, as_json=json,
    )  # fmt: skip
