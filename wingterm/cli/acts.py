"""Carry an act out for a command: ask where it must be asked, print what came of it."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from wingterm.cli import notices, output
from wingterm.cli.declare import Ended
from wingterm.cli.exits import Exit
from wingterm.cli.session import Session, acknowledged, checked_id, seen_lines
from wingterm.domain.places import INSIDE
from wingterm.errors import BadInput, NotFound

if TYPE_CHECKING:
    from wingterm.domain.outcomes import Acknowledgement, Outcome, Receipt
    from wingterm.domain.places import PlaceKind
    from wingterm.domain.requests import Request


class Common(NamedTuple):
    """What every act takes besides its subject."""

    prison: str
    at: int | None
    comment: str
    acknowledged: "tuple[Acknowledgement, ...]"

    @property
    def given(self) -> dict[str, Any]:
        """The same by field of a request."""
        return self._asdict()


def common(session: Session, at: str, comment: str, ack: list[str] | None) -> Common:
    """Read what every act takes."""
    return Common(session.prison.code, session.instant(at, "at"), comment, acknowledged(ack))


def perform(
    session: Session, requests: "Sequence[Request]", request_id: str, *, as_json: bool
) -> None:
    """Do an act and say what came of it; ends the command with its exit code."""
    outcome = carried_out(session, requests, request_id, as_json=as_json)
    code = told(outcome, as_json=as_json, lines=len(requests) > 1)
    if code is not Exit.DONE:
        raise Ended(code)


def carried_out(
    session: Session, requests: "Sequence[Request]", request_id: str, *, as_json: bool
) -> "Outcome":
    """Do an act and give what came of it.

    Raises:
        CommitDoubtful: it is not known whether it was done; the sentence says how to ask.
        Ended: it was interrupted; how to ask was said.
    """
    from wingterm.services.act import carry_out
    from wingterm.services.place_codes import names_a_place, spelled_out
    from wingterm.services.seen import Seen

    # An act of the register's own, such as another prison, is done without naming a prison.
    if names_a_place(requests):
        requests = spelled_out(session.desk, session.prison, requests)
    known = checked_id(request_id) if request_id else session.desk.ids()
    seen = Seen(seen_lines(session.seen))
    with answerable(known, as_json=as_json):
        return carry_out(session.desk, requests, known, seen)


@contextmanager
def answerable(request_id: str, *, as_json: bool) -> Iterator[None]:
    """Say of an act that Ctrl-C interrupts how to find out whether it was done.

    Raises:
        Ended: it was interrupted.
    """
    try:
        yield
    except KeyboardInterrupt:
        ask = f"It was done whole or not at all; which, says: wingterm receipt {request_id}"
        raise Ended(notices.interrupted(remedy=ask, as_json=as_json)) from None


def for_each(
    session: Session,
    numbers: Sequence[str],
    make: "Callable[[str], Request]",
    request_id: str,
    *,
    as_json: bool,
) -> None:
    """Do one request a person, all as one act."""
    perform(session, [make(number) for number in numbers], request_id, as_json=as_json)


def told(outcome: "Outcome", *, as_json: bool, lines: bool) -> Exit:
    """Print an outcome; give the exit code.

    Args:
        outcome: what came of an act.
        as_json: whether as JSON, on stdout.
        lines: whether to say which request of the act a reason is about.
    """
    from wingterm.domain.outcomes import Receipt, Refused

    if isinstance(outcome, Receipt):
        if as_json:
            output.as_json(ok=True, receipt=receipt_as_json(outcome))
        elif not output.quiet():
            print_receipt(outcome)
        return Exit.DONE
    if isinstance(outcome, Refused):
        if as_json:
            output.as_json(ok=False, objections=[o._asdict() for o in outcome.objections])
        else:
            notices.objections(outcome.objections, lines=lines)
        return Exit.REFUSED
    if as_json:
        output.as_json(ok=False, warnings=[w._asdict() for w in outcome.warnings])
    else:
        notices.warnings(outcome.warnings, lines=lines)
    return Exit.WARNED


def print_receipt(receipt: "Receipt") -> None:
    """Print what was done, a line each, with the entries in the books."""
    if receipt.repeated:
        output.line(f"Request {receipt.request_id} was done before; nothing was done now.")
    print_lines(receipt)


def print_lines(receipt: "Receipt") -> None:
    """Print the lines of a receipt."""
    for line in receipt.lines:
        told = line.entries
        if line.verb == "open-check" and len(told) > 3:
            # One for the check and one for each of its units, in order of the book.
            told = (told[0], "to", told[-1])
        entries = f" [{' '.join(told)}]" if told else ""
        output.line(f"{line.said}{entries}")


def receipt_as_json(receipt: "Receipt") -> dict[str, object]:
    """Give a receipt as JSON holds it."""
    from wingterm.domain.times import iso

    return {
        "request_id": receipt.request_id,
        "recorded_at": iso(receipt.recorded_at),
        "repeated": receipt.repeated,
        "changed": receipt.changed,
        "lines": [{**line._asdict(), "entries": list(line.entries)} for line in receipt.lines],
    }


def confirm(
    session: Session,
    what: str,
    numbers: Sequence[str],
    *,
    yes: bool,
    kinds: "Collection[PlaceKind]" = INSIDE,
    leaving: bool = True,
) -> None:
    """Repeat who it is about and what it does to the roll, and ask; the default is no.

    Nothing is asked about somebody unknown or not where the act can be done: the act itself then
    says all that stands against it.

    Args:
        session: whose prison.
        what: what is about to be done.
        numbers: to whom.
        yes: whether the officer has said that they are sure.
        kinds: kinds of place of this prison where the act can be done, or outside.
        leaving: whether those who are inside leave the prison.

    Raises:
        BadInput: nobody is there to ask and `--yes` was not given.
        Ended: the officer said no.
    """
    if yes:
        return
    if not notices.can_ask():
        raise BadInput(
            f"{what} must be confirmed, and there is no terminal to ask at.",
            "Add --yes once you are sure.",
            field="yes",
        )
    from wingterm.services.people import show
    from wingterm.services.roll import roll

    try:
        people = [show(session.desk, number) for number in dict.fromkeys(numbers)]
    except (BadInput, NotFound):
        return
    code = session.prison.code
    # Who is on the way is in the hands of the prison that sent them.
    holders = {person.came_from or person.prison or code for person in people}
    if holders != {code} or any(person.kind not in kinds for person in people):
        return
    for person in people:
        notices.notice(f"{person.shown}, born {person.date_of_birth}. {person.state}.")
    now = roll(session.desk, session.prison).headline.population
    # Who is out is not in the population that they would leave.
    less = sum(person.kind in INSIDE for person in people) if leaving else 0
    effect = f"goes from {now} to {now - less}" if less else f"stays at {now}"
    if not notices.ask(f"{what}? The roll of {code} {effect}."):
        notices.notice("Nothing was done.")
        raise Ended(Exit.REFUSED)


def numbers_and_cell(typed: Sequence[str]) -> tuple[list[str], str]:
    """Part `NUMBER... [CELL]`: what stands last and is no prison number is the cell."""
    from wingterm.domain.people import FieldRefused, parse_prison_number

    if len(typed) < 2:
        return list(typed), ""
    try:
        parse_prison_number(typed[-1])
    except FieldRefused:
        return list(typed[:-1]), typed[-1]
    return list(typed), ""
