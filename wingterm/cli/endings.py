"""What ends somebody's time in the prison: released, gone, died, discharged to hospital."""

from typing import Annotated

from wingterm.cli.acts import common, confirm, for_each
from wingterm.cli.declare import Context, Option
from wingterm.cli.movements import Number, Numbers
from wingterm.cli.session import Ack, At, Comment, Json, RequestId, Yes, session_of
from wingterm.domain.places import INSIDE, OUT, PlaceKind

ON_THE_BOOKS = INSIDE + OUT


def release(
    context: Context,
    numbers: Numbers,
    reason: Annotated[str, Option("--reason", metavar="CODE", help="See `wingterm codes REL`.")],
    to: Annotated[str, Option("--to", metavar="TEXT", help="Where to, if known.")] = "",
    without_return: Annotated[
        bool,
        Option("--without-return", help="Where they are out, at court or elsewhere."),
    ] = False,
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
      wingterm release A4242QZ --reason CR --to "Hostel, York Road" --at 08:55
      wingterm release A4242QZ --reason BL --without-return --yes
    """
    from wingterm.domain.requests import Release

    session = session_of(context)
    held = common(session, at, comment, ack)
    kinds = ON_THE_BOOKS if without_return else INSIDE
    confirm(session, "Release", numbers, yes=yes, kinds=kinds)
    for_each(
        session, numbers,
        lambda number: Release(
            person=number, reason=reason, destination=to, without_return=without_return,
            **held.given,
        ),
        request_id, as_json=json,
    )  # fmt: skip


def escape(
    context: Context,
    numbers: Numbers,
    yes: Yes = False,
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Record that people escaped.

    They overcame a barrier or an escort. They are at large, their beds are given
    up, and their stays go on: `wingterm recapture` takes them back. Whoever gets
    away on a transfer escapes from the prison that sent them. Asks first.

    Examples:
      wingterm escape A4242QZ --at 13:20 --comment "from the escort, at court"
      wingterm escape A4242QZ A4343QZ --yes
    """
    from wingterm.domain.requests import Escape

    session = session_of(context)
    held = common(session, at, comment, ack)
    kinds = (*ON_THE_BOOKS, PlaceKind.EN_ROUTE)
    confirm(session, "Record an escape", numbers, yes=yes, kinds=kinds)
    for_each(
        session, numbers, lambda number: Escape(person=number, **held.given),
        request_id, as_json=json,
    )  # fmt: skip


def abscond(
    context: Context,
    numbers: Numbers,
    yes: Yes = False,
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Record that people absconded.

    As `wingterm escape`, but there was nothing to overcome; it is counted apart.
    Asks first.

    Examples:
      wingterm abscond A4242QZ --at 19:05 --comment "not at the evening check"
    """
    from wingterm.domain.requests import Abscond

    session = session_of(context)
    held = common(session, at, comment, ack)
    confirm(session, "Record an abscond", numbers, yes=yes, kinds=ON_THE_BOOKS)
    for_each(
        session, numbers, lambda number: Abscond(person=number, **held.given),
        request_id, as_json=json,
    )  # fmt: skip


def fail_to_return(
    context: Context,
    numbers: Numbers,
    yes: Yes = False,
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Record that people on temporary absence did not come back.

    They are at large, their beds are given up; `wingterm recapture` takes them
    back, with the reason of a late return too. Asks first.

    Examples:
      wingterm fail-to-return A4242QZ --at 17:00
    """
    from wingterm.domain.requests import FailToReturn

    session = session_of(context)
    held = common(session, at, comment, ack)
    what = "Record a failure to return"
    confirm(session, what, numbers, yes=yes, kinds=(PlaceKind.ABSENCE,))
    for_each(
        session, numbers, lambda number: FailToReturn(person=number, **held.given),
        request_id, as_json=json,
    )  # fmt: skip


def death(
    context: Context,
    number: Number,
    found_by: Annotated[str, Option("--found-by", metavar="NAME", help="Who found them.")] = "",
    yes: Yes = False,
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Record that somebody died.

    They stay where they are, and on the roll, until the body is removed:
    `wingterm remove-body`. Asks first.

    Examples:
      wingterm death A4242QZ --at 05:40 --found-by "K. Hale"
    """
    from wingterm.domain.requests import Death

    session = session_of(context)
    held = common(session, at, comment, ack)
    what = "Record a death"
    confirm(session, what, [number], yes=yes, kinds=ON_THE_BOOKS, leaving=False)
    for_each(
        session, [number], lambda one: Death(person=one, found_by=found_by, **held.given),
        request_id, as_json=json,
    )  # fmt: skip


def remove_body(
    context: Context,
    number: Number,
    yes: Yes = False,
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Record that the body of somebody who died was taken away.

    From then on they are off the roll, and the record is closed. Asks first.

    Examples:
      wingterm remove-body A4242QZ --at 09:30
    """
    from wingterm.domain.requests import RemoveBody

    session = session_of(context)
    held = common(session, at, comment, ack)
    confirm(session, "Remove the body", [number], yes=yes, kinds=ON_THE_BOOKS)
    for_each(
        session, [number], lambda one: RemoveBody(person=one, **held.given),
        request_id, as_json=json,
    )  # fmt: skip


def discharge_hospital(
    context: Context,
    numbers: Numbers,
    to: Annotated[str, Option("--to", metavar="HOSPITAL", help="Which hospital.")],
    authority: Annotated[
        str,
        Option("--authority", metavar="TEXT", help="Who ordered it; for somebody in no prison."),
    ] = "",
    yes: Yes = False,
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    r"""Discharge people to a psychiatric hospital, for good.

    They become restricted patients. Somebody in no prison is received and
    discharged in one act, on the order of an authority. Asks first.

    Examples:
      wingterm discharge-hospital A4242QZ --to "Rampton Hospital"
      wingterm discharge-hospital A4242QZ --to "Rampton Hospital" \
        --authority "Leeds Crown Court" --yes
    """
    from wingterm.domain.requests import DischargeToHospital

    session = session_of(context)
    held = common(session, at, comment, ack)
    kinds = (*ON_THE_BOOKS, PlaceKind.OUTSIDE)
    confirm(session, "Discharge to hospital", numbers, yes=yes, kinds=kinds)
    for_each(
        session, numbers,
        lambda number: DischargeToHospital(
            person=number, destination=to, authority=authority, **held.given
        ),
        request_id, as_json=json,
    )  # fmt: skip
