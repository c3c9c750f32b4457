"""What a prison settles for its roll checks at the command line: its units, and when."""

from typing import TYPE_CHECKING, Annotated

from wingterm.cli import output
from wingterm.cli.acts import common, perform
from wingterm.cli.checks_input import read_input
from wingterm.cli.declare import Argument, Context, Ended, Option
from wingterm.cli.exits import Exit
from wingterm.cli.faults import tell_faults
from wingterm.cli.session import At, Comment, Json, RequestId, session_of
from wingterm.errors import BadInput

if TYPE_CHECKING:
    from wingterm.services.checks.enquiry import OnPlan


def plan(context: Context, json: Json = False) -> None:
    """Print the units that are counted, and when each kind is due.

    late: minutes after its time from which a check that was not opened is missed.
    clear: minutes after opening from which one is overdue. responses: whether one
    from each person is wanted as well as a number.

    Examples:
      wingterm check plan
      wingterm check plan --json
    """
    from wingterm.services.checks.enquiry import plan_of

    session = session_of(context)
    found = plan_of(session.desk, session.prison)
    if json:
        output.as_json(
            ok=True, prison=session.prison.code, own=found.own,
            units=[{"unit": unit.code, "name": unit.name, "places": list(unit.places),
                    "residential": unit.residential} for unit in found.units],
            kinds=[{"kind": kind.kind, "times": list(kind.times), "late": kind.late,
                    "clear": kind.clear, "welfare": kind.welfare} for kind in found.kinds],
            two_counters=found.two_counters, recount_by_another=found.recount_by_another,
        )  # fmt: skip
        return
    whose = "its own list" if found.own else "the usual ones"
    output.line(f"Units of {session.prison.name} ({session.prison.code}): {whose}")
    _print_plan(found)


def _print_plan(found: "OnPlan") -> None:
    output.table(
        ("unit", "name", "places", "people"),
        [
            (unit.code, unit.name, " ".join(unit.places), "live here" if unit.residential else "")
            for unit in found.units
        ],
    )
    output.line()
    output.table(
        ("kind", "due at", "late", "clear", "responses"),
        [
            (
                kind.kind, " ".join(kind.times) or "no fixed time", kind.late, kind.clear,
                "wanted" if kind.welfare else "",
            )
            for kind in found.kinds
        ],
    )  # fmt: skip
    output.line()
    counters = "two officers, neither seeing the other's number" if found.two_counters else "one"
    another = "somebody else" if found.recount_by_another else "anybody"
    output.line(f"Each unit is counted by {counters}; counted again by {another}.")


def units(
    context: Context,
    file: Annotated[str, Argument(metavar="[FILE]", help="Units as CSV; - reads a pipe.")] = "",
    usual: Annotated[bool, Option("--usual", help="The usual units again.")] = False,
    at: At = "",
    comment: Comment = "",
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Say which units are counted, in order.

    The file has the header unit, and name and places if need be, and a line for
    each unit: its code, what to call it, and the codes of its places with blanks
    between; without places it is the place of that code. What lies in a place is
    in its unit, but for what another unit names. Usual: wings, reception, areas.

    Examples:
      wingterm check units units.csv
      wingterm check units --usual
    """
    from wingterm.domain.requests import SetCheckUnits
    from wingterm.services.checks.units_file import read_units_file

    session = session_of(context)
    if usual == bool(file):
        raise BadInput(
            "Which units are counted is said by a file, or is as usual.",
            "Give a FILE or --usual.",
            field="file",
        )
    held = common(session, at, comment, None)
    listed: tuple[tuple[str, str, str], ...] = ()
    if file:
        text, name = read_input(file)
        read = read_units_file(text, name)
        if read.faults:
            tell_faults(name, read.faults, as_json=json, nothing="nothing was done")
            raise Ended(Exit.USAGE)
        listed = read.units
    request = SetCheckUnits(prison=held.prison, units=listed, at=held.at, comment=held.comment)
    perform(session, [request], request_id, as_json=json)


def times(
    context: Context,
    kind: Annotated[str, Argument(metavar="KIND", help="Kind of check, see `check open`.")],
    due: Annotated[str, Argument(metavar="TIMES", help='Such as "07:45 12:15"; "" for none.')],
    late: Annotated[
        str, Option("--late", metavar="M", help="Minutes from which it is missed.")
    ] = "",
    clear: Annotated[
        str, Option("--clear", metavar="M", help="Minutes from which it is overdue.")
    ] = "",
    welfare: Annotated[
        str, Option("--welfare", metavar="YES/NO", help="Whether responses are wanted.")
    ] = "",
    at: At = "",
    comment: Comment = "",
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Say when a kind of check is due each day, in local time.

    The times given are all there are then; what else is not named stays. A check
    that was due and not opened stays missed, whatever is settled later.

    Examples:
      wingterm check times lock-up "21:00"
      wingterm check times unlock "07:45" --late 20 --clear 45 --welfare yes
      wingterm check times midday ""
    """
    from wingterm.domain.requests import SetCheckKind

    session = session_of(context)
    held = common(session, at, comment, None)
    request = SetCheckKind(
        prison=held.prison, kind=kind, times=due, late=late, clear=clear, welfare=welfare,
        at=held.at, comment=held.comment,
    )  # fmt: skip
    perform(session, [request], request_id, as_json=json)
