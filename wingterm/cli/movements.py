"""Movements: received, moved, swapped, elsewhere and back, released; and corrections."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from wingterm.cli.acts import confirm, perform
from wingterm.cli.session import (
    Ack,
    At,
    Comment,
    Json,
    RequestId,
    Session,
    Yes,
    acknowledged,
    session_of,
)
from wingterm.errors import BadInput

if TYPE_CHECKING:
    from wingterm.domain.outcomes import Acknowledgement
    from wingterm.domain.requests import AboutPerson

Number = Annotated[str, typer.Argument(metavar="NUMBER", help="Prison number.")]
Numbers = Annotated[
    list[str], typer.Argument(metavar="NUMBER...", help="Prison numbers, all as one act.")
]
Cell = Annotated[str, typer.Argument(metavar="CELL", help="Cell code, such as A-1-004.")]
IntoCell = Annotated[
    str, typer.Argument(metavar="[CELL]", help="Straight into a cell; else reception.")
]
Reason = Annotated[str, typer.Option("--reason", help="Reason code; see `wingterm codes`.")]


@dataclass(frozen=True, slots=True)
class Common:
    """What every movement takes besides the person."""

    prison: str
    at: int | None
    comment: str
    acknowledged: "tuple[Acknowledgement, ...]"


def common(session: Session, at: str, comment: str, ack: list[str] | None = None) -> Common:
    """Read what every movement takes."""
    return Common(session.prison.code, session.instant(at, "at"), comment, acknowledged(ack))


def for_each(
    session: Session,
    numbers: list[str],
    make: "Callable[[str], AboutPerson]",
    request_id: str,
    *,
    json: bool,
) -> None:
    """Do one request a person, all as one act."""
    perform(session, [make(number) for number in numbers], request_id, as_json=json)


def receive(
    context: typer.Context,
    number: Number,
    cell: IntoCell = "",
    reason: Reason = "N",
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Receive somebody who is outside, into reception or straight into a cell.

    Examples:
      wingterm receive A4242QZ
      wingterm receive A4242QZ A-1-004 --reason N --at 09:15
    """
    from wingterm.domain.requests import Receive

    session = session_of(context)
    held = common(session, at, comment, ack)
    request = Receive(
        prison=held.prison, person=number, cell=cell, reason=reason, at=held.at,
        comment=held.comment, acknowledged=held.acknowledged,
    )  # fmt: skip
    perform(session, [request], request_id, as_json=json)


def move(
    context: typer.Context,
    number: Number,
    cell: Cell,
    reason: Reason = "GM",
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Give somebody another cell, or take them back to reception (RECP).

    Examples:
      wingterm move A4242QZ A-1-004
      wingterm move A4242QZ A-2-003 --reason SS --at "yesterday 16:40"
      wingterm move A4242QZ A-1-001 --ack over-cna="no single cell is free"
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
    reason: Reason = "GM",
    at: At = "",
    comment: Comment = "",
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
    held = common(session, at, comment)
    request = Swap(
        prison=held.prison, person=first, other=second, reason=reason, at=held.at,
        comment=held.comment,
    )  # fmt: skip
    perform(session, [request], request_id, as_json=json)


def elsewhere(
    context: typer.Context,
    numbers: Numbers,
    to: Annotated[str, typer.Option("--to", help="Workplace or other area.")],
    at: At = "",
    comment: Comment = "",
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Record that people went to another place inside the prison; their beds are kept.

    Examples:
      wingterm elsewhere A4242QZ --to WORKSHOP
      wingterm elsewhere A4242QZ A4343QZ --to VISITS --at 13:50
    """
    from wingterm.domain.requests import Elsewhere

    session = session_of(context)
    held = common(session, at, comment)
    for_each(
        session, numbers,
        lambda n: Elsewhere(
            prison=held.prison, person=n, to=to, at=held.at, comment=held.comment
        ),
        request_id, json=json,
    )  # fmt: skip


def back(
    context: typer.Context,
    numbers: Numbers,
    at: At = "",
    comment: Comment = "",
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Record that people came back to their cells; who is back already stays as they are.

    Examples:
      wingterm back A4242QZ
      wingterm back A4242QZ A4343QZ --at 16:00
    """
    from wingterm.domain.requests import Back

    session = session_of(context)
    held = common(session, at, comment)
    for_each(
        session, numbers,
        lambda n: Back(prison=held.prison, person=n, at=held.at, comment=held.comment),
        request_id, json=json,
    )  # fmt: skip


def release(
    context: typer.Context,
    numbers: Numbers,
    reason: Annotated[str, typer.Option("--reason", help="REL reason code; see `codes REL`.")],
    yes: Yes = False,
    at: At = "",
    comment: Comment = "",
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Release people. Repeats who they are and asks; the default is no.

    Examples:
      wingterm release A4242QZ --reason CR
      wingterm release A4242QZ --reason CR --at 08:55 --yes
    """
    from wingterm.domain.requests import Release

    session = session_of(context)
    held = common(session, at, comment)
    effect = f"the roll of {held.prison} goes down by {len(numbers)}"
    confirm(session, "Release", numbers, effect, yes=yes)
    for_each(
        session, numbers,
        lambda n: Release(
            prison=held.prison, person=n, reason=reason, at=held.at, comment=held.comment
        ),
        request_id, json=json,
    )  # fmt: skip


def correct(
    context: typer.Context,
    numbers: Numbers,
    why: Annotated[str, typer.Option("--why", help="Why the record was wrong.")],
    last: Annotated[
        int, typer.Option("--last", min=1, help="How many of the newest movements.")
    ] = 1,
    put_in: Annotated[
        str, typer.Option("--put-in", help="Cell where they were put instead, at the same time.")
    ] = "",
    again: Annotated[
        list[str] | None,
        typer.Option("--again", help='What happened instead, such as "move A-2-003 at 09:00".'),
    ] = None,
    at: Annotated[str, typer.Option("--at", help="Time of --put-in, where it was another.")] = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Say that the newest movements of people never happened, and what happened instead.

    One act: several people are corrected together, which is how a swap is undone. A forgotten entry is put
    in by correcting the later ones and entering all of them again, in order.

    Examples:
      wingterm correct A4242QZ --why "wrong person"
      wingterm correct A4242QZ A4343QZ --why "the swap was refused"
      wingterm correct A4242QZ --why "it was the next cell" --put-in A-1-005
      wingterm correct A4242QZ --why "a move was forgotten" --again "move A-2-003 at 09:00" --again "move A-2-004 at 10:00"
    """
    from wingterm.cli.again import read_again
    from wingterm.domain.requests import AboutPerson, Correct, Move

    session = session_of(context)
    held = common(session, at, comment, ack)
    if len(numbers) > 1 and (again or put_in):
        raise BadInput(
            "--again and --put-in are about one person.", "Correct the people one by one."
        )
    instead: list[AboutPerson] = [
        read_again(text, held.prison, numbers[0], lambda typed: session.instant(typed, "again"))
        for text in again or []
    ]
    if put_in:
        when = held.at if held.at is not None else _time_of_oldest(session, numbers[0], last)
        instead.insert(0, Move(prison=held.prison, person=numbers[0], to=put_in, at=when))
    requests = [
        Correct(
            prison=held.prison, person=number, why=why, last=last, again=tuple(instead),
            comment=held.comment, acknowledged=held.acknowledged,
        )
        for number in numbers
    ]  # fmt: skip
    perform(session, requests, request_id, as_json=json)


def _time_of_oldest(session: Session, number: str, last: int) -> int | None:
    """Give when the oldest of a person's last movements was said to have happened."""
    from wingterm.services.people import show

    standing = [
        line
        for line in show(session.desk, number).history
        if not line.corrected and line.verb not in ("correct", "register")
    ]
    return standing[:last][-1].occurred_at if standing else None


def correct_fact(
    context: typer.Context,
    reference: Annotated[str, typer.Argument(metavar="REF", help="Reference, such as WTI-12.")],
    why: Annotated[str, typer.Option("--why", help="Why it is wrong.")],
    comment: Comment = "",
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Say that a fact (a name, a capacity) never was; what it replaced holds again.

    Examples:
      wingterm correct-fact WTI-12 --why "typed for the wrong cell"
    """
    from wingterm.domain.requests import WithdrawFact

    session = session_of(context)
    prison, _, number = reference.strip().upper().rpartition("-")
    if not prison or not number.isdecimal():
        raise BadInput(f"{reference} is not a reference.", "It looks like WTI-12.", field="REF")
    request = WithdrawFact(prison=prison, entry=int(number), why=why, comment=comment)
    perform(session, [request], request_id, as_json=json)
