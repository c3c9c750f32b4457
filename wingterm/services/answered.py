"""Logs of whom an answer speaks who are not in the books by it: refusals, questions, old receipts.

What an act does to people stands in the books, and is the log of that. But whoever is refused is
told as well: that a bed is somebody's, from whom somebody is to be kept apart, where they are.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from db.engine import Reader
from db.queries.find import numbers_now
from wingterm.domain.access import numbers_in
from wingterm.domain.outcomes import Outcome, Receipt, Refused
from wingterm.errors import WingtermError
from wingterm.services.desk import Desk

if TYPE_CHECKING:
    from wingterm.domain.decide import ActDecision
    from wingterm.domain.requests import Request


def log_answer(desk: Desk, sentences: Iterable[str], purpose: str) -> None:
    """Log of whom some sentences speak, before they are told; of nobody: nothing.

    Args:
        desk: who is told.
        sentences: each names people by their numbers, with whatever else it says of them.
        purpose: to what they are the answer.

    Raises:
        StoreBroken, StoreBusy: it cannot be logged, so they may not be told.
    """
    named = numbers_in(sentences)
    if named:
        with desk.store.read() as reader:
            people = _people(reader, named)
        desk.consulted(people, purpose)


def log_outcome(desk: Desk, requests: "Sequence[Request]", outcome: Outcome) -> None:
    """Log of whom the outcome of an act speaks that wrote nothing.

    Raises:
        StoreBroken, StoreBusy: it cannot be logged, so it may not be told; of an act that was done
            before, that it was.
    """
    purpose = answer_to(requests)
    if isinstance(outcome, Refused):
        told = (f"{one.sentence} {one.remedy}" for one in outcome.objections)
        log_answer(desk, told, purpose)
    elif not isinstance(outcome, Receipt):
        log_answer(desk, (warning.sentence for warning in outcome.warnings), purpose)
    elif outcome.repeated:
        try:
            log_receipts(desk, [outcome], purpose)
        except WingtermError as error:
            raise type(error)(
                f"Request {outcome.request_id} was done before. {error.message}", error.hint
            ) from error


def log_receipts(desk: Desk, receipts: Iterable[Receipt], purpose: str) -> None:
    """Log of whom receipts speak that are told again.

    Raises:
        StoreBroken, StoreBusy: it cannot be logged, so they may not be told.
    """
    log_answer(desk, (line.said for one in receipts for line in one.lines), purpose)


def log_bystanders(desk: Desk, reader: Reader, decided: "ActDecision") -> None:
    """Log of whom an act that is about to be written speaks without writing anything of them.

    It is so of them already, or what is written is of something else, such as a roll check.

    Raises:
        StoreBroken, StoreBusy: it cannot be logged, so it may not be done.
    """
    lines = [
        line
        for line in decided.lines
        if not [one for one in line.entries if one.person or one.subject_kind == "person"]
    ]
    named = numbers_in(line.said for line in lines)
    if named:
        desk.consulted(_people(reader, named), answer_to([line.request for line in lines]))


def answer_to(requests: "Iterable[Request]") -> str:
    """Give what an answer to an act is called in the log."""
    return f"answer to {', '.join(dict.fromkeys(request.verb for request in requests))}"


def _people(reader: Reader, numbers: frozenset[str]) -> list[str]:
    """Give those of some numbers that are somebody's, of night arrivals the one given since."""
    given = numbers_now(reader, numbers)
    rows = reader.rows(
        f"SELECT number FROM person WHERE {reader.in_set('number')}",
        (reader.as_set({given.get(number, number) for number in numbers}),),
    )
    return [str(number) for (number,) in rows]
