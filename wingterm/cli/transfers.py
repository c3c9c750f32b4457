"""Transfers between prisons of the register: out, arrived, or come back."""

from typing import Annotated

import typer

from wingterm.cli.acts import common, confirm, for_each, numbers_and_cell
from wingterm.cli.movements import Numbers, NumbersAndCell
from wingterm.cli.plain import PlainCommand, group
from wingterm.cli.session import Ack, At, Comment, Json, RequestId, Yes, session_of

transfer = group("Send people to another prison, take them in, or take them back.")


@transfer.command("out", cls=PlainCommand)
def out(
    context: typer.Context,
    numbers: Numbers,
    to: Annotated[
        str, typer.Option("--to", metavar="PRISON", help="Code of the receiving prison.")
    ],
    reason: Annotated[
        str, typer.Option("--reason", metavar="CODE", help="See `wingterm codes TRN`.")
    ] = "NOTR",
    yes: Yes = False,
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Send people to another prison.

    Until they arrive they are on no prison's roll, and on the other one's list of
    incoming transfers. Repeats who they are and what it does to the roll, and
    asks; the default is no. Without a terminal to ask at it needs --yes.

    Examples:
      wingterm transfer out A4242QZ --to EXI
      wingterm transfer out A4242QZ A4343QZ --to EXI --at 10:05 --yes
    """
    from wingterm.domain.requests import TransferOut

    session = session_of(context)
    held = common(session, at, comment, ack)
    confirm(session, f"Transfer to {to.strip().upper()}", numbers, yes=yes)
    for_each(
        session, numbers,
        lambda number: TransferOut(
            prison=held.prison, person=number, to=to, reason=reason, at=held.at,
            comment=held.comment, acknowledged=held.acknowledged,
        ),
        request_id, as_json=json,
    )  # fmt: skip


@transfer.command("arrive", cls=PlainCommand)
def arrive(
    context: typer.Context,
    numbers: NumbersAndCell,
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Take in people who are on the way here, into reception or a cell.

    Examples:
      wingterm --prison EXI transfer arrive A4242QZ A4343QZ
      wingterm --prison EXI transfer arrive A4242QZ B-1-002 --at 11:40
    """
    from wingterm.domain.requests import Arrive

    session = session_of(context)
    held = common(session, at, comment, ack)
    people, cell = numbers_and_cell(numbers)
    for_each(
        session, people,
        lambda number: Arrive(
            prison=held.prison, person=number, cell=cell, at=held.at, comment=held.comment,
            acknowledged=held.acknowledged,
        ),
        request_id, as_json=json,
    )  # fmt: skip


@transfer.command("cancel", cls=PlainCommand)
def cancel(
    context: typer.Context,
    numbers: NumbersAndCell,
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Take back people whom this prison sent and who did not arrive.

    The coach turned back. A transfer that was entered by mistake is corrected,
    not cancelled: wingterm correct.

    Examples:
      wingterm transfer cancel A4242QZ
      wingterm transfer cancel A4242QZ A-1-004 --at 12:30
    """
    from wingterm.domain.requests import CancelTransfer

    session = session_of(context)
    held = common(session, at, comment, ack)
    people, cell = numbers_and_cell(numbers)
    for_each(
        session, people,
        lambda number: CancelTransfer(
            prison=held.prison, person=number, cell=cell, at=held.at, comment=held.comment,
            acknowledged=held.acknowledged,
        ),
        request_id, as_json=json,
    )  # fmt: skip
