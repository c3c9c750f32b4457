"""What two officers at two desks do with the same roll check at the same moment."""

from collections.abc import Sequence
from multiprocessing.synchronize import Barrier
from typing import NamedTuple

from wingterm.domain.outcomes import Receipt, Refused
from wingterm.domain.requests import Request
from wingterm.services.act import carry_out
from wingterm.services.desk import Desk


class Answer(NamedTuple):
    """What an officer was told."""

    done: bool
    entries: tuple[str, ...]
    against: tuple[str, ...]
    """Codes of the objections."""
    words: str
    remedies: tuple[str, ...]


def together(desk: Desk, barrier: Barrier, argument: tuple[str, Sequence[Request]]) -> list[Answer]:
    """Ask for one thing after the other, each at the moment at which the others ask for theirs."""
    account, requests = argument
    own = desk._replace(account=account)
    found = []
    for request in requests:
        barrier.wait()
        outcome = carry_out(own, [request])
        if isinstance(outcome, Receipt):
            entries = tuple(entry for line in outcome.lines for entry in line.entries)
            words = " ".join(line.said for line in outcome.lines)
            found.append(Answer(True, entries, (), words, ()))
            continue
        assert isinstance(outcome, Refused), outcome
        found.append(
            Answer(
                False,
                (),
                tuple(objection.code for objection in outcome.objections),
                " ".join(objection.sentence for objection in outcome.objections),
                tuple(objection.remedy for objection in outcome.objections),
            )
        )
    return found
