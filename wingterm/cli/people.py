"""People: make a record, give it a number, change it."""

from typing import Annotated

from wingterm.cli.acts import common, perform
from wingterm.cli.declare import Argument, Context, Option
from wingterm.cli.movements import Number
from wingterm.cli.session import Ack, At, Comment, Json, RequestId, session_of

PERSON = "Make and change a person's record."
"""Help of `person`."""


def create(
    context: Context,
    last: Annotated[str, Argument(metavar="[LAST]", help="Last name.")] = "",
    first: Annotated[str, Argument(metavar="[FIRST]", help="First name.")] = "",
    born: Annotated[str, Option("--born", metavar="DATE", help="YYYY-MM-DD or DD/MM/YYYY.")] = "",
    sex: Annotated[str, Option("--sex", metavar="CODE", help="M, F, NK or NS.")] = "",
    number: Annotated[
        str, Option("--number", metavar="NUMBER", help="Prison number; else issued.")
    ] = "",
    temporary: Annotated[
        bool,
        Option("--temporary", help="A number such as TMP0001; what is left out is unknown."),
    ] = False,
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    r"""Make a record for a person who has none.

    They stay outside until they are received. Of a night arrival whose number
    is not known, names, date of birth and sex may be left out with --temporary.

    Examples:
      wingterm person create Example Robin --born 1990-04-12 --sex M
      wingterm person create Example Robin --born 12/04/1990 --sex M \
        --number A4242QZ
      wingterm person create Example --temporary
    """
    from wingterm.domain.requests import Register

    session = session_of(context)
    held = common(session, at, comment, ack)
    request = Register(
        prison=held.prison, last_name=last, first_name=first, date_of_birth=born, sex=sex,
        number=number, temporary=temporary, at=held.at, comment=held.comment,
        acknowledged=held.acknowledged,
    )  # fmt: skip
    perform(session, [request], request_id, as_json=json)


def give_number(
    context: Context,
    temporary: Annotated[
        str, Argument(metavar="TMPNUMBER", help="The temporary number, such as TMP0001.")
    ],
    number: Annotated[
        str, Argument(metavar="[NUMBER]", help="Prison number; else the next is issued.")
    ] = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Give a prison number to a night arrival.

    It takes the place of the temporary number, once; `find` still finds them by
    the temporary one.

    Examples:
      wingterm person number TMP0001
      wingterm person number TMP0001 A4242QZ
    """
    from wingterm.domain.requests import GiveNumber

    session = session_of(context)
    held = common(session, "", comment, ack)
    request = GiveNumber(
        prison=held.prison, person=temporary, number=number, comment=held.comment,
        acknowledged=held.acknowledged,
    )  # fmt: skip
    perform(session, [request], request_id, as_json=json)


def amend(
    context: Context,
    number: Number,
    last: Annotated[str, Option("--last", metavar="NAME", help="Last name.")] = "",
    first: Annotated[str, Option("--first", metavar="NAME", help="First name.")] = "",
    born: Annotated[str, Option("--born", metavar="DATE", help="Date of birth.")] = "",
    sex: Annotated[str, Option("--sex", metavar="CODE", help="M, F, NK or NS.")] = "",
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Say that somebody's names, date of birth or sex are others.

    From the time given on; what is not named stays as it is.

    Examples:
      wingterm person amend A4242QZ --last Sample
      wingterm person amend A4242QZ --born 1990-04-13 --at "2026-03-02 09:00"
    """
    from wingterm.domain.requests import Amend

    session = session_of(context)
    held = common(session, at, comment, ack)
    request = Amend(
        prison=held.prison, person=number, last_name=last, first_name=first, date_of_birth=born,
        sex=sex, at=held.at, comment=held.comment, acknowledged=held.acknowledged,
    )  # fmt: skip
    perform(session, [request], request_id, as_json=json)
