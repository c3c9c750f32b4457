"""One act on several people: for whom it is done, who stays as they are, what stands against whom.

All of it is done or nothing. For whom it is so already nothing is written: the act is about the
others, and says so of these.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from db.queries import find as questions
from wingterm.domain.outcomes import Objection, Receipt, Refused, Warned
from wingterm.domain.places import PlaceKind
from wingterm.domain.prison import Prison
from wingterm.domain.requests import AbsenceOut, CourtOut, Request
from wingterm.services.desk import Desk, authorise, officer_at
from wingterm.services.judge import judge
from wingterm.services.roll import roll
from wingterm.services.seen import Seen
from wingterm.services.states import where_in_words

OUT_AT = {CourtOut: PlaceKind.COURT, AbsenceOut: PlaceKind.ABSENCE}
"""Where a request takes somebody who may be there already for the same destination."""


class Marked(NamedTuple):
    """Somebody whom an act on several people is about."""

    number: str
    last_name: str
    first_name: str
    date_of_birth: str
    state: str
    """Where they are, in words."""
    pseq: int
    """Number of the newest entry of their line."""
    kind: PlaceKind
    """Kind of the place where they are."""
    destination: str
    """Where they went to when they went out; else empty."""
    verb: str
    """The movement that put them where they are, which a correction would take back."""

    @property
    def shown(self) -> str:
        """The words by which staff know the person."""
        return f"{self.number} {self.last_name}, {self.first_name}"


class Against(NamedTuple):
    """What stands against an act on several people."""

    all: tuple[Objection, ...]
    """Against all of them alike: a wrong code, a time to come."""
    person: dict[str, tuple[Objection, ...]]
    """Against some of them, by prison number."""


@dataclass(frozen=True, slots=True)
class Plan:
    """An act on several people that nothing stands against, as of when it was judged."""

    requests: tuple[Request, ...]
    """Those that change something."""
    does: tuple[Marked, ...]
    """For whom it is done."""
    already: tuple[Marked, ...]
    """For whom it is so already; they stay as they are."""
    before: int
    """Current population of the prison."""
    after: int
    """The same when it is done."""
    beds: tuple[str, ...]
    """Codes of the cells in which a bed becomes free, once for each bed."""

    @property
    def seen(self) -> Seen:
        """What the officer was shown of those for whom it is done."""
        return Seen({one.number: one.pseq for one in self.does})


def marked(desk: Desk, numbers: Sequence[str]) -> tuple[Marked, ...]:
    """Give people by prison number, in the order asked; who is not in the register is left out.

    Who has another number by now than a temporary one is given by that.

    Args:
        desk: who asks; the consultation is logged before anybody is named.
        numbers: prison numbers.
    """
    with desk.store.read() as reader:
        authorise(officer_at(desk, reader, reader.now()), "read")
        now = questions.numbers_now(reader, numbers)
        numbers = list(dict.fromkeys(now.get(number, number) for number in numbers))
        found = questions.by_numbers(reader, numbers)
        origins = questions.origins(reader, [row.person for row in found.values()])
    desk.consulted([number for number in numbers if number in found], "several")
    return tuple(_marked(found[n], *origins[found[n].person]) for n in numbers if n in found)


def plan(
    desk: Desk, prison: Prison, people: Sequence[Marked], ask: Callable[[Marked], Sequence[Request]]
) -> Plan | Against | Warned:
    """Judge an act on several people. Nothing is written.

    Args:
        desk: who asks.
        prison: that acts.
        people: whom it is about.
        ask: gives what is asked for one of them: always one request.

    Raises:
        NotAuthorised: the officer may not do it.
    """
    asked = [(one, request) for one in people for request in ask(one)]
    rest = [(one, request) for one, request in asked if not _is_there(one, request)]
    judged = judge(desk, [request for _, request in rest])
    if isinstance(judged, Refused):
        return _sorted(judged, [one for one, _ in rest])
    if isinstance(judged, Warned):
        return judged
    does = [
        (one, request)
        for (one, request), line in zip(rest, judged.lines, strict=True)
        if line.changes
    ]
    doing = {one.number for one, _ in does}
    before = roll(desk, prison).headline.population
    return Plan(
        requests=tuple(request for _, request in does),
        does=tuple(one for one, _ in does),
        already=tuple(one for one in people if one.number not in doing),
        before=before,
        after=before + judged.inside,
        beds=judged.beds,
    )


def changed_since(before: Sequence[Marked], after: Sequence[Marked]) -> tuple[Marked, ...]:
    """Give who was changed by somebody else between two looks, as they are now."""
    seen = {one.number: one.pseq for one in before}
    return tuple(one for one in after if seen.get(one.number) != one.pseq)


def entries_of(receipt: Receipt) -> str:
    """Give the entries of a receipt as one range for each book: `WTI-12 to WTI-38`."""
    books: dict[str, list[int]] = {}
    for reference in (entry for line in receipt.lines for entry in line.entries):
        book, _, number = reference.rpartition("-")
        books.setdefault(book, []).append(int(number))
    return ", ".join(
        f"{book}-{min(held)}" if len(held) == 1 else f"{book}-{min(held)} to {book}-{max(held)}"
        for book, held in books.items()
    )


def _marked(row: questions.FoundRow, verb: str, detail: str) -> Marked:
    kind = PlaceKind(row.kind)
    return Marked(
        row.number,
        row.last_name,
        row.first_name,
        row.date_of_birth,
        where_in_words(kind, row.place, row.cell),
        row.pseq,
        kind,
        str(json.loads(detail).get("destination", "")),
        verb,
    )


def _is_there(one: Marked, request: Request) -> bool:
    """Whether somebody is out already where an act would send them: they did not go twice.

    What is so already inside the prison the rules know themselves, and write nothing.
    """
    if not isinstance(request, CourtOut | AbsenceOut) or one.kind is not OUT_AT[type(request)]:
        return False
    return one.destination.casefold() == request.destination.strip().casefold()


def _sorted(refused: Refused, people: Sequence[Marked]) -> Against:
    """Part what stands against everybody from what stands against some."""
    lines: dict[Objection, set[int]] = {}
    for objection in refused.objections:
        lines.setdefault(objection._replace(line=1), set()).add(objection.line)
    everybody = {o for o, concerned in lines.items() if len(concerned) == len(people)}
    of_one: dict[str, list[Objection]] = {}
    for objection in refused.objections:
        if objection._replace(line=1) not in everybody:
            of_one.setdefault(people[objection.line - 1].number, []).append(objection)
    against_all = tuple(o for o in lines if o in everybody)
    return Against(against_all, {number: tuple(held) for number, held in of_one.items()})
