"""Whether places are in use: out of use and back, closed, converted, their certificate."""

from typing import Annotated

from wingterm.cli.acts import common, perform
from wingterm.cli.declare import Argument, Context, Option
from wingterm.cli.place_acts import Code
from wingterm.cli.session import Ack, At, Comment, Json, RequestId, session_of

Reference = Annotated[str, Option("--reference", metavar="TEXT", help="Its number elsewhere.")]


def out_of_use(
    context: Context,
    code: Code,
    reason: Annotated[str, Option("--reason", metavar="CODE", help="Reason; see codes.")],
    description: Annotated[
        str, Option("--description", metavar="TEXT", help="More; OTHER needs it.")
    ] = "",
    until: Annotated[str, Option("--until", metavar="DATE", help="When it should be back.")] = "",
    reference: Reference = "",
    at: At = "",
    comment: Comment = "",
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Take a place out of use for a time, with all below it.

    Nobody may be there or have a bed there. The reasons are those that
    `wingterm codes out_of_order_reasons` lists.

    Examples:
      wingterm places out-of-use A-1-004 --reason DAMAGED --until 2027-03-31
      wingterm places out-of-use A-1 --reason OTHER --description "search"
    """
    from wingterm.domain.requests import TakeOutOfUse

    session = session_of(context)
    held = common(session, at, comment, None)
    request = TakeOutOfUse(
        prison=held.prison, code=code, reason=reason, description=description,
        expected_back=until, reference=reference, at=held.at, comment=held.comment,
    )  # fmt: skip
    perform(session, [request], request_id, as_json=json)


def into_use(
    context: Context,
    code: Code,
    at: At = "",
    comment: Comment = "",
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Bring a place into use, again or for the first time.

    Examples:
      wingterm places into-use A-1-004
    """
    from wingterm.domain.requests import BringBack

    session = session_of(context)
    held = common(session, at, comment, None)
    request = BringBack(prison=held.prison, code=code, at=held.at, comment=held.comment)
    perform(session, [request], request_id, as_json=json)


def close(
    context: Context,
    code: Code,
    why: Annotated[str, Option("--why", metavar="TEXT", help="Why it is closed.")],
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Close a place for good, with all below it.

    Its past stays readable. It is never again in use, and its code is not given
    to another.

    Examples:
      wingterm places close A-1-004 --why "knocked through into A-1-003"
    """
    from wingterm.domain.requests import ClosePlace

    session = session_of(context)
    held = common(session, at, comment, ack)
    request = ClosePlace(
        prison=held.prison, code=code, description=why, at=held.at, comment=held.comment,
        acknowledged=held.acknowledged,
    )  # fmt: skip
    perform(session, [request], request_id, as_json=json)


def convert(
    context: Context,
    code: Annotated[str, Argument(metavar="CELL", help="Cell code.")],
    to: Annotated[str, Option("--to", metavar="CODE", help="What it becomes; see codes.")],
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Make a cell a room that nobody lives in.

    `wingterm places into-use` makes it a cell again.

    The rooms are those that `wingterm codes converted_cell_types` lists.

    Examples:
      wingterm places convert A-1-004 --to OFFICE
    """
    from wingterm.domain.requests import ConvertPlace

    session = session_of(context)
    held = common(session, at, comment, ack)
    request = ConvertPlace(
        prison=held.prison, code=code, to=to, at=held.at, comment=held.comment,
        acknowledged=held.acknowledged,
    )  # fmt: skip
    perform(session, [request], request_id, as_json=json)


def certificate_request(
    context: Context,
    code: Code,
    change: Annotated[str, Option("--change", metavar="TEXT", help="What is asked for, in words.")],
    reference: Reference = "",
    at: At = "",
    comment: Comment = "",
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Ask for a change of the cell certificate.

    Until it is settled the place, and what is below it, stays as it is.

    Examples:
      wingterm places certificate-request A-1 --change "two more places"
    """
    from wingterm.domain.requests import RequestCertificate

    session = session_of(context)
    held = common(session, at, comment, None)
    request = RequestCertificate(
        prison=held.prison, code=code, reference=reference, change=change, at=held.at,
        comment=held.comment,
    )  # fmt: skip
    perform(session, [request], request_id, as_json=json)


def certificate_settle(
    context: Context,
    code: Code,
    approved: Annotated[
        bool, Option("--approved/--refused", show_default=False, help="What was decided.")
    ],
    decision: Annotated[
        str, Option("--decision", metavar="TEXT", help="More about it, in words.")
    ] = "",
    at: At = "",
    comment: Comment = "",
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Say that a change of the certificate was approved or not.

    What was approved is then entered, as `wingterm places capacity` does.

    Examples:
      wingterm places certificate-settle A-1 --approved
      wingterm places certificate-settle A-1 --refused --decision "no second exit"
    """
    from wingterm.domain.requests import SettleCertificate

    session = session_of(context)
    held = common(session, at, comment, None)
    request = SettleCertificate(
        prison=held.prison, code=code, approved=approved, comment_on=decision, at=held.at,
        comment=held.comment,
    )  # fmt: skip
    perform(session, [request], request_id, as_json=json)
