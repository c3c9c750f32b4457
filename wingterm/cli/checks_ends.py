"""How a roll check ends, changes hands or becomes an emergency, at the command line."""

from typing import TYPE_CHECKING, Annotated

from wingterm.cli import notices
from wingterm.cli.acts import common, perform, told
from wingterm.cli.checks_input import Number, OneOpen, Why, number_of, the_check
from wingterm.cli.declare import Context, Ended, Option
from wingterm.cli.exits import Exit
from wingterm.cli.session import Ack, Comment, Json, RequestId, Session, session_of
from wingterm.errors import BadInput

if TYPE_CHECKING:
    from wingterm.domain.requests import DeclareRoll


def declare(
    context: Context,
    number: OneOpen = "",
    name: Annotated[
        str, Option("--name", metavar="TEXT", help="Your own name; else you are asked.")
    ] = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Declare the roll correct, under your own name.

    Only while every unit agrees or is explained, person by person. At a terminal
    it shows the figures and asks for your name; elsewhere --name is needed. What
    was declared is never changed.

    Examples:
      wingterm check declare
      wingterm check declare 17 --name "Robin Example"
    """
    from dataclasses import replace

    from wingterm.domain.requests import DeclareRoll

    session = session_of(context)
    held = common(session, "", comment, ack)
    if not name.strip() and not notices.can_ask():
        raise BadInput(
            "Who declares the roll says so by name, and there is no terminal to ask at.",
            'Add --name "Your Name".',
            field="name",
        )
    request = DeclareRoll(
        prison=held.prison, check=the_check(session, number, request_id), name=name,
        comment=held.comment, acknowledged=held.acknowledged,
    )  # fmt: skip
    if not name.strip():
        request = replace(request, name=_name_typed(session, request, as_json=json))
    perform(session, [request], request_id, as_json=json)


def _name_typed(session: Session, request: "DeclareRoll", *, as_json: bool) -> str:
    """Show what would be declared and ask who declares it.

    What stands against it whoever declares it is told instead of asking.

    Raises:
        Ended: it cannot be declared, or no name was typed.
    """
    from wingterm.cli.checks_shown import figures
    from wingterm.domain.outcomes import Refused
    from wingterm.services.checks.sheet import check_sheet
    from wingterm.services.judge import judge

    judged = judge(session.desk, [request])
    if isinstance(judged, Refused):
        others = tuple(one for one in judged.objections if one.field != "name")
        if others:
            raise Ended(told(Refused(others), as_json=as_json, lines=False))
    for line in figures(check_sheet(session.desk, session.prison, request.check)):
        notices.notice(line)
    typed = notices.asked("To declare this roll correct, type your own name:")
    if not typed:
        notices.notice("Nothing was done.")
        raise Ended(Exit.REFUSED)
    return typed


def abandon(
    context: Context,
    number: Number,
    why: Why,
    comment: Comment = "",
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """End a roll check without a declaration.

    Everything that was counted is kept, with the reason.

    Examples:
      wingterm check abandon 17 --why "fire alarm, everybody moved"
    """
    from wingterm.domain.requests import AbandonCheck

    session = session_of(context)
    held = common(session, "", comment, None)
    request = AbandonCheck(
        prison=held.prison, check=_numbered(number), why=why, comment=held.comment
    )
    perform(session, [request], request_id, as_json=json)


def escalate(
    context: Context,
    number: Number,
    why: Why,
    comment: Comment = "",
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Make an emergency check of a roll check.

    It goes on with everything that was counted. One emergency check is open at a
    time.

    Examples:
      wingterm check escalate 17 --why "B wing still one short after two counts"
    """
    from wingterm.domain.requests import EscalateCheck

    session = session_of(context)
    held = common(session, "", comment, None)
    request = EscalateCheck(
        prison=held.prison, check=_numbered(number), why=why, comment=held.comment
    )
    perform(session, [request], request_id, as_json=json)


def take_over(
    context: Context,
    number: OneOpen = "",
    why: Annotated[str, Option("--why", metavar="TEXT", help="Why, if you like.")] = "",
    comment: Comment = "",
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Go on with a roll check that somebody else had in hand.

    From any terminal, at once; nothing of it is lost.

    Examples:
      wingterm check take-over
      wingterm check take-over 17 --why "relieved at 22:00"
    """
    from wingterm.domain.requests import TakeOverCheck

    session = session_of(context)
    held = common(session, "", comment, None)
    request = TakeOverCheck(
        prison=held.prison, check=the_check(session, number, request_id), why=why,
        comment=held.comment,
    )  # fmt: skip
    perform(session, [request], request_id, as_json=json)


def _numbered(typed: str) -> int:
    """Give the number of a check that must be named.

    Raises:
        BadInput: it is empty or no number.
    """
    number = number_of(typed)
    if number is None:
        raise BadInput(
            "The number of the roll check is missing.", "`wingterm check list` has it.",
            field="check",
        )  # fmt: skip
    return number
