"""Transfers between prisons of the register: out, arrived, or come back."""

from typing import Annotated

import typer

from wingterm.cli.acts import confirm
from wingterm.cli.movements import Number, Numbers, Reason, common, for_each
from wingterm.cli.session import Ack, At, Comment, Json, RequestId, Yes, session_of

transfer = typer.Typer(
    help="Send people to another prison, take them in, or take them back.",
    rich_markup_mode=None,
    no_args_is_help=True,
)


@transfer.command("out")
def out(
    context: typer.Context,
    numbers: Numbers,
    to: Annotated[str, typer.Option("--to", help="Code of the receiving prison.")],
    reason: Reason = "NOTR",
    yes: Yes = False,
    at: At = "",
    comment: Comment = "",
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Send people to another prison. Repeats who they are and asks; the default is no.

    Until they arrive they are on no prison's roll, and on the other one's list of incoming transfers.

    Examples:
      wingterm transfer out A4242QZ --to EXI
      wingterm transfer out A4242QZ A4343QZ --to EXI --reason OVCROW --at 10:05 --yes
    """
    from wingterm.domain.requests import TransferOut

    session = session_of(context)
    held = common(session, at, comment)
    effect = f"the roll of {held.prison} goes down by {len(numbers)}"
    confirm(session, f"Transfer to {to.strip().upper()}", numbers, effect, yes=yes)
    for_each(
        session, numbers,
        lambda n: TransferOut(
            prison=held.prison, person=n, to=to, reason=reason, at=held.at, comment=held.comment
        ),
        request_id, json=json,
    )  # fmt: skip


@transfer.command("arrive")
def arrive(
    context: typer.Context,
    numbers: Numbers,
    cell: Annotated[str, typer.Option("--cell", help="Straight into a cell.")] = "",
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Take in people who are on the way here, into reception or straight into a cell.

    Examples:
      wingterm --prison EXI transfer arrive A4242QZ
      wingterm --prison EXI transfer arrive A4242QZ --cell B-1-002 --at 11:40
    """
    from wingterm.domain.requests import Arrive

    session = session_of(context)
    held = common(session, at, comment, ack)
    for_each(
        session, numbers,
        lambda n: Arrive(
            prison=held.prison, person=n, cell=cell, at=held.at, comment=held.comment,
            acknowledged=held.acknowledged,
        ),
        request_id, json=json,
    )  # fmt: skip


@transfer.command("cancel")
def cancel(
    context: typer.Context,
    number: Number,
    cell: Annotated[str, typer.Option("--cell", help="Straight into a cell.")] = "",
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Take back somebody whom this prison sent and who did not arrive: the coach turned back.

    A transfer that was entered by mistake is corrected, not cancelled.

    Examples:
      wingterm transfer cancel A4242QZ
      wingterm transfer cancel A4242QZ --cell A-1-004 --at 12:30
    """
    from wingterm.domain.requests import CancelTransfer

    session = session_of(context)
    held = common(session, at, comment, ack)
    for_each(
        session, [number],
        lambda n: CancelTransfer(
            prison=held.prison, person=n, cell=cell, at=held.at, comment=held.comment,
            acknowledged=held.acknowledged,
        ),
        request_id, json=json,
    )  # fmt: skip
