"""Out for a time and on the books: to court, on temporary absence, to hospital."""

from typing import TYPE_CHECKING, Annotated, Any

from wingterm.cli.acts import Common, common, for_each
from wingterm.cli.declare import Context, Option
from wingterm.cli.movements import Numbers
from wingterm.cli.session import Ack, At, Comment, Json, RequestId, Session, session_of

if TYPE_CHECKING:
    from wingterm.domain.requests.movements import Out

Escort = Annotated[
    str,
    Option("--escort", metavar="CODE", help="See `wingterm codes escort_codes`."),
]
Officers = Annotated[
    str, Option("--officers", metavar="NAMES", help="The officers who go with them.")
]
Due = Annotated[str, Option("--due", metavar="TIME", help="When they are due back.")]
GiveUpBed = Annotated[bool, Option("--give-up-bed", help="Their bed is free for somebody else.")]
AbsenceReason = Annotated[str, Option("--reason", metavar="CODE", help="See `wingterm codes TAP`.")]


def court(
    context: Context,
    numbers: Numbers,
    to: Annotated[str, Option("--to", metavar="COURT", help="Which court.")],
    reason: Annotated[
        str, Option("--reason", metavar="CODE", help="See `wingterm codes CRT`.")
    ] = "CRT",
    escort: Escort = "",
    officers: Officers = "",
    due: Due = "",
    give_up_bed: GiveUpBed = False,
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    r"""Record that people went to court.

    They stay on the books and keep their beds. For a video link nobody leaves:
    that is `wingterm elsewhere`. Whoever comes back: `wingterm back`; whoever is
    let go by the court: `wingterm release --without-return`.

    Examples:
      wingterm court A4242QZ --to "Leeds Crown Court"
      wingterm court A4242QZ A4343QZ --to "Leeds Crown Court" --reason TRIAL \
        --escort P --due 17:30 --at 08:10
      wingterm court A4242QZ --to "York Crown Court" --give-up-bed
    """
    from wingterm.domain.requests import CourtOut

    session = session_of(context)
    held = common(session, at, comment, ack)
    more = _more(session, to, escort, officers, due, give_up_bed)
    _go(session, CourtOut, numbers, reason, held, more, request_id, as_json=json)


def absence(
    context: Context,
    numbers: Numbers,
    to: Annotated[str, Option("--to", metavar="TEXT", help="Where to.")],
    due: Annotated[str, Option("--due", metavar="TIME", help="When they are due back.")],
    reason: AbsenceReason,
    escort: Escort = "",
    officers: Officers = "",
    give_up_bed: GiveUpBed = False,
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Record that people went out on temporary absence.

    They stay on the books and keep their beds; when they are due back must be
    said. Whoever is not back by then: `wingterm fail-to-return`.

    Examples:
      wingterm absence A4242QZ --to "St Mary, Leeds" --reason C3 --due 15:00
      wingterm absence A4242QZ --to home --reason R3 --due "2026-03-04 16:00"
    """
    from wingterm.domain.requests import AbsenceOut

    session = session_of(context)
    held = common(session, at, comment, ack)
    more = _more(session, to, escort, officers, due, give_up_bed)
    _go(session, AbsenceOut, numbers, reason, held, more, request_id, as_json=json)


def hospital(
    context: Context,
    numbers: Numbers,
    to: Annotated[str, Option("--to", metavar="TEXT", help="Which hospital.")],
    officers: Annotated[
        str, Option("--officers", metavar="NAMES", help="The officers who watch them.")
    ],
    reason: AbsenceReason = "C6",
    escort: Escort = "",
    due: Due = "",
    give_up_bed: GiveUpBed = False,
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Record that people went to hospital, under a bed watch.

    They stay on the roll under the officers named, and keep their beds. Taken in
    by a psychiatric hospital for good: `wingterm discharge-hospital`.

    Examples:
      wingterm hospital A4242QZ --to "Leeds Infirmary" --officers "Hale, Obi"
    """
    from wingterm.domain.requests import HospitalOut

    session = session_of(context)
    held = common(session, at, comment, ack)
    more = _more(session, to, escort, officers, due, give_up_bed)
    _go(session, HospitalOut, numbers, reason, held, more, request_id, as_json=json)


def _more(
    session: Session, to: str, escort: str, officers: str, due: str, give_up_bed: bool
) -> dict[str, Any]:
    """Give what is said of going out, by field of a request."""
    return {
        "destination": to,
        "escort": escort,
        "officers": officers,
        "due_back": session.instant(due, "due"),
        "keep_bed": not give_up_bed,
    }


def _go(
    session: Session,
    kind: "type[Out]",
    numbers: list[str],
    reason: str,
    held: Common,
    more: dict[str, Any],
    request_id: str,
    *,
    as_json: bool,
) -> None:
    for_each(
        session, numbers, lambda number: kind(person=number, reason=reason, **more, **held.given),
        request_id, as_json=as_json,
    )  # fmt: skip
