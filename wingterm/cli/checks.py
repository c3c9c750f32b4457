"""Roll checks: open one, hand in what was counted, count again, explain what differs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

from wingterm.cli.acts import carried_out, common, perform, told
from wingterm.cli.checks_input import (
    By,
    CountedAt,
    Extra,
    How,
    Missing,
    NoResponse,
    OfCheck,
    Responses,
    Unit,
    Why,
    read_input,
    the_check,
)
from wingterm.cli.declare import Argument, Context, Ended, Option
from wingterm.cli.exits import Exit
from wingterm.cli.faults import tell_faults
from wingterm.cli.session import Ack, At, Comment, Json, RequestId, Session, session_of
from wingterm.errors import BadInput

if TYPE_CHECKING:
    from wingterm.domain.requests import Request

HELP = """Count everybody, compare, explain and declare the roll.

A roll check freezes who is expected in each unit, by name. Units hand in what
they counted, right or wrong. Those that differ are counted again, or each
person is explained. Then somebody who answers for it declares it correct.

Examples:
  wingterm check open lock-up
  wingterm check submit A 41
  wingterm check show
  wingterm check declare --name "Robin Example"
"""

NOTHING = "nothing was done"


class Counted(NamedTuple):
    """What was typed of a count."""

    unit: str = ""
    number: str = ""
    by: str = ""
    how: str = ""
    missing: list[str] | None = None
    extra: list[str] | None = None
    at: str = ""
    responses: str = ""
    no_response: list[str] | None = None
    comment: str = ""
    ack: list[str] | None = None


NOT_GIVEN = Counted()


def open_check(
    context: Context,
    kind: Annotated[str, Argument(metavar="KIND", help="Kind of check, see above.")],
    at: At = "",
    comment: Comment = "",
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Open a roll check: who is expected in each unit is frozen.

    Kinds: unlock, midday, return, lock-up, night, stand-fast, emergency. One of a
    kind is open at a time. With --at it is frozen as of then, at most 7 days ago,
    for one that was counted on paper.

    Examples:
      wingterm check open lock-up
      wingterm check open night --at "yesterday 23:30"
    """
    from wingterm.domain.requests import OpenCheck

    session = session_of(context)
    held = common(session, at, comment, None)
    request = OpenCheck(prison=held.prison, kind=kind, at=held.at, comment=held.comment)
    perform(session, [request], request_id, as_json=json)


def submit(
    context: Context,
    unit: Annotated[str, Argument(metavar="[UNIT]", help="Code of the unit.")] = "",
    count: Annotated[str, Argument(metavar="[COUNT]", help="The number that was counted.")] = "",
    file: Annotated[
        Path | None, Option("--file", metavar="FILE", help="Counts as CSV; - reads a pipe.")
    ] = None,
    number: OfCheck = "",
    by: By = "",
    how: How = "",
    missing: Missing = None,
    extra: Extra = None,
    counted_at: CountedAt = "",
    responses: Responses = "",
    no_response: NoResponse = None,
    comment: Comment = "",
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Hand in the count of a unit, as it was counted.

    Any number is taken, right or wrong, and moves nobody. Where the prison wants
    two counters, the second count is handed in the same way, without seeing the
    first, and made by an officer who neither made nor typed that one. --responses
    is kept apart from the number.

    Counts made on paper: --counted-at, or all of them as --file with the header
    unit,counted and any of by,how,counted_at,responses,no_response,missing,extra,
    comment; several numbers of people with ; between them. All rows are done, or
    none; the same file again is done once.

    Examples:
      wingterm check submit A 41
      wingterm check submit A 41 --by jdoe --counted-at 21:10 --responses 41
      wingterm check submit B 38 --how name --missing A4242QZ
      wingterm check submit --file counts.csv
    """
    session = session_of(context)
    counted = Counted(
        unit, count, by, how, missing, extra, counted_at, responses, no_response, comment
    )
    if file is not None:
        if counted != NOT_GIVEN:
            raise BadInput(
                "With --file everything about a count stands in the file.",
                "Leave out what else was given.",
                field="file",
            )
        which = the_check(session, number, request_id)
        _submit_file(session, file, which, request_id, as_json=json)
        return
    if not unit.strip() or not count.strip():
        raise BadInput(
            "Which unit was counted, or the number counted, is missing.",
            "Type both: wingterm check submit UNIT COUNT.",
            field="count",
        )
    _hand_in(session, number, counted, request_id, as_json=json)


def recount(
    context: Context,
    unit: Unit,
    count: Annotated[str, Argument(metavar="COUNT", help="The number counted now.")],
    number: OfCheck = "",
    by: By = "",
    how: How = "",
    missing: Missing = None,
    extra: Extra = None,
    counted_at: CountedAt = "",
    responses: Responses = "",
    no_response: NoResponse = None,
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Hand in what came of counting a unit again.

    Only what differs needs it; first by number, then by name against the list of
    `wingterm check show --unit`. Where the prison says so, somebody else counts
    than counted before.

    Examples:
      wingterm check recount A 40 --by jdoe
      wingterm check recount A 40 --by jdoe --how name --missing A4242QZ
      wingterm check recount A 41 --how name --extra unknown
    """
    session = session_of(context)
    counted = Counted(
        unit, count, by, how, missing, extra, counted_at, responses, no_response, comment, ack
    )
    _hand_in(session, number, counted, request_id, as_json=json, again=True)


def _hand_in(
    session: Session,
    number: str,
    counted: Counted,
    request_id: str,
    *,
    as_json: bool,
    again: bool = False,
) -> None:
    """Hand in a count, and the responses that were had with it, as one act."""
    from wingterm.domain.outcomes import Refused
    from wingterm.domain.requests import RecordWelfare, Recount, SubmitCount

    if counted.no_response and not counted.responses.strip():
        raise BadInput(
            "Somebody gave no response, but from how many one was had is missing.",
            "Add --responses N.",
            field="responses",
        )
    held = common(session, "", counted.comment, counted.ack)
    at, which = session.instant(counted.at, "counted-at"), the_check(session, number, request_id)
    kind = Recount if again else SubmitCount
    made: list[Request] = [
        kind(
            prison=held.prison, check=which, unit=counted.unit, counted=counted.number,
            by=counted.by, method=counted.how.strip() or "number",
            missing=tuple(counted.missing or ()), extra=tuple(counted.extra or ()), at=at,
            comment=held.comment, acknowledged=held.acknowledged,
        )
    ]  # fmt: skip
    if counted.responses.strip():
        made.append(
            RecordWelfare(
                prison=held.prison, check=which, unit=counted.unit, had=counted.responses,
                by=counted.by, without=tuple(counted.no_response or ()), at=at,
            )
        )  # fmt: skip
    outcome = carried_out(session, made, request_id, as_json=as_json)
    if isinstance(outcome, Refused):
        # One command is one line, whatever it is made of: a reason against both is one reason.
        reasons = dict.fromkeys(one._replace(line=1) for one in outcome.objections)
        outcome = Refused(tuple(reasons))
    code = told(outcome, as_json=as_json, lines=False)
    if code is not Exit.DONE:
        raise Ended(code)


def _submit_file(
    session: Session, file: Path, number: int, request_id: str, *, as_json: bool
) -> None:
    """Hand in all counts of a file as one act, or tell every fault of it."""
    from hashlib import sha256

    from wingterm.domain.outcomes import Refused
    from wingterm.domain.requests import content_hash
    from wingterm.services.checks.counts_file import read_counts
    from wingterm.services.judge import judge

    text, name = read_input(str(file))
    desk = session.desk
    read = read_counts(text, name, session.prison, number, desk.store.now())
    if read.faults:
        judged = judge(desk, read.requests)
        by_rule = read.faults_of(judged.objections) if isinstance(judged, Refused) else ()
        faults = sorted({*read.faults, *by_rule})
        tell_faults(name, faults, as_json=as_json, nothing=NOTHING)
        raise Ended(Exit.USAGE)
    # The same counts of the same check by the same officer are the same request: sent twice, done
    # once. Of another officer they are another count, the second of two for instance.
    said = f"{desk.account} {content_hash(read.requests)}"
    known = request_id or f"file-{sha256(said.encode()).hexdigest()[:31]}"
    outcome = carried_out(session, read.requests, known, as_json=as_json)
    if isinstance(outcome, Refused):
        faults = sorted(read.faults_of(outcome.objections))
        tell_faults(name, faults, as_json=as_json, nothing=NOTHING)
        raise Ended(Exit.REFUSED)
    code = told(outcome, as_json=as_json, lines=True)
    if code is not Exit.DONE:
        raise Ended(code)


def responses_had(
    context: Context,
    unit: Unit,
    had: Annotated[str, Argument(metavar="HAD", help="From how many a response was had.")],
    none: Annotated[
        list[str] | None,
        Option("--none", metavar="NUMBER", help="Who gave none; repeatable."),
    ] = None,
    number: OfCheck = "",
    by: By = "",
    at: At = "",
    comment: Comment = "",
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Record from how many people of a unit a response was had.

    Apart from the number: a count says that they are there, a response that they
    are well. Who gave none stays so on record, whatever is recorded later.

    Examples:
      wingterm check responses A 41
      wingterm check responses A 40 --none A4242QZ
    """
    from wingterm.domain.requests import RecordWelfare

    session = session_of(context)
    held = common(session, at, comment, None)
    request = RecordWelfare(
        prison=held.prison, check=the_check(session, number, request_id), unit=unit, had=had, by=by,
        without=tuple(none or ()), at=held.at, comment=held.comment,
    )  # fmt: skip
    perform(session, [request], request_id, as_json=json)


def explain(
    context: Context,
    unit: Unit,
    person: Annotated[
        str, Argument(metavar="NUMBER", help="Prison number, or unknown for a stranger.")
    ],
    why: Why,
    missing: Annotated[
        bool, Option("--missing", help="They were expected and are not there.")
    ] = False,
    extra: Annotated[bool, Option("--extra", help="They are there and were not expected.")] = False,
    withdraw: Annotated[
        bool, Option("--withdraw", help="What was said of them does not hold.")
    ] = False,
    number: OfCheck = "",
    comment: Comment = "",
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Say why somebody is missing or extra in a unit.

    It moves nobody. Who is missing is on the frozen list of the unit, who is
    extra is not. A unit is explained when everybody missing or extra is named
    with a reason and the sum is right; a later count of the unit voids it.

    Examples:
      wingterm check explain A A4242QZ --missing --why "at court, told by escort"
      wingterm check explain B unknown --extra --why "no number yet, in reception"
      wingterm check explain A A4242QZ --withdraw --why "was in the shower"
    """
    from wingterm.domain.requests import Explain

    said = {"missing": missing, "extra": extra, "withdrawn": withdraw}
    what = [word for word, given in said.items() if given]
    if len(what) != 1:
        raise BadInput(
            "Say whether they are missing or extra.",
            "Give one of --missing, --extra and --withdraw.",
            field="what",
        )
    session = session_of(context)
    held = common(session, "", comment, None)
    request = Explain(
        prison=held.prison, check=the_check(session, number, request_id), unit=unit, person=person,
        what=what[0], why=why, comment=held.comment,
    )  # fmt: skip
    perform(session, [request], request_id, as_json=json)
