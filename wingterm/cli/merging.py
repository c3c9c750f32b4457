"""Two records of one person: use one number from then on, and take that back."""

from typing import Annotated

from wingterm.cli.acts import common, perform
from wingterm.cli.declare import Argument, Context, Option
from wingterm.cli.session import Ack, Comment, Json, RequestId, session_of

Why = Annotated[str, Option("--why", metavar="TEXT", help="How it is known.")]


def merge(
    context: Context,
    duplicate: Annotated[
        str, Argument(metavar="DUPLICATE", help="Number that is used no longer; they are outside.")
    ],
    into: Annotated[str, Option("--into", metavar="NUMBER", help="Number that stands for both.")],
    why: Why,
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    r"""Say that two records are of one person, under one number.

    Both records keep what happened and what is on record of them: nothing is
    copied or rewritten. `find` and `show` lead from either number to NUMBER, and
    nothing more is done under DUPLICATE. `wingterm person unmerge` takes it back.

    Examples:
      wingterm person merge A4343QZ --into A4242QZ --why "same fingerprints"
      wingterm person merge A4343QZ --into A4242QZ --why "same PNC" \
        --ack alerts-left="both are old"
    """
    from wingterm.domain.requests import Merge

    session = session_of(context)
    held = common(session, "", comment, ack)
    request = Merge(
        prison=held.prison, person=duplicate, into=into, why=why, comment=held.comment,
        acknowledged=held.acknowledged,
    )  # fmt: skip
    perform(session, [request], request_id, as_json=json)


def unmerge(
    context: Context,
    duplicate: Annotated[
        str, Argument(metavar="DUPLICATE", help="Number that was merged into another.")
    ],
    why: Why,
    comment: Comment = "",
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Say that a merged record is of another person after all.

    Both records are again as if it had not been said. The prison that merged
    them takes it back.

    Examples:
      wingterm person unmerge A4343QZ --why "they are brothers"
    """
    from wingterm.domain.requests import Unmerge

    session = session_of(context)
    held = common(session, "", comment, None)
    request = Unmerge(prison=held.prison, person=duplicate, why=why, comment=held.comment)
    perform(session, [request], request_id, as_json=json)
