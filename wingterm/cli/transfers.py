"""Transfers: out, arrived, come back, or on to another prison; person by person or by the coach."""

from typing import Annotated

from wingterm.cli.acts import common, confirm, for_each, numbers_and_cell
from wingterm.cli.declare import Argument, Context, Option
from wingterm.cli.movements import Numbers
from wingterm.cli.session import Ack, At, Comment, Json, RequestId, Session, Yes, session_of
from wingterm.errors import BadInput, NotFound

HELP = "Send people to another prison, take them in or back."

NumbersOrCoach = Annotated[
    list[str] | None,
    Argument(metavar="[NUMBER...] [CELL]", help="Prison numbers, or -; then the cell."),
]
OnTheWay = Annotated[
    list[str] | None, Argument(metavar="[NUMBER...]", help="Prison numbers, or -.")
]
Coach = Annotated[str, Option("--coach", metavar="REF", help="Everybody on this coach or van.")]
Except = Annotated[
    list[str] | None,
    Option("--except", metavar="NUMBER", help="With --coach: not this one; repeatable."),
]


def out(
    context: Context,
    numbers: Numbers,
    to: Annotated[str, Option("--to", metavar="PRISON", help="Code of the receiving prison.")],
    reason: Annotated[
        str, Option("--reason", metavar="CODE", help="See `wingterm codes TRN`.")
    ] = "NOTR",
    coach: Annotated[
        str, Option("--coach", metavar="REF", help="Reference of the coach or van.")
    ] = "",
    escort: Annotated[
        str, Option("--escort", metavar="CODE", help="See `wingterm codes escort_codes`.")
    ] = "",
    yes: Yes = False,
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Send people to another prison, in this register or outside it.

    To one of the register: until they arrive they are on no prison's roll, and on
    the other one's list of incoming transfers. Repeats who they are and what it
    does to the roll, and asks; the default is no. Without a terminal to ask at it
    needs --yes.

    Examples:
      wingterm transfer out A4242QZ --to EXI
      wingterm transfer out A4242QZ A4343QZ --to EXI --coach GX12 --escort P
      wingterm transfer out A4242QZ --to LEI --at 10:05 --yes
    """
    from wingterm.domain.requests import TransferOut

    session = session_of(context)
    held = common(session, at, comment, ack)
    confirm(session, f"Transfer to {to.strip().upper()}", numbers, yes=yes)
    for_each(
        session, numbers,
        lambda number: TransferOut(
            person=number, to=to, reason=reason, coach=coach, escort=escort, **held.given
        ),
        request_id, as_json=json,
    )  # fmt: skip


def arrive(
    context: Context,
    numbers: NumbersOrCoach = None,
    coach: Coach = "",
    but: Except = None,
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Take in people who are on the way here, into reception or a cell.

    Also somebody who is out from another prison of the register, at court or
    elsewhere, and was brought here. By the coach everybody of it who is still on
    the way here goes to reception, without those who are excepted.

    Examples:
      wingterm --prison EXI transfer arrive A4242QZ A4343QZ
      wingterm --prison EXI transfer arrive A4242QZ B-1-002 --at 11:40
      wingterm --prison EXI transfer arrive --coach GX12 --except A4343QZ
    """
    from wingterm.domain.requests import Arrive

    session = session_of(context)
    held = common(session, at, comment, ack)
    people, cell = _who(session, numbers, coach, but, sent=False)
    for_each(
        session, people, lambda number: Arrive(person=number, cell=cell, **held.given),
        request_id, as_json=json,
    )  # fmt: skip


def cancel(
    context: Context,
    numbers: NumbersOrCoach = None,
    coach: Coach = "",
    but: Except = None,
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
      wingterm transfer cancel --coach GX12
    """
    from wingterm.domain.requests import CancelTransfer

    session = session_of(context)
    held = common(session, at, comment, ack)
    people, cell = _who(session, numbers, coach, but, sent=True)
    for_each(
        session, people, lambda number: CancelTransfer(person=number, cell=cell, **held.given),
        request_id, as_json=json,
    )  # fmt: skip


def redirect(
    context: Context,
    to: Annotated[str, Option("--to", metavar="PRISON", help="Code of the prison they now go to.")],
    numbers: OnTheWay = None,
    coach: Coach = "",
    but: Except = None,
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Send people who are on the way on to another prison.

    Only the prison that sent them says so. Outside the register, as with a
    transfer, they are in no prison's care.

    Examples:
      wingterm transfer redirect A4242QZ --to NTI
      wingterm transfer redirect --coach GX12 --except A4343QZ --to NTI
    """
    from wingterm.domain.requests import Redirect

    session = session_of(context)
    held = common(session, at, comment, ack)
    people, left_over = _who(session, numbers, coach, but, sent=True)
    for_each(
        session, [*people, left_over] if left_over else people,
        lambda number: Redirect(person=number, to=to, **held.given),
        request_id, as_json=json,
    )  # fmt: skip


def _who(
    session: Session,
    typed: list[str] | None,
    coach: str,
    but: list[str] | None,
    *,
    sent: bool,
) -> tuple[list[str], str]:
    """Give whom an act is about, and the cell if one was named: as typed, or by the coach.

    Args:
        session: whose prison.
        typed: numbers, and what may be a cell.
        coach: reference of a coach, empty for none.
        but: who of its people is left out.
        sent: whether this prison sent the coach; else it is on the way here.

    Raises:
        BadInput: neither or both were given, or somebody excepted is not on the coach.
        NotFound: nobody on the way is on that coach.
    """
    if bool(typed) == bool(coach.strip()):
        raise BadInput(
            "Say whom it is about: prison numbers, or a coach.",
            "Type the numbers, or --coach REF.",
            field="NUMBER",
        )
    if not coach.strip():
        if but:
            raise BadInput("--except goes with --coach.", "Leave it out.", field="except")
        return numbers_and_cell(typed or [])
    from wingterm.services.coaches import on_coach

    on_board = on_coach(session.desk, session.prison, coach, sent=sent)
    left_out = {number.strip().upper() for number in but or []}
    strangers = sorted(left_out - set(on_board))
    if strangers:
        raise BadInput(
            f"{', '.join(strangers)} is not on the coach {coach.strip()}.",
            "On it are: " + (", ".join(on_board) or "nobody") + ".",
            field="except",
        )
    people = [number for number in on_board if number not in left_out]
    if not people:
        raise NotFound(
            f"Nobody on the way is on the coach {coach.strip()}.",
            "`wingterm list incoming` says who is on the way.",
        )
    return people, ""
