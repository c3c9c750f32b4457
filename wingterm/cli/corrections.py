"""Corrections: what was recorded never happened, and what happened instead."""

from typing import TYPE_CHECKING, Annotated

from wingterm.cli.acts import common, perform
from wingterm.cli.declare import Argument, Context, Option
from wingterm.cli.movements import Numbers
from wingterm.cli.session import Ack, At, Comment, Json, RequestId, Session, session_of
from wingterm.errors import BadInput, NotFound

if TYPE_CHECKING:
    from wingterm.domain.requests import AboutPerson

LAST_MAX = 1000
"""Most movements of one correction."""


def correct(
    context: Context,
    numbers: Numbers,
    why: Annotated[str, Option("--why", metavar="TEXT", help="Why the record was wrong.")],
    last: Annotated[
        int,
        Option(
            "--last",
            metavar="N",
            min=1,
            max=LAST_MAX,
            help="How many of the newest; else 1.",
            show_default=False,
        ),
    ] = 1,
    put_in: Annotated[
        str,
        Option(
            "--put-in", metavar="CELL", help="Moved there instead, at the same time or at --at."
        ),
    ] = "",
    again: Annotated[
        list[str] | None,
        Option("--again", metavar="PHRASE", help="What happened instead; repeatable."),
    ] = None,
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    r"""Say that the newest movements of people never happened.

    Several people are corrected as one act, which is how a swap is undone. A
    forgotten movement is put in by correcting the later ones and entering all of
    them again, oldest first. A phrase is VERB [PLACE] [at TIME] and what else the
    verb needs, such as reason CODE; what has blanks stands in quotation marks.

    Examples:
      wingterm correct A4242QZ --why "wrong person"
      wingterm correct A4242QZ A4343QZ --why "the swap was called off"
      wingterm correct A4242QZ --why "it was the next cell" --put-in A-1-005
      wingterm correct A4242QZ --why "a move was forgotten" \
        --again "move A-2-003 at 09:00" --again "move A-2-004 at 10:00"
      wingterm correct A4242QZ --why "it was the other court" \
        --again "court to 'York Crown Court' due 17:30 at 08:10"
    """
    from wingterm.domain.requests import Correct

    session = session_of(context)
    held = common(session, at, comment, ack)
    _refuse_what_does_not_fit(numbers, again, put_in, at)
    instead = tuple(_instead(session, numbers[0], again or [], put_in, held.at, last))
    requests = [
        Correct(
            prison=held.prison, person=number, why=why, last=last, again=instead,
            comment=held.comment, acknowledged=held.acknowledged,
        )
        for number in numbers
    ]  # fmt: skip
    perform(session, requests, request_id, as_json=json)


def correct_fact(
    context: Context,
    reference: Annotated[
        str, Argument(metavar="REF", help="Reference of the fact, such as WTI-12.")
    ],
    why: Annotated[str, Option("--why", metavar="TEXT", help="Why it is wrong.")],
    comment: Comment = "",
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Say that a fact (a name, a capacity) never was.

    What it replaced holds again. The reference stands in the receipt of the fact.

    Examples:
      wingterm correct-fact WTI-12 --why "typed for the wrong cell"
    """
    from wingterm.domain.requests import WithdrawFact

    session = session_of(context)
    prison, _, number = reference.strip().upper().rpartition("-")
    if not (prison and number.isascii() and number.isdecimal() and len(number) <= 15):
        raise BadInput(f"{reference} is not a reference.", "It looks like WTI-12.", field="REF")
    request = WithdrawFact(prison=prison, entry=int(number), why=why, comment=comment)
    perform(session, [request], request_id, as_json=json)


def _refuse_what_does_not_fit(
    numbers: list[str], again: list[str] | None, put_in: str, at: str
) -> None:
    if len(numbers) > 1 and (again or put_in):
        raise BadInput(
            "--again and --put-in are about one person.", "Correct the people one by one."
        )
    if again and put_in:
        raise BadInput(
            "--put-in and --again both say what happened instead.",
            'Use --again "move CELL at TIME" for each.',
            field="put-in",
        )
    if at and not put_in:
        raise BadInput(
            "--at says when --put-in was; a correction itself has no time of its own.",
            "Leave it out, or put the time into --again.",
            field="at",
        )


def _instead(
    session: Session, number: str, again: list[str], put_in: str, at: int | None, last: int
) -> "list[AboutPerson]":
    """Give what happened instead, oldest first."""
    from wingterm.domain.requests import Move
    from wingterm.services.again import read_again

    prison = session.prison.code
    if not put_in:
        return [
            read_again(text, prison, number, lambda typed: session.instant(typed, "again"))
            for text in again
        ]
    when = _time_of_oldest(session, number, last) if at is None else at
    return [Move(prison=prison, person=number, to=put_in, at=when)]


def _time_of_oldest(session: Session, number: str, last: int) -> int | None:
    """Give when the oldest of a person's last standing movements happened, if there is one."""
    from wingterm.services.people import show

    try:
        return show(session.desk, number).time_of_oldest(last)
    except (BadInput, NotFound):
        return None
