"""Taking people into custody: received, recalled, recaptured."""

from typing import Annotated, Any

from wingterm.cli.acts import common, for_each, numbers_and_cell
from wingterm.cli.declare import Argument, Context, Option
from wingterm.cli.session import Ack, At, Comment, Json, RequestId, Session, session_of

NumbersAndCell = Annotated[
    list[str],
    Argument(metavar="NUMBER... [CELL]", help="Prison numbers, then the cell; else reception."),
]
AdmissionReason = Annotated[
    str, Option("--reason", metavar="CODE", help="See `wingterm codes ADM`.")
]
Authority = Annotated[
    str, Option("--authority", metavar="TEXT", help="Who ordered it, such as a court.")
]
Reference = Annotated[
    str, Option("--reference", metavar="TEXT", help="Reference of the warrant or order.")
]
Dated = Annotated[
    str, Option("--dated", metavar="DATE", help="Date of the warrant or order, or unknown.")
]
HoldUntil = Annotated[
    str,
    Option(
        "--hold-until", metavar="TIME", help="Held without an order until then, at most 72 hours."
    ),
]


def receive(
    context: Context,
    numbers: NumbersAndCell,
    authority: Authority = "",
    reference: Reference = "",
    dated: Dated = "",
    hold_until: HoldUntil = "",
    came_from: Annotated[
        str, Option("--from", metavar="TEXT", help="Where from: a court, a prison, words.")
    ] = "",
    reason: AdmissionReason = "N",
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    r"""Receive somebody who is outside, into reception or a cell.

    A new stay, on the order of an authority; without an order nobody is received,
    only held for a limited time. Who was released from here may be recalled
    instead, who is at large is recaptured, who is on the way arrives.

    Examples:
      wingterm receive A4242QZ --authority "Leeds Crown Court"
      wingterm receive A4242QZ A-1-004 --authority "Leeds Crown Court" \
        --reference T20260117 --dated 2026-03-02 --reason V --at 09:15
      wingterm receive A4242QZ A4343QZ --hold-until "2026-03-03 12:00"
    """
    from wingterm.domain.requests import Receive

    session = session_of(context)
    held = common(session, at, comment, ack)
    order = _order(session, authority, reference, dated, hold_until)
    people, cell = numbers_and_cell(numbers)
    for_each(
        session, people,
        lambda number: Receive(
            person=number, cell=cell, reason=reason, came_from=came_from, **order, **held.given
        ),
        request_id, as_json=json,
    )  # fmt: skip


def recall(
    context: Context,
    numbers: NumbersAndCell,
    authority: Authority = "",
    reference: Reference = "",
    dated: Dated = "",
    hold_until: HoldUntil = "",
    reason: AdmissionReason = "L",
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Take back somebody who was released; the same stay goes on.

    Into reception or a cell, on the order of an authority as `wingterm receive`.

    Examples:
      wingterm recall A4242QZ --authority "Secretary of State"
      wingterm recall A4242QZ A-1-004 --authority "Secretary of State" --reason B
    """
    from wingterm.domain.requests import Recall

    session = session_of(context)
    held = common(session, at, comment, ack)
    order = _order(session, authority, reference, dated, hold_until)
    people, cell = numbers_and_cell(numbers)
    for_each(
        session, people,
        lambda number: Recall(person=number, cell=cell, reason=reason, **order, **held.given),
        request_id, as_json=json,
    )  # fmt: skip


def recapture(
    context: Context,
    numbers: NumbersAndCell,
    reason: AdmissionReason = "RECA",
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Take back somebody who was at large; the same stay goes on.

    After an escape, an abscond or a failure to return, here or from another
    prison of the register. Into reception or a cell.

    Examples:
      wingterm recapture A4242QZ
      wingterm recapture A4242QZ A-1-004 --reason A --at 21:40
    """
    from wingterm.domain.requests import Recapture

    session = session_of(context)
    held = common(session, at, comment, ack)
    people, cell = numbers_and_cell(numbers)
    for_each(
        session, people,
        lambda number: Recapture(person=number, cell=cell, reason=reason, **held.given),
        request_id, as_json=json,
    )  # fmt: skip


def _order(
    session: Session, authority: str, reference: str, dated: str, hold_until: str
) -> dict[str, Any]:
    """Give the order by which somebody is taken in, by field of a request."""
    return {
        "authority": authority,
        "reference": reference,
        "dated": dated,
        "hold_until": session.instant(hold_until, "hold-until"),
    }
