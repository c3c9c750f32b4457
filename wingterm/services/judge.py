"""Judge an act without doing it: what is asked before what cannot be taken back easily."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from wingterm.domain.decide import ActDecision, LineDecision
from wingterm.domain.outcomes import Refused, Warned
from wingterm.domain.places import INSIDE
from wingterm.domain.requests import AboutPerson, Request
from wingterm.domain.situation import Situation
from wingterm.domain.standing import Standing
from wingterm.services.act import decided_on
from wingterm.services.answered import answer_to, log_answer, log_outcome
from wingterm.services.desk import Desk


class JudgedLine(NamedTuple):
    """What one request of an act would come to."""

    person: str
    """Prison number as it was asked, empty where the request is not about a person."""
    said: str
    """The sentence of its receipt."""
    changes: bool
    """Whether an entry would be written; False: it is so already."""


@dataclass(frozen=True, slots=True)
class Judged:
    """An act that nothing stands against, as of when it was judged."""

    lines: tuple[JudgedLine, ...]
    inside: int
    """How many more people would be inside the acting prison afterwards; negative: fewer."""
    beds: tuple[str, ...]
    """Codes of the cells in which a bed would become free, once for each bed."""

    @property
    def changes(self) -> int:
        """How many of the requests would write an entry."""
        return sum(line.changes for line in self.lines)


def judge(desk: Desk, requests: Sequence[Request]) -> Judged | Refused | Warned:
    """Say what an act would come to now, by the rules that carry it out. Nothing is written.

    Nothing is locked either: what is judged well may be refused a moment later, when somebody else
    changed the same people in between.

    Args:
        desk: who asks, and of which register.
        requests: as for `carry_out`.

    Raises:
        NotAuthorised: the officer may not do it.
        StoreBroken, StoreBusy: that it names these people cannot be logged.
    """
    with desk.store.read() as reader:
        _, situation, _, decided = decided_on(desk, reader, requests)
    if decided.objections or decided.warnings:
        against = tuple(decided.objections)
        outcome = Refused(against) if against else Warned(tuple(decided.warnings))
        log_outcome(desk, requests, outcome)
        return outcome
    log_answer(desk, (line.said for line in decided.lines), answer_to(requests))
    prison = situation.prisons[requests[0].prison].id if requests else 0
    journeys = list(_journeys(decided))
    inside = sum(
        _is_inside(situation, prison, after) - _is_inside(situation, prison, before)
        for before, after in journeys
    )
    left = {before.bed for before, _ in journeys} - {after.bed for _, after in journeys}
    free = sorted(situation.cell_of[bed].code for bed in left if bed in situation.cell_of)
    return Judged(tuple(_line(line) for line in decided.lines), inside, tuple(free))


def _line(line: LineDecision) -> JudgedLine:
    asked = line.request
    person = asked.person.strip().upper() if isinstance(asked, AboutPerson) else ""
    return JudgedLine(person, line.said, bool(line.entries))


def _journeys(decided: ActDecision) -> Iterator[tuple[Standing, Standing]]:
    """Give where each person of an act starts and ends."""
    first: dict[int, Standing] = {}
    last: dict[int, Standing] = {}
    for entry in (entry for line in decided.lines for entry in line.entries):
        if entry.person is not None and entry.before is not None and entry.after is not None:
            first.setdefault(entry.person, entry.before)
            last[entry.person] = entry.after
    return ((standing, last[person]) for person, standing in first.items())


def _is_inside(situation: Situation, prison: int, standing: Standing) -> bool:
    place = situation.place_of.get(standing.place)
    return place is not None and place.kind in INSIDE and place.establishment == prison
